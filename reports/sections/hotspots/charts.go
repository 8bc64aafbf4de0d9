package hotspots

import (
	"slices"

	"nines/analysis/hotspots"
	"nines/internal/itsm"
	"nines/reports/document"
	"nines/reports/making"
)

// barsOfEffort is how many services the chart shows one by one; the rest is one bar.
const barsOfEffort = 10

// effortChart shows the hours by service beside those of the period before.
func effortChart(m *making.Report, e *making.Effort) *document.Chart {
	c := &document.Chart{
		ID: "effort_by_service", Kind: document.ChartBars, Title: effortTitle(m, e.ByService),
		Subtitle: m.Words.Text("hotspots.chart.subtitle"), Alt: m.Words.Text("hotspots.chart.alt"),
		Y: document.Axis{Kind: document.KindNumber, FromZero: true},
	}
	now := document.Series{Name: m.PeriodName(m.Want.Period), Role: document.RoleActual}
	before := document.Series{Name: m.PreviousLabel(), Role: document.RolePrevious}
	add := func(name string, minutes float64, previous *float64) {
		c.Categories = append(c.Categories, name)
		now.Values, before.Values = append(now.Values, inHours(&minutes)), append(before.Values, inHours(previous))
	}
	for _, g := range e.ByService[:min(barsOfEffort, len(e.ByService))] {
		add(groupName(m, "service", g.Key), g.Minutes, g.Previous.Pointer())
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
		add(m.Words.Plural("hotspots.chart.rest", len(rest), m.Count(len(rest))), minutes, p)
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
func effortTitle(m *making.Report, list []hotspots.Group) string {
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
		return m.Words.Text("hotspots.chart.title")
	}
	return m.Words.Plural("hotspots.chart.half", n, m.Count(n), "all", m.Count(worked), "share", m.Locale.Share(sum, 0))
}

// placeWords are the words of the places.
var placeWords = map[hotspots.Place]string{
	hotspots.Toil: "toil", hotspots.Pain: "pain", hotspots.Both: "both", hotspots.Neither: "neither",
}

// quadrantBlocks show effort against downtime: as a chart, and as a table of what lies outside the quiet corner.
func quadrantBlocks(m *making.Report, of string, q hotspots.Quadrant) []document.Block {
	if !q.Effort.Known {
		return []document.Block{&document.Text{Text: m.Words.Text("hotspots.quadrant.few." + of), Tone: document.Muted}}
	}
	blocks := []document.Block{quadrantChart(m, of, q), quadrantTable(m, of, q)}
	if n := len(q.Unknown); n > 0 {
		var names []string
		for _, s := range q.Unknown {
			names = append(names, spotName(m, of, s.Key))
		}
		blocks = append(blocks, &document.Text{Text: m.Words.Plural("hotspots.quadrant.unknown", n, m.Count(n), "names", m.SomeIDs(names)), Tone: document.Muted})
	}
	return blocks
}

func spotName(m *making.Report, of, key string) string {
	if of == "services" {
		return m.ServiceName(key)
	}
	return key
}

func quadrantChart(m *making.Report, of string, q hotspots.Quadrant) *document.Chart {
	const words = "hotspots.quadrant."
	c := &document.Chart{
		ID: "quadrant_" + of, Kind: document.ChartScatter, Title: quadrantTitle(m, of, q),
		Alt: m.Words.Text(words + "alt"), Note: m.Words.Text(words + "note"),
		X: document.Axis{Title: m.Words.Text(words + "x"), Kind: document.KindNumber, FromZero: true},
		Y: document.Axis{Title: m.Words.Text(words + "y"), Kind: document.KindMinutes, FromZero: true},
	}
	for i, place := range []hotspots.Place{hotspots.Pain, hotspots.Both, hotspots.Neither, hotspots.Toil} {
		c.Corners[i] = m.Words.Text("hotspots.place." + placeWords[place])
	}
	right, top := 0.0, 0.0
	for _, s := range q.Spots {
		c.Points = append(c.Points, document.Point{X: s.Effort / 60, Y: s.Downtime.Value, Label: spotName(m, of, s.Key)})
		right, top = max(right, s.Effort/60), max(top, s.Downtime.Value)
	}
	across, down := q.Downtime.Value, q.Effort.Value/60
	zero := 0.0
	c.Series = []document.Series{
		{Name: m.Words.Text(words + "median"), Role: document.RoleTarget, X: []float64{0, right}, Values: []*float64{&across, &across}},
		{Role: document.RoleTarget, X: []float64{down, down}, Values: []*float64{&zero, &top}},
	}
	return c
}

// quadrantTitle names what takes much time and hardly goes down, or the other way round.
func quadrantTitle(m *making.Report, of string, q hotspots.Quadrant) string {
	counts := map[hotspots.Place]int{}
	for _, s := range q.Spots {
		counts[s.Place]++
	}
	return m.Words.Text("hotspots.quadrant.title."+of, "toil", m.Count(counts[hotspots.Toil]), "pain", m.Count(counts[hotspots.Pain]))
}

// placedOnPage is how many services or components a page lists.
const placedOnPage = 8

func quadrantTable(m *making.Report, of string, q hotspots.Quadrant) *document.Table {
	const words = "hotspots.quadrant.table."
	t := &document.Table{
		ID: "quadrant_table_" + of, Title: m.Words.Text(words + "title." + of), Subtitle: m.Words.Text(words + "subtitle"),
		Empty: m.Words.Text(words + "none"), PageRows: placedOnPage,
	}
	rows := slices.DeleteFunc(slices.Clone(q.Spots), func(s hotspots.Spot) bool { return s.Place == hotspots.Neither })
	name := m.Column(words, of, document.KindText, 0, document.Everywhere)
	name.Width, name.Lines = 3, 2
	place := m.Column(words, "place", document.KindText, 0, document.Everywhere)
	place.Width = 3
	making.Fill(t, []making.Column[hotspots.Spot]{
		making.Col(name, func(s hotspots.Spot) document.Value { return document.TextValue(spotName(m, of, s.Key)) }),
		making.Col(m.Column(words, "effort", document.KindNumber, 1, document.Everywhere), func(s hotspots.Spot) document.Value { return making.HoursValue(itsm.Known(s.Effort)) }),
		making.Col(m.Column(words, "downtime", document.KindMinutes, making.MinuteDecimals, document.Everywhere), func(s hotspots.Spot) document.Value { return making.MinutesValue(s.Downtime) }),
		making.Col(place, func(s hotspots.Spot) document.Value {
			return document.TextValue(m.Words.Text("hotspots.place." + placeWords[s.Place]))
		}),
	}, rows)
	return t
}
