package discovery

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"nines/importers/presets"
	"nines/internal/config"
)

// choice says which column fills a field, and why.
type choice struct {
	field    string
	column   *column
	score    float64
	language string
	shared   bool // another field takes the same column
	note     string
}

// assign finds the best column for each field of the records, which share one list of rows: the surest first, each
// column once. What is known of the tool's export, if anything, comes before the dictionary.
func assign(records []string, columns []*column, tool *presets.Table) []choice {
	var all []choice
	seen := map[string]bool{}
	for _, record := range records {
		for _, field := range config.RecordFields[record] {
			if seen[field] {
				continue
			}
			seen[field] = true
			for _, c := range columns {
				if made, ok := suits(record, field, c, tool); ok {
					all = append(all, made)
				}
			}
		}
	}
	slices.SortStableFunc(all, func(a, b choice) int { return cmp.Compare(b.score, a.score) })
	var chosen []choice
	for _, a := range all {
		taken := func(b choice) bool { return b.field == a.field || b.column == a.column }
		if !slices.ContainsFunc(chosen, taken) {
			chosen = append(chosen, a)
		}
	}
	return chosen
}

// sureScore is what a choice needs to count as sure.
const sureScore = 0.8

// leastScore is what a column needs to be taken for a field.
const leastScore = 0.35

// suits rates a column as the source of a field: by what its header says, and by whether its cells can be such.
func suits(record, field string, c *column, tool *presets.Table) (choice, bool) {
	isTime := isTimeField(record, field)
	best := choice{field: field, column: c, score: ofTool(tool, record, field, c.header)}
	plan := isTime && slices.ContainsFunc(c.names, form.isPlan)
	for _, n := range known().fields[record][field] {
		if plan && !n.isPlan() {
			continue // the target of a resolution is none
		}
		for _, header := range c.names {
			if score := n.fits(header, isTime); score > best.score {
				best.score, best.language = score, n.language
			}
		}
	}
	if best.score == 0 {
		return best, false
	}
	best.score *= max(content(record, field, c), toolContent(tool, record, field, c))
	if c.filled*200 < c.rows {
		best.score *= 0.75 // hardly ever filled: another that fits may be
	}
	if c.filled > 0 {
		best.score += 0.02 * math.Log10(float64(c.filled)) * best.score
	}
	return best, best.score >= leastScore
}

// ofTool rates a header by what is known of the tool's export; 0 where nothing is.
func ofTool(tool *presets.Table, record, field, header string) float64 {
	if tool == nil {
		return 0
	}
	if field == "restored" && slices.Contains(tool.Columns["resolved"], header) {
		return 0 // it stands in where nothing better is found, see complete
	}
	names := tool.Columns[record+"."+field]
	if len(names) == 0 {
		names = tool.Columns[field]
	}
	for rank, name := range names {
		if presets.FoldColumn(name) == presets.FoldColumn(header) {
			return 1.2 - 0.02*float64(min(rank, 10))
		}
	}
	return 0
}

// isPlan tells whether a header says that its times are plans and no facts.
func (f form) isPlan() bool {
	return slices.ContainsFunc(strings.Fields(f.plain), func(w string) bool { return known().plans[w] })
}

// fits rates how well the name matches a header, 0..1.
func (n name) fits(header form, isTime bool) float64 {
	late := 0.01 * float64(min(n.rank, 20))
	switch {
	case header.plain == n.plain:
		return 1 - late
	case header.short == n.plain:
		return 0.9 - late
	case isTime && n.moment == "":
		return 0
	case isTime && header.moment == n.moment:
		return 0.95 - late
	case isTime && header.shortMoment == n.moment:
		return 0.86 - late
	case n.words > 1 && contains(header.plain, n.plain):
		return 0.6 - late
	case len(n.plain) > 3 && header.words <= 4 && contains(header.plain, n.plain):
		return 0.5 - late
	}
	return 0
}

