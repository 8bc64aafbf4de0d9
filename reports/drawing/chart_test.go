package drawing

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"nines/reports/document"
)

func names(n int, name string) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf("%s%d", name, i+1)
	}
	return out
}

func ramp(n int, from, step float64) []*float64 {
	out := make([]*float64, n)
	for i := range out {
		v := from + float64(i)*step
		out[i] = &v
	}
	return out
}

// charts holds every kind in its usual and in its hard forms.
func charts() map[string]*document.Chart {
	share := document.Axis{Kind: document.KindShare, Decimals: 3}
	count := document.Axis{Kind: document.KindCount}
	from := time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC)
	spans := []document.GanttSpan{{Row: 0, From: from, To: from.AddDate(0, 0, 2), Label: "freeze", Backdrop: true}}
	for i := range 6 {
		at := from.Add(time.Duration(i*5) * time.Hour)
		spans = append(spans, document.GanttSpan{Row: i % 2, From: at, To: at.Add(20 * time.Hour), Label: "CHG change", Class: fmt.Sprint("class", i%3), Conflict: i == 1})
	}
	spans = append(spans, document.GanttSpan{Row: 1, From: from.AddDate(0, 0, 6), To: from.AddDate(0, 0, 9), Label: strings.Repeat("long ", 60)})
	long := strings.Repeat("a very long name of a service ", 10)
	return map[string]*document.Chart{
		"line": {Kind: document.ChartLine, Categories: names(12, "M"), Y: share, Band: &document.Band{Lower: .9993, Upper: .9998}, Series: []document.Series{
			{Values: ramp(12, .9999, -.00004)}, {Role: document.RoleTarget, Values: ramp(12, .9992, 0)}, {Role: document.RoleLimit, Values: ramp(12, .9991, 0)},
		}},
		"line of one":         {Kind: document.ChartLine, Categories: []string{"Oct\n2026"}, Y: share, Series: []document.Series{{Values: values(.9999)}}},
		"line with gaps":      {Kind: document.ChartLine, Categories: names(5, "W"), Y: count, Series: []document.Series{{Values: values(none, 3, none, 4, none)}}},
		"five lines":          {Kind: document.ChartLine, Categories: names(12, "W"), Y: count, Series: []document.Series{{Name: "opened", Values: ramp(12, 5, 1)}, {Name: "resolved", Values: ramp(12, 5, 1)}, {Name: long, Values: ramp(12, 5, 1)}, {Name: "d", Values: ramp(12, 5, 1)}, {Name: "e", Role: document.RolePrevious, Values: ramp(12, 5, 1)}}},
		"line of a year":      {Kind: document.ChartLine, Categories: names(365, "day "), Y: count, Series: []document.Series{{Values: ramp(365, 5, 1)}}},
		"bars":                {Kind: document.ChartBars, Categories: names(12, "M"), Y: count, Series: []document.Series{{Name: "budget", Role: document.RoleBudget, Values: ramp(12, 500, 1)}, {Name: "lost", Values: ramp(12, 300, 18), Open: []float64{0, 20}}, {Role: document.RoleTarget, Name: "aim", Values: ramp(12, 410, 0)}}},
		"bars beside":         {Kind: document.ChartBars, Categories: names(6, "M"), Y: count, Series: []document.Series{{Name: "now", Values: ramp(6, 1, 1)}, {Name: "before", Role: document.RolePrevious, Values: ramp(6, 2, 1)}}},
		"bars unknown":        {Kind: document.ChartBars, Categories: names(3, "M"), Y: count, Series: []document.Series{{Values: values(none, 2, 0)}}},
		"bars of many":        {Kind: document.ChartBars, Categories: names(200, "M"), Y: count, Series: []document.Series{{Values: ramp(200, 1, 1)}}},
		"bars lying":          {Kind: document.ChartBars, Categories: []string{long, "b", "c"}, Y: count, Series: []document.Series{{Name: "now", Values: values(3, none, 1)}, {Name: "before", Role: document.RolePrevious, Values: values(9, none, none)}}},
		"bars below zero":     {Kind: document.ChartBars, Categories: names(4, "M"), Y: count, Series: []document.Series{{Values: values(3, -2, 0, -5)}}},
		"stacked":             {Kind: document.ChartStacked, Categories: names(12, "M"), Y: count, Series: []document.Series{{Name: "P1", Values: ramp(12, 1, 0)}, {Name: "P2", Values: ramp(12, 20, 1)}, {Name: long, Values: ramp(12, 2, 1)}}},
		"stacked of many":     {Kind: document.ChartStacked, Categories: names(2, "M"), Y: count, Series: manySeries(30)},
		"pareto":              {Kind: document.ChartPareto, Categories: names(13, "INC"), Y: count, Series: []document.Series{{Values: ramp(13, 130, -10), Open: []float64{50}}}},
		"pareto of one":       {Kind: document.ChartPareto, Categories: []string{long}, Y: count, Series: []document.Series{{Values: values(1e9)}}},
		"pareto of many":      {Kind: document.ChartPareto, Categories: names(300, "INC"), Y: count, Series: []document.Series{{Values: ramp(300, 400, -1)}}},
		"pareto of nothing":   {Kind: document.ChartPareto, Categories: names(3, "INC"), Y: count, Series: []document.Series{{Values: values(0, 0, none)}}},
		"scatter":             {Kind: document.ChartScatter, X: document.Axis{Title: "orders"}, Points: []document.Point{{X: 1, Y: 2}, {X: 9, Y: 20}}, Series: []document.Series{{Role: document.RoleFit, Name: "fit " + long, X: []float64{0, 10}, Values: values(0, 22)}, {Role: document.RoleLower, X: []float64{0, 10}, Values: values(-2, 20)}, {Role: document.RoleUpper, X: []float64{0, 10}, Values: values(2, 24)}, {Role: document.RoleLimit, Values: values(18)}}},
		"scatter of names":    {Kind: document.ChartScatter, Points: []document.Point{{X: 1, Y: 2, Label: long}, {X: 1, Y: 2, Label: "beside"}, {X: 9, Y: 20, Label: "far"}}, Series: []document.Series{{Role: document.RoleTarget, X: []float64{5, 5}, Values: values(0, 20)}}},
		"scatter of corners":  cornered(),
		"scatter of a fit":    fitted(),
		"line of a forecast":  forecast(),
		"scatter of one":      {Kind: document.ChartScatter, Points: []document.Point{{X: 1000, Y: 2000}}},
		"heat":                {Kind: document.ChartHeat, Rows: names(4, "service"), Categories: names(3, "region"), Steps: []float64{.01, .75, 1}, Y: share, Cells: [][]*float64{values(0, .5, .8), values(1, 2, none)}},
		"heat of a week":      {Kind: document.ChartHeat, Rows: names(40, "service"), Categories: names(24, "h"), Steps: []float64{10, 100, 1000}, Y: count, Cells: [][]*float64{ramp(24, 0, 500)}},
		"gantt":               {Kind: document.ChartGantt, Rows: []string{long, "b", "c"}, From: from, To: from.AddDate(0, 0, 7), Spans: spans},
		"gantt of a quarter":  {Kind: document.ChartGantt, Rows: names(40, "row"), From: from, To: from.AddDate(0, 3, 0), Spans: spans},
		"gantt of half a day": {Kind: document.ChartGantt, Rows: []string{"a"}, From: from.Add(9 * time.Hour), To: from.Add(21 * time.Hour), Spans: spans[:3]},
	}
}

