package xlsx

import (
	"strings"

	"github.com/xuri/excelize/v2"

	"nines/reports/document"
)

func gapOf(percent uint) *uint { return &percent }

func overlapOf(percent int) *int { return &percent }

// Where a line has more values than can be marked, its categories have labels for no more than fit across.
const (
	mostMarked   = 40
	labelsAcross = 12
)

// lines draws each series as a line, the actual one with markers, and the usual range as two thin lines.
func (b *book) lines(c *document.Chart) plot {
	format := numberFormat(c.Y.Kind, c.Y.Decimals)
	g := group{kind: excelize.Line}
	crowded := len(c.Categories) > mostMarked
	for _, s := range c.Series {
		l := line{title: s.Name, values: s.Values, cells: s.Cells, format: format, pen: b.rolePen(s.Role)}
		if crowded {
			l.pen.marker = ""
		}
		g.series = append(g.series, l)
	}
	if c.Band != nil {
		thin := pen{colour: b.theme.Colours.Prev, width: 0.75}
		for _, edge := range []struct {
			word  string
			value float64
		}{{"xlsx.lower", c.Band.Lower}, {"xlsx.upper", c.Band.Upper}} {
			title := b.words.Text(edge.word, "name", c.Band.Label)
			g.series = append(g.series, line{title: title, values: repeat(edge.value, len(c.Categories)), format: format, pen: thin})
		}
	}
	p := plot{categories: c.Categories, groups: []group{g}, x: axis{title: c.X.Title}}
	if crowded {
		p.labels, p.x.skip = sparse(c.Categories, (len(c.Categories)+labelsAcross-1)/labelsAcross), 1
	}
	p.y = fitAxis(c.Y, g.series)
	if len(c.Flows) == 2 {
		flows := b.flows(c)
		p.groups = []group{flows, g}
		p.y = fitAxis(c.Y, append(flows.series[:2:2], g.series...))
		p.y.format += ";" + p.y.format // what went out is a number as well
		p.x.low = true
	}
	if p.y.min != nil && *p.y.min > 0 {
		value := document.Value{Kind: c.Y.Kind, Number: *p.y.min}
		at := b.doc.Locale.FormatWithUnit(value, document.Column{Decimals: p.y.decimals}, b.zone)
		p.note = b.words.Text("render.axis_cut", "value", at)
	}
	return p
}

// flows are what came in and what went out below a line: columns up and down, on the axis of the line.
func (b *book) flows(c *document.Chart) group {
	format, in, out := numberFormat(c.Y.Kind, c.Y.Decimals), c.Flows[0], c.Flows[1]
	down := make([]*float64, len(out.Values))
	for i, v := range out.Values {
		if v != nil && *v != 0 {
			negative := -*v
			down[i] = &negative
		} else {
			down[i] = v
		}
	}
	return group{kind: excelize.Col, gap: gapOf(60), overlap: overlapOf(100), series: []line{
		{title: in.Name, values: in.Values, format: format, pen: pen{colour: b.theme.Colours.Prev}},
		{title: out.Name, values: down, format: format, pen: pen{colour: b.theme.Colours.Rule}},
	}}
}

// sparse keeps every nth text, and nothing between: LibreOffice writes all labels that there are.
func sparse(texts []string, nth int) []string {
	out := make([]string, len(texts))
	for i := 0; i < len(texts); i += nth {
		out[i] = texts[i]
	}
	return out
}

func repeat(v float64, n int) []*float64 {
	values := make([]*float64, n)
	for i := range values {
		values[i] = &v
	}
	return values
}

// bars draws the actual figures with what is unknown of them hatched on top, the previous ones beside, and budgets and
// limits as marks across: a native chart made here has no outlined bars.
func (b *book) bars(c *document.Chart) plot {
	format := numberFormat(c.Y.Kind, c.Y.Decimals)
	columns := group{kind: excelize.Col, gap: gapOf(40), overlap: overlapOf(0)}
	marks := group{kind: excelize.Line}
	var actual *document.Series
	for i, s := range c.Series {
		l := line{title: s.Name, values: s.Values, cells: s.Cells, format: format}
		switch s.Role {
		case document.RoleBudget, document.RoleTarget:
			l.pen = pen{colour: b.theme.Colours.Ink, marker: "dash", size: 20}
			marks.series = append(marks.series, l)
			continue
		case document.RoleLimit:
			l.pen = b.rolePen(s.Role)
			marks.series = append(marks.series, l)
			continue
		case document.RoleActual:
			actual = &c.Series[i]
		}
		l.pen = b.barPen(s.Role)
		columns.series = append(columns.series, l)
	}
	if actual != nil && actual.Open != nil && len(columns.series) == 1 {
		columns = b.opened(actual, format)
	}
	p := plot{categories: c.Categories, x: axis{title: c.X.Title}, y: zeroAxis(c.Y)}
	for _, g := range []group{columns, marks} {
		if len(g.series) > 0 {
			p.groups = append(p.groups, g)
		}
	}
	return p
}

