package discovery

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

var (
	withoutID = []string{"worklog", "update", "exclusion", "decision"} // records that need none
	untimed   = []string{"service", "exclusion", "decision"}           // records that need no time
)

// complete adds what follows from the rows where no header says it, and finds what is missing.
func (g *guess) complete(records []string, columns []*column) {
	if !slices.Contains(withoutID, g.record) {
		g.findID(columns)
	}
	if records[0] == "incident" || records[0] == "request" {
		g.findOpened(columns)
	}
	g.idByStart()
	if slices.Contains(records, "incident") {
		g.workStart()
		g.standIn("restored", "resolved", "no column says when the service worked again: the time of the resolution stands in")
	}
	if slices.Contains([]string{"incident", "request", "problem", "change"}, records[0]) {
		g.findService(columns)
	}
	if slices.Contains(ticketRecords, records[0]) {
		g.standIn("title", "description", "no column is a title")
	}
	if records[0] == "change" {
		g.standIn("requested", "opened", "")
	}
	slices.SortStableFunc(g.choices, func(a, b choice) int { return cmp.Compare(fieldOrder(records, a.field), fieldOrder(records, b.field)) })
	g.fault = g.faultOf(records, columns)
}

// free tells whether no field takes the column.
func (g *guess) free(c *column) bool {
	return !slices.ContainsFunc(g.choices, func(have choice) bool { return have.column == c })
}

func (g *guess) add(field string, c *column, note string) {
	g.choices = append(g.choices, choice{field: field, column: c, score: 0.5, note: note})
}

// findID takes the first column that tells all rows apart, where no header names the id.
func (g *guess) findID(columns []*column) {
	if _, ok := g.has("id"); ok {
		return
	}
	if incident, ok := g.has("incident"); g.record == "outage" && ok && idContent(incident.column) == 1 {
		g.choices = append(g.choices, choice{field: "id", column: incident.column, score: 0.5, shared: true, note: "one interval an incident"})
		return
	}
	if g.record == "service" {
		if name, ok := g.has("name"); ok && name.column.unique() >= 0.98 {
			g.choices = append(g.choices, choice{field: "id", column: name.column, score: 0.5, shared: true, note: "tickets call the services by their names"})
		}
		return
	}
	for _, c := range columns {
		if g.free(c) && c.rows > 1 && idContent(c) == 1 && c.longest <= 32 && !c.isTime() && c.lengths < 0.5 && !c.saysLength() && !strings.ContainsAny(c.values[0].text, " \n") {
			g.add("id", c, "no header names the id: the first column that tells all rows apart")
			return
		}
	}
}

// idByStart has the beginning stand in for the id, where nothing else tells the rows apart and no two begin together.
func (g *guess) idByStart() {
	if _, ok := g.has("id"); ok {
		return
	}
	for _, field := range map[string][]string{"outage": {"from"}, "incident": {"started", "opened"}, "change": {"planned_start"}}[g.record] {
		c, ok := g.has(field)
		if !ok || c.column.many || c.column.filled < c.column.rows || len(c.column.values) < c.column.rows || c.column.daysOnly() {
			continue
		}
		g.choices = append(g.choices, choice{field: "id", column: c.column, score: 0.5, shared: true, note: "nothing numbers them: the time of their beginning stands in"})
		return
	}
}

// findOpened takes the first column of times, where no header names the opening or another beginning.
func (g *guess) findOpened(columns []*column) {
	if g.hasOne([]string{"opened", "started", "detected"}) {
		return
	}
	for _, c := range columns {
		if !g.free(c) || !c.isTime() || c.isEpoch() || c.share() <= 0.5 || c.names[0].isPlan() {
			continue
		}
		if slices.ContainsFunc(g.choices, func(end choice) bool { return end.field != "updated" && after(c, end.column) }) {
			continue // later than an end
		}
		g.add("opened", c, "no header names the opening: the first column of times")
		return
	}
}

// workStart takes a start that mostly lies after the opening for the start of the work, as many tools mean it.
func (g *guess) workStart() {
	i := slices.IndexFunc(g.choices, func(c choice) bool { return c.field == "started" })
	opened, ok := g.has("opened")
	if i < 0 || !ok || !after(g.choices[i].column, opened.column) {
		return
	}
	if _, taken := g.has("engaged"); taken {
		g.choices = slices.Delete(g.choices, i, i+1)
		return
	}
	g.choices[i].field = "engaged"
	g.choices[i].note = "mostly later than the opening, so it is the start of the work and not of the outage"
}