// content rates whether the cells of a column can be values of the field, 0..1.
func content(record, field string, c *column) float64 {
	switch {
	case isTimeField(record, field):
		return timeContent(record, field, c)
	case c.filled == 0:
		return 0
	case field == "id" && record != "service":
		return idContent(c)
	case wordField(record, field) != "":
		return wordContent(record, field, c)
	}
	switch field {
	case "problem", "change", "parent", "duplicate_of", "incident":
		return boolean(c.refers())
	case "lost", "target", "weight", "reassignments", "reopenings", "customers", "contacts", "approvals", "value":
		return boolean(c.isNumber())
	case "effort", "minutes":
		return boolean(c.numbers+c.lengths >= 0.9 && !c.isTime())
	case "service", "team", "category", "subcategory", "assignee", "owner", "responsible", "person":
		return namesContent(c)
	case "title", "description":
		return boolean(!c.isTime() && !c.isNumber())
	}
	return boolean(!c.isTime() || c.isEpoch())
}

func boolean(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// timeContent wants times, or in a deed's column yes and no. A column without any cell may be filled later.
func timeContent(record, field string, c *column) float64 {
	switch {
	case c.filled == 0:
		return 0.5
	case c.isTime():
		return 1
	case c.time != nil && c.time.share >= 0.5:
		return 0.8
	case isMark(record, field):
		return boolean(yesNo(c) >= 0.5)
	}
	return 0
}

// refers tells whether the cells can be ids of other tickets, and are no sentences.
func (c *column) refers() bool {
	sentences := 0
	for _, v := range c.values {
		if len(strings.Fields(v.text)) > 3 && !strings.ContainsAny(v.text, ",;|") {
			sentences += v.count
		}
	}
	return !c.isTime() && sentences*5 <= c.filled
}

// flagWord tells whether a cell says yes or no, and is no initial.
func flagWord(text string) bool {
	_, ok := known().words["yes_no"][plain(text)]
	return ok && len(text) > 1
}

// yesNo is the share of the cells that say yes or no.
func yesNo(c *column) float64 {
	n := 0
	for _, v := range c.values {
		if _, _, ok := translate("yes_no", v.text); ok {
			n += v.count
		}
	}
	return float64(n) / float64(max(c.filled, 1))
}

// idContent wants a cell in every row that tells tickets apart, or that names one of several versions.
func idContent(c *column) float64 {
	switch {
	case c.share() < 0.98 || c.longest > 80 || c.isTime() && !c.isEpoch() || c.point+c.comma > 0:
		return 0
	case c.unique() >= 0.98:
		return 1
	case c.unique() >= 0.02 && c.rows >= 3 && len(c.values) > 1:
		return 0.7
	}
	return 0
}

// namesContent wants names: texts that come back.
func namesContent(c *column) float64 {
	switch {
	case len(c.values) <= 2 && flagWord(c.values[0].text) && flagWord(c.values[len(c.values)-1].text): // "Is Service Request" names no service
		return 0
	case c.isTime() || c.isNumber() || c.longest > 200:
		return 0
	case c.share() < 0.05:
		return 0.4
	case c.filled > 50 && c.unique() > 0.9:
		return 0.4
	}
	return 1
}

// toolContent rates the cells of a field of words by how many of them the tool is known to write.
func toolContent(tool *presets.Table, record, field string, c *column) float64 {
	if wordField(record, field) == "" || ofTool(tool, record, field, c.header) == 0 {
		return 0
	}
	n := 0
	for _, v := range c.values {
		if _, ok := toolWord(tool, record, field, v.text); ok {
			n += v.count
		}
	}
	return boolean(n > 0 && n*2 >= c.filled)
}

// wordContent wants words of a small vocabulary, of which we should know some.
func wordContent(record, field string, c *column) float64 {
	if c.isTime() && !c.isEpoch() || len(c.values) > 60 {
		return 0
	}
	know := speaks(record, field, c)
	switch {
	case know >= 0.5:
		return 0.9 + 0.1*know
	case field == "status" && len(c.values) <= 30:
		return 0.7
	case field == "priority" && !c.isNumber() && len(c.values) <= 10:
		return 0.7
	case field == "criticality":
		return 0.5
	}
	return 0
}