// fitted is a fit that goes on beyond what was measured, with marks at 4 and 5.
func fitted() *document.Chart {
	return &document.Chart{
		Kind: document.ChartScatter, X: document.Axis{FromZero: true}, Y: document.Axis{FromZero: true}, Points: []document.Point{{X: 1, Y: 10}, {X: 5, Y: 42}},
		Series: []document.Series{
			{Role: document.RoleLower, X: []float64{0, 5}, Values: values(0, 30)},
			{Role: document.RoleUpper, X: []float64{0, 5}, Values: values(20, 50)},
			{Role: document.RoleLower, X: []float64{5, 10}, Values: values(30, 65)},
			{Role: document.RoleUpper, X: []float64{5, 10}, Values: values(50, 95)},
			{Role: document.RoleFit, Name: "fit", X: []float64{0, 5}, Values: values(10, 40)},
			{Role: document.RoleForecast, X: []float64{5, 10}, Values: values(40, 80)},
			{Role: document.RoleTarget, Name: "base 4", X: []float64{4, 4}, Values: values(0, 34)},
			{Role: document.RoleTarget, Name: "greatest seen 5", X: []float64{5, 5}, Values: values(0, 95)},
		},
	}
}

// cornered is a plot crossed by two targets, with words for its corners.
func cornered() *document.Chart {
	return &document.Chart{
		Kind: document.ChartScatter, X: document.Axis{FromZero: true}, Y: document.Axis{FromZero: true},
		Corners: [4]string{"top left", "top right", "bottom left", "bottom right"},
		Points:  []document.Point{{X: 1, Y: 2, Label: "a"}, {X: 7, Y: 14, Label: "b"}, {X: 9.9, Y: 0.4, Label: "in the corner"}},
		Series: []document.Series{
			{Role: document.RoleTarget, Name: "median", X: []float64{0, 10}, Values: values(8, 8)},
			{Role: document.RoleTarget, X: []float64{5, 5}, Values: values(0, 20)},
		},
	}
}

