package discovery

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"nines/importers/presets"
	"nines/internal/config"
)

// guess is what a table is taken for.
type guess struct {
	record  string            // the contract's record; "" where the rows tell
	teller  *column           // the column whose words tell it
	kinds   map[string]string // its words -> record; other words: the rows are passed over
	choices []choice
	score   float64
	tool    *presets.Match // nil: no tool's export was recognised
	instead string         // the column that is taken for the service, as none names it
	fault   string         // why the table cannot be imported as it is
	final   bool           // taking the table for something else would not help
}

// leastTool is the score from which on a tool's export counts as recognised.
const leastTool = 0.5

// recognise finds what the table most probably holds.
func recognise(t *table, columns []*column) guess {
	var best guess
	tools := tables(t.header)
	teller, kinds := tellerOf(columns, tools)
	if distinct := slices.Compact(slices.Sorted(maps.Values(kinds))); len(distinct) > 0 && (len(distinct) > 1 || len(kinds) < len(teller.values)) {
		best = byRow(distinct, slices.DeleteFunc(slices.Clone(columns), func(c *column) bool { return c == teller }), tools)
		best.teller, best.kinds = teller, kinds
		if len(distinct) == 1 && !telling(teller, kinds) {
			best = guess{}
		}
	}
	if best.teller != nil && best.fault == "" {
		return best
	}
	for _, record := range slices.Sorted(maps.Keys(known().records)) {
		g := of(record, t, columns, tools)
		if len(kinds) > 0 && slices.Contains(slices.Collect(maps.Values(kinds)), record) {
			g.score += 4
		}
		if best.score == 0 || better(g, best) {
			best = g
		}
	}
	return best
}

// better prefers what can be imported, unless that is a makeshift for what cannot.
func better(g, than guess) bool {
	if (g.fault == "") != (than.fault == "") && !(g.final && g.score > than.score) && !(than.final && than.score > g.score) {
		return g.fault == ""
	}
	return g.score > than.score
}

// tables returns the recognised exports by record, the best of each.
func tables(header []string) map[string]presets.Match {
	found := map[string]presets.Match{}
	for _, m := range presets.Recognise(header) {
		if _, have := found[m.Table.Record]; !have && m.Score >= leastTool {
			found[m.Table.Record] = m
		}
	}
	return found
}

// tellerOf finds the column whose words tell which record a row is; nil and none where there is no such column.
func tellerOf(columns []*column, tools map[string]presets.Match) (*column, map[string]string) {
	for _, name := range known().types {
		for _, c := range columns {
			if !c.called(name) || len(c.values) > 60 || c.filled*2 < c.rows {
				continue
			}
			if kinds := kindsIn(c, tools); len(kinds) > 0 {
				return c, kinds
			}
		}
	}
	return nil, nil
}

// kindsIn returns the words of the column that stand for records, as the tool has it, else as the dictionary does.
func kindsIn(c *column, tools map[string]presets.Match) map[string]string {
	kinds := map[string]string{}
	for _, v := range c.values {
		record, ok := kindOf(v.text)
		for _, m := range tools {
			if m.Table.ByRow == nil || !slices.ContainsFunc(m.Table.ByRow.Columns, func(n string) bool { return presets.FoldColumn(n) == presets.FoldColumn(c.header) }) {
				continue
			}
			for word, r := range m.Table.ByRow.Values {
				if strings.EqualFold(word, v.text) && slices.Contains(ticketRecords, r) {
					record, ok = r, true
				}
			}
		}
		if ok {
			kinds[v.text] = record
		}
	}
	return kinds
}

// telling tells whether enough rows have one of the words for the others to be something else.
func telling(c *column, kinds map[string]string) bool {
	n := 0
	for _, v := range c.values {
		if _, ok := kinds[v.text]; ok {
			n += v.count
		}
	}
	return n*10 >= c.filled
}

func byRow(records []string, columns []*column, tools map[string]presets.Match) guess {
	var g guess
	first := records[0]
	if slices.Contains(records, "incident") {
		first = "incident"
	}
	records = append([]string{first}, slices.DeleteFunc(records, func(r string) bool { return r == first })...)
	if m, ok := tools[first]; ok {
		g.tool = &m
	}
	g.choices = assign(records, columns, g.table())
	g.complete(records, columns)
	g.score = 100
	return g
}

func (g *guess) table() *presets.Table {
	if g.tool == nil {
		return nil
	}
	return g.tool.Table
}

// of rates the table as one of that record.
func of(record string, t *table, columns []*column, tools map[string]presets.Match) guess {
	g := guess{record: record}
	if m, ok := tools[record]; ok {
		g.tool = &m
		g.score += 4 * m.Score
	}
	if record == "sample" {
		g.samples(columns)
	} else {
		g.choices = assign([]string{record}, columns, g.table())
		g.complete([]string{record}, columns)
	}
	name := named(record, t)
	if g.score += name; g.final && name >= fileNames {
		g.score += 5 // it says itself what it holds
	}
	for _, c := range g.choices {
		weight := 0.5
		switch {
		case c.field == "id":
			weight = 1
		case slices.Contains(known().records[record].Telling, c.field):
			weight = 1.1
		}
		g.score += weight * min(c.score, 1)
	}
	if record == "incident" {
		g.score += 0.6 // what most lists of tickets are
	}
	return g
}

// fileNames is the score of a record that the name of the file or the sheet states.
const fileNames = 3

// named rates what the names of the file, the sheet and the columns say of the record.
func named(record string, t *table) float64 {
	score := 0.0
	where := []string{plain(stem(t.path)), plain(t.sheet)}
	for _, word := range known().records[record].Words {
		if slices.ContainsFunc(where, func(text string) bool { return contains(text, word) }) {
			score = fileNames
		}
	}
	mentions := 0.0
	for _, header := range t.header {
		text := plain(header)
		for _, word := range known().records[record].Words {
			if strings.HasPrefix(text, word+" ") {
				mentions += 0.7
				break
			}
		}
	}
	return score + min(mentions, 2.1)
}

// stem is the name of a file without its folder and endings.
func stem(path string) string {
	base := strings.TrimSuffix(filepath.Base(path), ".gz")
	return strings.TrimSuffix(base, filepath.Ext(base))
}

// has returns the choice for a field.
func (g *guess) has(field string) (choice, bool) {
	for _, c := range g.choices {
		if c.field == field {
			return c, true
		}
	}
	return choice{}, false
}

// hasOne tells whether one of the fields has a column.
func (g *guess) hasOne(fields []string) bool {
	return slices.ContainsFunc(fields, func(f string) bool { _, ok := g.has(f); return ok })
}

// fieldOrder is where a field stands in the contract, in the first of the records that has it.
func fieldOrder(records []string, field string) int {
	for i, record := range records {
		if at := slices.Index(config.RecordFields[record], field); at >= 0 {
			return i*100 + at
		}
	}
	return 0
}
