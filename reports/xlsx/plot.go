package xlsx

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"nines/reports/document"
)

// plot is a chart as native series, before it has cells.
type plot struct {
	categories   []string
	labels       []string // what the axis says instead of the categories; nil: the categories
	groups       []group
	x, y, second axis
	height       uint
	note         string
}

// group is the series that are drawn in one way.
type group struct {
	kind      excelize.ChartType
	series    []line
	gap       *uint
	overlap   *int
	secondary bool
}

// line is one series: its figures and its pen.
type line struct {
	title  string
	values []*float64
	x      []float64          // scatter: where the values lie
	format string             // of the cells
	cells  []*document.Source // per value, what it comes from; of another length: none
	// cumulative tells that the values are the running sum of the column to the left in its whole.
	cumulative bool
	pen        pen
}

// pen says how a series is drawn; no colour: not at all.
type pen struct {
	colour string
	width  float64 // points; 0: no line
	dash   excelize.LineDashType
	marker string // none, circle, dash
	size   int
	hatch  bool // the fill of bars
}

// series is where a series stands among the cells.
type series struct{ name, categories, values string }

func (l line) draw(at series) excelize.ChartSeries {
	fill := excelize.Fill{Type: "pattern"}
	if l.pen.colour != "" {
		fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{l.pen.colour}}
	}
	stroke := excelize.LineOptions{Type: excelize.LineSolid, Width: l.pen.width, Dash: l.pen.dash}
	if l.pen.width == 0 {
		stroke.Type = excelize.LineNone
	}
	marker := excelize.ChartMarker{Symbol: l.pen.marker, Size: l.pen.size, Fill: fill}
	if l.pen.marker == "" {
		marker.Symbol = "none"
	}
	marker.Border = excelize.LineOptions{Type: excelize.LineSolid, Width: 0.75, Fill: fill}
	out := excelize.ChartSeries{
		Name: at.name, Categories: at.categories, Values: at.values, Fill: fill, Line: stroke, Marker: marker,
	}
	if l.pen.colour == "" {
		out.Legend.Font = &excelize.Font{Color: "#FFFFFF"}
	}
	return out
}

// layout turns a chart into native series.
func (b *book) layout(c *document.Chart) plot {
	var p plot
	switch c.Kind {
	case document.ChartBars:
		p = b.bars(c)
	case document.ChartStacked:
		p = b.stacked(c)
	case document.ChartPareto:
		p = b.pareto(c)
	case document.ChartScatter:
		p = b.scatter(c)
	case document.ChartGantt:
		p = b.gantt(c)
	default:
		p = b.lines(c)
	}
	if p.height == 0 {
		p.height = chartHeight
	}
	return p
}

// rolePen is the pen of a role in a chart of lines.
func (b *book) rolePen(r document.Role) pen {
	colours := b.theme.Colours
	switch r {
	case document.RolePrevious:
		return pen{colour: colours.Prev, width: 1.5}
	case document.RoleTarget, document.RoleBudget:
		return pen{colour: colours.Ink, width: 1.25, dash: excelize.LineDashDash}
	case document.RoleLimit:
		return pen{colour: colours.Red, width: 1.75}
	case document.RoleForecast:
		return pen{colour: colours.Ink, width: 1.5, dash: excelize.LineDashSysDot}
	case document.RoleFit:
		return pen{colour: colours.Blue, width: 1.75}
	case document.RoleLower, document.RoleUpper:
		return pen{colour: colours.Blue, width: 0.75}
	}
	return pen{colour: colours.Ink, width: 2, marker: "circle", size: 6}
}

// roleFill is the colour of a role's bars.
func (b *book) roleFill(r document.Role) string {
	colours := b.theme.Colours
	switch r {
	case document.RolePrevious:
		return colours.Prev
	case document.RoleLimit:
		return colours.Red
	case document.RoleFit, document.RoleLower, document.RoleUpper:
		return colours.Blue
	case document.RoleTarget, document.RoleBudget:
		return colours.Rule
	}
	return colours.Ink
}

// barPen is the pen of a role's bars: what is not yet is hatched.
func (b *book) barPen(r document.Role) pen {
	return pen{colour: b.roleFill(r), hatch: r == document.RoleForecast}
}

// references is where the data of a chart stand: the row of its title, and each series in order.
type references struct {
	row    int
	series []series
}