func TestCornersSayWhatItMeansToLieThere(t *testing.T) {
	pen, canvas := newPen(t)
	ch := cornered()
	pen.Chart(ch, Rect{40, 40, 300, pen.ChartHeight(ch, 300)})
	for _, word := range ch.Corners[:3] {
		assert.True(t, canvas.wrote(word), word)
	}
	assert.False(t, canvas.wrote("bottom right"), "a point lies there: the word would lie upon it")
}

func forecast() *document.Chart {
	return &document.Chart{
		Kind: document.ChartLine, Categories: names(6, "day "), Y: document.Axis{FromZero: true},
		Series: []document.Series{
			{Values: values(1, 2, 3, none, none, none)},
			{Role: document.RoleForecast, Values: values(none, none, 3, 4, 5, 6)},
			{Role: document.RoleLower, Values: values(none, none, 3, 3, 3, 3)},
			{Role: document.RoleUpper, Values: values(none, none, 3, 5, 7, 9)},
			{Role: document.RoleLimit, Values: ramp(6, 8, 0)},
		},
	}
}

func TestBandsShowWhatWasMeasuredAndWhatWasNot(t *testing.T) {
	p, r := newPen(t)
	p.Chart(fitted(), Rect{0, 0, 500, 180})
	assert.Equal(t, 1, r.count("polygon"), "tinted up to what was measured")
	assert.Greater(t, r.count("line "+"#0A5C9E"), 20, "hatched beyond")
	assert.True(t, r.wrote("base 4"))
	assert.True(t, r.wrote("greatest seen 5"))

	p, r = newPen(t)
	p.Chart(forecast(), Rect{0, 0, 500, 140})
	assert.Equal(t, 1, r.count("polygon"))
}

func manySeries(n int) []document.Series {
	series := make([]document.Series, n)
	for i := range series {
		series[i] = document.Series{Name: fmt.Sprint("s", i), Values: values(1, 2)}
	}
	return series
}

