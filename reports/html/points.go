package html

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"nines/reports/document"
)

// scatterValues has the points of a scatter chart, if they are few, else the lines through them.
func (v *view) scatterValues(ch *document.Chart, t *document.Table) {
	if len(ch.Points) > mostPoints {
		v.lineValues(ch, t)
		return
	}
	named := slices.ContainsFunc(ch.Points, func(p document.Point) bool { return p.Label != "" })
	xs, ys := make([]*float64, len(ch.Points)), make([]*float64, len(ch.Points))
	for i := range ch.Points {
		xs[i], ys[i] = &ch.Points[i].X, &ch.Points[i].Y
	}
	x, y := v.axisColumns(ch, xs, ys)
	t.Columns = []document.Column{{Title: v.words.Text("html.point")}, x, y}
	for i, p := range ch.Points {
		name := p.Label
		if !named {
			name = strconv.Itoa(i + 1)
		}
		t.Rows = append(t.Rows, document.Row{Cells: []document.Value{
			document.TextValue(name), figureOf(x, xs, i), figureOf(y, ys, i),
		}})
	}
}

// axisColumns are the columns of the two axes.
func (v *view) axisColumns(ch *document.Chart, xs, ys []*float64) (x, y document.Column) {
	return axisColumn(cmp.Or(ch.X.Title, v.words.Text("html.x")), ch.X, xs), axisColumn(cmp.Or(ch.Y.Title, v.words.Text("html.y")), ch.Y, ys)
}

// lineValues has a row for each place at which a line of a scatter chart has a value, and a column for each line that is
// more than a mark.
func (v *view) lineValues(ch *document.Chart, t *document.Table) {
	var lines []document.Series
	var all []*float64
	places := map[float64]bool{}
	for _, s := range ch.Series {
		if len(s.X) < 2 || s.Role == document.RoleTarget {
			continue
		}
		lines, all = append(lines, s), append(all, s.Values...)
		for _, x := range s.X {
			if !math.IsNaN(x) && !math.IsInf(x, 0) {
				places[x] = true
			}
		}
	}
	xs := make([]*float64, 0, len(places))
	for x := range places {
		xs = append(xs, &x)
	}
	slices.SortFunc(xs, func(a, b *float64) int { return cmp.Compare(*a, *b) })
	x, y := v.axisColumns(ch, xs, all)
	t.Columns = []document.Column{x}
	for _, s := range lines {
		column := y
		column.Title = cmp.Or(s.Name, y.Title)
		t.Columns = append(t.Columns, column)
	}
	for i, at := range xs {
		row := document.Row{Cells: []document.Value{figureOf(x, xs, i)}}
		for _, s := range lines {
			row.Cells = append(row.Cells, figureOf(y, s.Values, slices.Index(s.X, *at)))
		}
		t.Rows = append(t.Rows, row)
	}
	t.Note = v.words.Text("html.points", "n", v.doc.Locale.Number(float64(len(ch.Points)), 0))
}
