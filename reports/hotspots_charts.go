package reports

import (
	"slices"

	"nines/analysis/hotspots"
	"nines/internal/itsm"
	"nines/reports/document"
)

// barsOfEffort is how many services the chart shows one by one; the rest is one bar.
const barsOfEffort = 10

// effortChart shows the hours by service beside those of the period before.
func (m *making) effortChart(e *effort) *document.Chart {
	c := &document.Chart{
		ID: "effort_by_service", Kind: document.ChartBars, Title: m.effortTitle(e.ByService),
		Subtitle: m.words.Text("hotspots.chart.subtitle"), Alt: m.words.Text("hotspots.chart.alt"),
		Y: document.Axis{Kind: document.KindNumber, FromZero: true},
	}
	now := document.Series{Name: m.periodName(m.want.Period), Role: document.RoleActual}
	before := document.Series{Name: m.previousLabel(), Role: document.RolePrevious}
	add := func(name string, minutes float64, previous *float64) {
		c.Categories = append(c.Categories, name)
		now.Values, before.Values = append(now.Values, inHours(&minutes)), append(before.Values, inHours(previous))
	}
	for _, g := range e.ByService[:min(barsOfEffort, len(e.ByService))] {
		add(m.groupName("service", g.Key), g.Minutes, g.Previous.Pointer())
	}
	if rest := e.ByService[len(c.Categories):]; len(rest) > 0 {
		minutes, previous := 0.0, 0.0
		for _, g := range rest {
			minutes += g.Minutes
			previous += g.Previous.Value
		}
		p := &previous
		if !e.Total.Previous.Known {
			p = nil
		}
		add(m.words.Text("hotspots.chart.rest", "n", m.count(len(rest))), minutes, p)
	}
	c.Series = []document.Series{now}
	if e.Total.Previous.Known {
		c.Series = append(c.Series, before)
	}
	return c
}

func inHours(minutes *float64) *float64 {
	if minutes == nil {
		return nil
	}
	hours := *minutes / 60
	return &hours
}

// effortTitle says how few of the services take half of the time.
func (m *making) effortTitle(list []hotspots.Group) string {
	sum, n := 0.0, 0
	worked := 0
	for _, g := range list {
		if g.Key == "" || g.Minutes <= 0 {
			continue
		}
		worked++
		if sum < 0.5 {
			sum += g.Share.Value
			n++
		}
	}
	if sum < 0.5 {
		return m.words.Text("hotspots.chart.title")
	}
	return m.words.Plural("hotspots.chart.half", n, m.count(n), "all", m.count(worked), "share", m.locale.Share(sum, 0))
}

// placeWords are the words of the places.
var placeWords = map[hotspots.Place]string{
	hotspots.Toil: "toil", hotspots.Pain: "pain", hotspots.Both: "both", hotspots.Neither: "neither",
}

// quadrantBlocks show effort against downtime: as a chart, and as a table of what lies outside the quiet corner.
func (m *making) quadrantBlocks(of string, q hotspots.Quadrant) []document.Block {
	if !q.Effort.Known {
		return []document.Block{&document.Text{Text: m.words.Text("hotspots.quadrant.few." + of), Tone: document.Muted}}
	}
	blocks := []document.Block{m.quadrantChart(of, q), m.quadrantTable(of, q)}
	if n := len(q.Unknown); n > 0 {
		var names []string
		for _, s := range q.Unknown {
			names = append(names, m.spotName(of, s.Key))
		}
		blocks = append(blocks, &document.Text{Text: m.words.Plural("hotspots.quadrant.unknown", n, m.count(n), "names", m.someIDs(names)), Tone: document.Muted})
	}
	return blocks
}

func (m *making) spotName(of, key string) string {
	if of == "services" {
		return m.serviceName(key)
	}
	return key
}

func (m *making) quadrantChart(of string, q hotspots.Quadrant) *document.Chart {
	const words = "hotspots.quadrant."
	c := &document.Chart{
		ID: "quadrant_" + of, Kind: document.ChartScatter, Title: m.quadrantTitle(of, q),
		Alt: m.words.Text(words + "alt"), Note: m.words.Text(words + "note"),
		X: document.Axis{Title: m.words.Text(words + "x"), Kind: document.KindNumber, FromZero: true},
		Y: document.Axis{Title: m.words.Text(words + "y"), Kind: document.KindMinutes, FromZero: true},
	}
	right, top := 0.0, 0.0
	for _, s := range q.Spots {
		c.Points = append(c.Points, document.Point{X: s.Effort / 60, Y: s.Downtime.Value, Label: m.spotName(of, s.Key)})
		right, top = max(right, s.Effort/60), max(top, s.Downtime.Value)
	}
	across, down := q.Downtime.Value, q.Effort.Value/60
	zero := 0.0
	c.Series = []document.Series{
		{Name: m.words.Text(words + "median"), Role: document.RoleTarget, X: []float64{0, right}, Values: []*float64{&across, &across}},
		{Role: document.RoleTarget, X: []float64{down, down}, Values: []*float64{&zero, &top}},
	}
	return c
}

// quadrantTitle names what takes much time and hardly goes down, or the other way round.
func (m *making) quadrantTitle(of string, q hotspots.Quadrant) string {
	counts := map[hotspots.Place]int{}
	for _, s := range q.Spots {
		counts[s.Place]++
	}
	return m.words.Text("hotspots.quadrant.title."+of, "toil", m.count(counts[hotspots.Toil]), "pain", m.count(counts[hotspots.Pain]))
}

// placedOnPage is how many services or components a page lists.
const placedOnPage = 8

func (m *making) quadrantTable(of string, q hotspots.Quadrant) *document.Table {
	const words = "hotspots.quadrant.table."
	t := &document.Table{
		ID: "quadrant_table_" + of, Title: m.words.Text(words + "title." + of), Subtitle: m.words.Text(words + "subtitle"),
		Empty: m.words.Text(words + "none"), PageRows: placedOnPage,
	}
	rows := slices.DeleteFunc(slices.Clone(q.Spots), func(s hotspots.Spot) bool { return s.Place == hotspots.Neither })
	name := m.column(words, of, document.KindText, 0, document.Everywhere)
	name.Width, name.Lines = 3, 2
	place := m.column(words, "place", document.KindText, 0, document.Everywhere)
	place.Width = 3
	fill(t, []column[hotspots.Spot]{
		{name, func(s hotspots.Spot) document.Value { return document.TextValue(m.spotName(of, s.Key)) }},
		{m.column(words, "effort", document.KindNumber, 1, document.Everywhere), func(s hotspots.Spot) document.Value { return hoursValue(itsm.Known(s.Effort)) }},
		{m.column(words, "downtime", document.KindMinutes, minuteDecimals, document.Everywhere), func(s hotspots.Spot) document.Value { return minutesValue(s.Downtime) }},
		{place, func(s hotspots.Spot) document.Value {
			return document.TextValue(m.words.Text("hotspots.place." + placeWords[s.Place]))
		}},
	}, rows)
	return t
}
