package xlsx

import (
	"github.com/xuri/excelize/v2"

	"nines/reports/document"
)

// Sizes of charts in pixels.
const (
	chartWidth  = 860
	chartHeight = 300
	rowPixels   = 18 // of a row of the default height, as excelize counts them
)

// plotted says where a chart's data stand and how its native chart is drawn from them.
type plotted struct {
	row   int // of its title on the sheet of chart data
	main  excelize.Chart
	combo []*excelize.Chart
	note  string
}

// writeChart draws a chart below what stands on the sheet, on rows of its own, so that it covers no cell.
func (b *book) writeChart(s *sheet, c *document.Chart, anchor bool) {
	var p plotted
	native, rows := hasData(c) && c.Kind != document.ChartHeat, len(c.Rows)
	if native {
		p = b.plotChart(c)
		rows = p.rows()
	}
	b.keepTogether(s, float64(rows+6)*rowHeight)
	if row := b.heading(s, c.Title, c.Subtitle); anchor {
		b.anchors[c.ID] = spot{s.name, row}
	}
	switch {
	case native:
		b.drawChart(s, p)
	case hasData(c):
		b.writeHeat(s, c)
	default:
		b.writeEmpty(s, c.Empty)
	}
	b.paragraph(s, c.Note, b.small())
}

// rows is how many rows of the default height a chart needs, the last one in part.
func (p plotted) rows() int { return int(p.main.Dimension.Height)/rowPixels + 1 }

func hasData(c *document.Chart) bool {
	switch c.Kind {
	case document.ChartHeat:
		return len(c.Rows) > 0 && len(c.Categories) > 0
	case document.ChartGantt:
		return len(c.Spans) > 0
	case document.ChartScatter:
		return len(c.Points) > 0
	}
	if len(c.Categories) == 0 {
		return false
	}
	for _, series := range c.Series {
		for _, v := range series.Values {
			if v != nil {
				return true
			}
		}
	}
	return false
}

func (b *book) drawChart(s *sheet, p plotted) {
	main := p.main
	s.repeat = 0
	b.do(b.file.AddChart(s.name, cellName(1, s.row), &main, p.combo...))
	for range p.rows() {
		b.do(b.file.SetRowHeight(s.name, s.row, rowHeight)) // stated, so that no program fits the rows and moves the chart
		s.row++
	}
	s.main = max(s.main, s.columnsFor(float64(main.Dimension.Width)))
	s.last = max(s.last, s.main)
	where := b.words.Text("xlsx.data_at", "sheet", b.charts.name, "row", p.row)
	b.line(s, 1, s.span, s.row, join(" · ", where, p.note), look{size: sizeSmall, colour: b.theme.Colours.Blue})
	target := absolute(b.charts.name, 1, p.row, p.row)
	b.do(b.file.SetCellHyperLink(s.name, cellName(1, s.row), target, "Location"))
	s.row++
}

// columnsFor is how many columns so many pixels cover.
func (s *sheet) columnsFor(pixels float64) int {
	col := 0
	for covered := 0.0; covered < pixels; {
		col++
		covered += s.width(col)*7 + 5
	}
	return col
}

// promoteCharts repeats the first charts of the other sections on the overview, where it has none of its own.
func (b *book) promoteCharts(s *sheet) {
	const most = 2
	if s.section != nil {
		for _, block := range s.section.Blocks {
			if _, own := block.(*document.Chart); own {
				return
			}
		}
	}
	shown := 0
	for _, section := range b.doc.Sections {
		if s.section != nil && section.Name == s.section.Name {
			continue
		}
		for _, block := range section.Blocks {
			c, ok := block.(*document.Chart)
			if !ok || c.Kind == document.ChartHeat || !hasData(c) {
				continue
			}
			if b.writeChart(s, c, false); shown == most-1 {
				return
			}
			shown++
			break
		}
	}
}

// plotChart writes a chart's data as cells, once, and prepares the chart that is drawn from them.
func (b *book) plotChart(c *document.Chart) plotted {
	if p, done := b.plotted[c]; done {
		return p
	}
	p := b.layout(c)
	refs := b.writeData(c, p)
	out := plotted{row: refs.row, note: p.note}
	order := 0
	for i, g := range p.groups {
		chart := excelize.Chart{
			Type: g.kind, ShowBlanksAs: "gap", VaryColors: new(bool), Border: excelize.LineOptions{Type: excelize.LineNone},
			Dimension: excelize.ChartDimension{Width: chartWidth, Height: p.height},
			Legend:    excelize.ChartLegend{Position: "bottom", Font: b.chartFont()},
			XAxis:     b.axis(p.x), YAxis: b.axis(p.y), GapWidth: g.gap, Overlap: g.overlap,
			Format: excelize.GraphicOptions{AltText: cut(clean(c.Alt), 1000), Name: cut(clean(c.Title), 200)},
		}
		if g.secondary {
			chart.YAxis = b.axis(p.second)
			chart.YAxis.Secondary = true
		}
		for j, series := range g.series {
			chart.Series = append(chart.Series, series.draw(refs.series[order+j]))
		}
		order += len(g.series)
		if i == 0 {
			out.main = chart
		} else {
			out.combo = append(out.combo, &chart)
		}
	}
	if order == 1 {
		out.main.Legend.Position = "none"
	}
	b.plotted[c] = out
	return out
}

func (b *book) chartFont() *excelize.Font {
	return &excelize.Font{Family: fontFamily, Size: sizeSmall, Color: b.theme.Colours.Grey}
}
