package html

import (
	"cmp"
	"math"
	"slices"

	"nines/reports/document"
)

// How much of a chart's figures stands behind it: what has more has it in the workbook.
const (
	mostValues = 100 // rows
	mostPoints = 60  // of a scatter chart: who reads on has the line in figures
)

// values is the table behind a chart, for those who do not see it or want to know exactly.
func (v *view) values(ch *document.Chart) *table {
	t := &document.Table{PageRows: mostValues}
	switch ch.Kind {
	case document.ChartHeat:
		v.heatValues(ch, t)
	case document.ChartGantt:
		v.spanValues(ch, t)
	case document.ChartScatter:
		v.scatterValues(ch, t)
	default:
		v.seriesValues(ch, t)
	}
	if ch.Band != nil {
		t.Note = v.words.Text("render.usual_range", "lower", v.onAxis(ch.Band.Lower, ch.Y), "upper", v.onAxis(ch.Band.Upper, ch.Y))
	}
	if len(t.Rows) == 0 {
		return nil
	}
	out := v.table(t)
	out.Kind, out.stacked, out.head = v.words.Text("html.values"), false, 0
	if ch.Title != "" {
		out.Of = ": " + clip(ch.Title)
	}
	return out
}

// onAxis writes a value as the axis does, with its unit.
func (v *view) onAxis(value float64, a document.Axis) string {
	c := axisColumn("", a, []*float64{&value})
	return v.doc.Locale.FormatWithUnit(document.Value{Kind: c.Kind, Number: value}, c, v.zone())
}

// axisColumn is a column of figures of an axis. Where the axis says nothing of decimals, the greatest figure has three
// digits at least.
func axisColumn(title string, a document.Axis, values []*float64) document.Column {
	c := document.Column{Title: title, Kind: a.Kind, Decimals: a.Decimals}
	if c.Kind == document.KindText {
		c.Kind = document.KindNumber
	}
	if c.Kind != document.KindNumber || c.Decimals > 0 {
		return c
	}
	greatest := 0.0
	for _, one := range values {
		if one != nil && !math.IsInf(*one, 0) {
			greatest = max(greatest, math.Abs(*one))
		}
	}
	if greatest > 0 {
		c.Decimals = min(max(2-int(math.Floor(math.Log10(greatest))), 0), 6)
	}
	return c
}

func figureOf(c document.Column, values []*float64, i int) document.Value {
	if i < 0 || i >= len(values) || values[i] == nil || math.IsNaN(*values[i]) || math.IsInf(*values[i], 0) {
		return document.Value{Kind: c.Kind, Unknown: true}
	}
	return document.Value{Kind: c.Kind, Number: *values[i]}
}

// seriesValues has a row per category and a column per series, with one more where a part of it is open.
func (v *view) seriesValues(ch *document.Chart, t *document.Table) {
	t.Columns = []document.Column{{Title: cmp.Or(ch.X.Title, v.words.Text("html.category"))}}
	for _, name := range ch.Categories {
		t.Rows = append(t.Rows, document.Row{Cells: []document.Value{document.TextValue(name)}})
	}
	add := func(c document.Column, values []*float64) {
		t.Columns = append(t.Columns, c)
		for i := range t.Rows {
			t.Rows[i].Cells = append(t.Rows[i].Cells, figureOf(c, values, i))
		}
	}
	for _, s := range slices.Concat(ch.Series, ch.Flows) {
		name := cmp.Or(s.Name, ch.Title)
		add(axisColumn(name, ch.Y, s.Values), s.Values)
		if slices.ContainsFunc(s.Open, func(part float64) bool { return part > 0 }) {
			open := make([]*float64, len(s.Open))
			for i := range s.Open {
				open[i] = &s.Open[i]
			}
			add(axisColumn(v.words.Text("html.open", "name", name), ch.Y, open), open)
		}
	}
}

// heatValues is the heat map itself.
func (v *view) heatValues(ch *document.Chart, t *document.Table) {
	t.Columns = []document.Column{{Title: cmp.Or(ch.Y.Title, v.words.Text("html.category"))}}
	for _, name := range ch.Categories {
		t.Columns = append(t.Columns, axisColumn(name, document.Axis{Kind: ch.Y.Kind, Decimals: ch.Y.Decimals}, slices.Concat(ch.Cells...)))
	}
	for i, name := range ch.Rows {
		row := document.Row{Cells: []document.Value{document.TextValue(name)}}
		var cells []*float64
		if i < len(ch.Cells) {
			cells = ch.Cells[i]
		}
		for n := range ch.Categories {
			row.Cells = append(row.Cells, figureOf(t.Columns[n+1], cells, n))
		}
		t.Rows = append(t.Rows, row)
	}
}

// spanValues has a row per bar, in the order of the chart's rows and of time. What lies behind the bars is in it too.
func (v *view) spanValues(ch *document.Chart, t *document.Table) {
	for _, column := range []struct {
		word string
		kind document.Kind
	}{
		{"html.span.row", document.KindText},
		{"html.span.what", document.KindText},
		{"html.span.class", document.KindText},
		{"html.span.from", document.KindInstant},
		{"html.span.to", document.KindInstant},
		{"html.span.conflict", document.KindText},
	} {
		t.Columns = append(t.Columns, document.Column{Title: v.words.Text(column.word), Kind: column.kind})
	}
	spans := slices.Clone(ch.Spans)
	slices.SortStableFunc(spans, func(a, b document.GanttSpan) int {
		return cmp.Or(cmp.Compare(a.Row, b.Row), a.From.Compare(b.From), a.To.Compare(b.To), cmp.Compare(a.Label, b.Label))
	})
	for _, s := range spans {
		if s.Row < 0 || s.Row >= len(ch.Rows) {
			continue
		}
		conflict := ""
		if s.Conflict {
			conflict = v.words.Text("html.span.yes")
		}
		t.Rows = append(t.Rows, document.Row{Cells: []document.Value{
			document.TextValue(ch.Rows[s.Row]), document.TextValue(s.Label), document.TextValue(s.Class),
			document.Instant(s.From), document.Instant(s.To), document.TextValue(conflict),
		}})
	}
}
