package discovery

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// clockCell is a time of day without a date, or from one to another: "14:05", "2:05 PM", "14:05 - 15:20".
var clockCell = regexp.MustCompile(`(?i)^\d{1,2}[:.h]\d\d(:\d\d)?\s*([ap]\.?m\.?|uhr)?(\s*[-–]\s*\d{1,2}[:.h]\d\d.*)?$`)

// isClock tells whether a column holds times of day, of which the days stand elsewhere. Durations are written h:mm as
// well.
func (c *column) isClock() bool {
	if c.filled == 0 || c.isTime() {
		return false
	}
	n, hours := 0, c.isNumber()
	for _, v := range c.values {
		if clockCell.MatchString(v.text) {
			n += v.count
		}
		if hour, ok := numberOf(v.text, '.'); !ok || hour < 0 || hour > 24 {
			hours = false
		}
	}
	return float64(n) >= 0.8*float64(c.filled) && !c.saysLength() || hours && known().hour[c.names[0].plain]
}

// saysLength tells whether the header names a duration.
func (c *column) saysLength() bool {
	return slices.ContainsFunc(strings.Fields(c.names[0].plain), func(w string) bool { return known().lengths[w] })
}

// daysOnly tells whether a column of times has no time of day in any cell.
func (c *column) daysOnly() bool {
	timed := func(format string) bool { return strings.Contains(format, "%H") || strings.Contains(format, "%I") }
	if !c.isTime() || c.isEpoch() && !c.time.serial() || slices.ContainsFunc(c.time.formats, timed) {
		return false
	}
	return !slices.ContainsFunc(c.cells, func(cell string) bool {
		return strings.Contains(cell, ":") || c.time.serial() && strings.ContainsAny(cell, ".,")
	})
}

// freeLike returns the headers of the columns that nothing takes and that are like that.
func (g *guess) freeLike(columns []*column, like func(*column) bool) []string {
	var names []string
	for _, c := range columns {
		if g.free(c) && like(c) {
			names = append(names, fmt.Sprintf("%q", shown(c.header)))
		}
	}
	return names
}

// momentFields are those whose time of day counts.
var momentFields = []string{"started", "opened", "restored", "resolved", "closed", "from", "to", "planned_start", "planned_end", "actual_start", "actual_end"}

// doubts lists what no configuration can put right, as questions.
func (g *guess) doubts(columns []*column) []string {
	var all, days []string
	for _, c := range g.choices {
		if name := fmt.Sprintf("%q", shown(c.column.header)); slices.Contains(momentFields, c.field) && c.column.daysOnly() && !slices.Contains(days, name) {
			days = append(days, name)
		}
	}
	if len(days) > 0 {
		text := "is there an export with times? Without a time of day (" + strings.Join(days, ", ") + ") each day is read as its midnight, and lengths are whole days."
		if clocks := g.freeLike(columns, (*column).isClock); len(clocks) > 0 {
			text += fmt.Sprintf(" The time of day stands in %s, but a field takes one column: put day and time into one (in a spreadsheet =A2+B2).", strings.Join(clocks, ", "))
		}
		all = append(all, text)
	}
	if g.record == "incident" && !g.ends() {
		all = append(all, "when was an incident over? No column says it, so an incident that is not closed goes on, and of the others the length is unknown."+
			g.lengthHint(columns))
	}
	return all
}

// ends tells whether a column says when an incident was over.
func (g *guess) ends() bool { return g.hasOne([]string{"restored", "resolved", "closed"}) }

// lengthHint names the column that says how long something took, where there is one.
func (g *guess) lengthHint(columns []*column) string {
	long := func(c *column) bool { return c.saysLength() && (c.isNumber() || c.lengths >= 0.9) }
	if names := g.freeLike(columns, long); len(names) > 0 {
		return fmt.Sprintf(" %s says how long it took: add a column with the end, which is the beginning and that, and name it.", names[0])
	}
	return ""
}

// unsound says why a table cannot be imported as what it was taken for, although it has the columns.
func (g *guess) unsound(columns []*column) string {
	if name, ok := g.has("name"); ok && g.record == "service" && name.column.unique() < 0.9 {
		return fmt.Sprintf("%q repeats its services, and a catalogue names each once", shown(name.column.header))
	}
	text := g.lacking(columns)
	g.final = text != ""
	return text
}

// lacking says what a table does not tell that no other reading of it would tell either.
func (g *guess) lacking(columns []*column) string {
	id, _ := g.has("id")
	for _, other := range known().strangers {
		if id.score < sureScore && !slices.ContainsFunc(other.Headers, func(h string) bool {
			return !slices.ContainsFunc(columns, func(c *column) bool { return c.called(plain(h)) })
		}) {
			return "it holds " + other.Is
		}
	}
	_, decided := g.has("decision")
	_, ends := g.has("to")
	_, status := g.has("status")
	hint := g.lengthHint(columns)
	at, sampled := g.has("at")
	switch {
	case g.record == "decision" && g.tool != nil && !decided:
		return "it is a workbook for a board of which nothing was decided yet: have its decisions filled in, then name it again"
	case g.record == "outage" && !ends:
		return "it says when outages began, but no column says when they ended." + hint
	case g.record == "incident" && !g.ends() && !status && hint != "":
		return "no column says when an incident was over, so all would go on for ever." + hint
	case g.record == "sample" && sampled && at.column.daysOnly():
		if clocks := g.freeLike(columns, (*column).isClock); len(clocks) > 0 {
			return fmt.Sprintf("the day stands in %q and the time of day in %s, but a time is read from one column: put both into one (in a spreadsheet =A2+B2)",
				shown(at.column.header), strings.Join(clocks, ", "))
		}
	}
	return ""
}

// working finds the column that tells rows of working order from outages, where a monitor lists both, and the words
// for outages in it.
func (g *guess) working(columns []*column) (*column, []string) {
	if g.record != "outage" {
		return nil, nil
	}
	for _, c := range columns {
		if !g.free(c) || c.filled < c.rows || len(c.values) > 6 {
			continue
		}
		var down []string
		for _, v := range c.values {
			if !known().working[plain(v.text)] {
				down = append(down, v.text)
			}
		}
		if len(down) > 0 && len(down) < len(c.values) {
			return c, down
		}
	}
	return nil, nil
}