// opened stacks what is known of a figure and what depends on something unknown.
func (b *book) opened(s *document.Series, format string) group {
	known, open := make([]*float64, len(s.Values)), make([]*float64, len(s.Values))
	for i, v := range s.Values {
		if v == nil {
			continue
		}
		part := 0.0
		if i < len(s.Open) {
			part = s.Open[i]
		}
		rest := *v - part
		known[i], open[i] = &rest, &part
	}
	return group{kind: excelize.ColStacked, gap: gapOf(40), overlap: overlapOf(100), series: []line{
		{title: s.Name, values: known, format: format, pen: pen{colour: b.theme.Colours.Ink}},
		{title: b.words.Text("xlsx.open", "name", s.Name), values: open, format: format, pen: pen{colour: b.theme.Colours.Ink, hatch: true}},
	}}
}

// stacked puts each series upon another, in colours that keep their distance in grey.
func (b *book) stacked(c *document.Chart) plot {
	colours := b.theme.Colours
	palette := []string{colours.Ink, colours.Prev, colours.Blue, colours.Amber, colours.Rule, colours.Red}
	g := group{kind: excelize.ColStacked, gap: gapOf(40), overlap: overlapOf(100)}
	used := map[string]bool{}
	for i, s := range c.Series {
		colour := b.roleFill(s.Role)
		for n := 0; used[colour] && n < len(palette); n++ {
			colour = palette[(i+n)%len(palette)]
		}
		used[colour] = true
		g.series = append(g.series, line{title: s.Name, values: s.Values, cells: s.Cells, format: numberFormat(c.Y.Kind, c.Y.Decimals), pen: pen{colour: colour, hatch: s.Role == document.RoleForecast}})
	}
	return plot{categories: c.Categories, groups: []group{g}, x: axis{title: c.X.Title}, y: zeroAxis(c.Y)}
}

// pareto draws the figures as columns and their cumulative share as a line on an axis of its own, from 0 to 100 %.
func (b *book) pareto(c *document.Chart) plot {
	p := b.bars(c)
	p.categories = make([]string, len(c.Categories))
	for i, text := range c.Categories {
		p.categories[i] = cut(strings.Join(strings.Fields(text), " "), 20)
	}
	if len(c.Series) == 0 {
		return p
	}
	total, sum := 0.0, 0.0
	for _, v := range c.Series[0].Values {
		if v != nil {
			total += *v
		}
	}
	shares := make([]*float64, len(c.Series[0].Values))
	for i, v := range c.Series[0].Values {
		if v != nil && total > 0 {
			sum += *v
			share := min(sum/total, 1)
			shares[i] = &share
		}
	}
	p.groups = append(p.groups, group{kind: excelize.Line, secondary: true, series: []line{{
		title: b.words.Text("render.cumulative"), values: shares, format: "0.0%", cumulative: len(c.Series) == 1,
		pen: pen{colour: b.theme.Colours.Blue, width: 1.75, marker: "circle", size: 5},
	}}})
	p.x.slanted = true
	p.second = shareAxis()
	p.height = chartHeight + 60
	return p
}

// scatter draws the points, and fit and bounds as lines.
func (b *book) scatter(c *document.Chart) plot {
	points := line{title: b.words.Text("xlsx.points"), pen: pen{colour: b.theme.Colours.Grey, marker: "circle", size: 4}}
	points.format = numberFormat(c.Y.Kind, c.Y.Decimals)
	for _, at := range c.Points {
		points.x, points.values = append(points.x, at.X), append(points.values, &at.Y)
	}
	g := group{kind: excelize.Scatter, series: []line{points}}
	nth := map[document.Role]int{}
	for _, s := range c.Series {
		l := line{title: s.Name, values: s.Values, x: s.X, format: points.format, pen: b.rolePen(s.Role)}
		if l.title == "" { // a line in two parts: else it would be called after a column
			l.title = g.series[len(g.series)-1].title
		}
		l.pen.marker = ""
		if bound := s.Role == document.RoleLower || s.Role == document.RoleUpper; s.Role == document.RoleForecast || bound && nth[s.Role] > 0 {
			l.pen.colour, l.pen.dash = b.theme.Colours.Blue, excelize.LineDashDash // the fit goes on beyond what was measured
		}
		nth[s.Role]++
		g.series = append(g.series, l)
	}
	var xs []line
	for _, l := range g.series {
		across := line{}
		for i := range l.x {
			across.values = append(across.values, &l.x[i])
		}
		xs = append(xs, across)
	}
	return plot{groups: []group{g}, x: fitAxis(c.X, xs), y: fitAxis(c.Y, g.series)}
}