func TestChartsStayInTheirBoxAndLabelsApart(t *testing.T) {
	for name, ch := range charts() {
		for _, width := range []float64{510, 250} {
			t.Run(fmt.Sprint(name, " ", width), func(t *testing.T) {
				p, r := newPen(t)
				box := Rect{42, 100, width, p.ChartHeight(ch, width)}
				p.Chart(ch, box)
				assert.NotEmpty(t, r.calls)
				assert.Less(t, box.H, 650.0, "a page holds it")
				r.inside(t, box)
				r.apart(t)
			})
		}
	}
}

func TestEmptyChartsDrawNothing(t *testing.T) {
	for kind := document.ChartLine; kind <= document.ChartGantt; kind++ {
		ch := &document.Chart{Kind: kind, Categories: []string{"a"}, Series: []document.Series{{Values: []*float64{nil}}}}
		p, r := newPen(t)
		assert.True(t, Empty(ch), "kind %d", kind)
		assert.Zero(t, p.ChartHeight(ch, 500))
		p.Chart(ch, Rect{0, 0, 500, 100})
		assert.Empty(t, r.calls)
	}
}

func TestLineSaysWhatItIsMeasuredAgainst(t *testing.T) {
	p, r := newPen(t)
	ch := charts()["line"]
	p.Chart(ch, Rect{0, 0, 510, 140})
	assert.True(t, r.wrote("99.946"), "the last value")
	assert.True(t, r.wrote("target 99.920"))
	assert.True(t, r.wrote("limit 99.910"))
	cut := false
	for _, w := range r.texts {
		cut = cut || strings.HasPrefix(w.text, "axis cut at ")
	}
	assert.True(t, cut)
}

func TestTheUsualRangeOfANarrowChartIsNotCut(t *testing.T) {
	for label, want := range map[string][]string{
		"":            {"usual range", "99.930 to", "99.980"},
		"usual range": {"usual range", "99.930 to", "99.980"},
	} {
		p, r := newPen(t)
		ch := charts()["line"]
		ch.Band.Label = label
		p.Chart(ch, Rect{0, 0, 210, 140})
		for _, line := range want {
			assert.True(t, r.wrote(line), "%q: %q", label, line)
		}
	}
}

func TestADayThatWouldBeCutHasNoName(t *testing.T) {
	p, r := newPen(t)
	from := time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC)
	p.Chart(&document.Chart{
		Kind: document.ChartGantt, Rows: []string{"a"}, From: from, To: from.AddDate(0, 0, 29),
		Spans: []document.GanttSpan{{From: from, To: from.AddDate(0, 0, 1)}},
	}, Rect{0, 0, 510, 140})
	assert.True(t, r.wrote("Day 28"))
	for _, w := range r.texts {
		assert.NotContains(t, w.text, "\u2026")
	}
}

func TestAValueStandsAtItsOwnBar(t *testing.T) {
	p, r := newPen(t)
	p.Chart(&document.Chart{
		Kind: document.ChartBars, Categories: []string{"a service of a long name", "b"}, Y: document.Axis{Kind: document.KindCount},
		Series: []document.Series{{Name: "before", Role: document.RolePrevious, Values: values(331, 10)}, {Name: "now", Values: values(37, 20)}},
	}, Rect{0, 0, 510, 140})
	for _, w := range r.texts {
		if w.text == "37" {
			assert.Less(t, w.box.X, 250.0, "the bar of 331 is not taken for 37")
			return
		}
	}
	t.Fatal("37 is not written")
}

func TestLabelsStayOffTheLine(t *testing.T) {
	p, r := newPen(t)
	plot := Rect{0, 0, 110, 100}
	y := scale{lo: 0, hi: 100, from: 100, to: 0}
	x := func(i int) float64 { return 5 + float64(i)*50 }
	ch := &document.Chart{Kind: document.ChartLine, Categories: names(3, "W"), Y: document.Axis{Kind: document.KindCount}, Series: []document.Series{{Values: values(90, 30, 95)}}}
	p.lastValues(ch, plot, x, y)
	// The line falls from (5, 10) to (55, 70) and rises to (105, 5): the least value has room below its point only.
	for _, w := range r.texts {
		if w.text == "30" {
			assert.Greater(t, w.box.Y, 70.0)
			return
		}
	}
	assert.Fail(t, "the least value is not written")
}

