package html

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/reports/document"
)

func numbers(list ...float64) []*float64 {
	out := make([]*float64, len(list))
	for i := range list {
		if list[i] >= 0 {
			out[i] = &list[i]
		}
	}
	return out
}

// behind are the figures behind a chart as lines of cells.
func behind(t *testing.T, ch *document.Chart) (lines []string, note string) {
	t.Helper()
	v, err := newView(&document.Document{Locale: document.Locale{
		Tag: "en-GB", Decimal: ".", Group: ",", Unknown: "–", Minutes: "min",
		Months: [12]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
	}})
	require.NoError(t, err)
	v.name()
	table := v.values(ch)
	require.NotNil(t, table)
	var head []string
	for _, c := range table.Columns() {
		head = append(head, c.Title)
	}
	lines = append(lines, strings.Join(head, " | "))
	for row := range table.Rows() {
		var cells []string
		for _, c := range row.Cells {
			cells = append(cells, c.Text)
		}
		assert.True(t, row.Cells[0].Head, "the first cell names its row")
		lines = append(lines, strings.Join(cells, " | "))
	}
	return lines, table.Note
}

func TestFiguresBehindCharts(t *testing.T) {
	minutes := document.Axis{Kind: document.KindMinutes, FromZero: true}
	at := func(hour int) time.Time { return time.Date(2026, 10, 5, hour, 0, 0, 0, time.UTC) }
	for name, c := range map[string]struct {
		chart document.Chart
		want  []string
		note  string
	}{
		"line with a gap and its usual range": {document.Chart{
			Kind: document.ChartLine, Categories: []string{"Sep", "Oct"}, Y: document.Axis{Kind: document.KindShare, Decimals: 2},
			Series: []document.Series{{Name: "actual", Values: numbers(0.9995, -1)}, {Name: "target", Role: document.RoleTarget, Values: numbers(0.999, 0.999)}},
			Band:   &document.Band{Lower: 0.99, Upper: 0.9999},
		}, []string{"Category | actual | target", "Sep | 99.95 | 99.90", "Oct | – | 99.90"}, "usual range 99.00 % to 99.99 %"},
		"bars with an open part": {document.Chart{
			Kind: document.ChartBars, Categories: []string{"Oct"}, Y: minutes, X: document.Axis{Title: "Month"},
			Series: []document.Series{{Name: "lost", Values: numbers(375), Open: []float64{72}}},
		}, []string{"Month | lost | lost, of which open", "Oct | 375 | 72"}, ""},
		"heat map": {document.Chart{
			Kind: document.ChartHeat, Rows: []string{"Mon", "Tue"}, Categories: []string{"09", "10"}, Y: document.Axis{Kind: document.KindCount},
			Cells: [][]*float64{numbers(1, 2), numbers(3)},
		}, []string{"Category | 09 | 10", "Mon | 1 | 2", "Tue | 3 | –"}, ""},
		"the bars of a week by row and time": {document.Chart{
			Kind: document.ChartGantt, Rows: []string{"FX", "Web"}, From: at(0), To: at(23),
			Spans: []document.GanttSpan{
				{Row: 1, From: at(3), To: at(4), Label: "C2", Class: "normal"},
				{Row: 0, From: at(9), To: at(10), Label: "C1", Class: "normal", Conflict: true},
				{Row: 7, From: at(9), To: at(10), Label: "nowhere"},
				{Row: 1, From: at(1), To: at(2), Label: "C3"},
			},
		}, []string{
			"Row | What | Class | From | To | Conflict",
			"FX | C1 | normal | 5 Oct 2026 09:00 | 5 Oct 2026 10:00 | yes",
			"Web | C3 |  | 5 Oct 2026 01:00 | 5 Oct 2026 02:00 | ",
			"Web | C2 | normal | 5 Oct 2026 03:00 | 5 Oct 2026 04:00 | ",
		}, ""},
		// The greatest x is 5.26: three digits are two decimals. The greatest y is 0.0123: three digits are four.
		"a few points": {document.Chart{
			Kind: document.ChartScatter, X: document.Axis{Title: "Volume", Kind: document.KindNumber},
			Points: []document.Point{{X: 5.261506, Y: 0.0123}, {X: 1, Y: 0.001}},
		}, []string{"Point | Volume | Up", "1 | 5.26 | 0.0123", "2 | 1.00 | 0.0010"}, ""},
		"points with names": {document.Chart{
			Kind: document.ChartScatter, Points: []document.Point{{X: 120, Y: 3, Label: "FX"}},
		}, []string{"Point | Across | Up", "FX | 120 | 3.00"}, ""},
		"many points: the lines": {document.Chart{
			Kind: document.ChartScatter, Points: make([]document.Point, 61),
			Series: []document.Series{
				{Name: "fit", Role: document.RoleFit, X: []float64{2, 1}, Values: numbers(20, 10)},
				{Name: "limit", Role: document.RoleLimit, X: []float64{1, 3}, Values: numbers(80, 80)},
				{Name: "a mark", Role: document.RoleTarget, X: []float64{1.5, 1.5}, Values: numbers(0, 1)},
			},
		}, []string{"Across | fit | limit", "1.00 | 10.0 | 80.0", "2.00 | 20.0 | –", "3.00 | – | 80.0"}, "The lines through 61 measured points."},
	} {
		t.Run(name, func(t *testing.T) {
			lines, note := behind(t, &c.chart)
			assert.Equal(t, c.want, lines)
			assert.Equal(t, c.note, note)
		})
	}
}

// 300 services behind a chart are a hundred rows, and a word that says so.
func TestFiguresBehindALongChart(t *testing.T) {
	ch := document.Chart{Kind: document.ChartPareto, Series: []document.Series{{Values: make([]*float64, 300)}}, Title: "Loss"}
	for range 300 {
		ch.Categories = append(ch.Categories, "service")
	}
	lines, _ := behind(t, &ch)
	assert.Len(t, lines, 1+mostValues)
}