// writeData writes the figures of a chart on the sheet of chart data: a column of categories, or one of x values
// beside each series of a scatter, and a column per series.
func (b *book) writeData(c *document.Chart, p plot) references {
	if b.charts == nil {
		b.openCharts()
	}
	s := b.charts
	refs := references{row: s.row}
	b.put(s, 1, s.row, content{text: clean(c.Title), look: look{bold: true}})
	header := s.row + 1
	first, rows, col := header+1, len(p.categories), 1
	if rows > 0 {
		b.put(s, 1, header, content{text: b.words.Text("xlsx.category"), look: b.dataHeader("left")})
		for i, text := range p.categories {
			b.put(s, 1, first+i, content{text: clean(text)})
		}
		col++
	}
	if p.labels != nil {
		b.put(s, col, header, content{text: b.words.Text("xlsx.label"), look: b.dataHeader("left")})
		for i, text := range p.labels {
			b.put(s, col, first+i, content{text: clean(text)})
		}
		col++
	}
	categories := absolute(s.name, max(col-1, 1), first, first+max(rows, 1)-1)
	for _, g := range p.groups {
		for _, l := range g.series {
			at := series{categories: categories}
			if l.x != nil {
				b.put(s, col, header, content{text: b.words.Text("xlsx.x"), look: b.dataHeader("right")})
				for i, x := range l.x {
					b.put(s, col, first+i, content{number: x, numeric: true})
				}
				at.categories = absolute(s.name, col, first, first+len(l.x)-1)
				col++
			}
			b.writeSeries(s, l, col, header)
			at.name, at.values = absolute(s.name, col, header, header), absolute(s.name, col, first, first+max(len(l.values), 1)-1)
			refs.series = append(refs.series, at)
			rows, col = max(rows, len(l.values)), col+1
		}
	}
	s.last = max(s.last, col-1)
	s.row = first + rows + 1
	return refs
}

func (b *book) writeSeries(s *sheet, l line, col, header int) {
	b.put(s, col, header, content{text: clean(l.title), look: b.dataHeader("right")})
	b.raise(s, header, lineHeight(l.title, s.width(col)-1, b.dataHeader("right")))
	for i, v := range l.values {
		if v == nil {
			continue
		}
		c := content{number: *v, numeric: true, look: look{format: l.format}}
		b.put(s, col, header+1+i, c)
		switch {
		case l.cumulative:
			b.accumulate(s, col, header+1, header+1+i, header+len(l.values))
		case len(l.cells) == len(l.values):
			b.derive(s, col, header+1+i, -1, document.Value{}, l.cells[i], c)
		}
	}
}

// accumulate writes the share that a column's figures make up to a row as a formula of the column to its left.
func (b *book) accumulate(s *sheet, col, first, row, last int) {
	letters, _ := excelize.ColumnNumberToName(col - 1)
	text := fmt.Sprintf("SUM(%[1]s$%[2]d:%[1]s%[3]d)/SUM(%[1]s$%[2]d:%[1]s$%[4]d)", letters, first, row, last)
	b.do(b.file.SetCellFormula(s.name, cellName(col, row), text, excelize.FormulaOpts{Type: &plainFormula}))
}

func (b *book) dataHeader(align string) look {
	return look{bold: true, align: align, wrap: true, fill: b.theme.Colours.Wash, bottom: b.theme.Colours.Ink}
}

// openCharts adds the sheet of chart data behind all others.
func (b *book) openCharts() {
	title := b.words.Text("xlsx.charts")
	b.charts = &sheet{title: title, name: b.sheetName(title), lead: b.words.Text("xlsx.charts_lead"), row: 1}
	b.sheets = append(b.sheets, b.charts)
	b.addSheet(b.charts)
	b.setPage(b.charts, false)
	widths := make([]float64, 12)
	for i := range widths {
		widths[i] = 16
	}
	widths[0] = 40
	b.arrange(b.charts, widths)
	b.put(b.charts, 1, 1, content{text: b.back(), look: look{colour: b.theme.Colours.Blue}})
	b.linkSheet(b.charts, 1, 1, b.sheets[0].name)
	b.charts.row++
	b.paragraph(b.charts, b.words.Text("xlsx.charts_unprinted"), b.small())
	b.charts.row++
}

// chartsHead is how many rows of the sheet of chart data are printed: they say what it is, and that its figures, of
// which there are many pages, are not.
const chartsHead = 2

func (b *book) finishCharts() {
	if b.charts != nil {
		b.setPrint(b.charts, b.charts.span, chartsHead, 0)
	}
}