// after tells whether the first column's times are mostly later than the second's.
func after(a, b *column) bool {
	if !a.isTime() || !b.isTime() || a.cells == nil || b.cells == nil {
		return false
	}
	first, err1 := newTimeReader(a.time.formats)
	second, err2 := newTimeReader(b.time.formats)
	if err1 != nil || err2 != nil {
		return false
	}
	later, both := 0, 0
	for i, cell := range a.cells {
		x, ok1 := first.read(cell)
		y, ok2 := second.read(b.cells[i])
		if ok1 && ok2 {
			both++
			if x.Sub(y) > time.Second {
				later++
			}
		}
	}
	return later*2 > both
}

// standIn has a field that no column fills take the column of another one.
func (g *guess) standIn(field, other, note string) {
	if _, ok := g.has(field); ok {
		return
	}
	if c, ok := g.has(other); ok {
		c.field, c.shared, c.note, c.score = field, true, note, 0.5
		g.choices = append(g.choices, c)
	}
}

// findService takes the component, else the category for the service, where no column names one that is filled.
func (g *guess) findService(columns []*column) {
	i := slices.IndexFunc(g.choices, func(c choice) bool { return c.field == "service" })
	if i >= 0 {
		if c := g.choices[i].column; c.share() >= 0.2 {
			return
		}
	}
	fields := []string{"component", "category"}
	if c, ok := g.has("component"); ok && slices.ContainsFunc(strings.Fields(c.column.names[0].plain), func(w string) bool { return known().hardware[w] }) {
		fields = []string{"category", "component"} // a laptop is no service
	}
	for _, field := range fields {
		k := slices.IndexFunc(g.choices, func(c choice) bool { return c.field == field })
		if k < 0 || !serviceLike(g.choices[k].column) {
			continue
		}
		g.instead = g.choices[k].column.header
		if i >= 0 {
			weak := g.choices[i].column
			g.choices[k].note = fmt.Sprintf("%q is filled in %s of the rows only", shown(weak.header), percent(weak.share()))
			g.choices = slices.Delete(g.choices, i, i+1)
			if i < k {
				k--
			}
		} else {
			g.choices[k].note = "no column names a service that is filled"
		}
		g.choices[k].field = "service"
		g.finer(field)
		return
	}
}

// finer has the subcategory name the component, where the category stands for the service.
func (g *guess) finer(field string) {
	if field != "category" {
		return
	}
	k := slices.IndexFunc(g.choices, func(c choice) bool { return c.field == "subcategory" })
	i := slices.IndexFunc(g.choices, func(c choice) bool { return c.field == "component" })
	switch {
	case k < 0 || i >= 0 && g.choices[i].column.share() >= 0.2:
	case i >= 0:
		g.choices[k].field, g.choices[k].note = "component", "below the category, which stands for the service"
		g.choices = slices.Delete(g.choices, i, i+1)
	default:
		g.choices[k].field, g.choices[k].note = "component", "below the category, which stands for the service"
	}
}

// serviceLike tells whether the cells come back often enough to be names of services.
func serviceLike(c *column) bool {
	return c.share() >= 0.2 && len(c.values) >= 2 && len(c.values) <= 500 && c.unique() < 0.7
}

// faultOf says what the records need and the table does not have.
func (g *guess) faultOf(records []string, columns []*column) string {
	record := records[0]
	entry := known().records[record]
	if text := g.unsound(columns); text != "" {
		return text
	}
	timed := func(c *column) bool { return c.isTime() || c.time != nil }
	if !slices.Contains(untimed, record) && !slices.ContainsFunc(columns, timed) {
		return "it has no column of times, so nothing in it can be put into a period"
	}
	needsID := !slices.Contains(withoutID, record)
	if _, ok := g.has("id"); needsID && !ok {
		return noID(record, columns)
	}
	if !slices.ContainsFunc(g.choices, func(c choice) bool { return c.score >= sureScore }) {
		return "none of its headers is one that is known, so nothing says what it holds"
	}
	for _, fields := range entry.Needs {
		if !g.hasOne(fields) {
			return fmt.Sprintf("a record of the kind %s needs %s, but no column was found for it", record, strings.Join(fields, " or "))
		}
	}
	return ""
}

// noID says why no column is an id, with the nearest.
func noID(record string, columns []*column) string {
	var best *column
	for _, c := range columns {
		if !c.isTime() && c.filled > 0 && (best == nil || c.unique()*c.share() > best.unique()*best.share()) {
			best = c
		}
	}
	reason := fmt.Sprintf("no column is filled in every row and tells the rows apart, so none can be the id that every %s needs", record)
	if best != nil {
		reason += fmt.Sprintf(" (the nearest, %q, is filled in %s of the rows, with %d distinct cells)", shown(best.header), percent(best.share()), len(best.values))
	}
	return reason
}