func TestUnknownValuesLeaveAGap(t *testing.T) {
	p, r := newPen(t)
	ch := &document.Chart{Kind: document.ChartLine, Categories: names(5, "W"), Series: []document.Series{{Values: values(1, 2, none, 3, 4)}}}
	p.Chart(ch, Rect{0, 0, 510, 140})
	assert.Equal(t, 2, r.count("polyline "+p.Theme.Colours.Ink), "two runs, not one line across the gap")
	assert.Equal(t, 4, r.count("circle"))
}

func TestBarsBeginAtZero(t *testing.T) {
	p, r := newPen(t)
	ch := &document.Chart{Kind: document.ChartBars, Categories: names(2, "M"), Series: []document.Series{{Values: values(1000, 1001)}}}
	p.Chart(ch, Rect{0, 0, 510, 140})
	assert.True(t, r.wrote("0"), "a tick at zero")
	for _, w := range r.texts {
		assert.NotContains(t, w.text, "axis cut")
	}
}

func TestOverlappingSpansHaveLanesOfTheirOwn(t *testing.T) {
	at := func(h int) time.Time { return time.Date(2026, 11, 2, h, 0, 0, 0, time.UTC) }
	ch := &document.Chart{From: at(0), To: at(10), Rows: []string{"a", "b"}, Spans: []document.GanttSpan{
		{From: at(1), To: at(3)}, {From: at(2), To: at(4)}, {From: at(3), To: at(5)}, // touching ends share a lane
		{Row: 1, From: at(2), To: at(4)}, {From: at(0), To: at(9), Backdrop: true}, {From: at(0), To: at(9), Strip: true},
	}}
	p, _ := newPen(t)
	assert.Equal(t, []int{0, 1, 0, 0, 0, 0}, p.ganttLanes(ch, 400))
}

// One after the other in time, but the label of the first lies where the second is drawn.
func TestLabelsHaveRoomInTheirLanes(t *testing.T) {
	at := func(h int) time.Time { return time.Date(2026, 11, 2, h, 0, 0, 0, time.UTC) }
	ch := &document.Chart{From: at(0), To: at(10), Rows: []string{"a"}, Spans: []document.GanttSpan{
		{From: at(1), To: at(2), Label: "a label of some length"},
		{From: at(2), To: at(3), Label: "another"},
		{From: at(9), To: at(10), Label: "at its left"},
	}}
	p, r := newPen(t)
	assert.Equal(t, []int{0, 1, 0}, p.ganttLanes(ch, 400))
	p.Chart(&document.Chart{Kind: document.ChartGantt, From: ch.From, To: ch.To, Rows: ch.Rows, Spans: ch.Spans}, Rect{0, 0, 500, 200})
	for _, s := range ch.Spans {
		assert.True(t, r.wrote(s.Label), s.Label)
	}
}

// A class keeps its form from week to week, whichever classes the week has.
func TestClassesHaveAnOrder(t *testing.T) {
	p, _ := newPen(t)
	spans := []document.GanttSpan{{Class: "bau"}, {Class: "other"}}
	ch := &document.Chart{Classes: []string{"normal", "standard", "bau"}, Spans: spans}
	all, _ := classes(ch)
	fills := p.classFills(all)
	assert.Equal(t, Fill(p.Theme.Colours.Prev), fills["bau"])
	assert.Equal(t, Fill(p.Theme.Colours.Blue), fills["other"])
	var keys []string
	for _, k := range p.ganttKeys(ch) {
		keys = append(keys, k.text)
	}
	assert.Equal(t, []string{"bau", "other"}, keys)
}
