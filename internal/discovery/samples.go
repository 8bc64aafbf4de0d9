package discovery

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// measure is one metric of a wide file of samples.
type measure struct {
	name   string
	column *column
}

// samples rates the table as measured values: a time in every row, and numbers beside it.
func (g *guess) samples(columns []*column) {
	g.choices = assign([]string{"sample"}, columns, g.table())
	if at, ok := g.has("at"); !ok || at.column.share() < 0.95 {
		g.choices = slices.DeleteFunc(g.choices, func(c choice) bool { return c.field == "at" })
		for _, c := range columns {
			if g.free(c) && c.isTime() && !c.isEpoch() && c.share() > 0.95 {
				g.add("at", c, "the first column of times")
				break
			}
		}
	}
	at, ok := g.has("at")
	if !ok {
		g.fault = "it has no column of times"
		return
	}
	_, metric := g.has("metric")
	value, valued := g.has("value")
	numbers, words, others := 0, 0, 0
	for _, c := range columns {
		switch {
		case c == at.column || c.filled == 0:
		case c.isTime() && !c.isEpoch():
			others++
		case c.isNumber():
			numbers++
		default:
			words++
		}
	}
	switch {
	case numbers == 0:
		g.fault = "it has no column of numbers beside the times"
	case metric && valued && value.column.isNumber():
		g.score += 5
	case others == 0 && words <= 4 && numbers*2 >= words:
		g.drop("metric", "value")
		g.score += 4 + float64(numbers)/float64(numbers+words)
		if len(columns) == 2 {
			g.score++
		}
	default:
		g.fault = "it has too much beside times and numbers to be measured values"
	}
	g.fault = cmp.Or(g.fault, g.unsound(columns))
}

func (g *guess) drop(fields ...string) {
	g.choices = slices.DeleteFunc(g.choices, func(c choice) bool { return slices.Contains(fields, c.field) })
}

// measures are the metrics of a wide file: its columns of numbers.
func (g *guess) measures(columns []*column, file string) []measure {
	var all []measure
	if _, long := g.has("metric"); long || g.record != "sample" {
		return nil
	}
	taken := map[string]bool{}
	for _, c := range columns {
		if !g.free(c) || !c.isNumber() || plain(c.header) == "interval" {
			continue
		}
		name := g.metricName(c)
		for n := 2; taken[name] || name == ""; n++ {
			name = cmp.Or(slug(c.header, "_"), "metric") + "_" + strconv.Itoa(n)
		}
		taken[name] = true
		all = append(all, measure{name, c})
	}
	if len(all) == 1 && slices.Contains(known().metrics["value"], plain(all[0].column.header)) {
		all[0].name = cmp.Or(slug(stem(file), "_"), "value")
	}
	return all
}

// series are the metrics of a long file, each with its own values.
func (g *guess) series(t *table, metric *column) []measure {
	value, ok := g.has("value")
	if !ok || len(metric.values) > 50 {
		return nil
	}
	cells := map[string][]string{}
	for _, row := range t.rows {
		if name, cell := strings.TrimSpace(row[metric.index]), strings.TrimSpace(row[value.column.index]); name != "" && cell != "" && !missingWord(cell) {
			cells[name] = append(cells[name], cell)
		}
	}
	var all []measure
	for _, name := range slices.Sorted(maps.Keys(cells)) {
		c := &column{header: name}
		c.look(cells[name])
		all = append(all, measure{name, c})
	}
	return all
}

// metricName is the tool's name for the metric, else the header's.
func (g *guess) metricName(c *column) string {
	if g.tool != nil {
		for name, headers := range g.tool.Table.Metrics {
			if slices.ContainsFunc(headers, func(h string) bool { return strings.EqualFold(h, c.header) }) {
				return name
			}
		}
	}
	return slug(c.header, "_")
}

// has tells whether a word of that list stands in the metric's name or its header.
func (m measure) has(list string) bool {
	return slices.ContainsFunc(strings.Fields(plain(m.name+" "+m.column.header)), func(w string) bool { return slices.Contains(known().metrics[list], w) })
}

// isLoad tells whether the metric is a share of a capacity, in per cent.
func (m measure) isLoad() bool {
	named := m.has("load") && !m.has("other")
	return (named && m.greatest() > 1 || strings.Contains(m.column.header, "%")) && m.upTo(100)
}

// isDisk tells whether the metric fills up with time rather than with the volume of the day.
func (m measure) isDisk() bool { return m.has("disk") }

func (m measure) upTo(most float64) bool {
	for _, v := range m.column.values {
		if n, ok := numberOf(v.text, m.column.decimal()); ok && (n < 0 || n > most) {
			return false
		}
	}
	return true
}

func (m measure) greatest() float64 {
	greatest := 0.0
	for _, v := range m.column.values {
		if n, ok := numberOf(v.text, m.column.decimal()); ok {
			greatest = max(greatest, n)
		}
	}
	return greatest
}

// decimal is the decimal sign of the column's numbers.
func (c *column) decimal() byte {
	if c.comma > c.point {
		return ','
	}
	return '.'
}

// volume is how likely the metric is the volume of the business that drives the others: the less, the likelier; false
// where nothing says so.
func (m measure) volume() (rank int, ok bool) {
	words := strings.Fields(plain(m.name))
	for rank, w := range known().metrics["volume"] {
		if slices.Contains(words, w) {
			return rank, true
		}
	}
	return 0, false
}

// driver finds the metric that most probably drives the others.
func driver(all []measure) (measure, bool) {
	var best measure
	least, found := 0, false
	for _, m := range all {
		if rank, ok := m.volume(); ok && !m.isLoad() && (!found || rank < least) {
			best, least, found = m, rank, true
		}
	}
	return best, found
}

// step is the usual distance between two samples; 0 where the times do not tell it.
func step(at *column) time.Duration {
	r, err := newTimeReader(at.time.formats)
	if err != nil {
		return 0
	}
	var last time.Time
	var gaps []time.Duration
	for _, cell := range at.cells {
		now, ok := r.read(cell)
		if !ok {
			continue
		}
		if gap := now.Sub(last); !last.IsZero() && gap != 0 {
			gaps = append(gaps, gap.Abs())
		}
		last = now
	}
	if len(gaps) == 0 {
		return 0
	}
	slices.Sort(gaps)
	return gaps[len(gaps)/2].Round(time.Second)
}
