package xlsx

import (
	"slices"

	"github.com/xuri/excelize/v2"

	"nines/reports/document"
)

// Sizes of charts in pixels.
const (
	chartWidth  = 1060
	chartHeight = 240
	pairWidth   = 560 // of one of two side by side, at least
	pairMost    = 680
	pairGap     = 20
	rowPixels   = 15 // of a row of the default height, as excelize counts them
)

// plotted says where a chart's data stand and how its native chart is drawn from them.
type plotted struct {
	row   int // of its title on the sheet of chart data
	main  excelize.Chart
	combo []*excelize.Chart
	hatch []int // the series that are hatched
	note  string
}

// slot is where a chart stands: columns, and its width in pixels.
type slot struct {
	first, last int
	width       uint
}

// slots are the places of one chart, or of two that stand side by side.
func (s *sheet) slots(n int) []slot {
	if n == 1 {
		return []slot{{1, s.span, chartWidth}}
	}
	split := s.covering(1, pairWidth)
	width := min(s.between(1, split)*7-pairGap, pairMost)
	return []slot{{1, split, uint(width)}, {split + 1, s.covering(split+1, width), uint(width)}}
}

// besides is how many of the first blocks stand side by side: two charts, or one block.
func besides(blocks []document.Block) int {
	if len(blocks) < 2 || !isNative(blocks[0]) || !isNative(blocks[1]) {
		return 1
	}
	return 2
}

func isNative(block document.Block) bool {
	c, ok := block.(*document.Chart)
	return ok && hasData(c) && c.Kind != document.ChartHeat && c.Kind != document.ChartGantt && !c.Head
}

// writeCharts draws a chart, or two side by side, below what stands on the sheet, on rows of their own, so that they
// cover no cell. Two are native ones with data.
func (b *book) writeCharts(s *sheet, anchor bool, charts ...*document.Chart) {
	s.row++
	first, slots := s.row, s.slots(len(charts))
	b.chartHeads(s, slots, charts)
	if anchor {
		for _, c := range charts {
			b.anchors[c.ID] = spot{s.name, first}
		}
	}
	switch c := charts[0]; {
	case hasData(c) && c.Kind != document.ChartHeat:
		b.drawCharts(s, slots, charts)
	case hasData(c):
		b.writeHeat(s, c)
	default:
		b.writeEmpty(s, c.Empty)
	}
	b.across(s, slots, func(i int) (string, look) { return charts[i].Note, b.small() })
	s.keep(first, s.row-1)
}

// chartHeads writes what each chart says, and its unit and scope.
func (b *book) chartHeads(s *sheet, slots []slot, charts []*document.Chart) {
	head := look{size: sizeBlock, bold: true, top: b.theme.Colours.Ink, heavy: true}
	b.raise(s, s.row, headingHeight)
	b.across(s, slots, func(i int) (string, look) { return charts[i].Title, head })
	b.across(s, slots, func(i int) (string, look) { return charts[i].Subtitle, b.small() })
}

// across writes a text into each slot and goes to the next row, where there is any.
func (b *book) across(s *sheet, slots []slot, text func(i int) (string, look)) {
	written := false
	for i, at := range slots {
		if words, l := text(i); words != "" {
			written = true
			b.line(s, at.first, at.last, s.row, words, l)
		}
	}
	if written {
		s.row++
	}
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

// drawCharts draws each chart in its slot, and says below it where its data stand.
func (b *book) drawCharts(s *sheet, slots []slot, charts []*document.Chart) {
	drawn, rows := make([]plotted, len(charts)), 0
	for i, c := range charts {
		drawn[i] = b.plotChart(c)
		rows = max(rows, drawn[i].rows())
		main := drawn[i].main
		main.Dimension.Width = slots[i].width
		b.do(b.file.AddChart(s.name, cellName(slots[i].first, s.row), &main, drawn[i].combo...))
		b.added++
		b.hatch(drawn[i].hatch)
		s.main = max(s.main, s.covering(slots[i].first, float64(slots[i].width)))
	}
	s.repeat, s.last = 0, max(s.last, s.main)
	for range rows {
		b.setHeight(s, s.row, rowHeight) // stated, so that no program fits the rows and moves the chart
		s.row++
	}
	for i, at := range slots {
		where := b.words.Text("xlsx.data_at", "sheet", b.charts.name, "row", drawn[i].row)
		b.line(s, at.first, at.last, s.row, join(" · ", where, drawn[i].note), look{size: sizeSmall, colour: b.theme.Colours.Blue})
		target := absolute(b.charts.name, 1, drawn[i].row, drawn[i].row)
		b.do(b.file.SetCellHyperLink(s.name, cellName(at.first, s.row), target, "Location"))
	}
	s.row++
}

// covering is the last of the columns from the first one on that cover so many pixels.
func (s *sheet) covering(first int, pixels float64) int {
	col := first
	for covered := s.width(col)*7 + 5; covered < pixels; covered += s.width(col)*7 + 5 {
		col++
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
	var found []*document.Chart
	for _, section := range b.doc.Sections {
		if s.section != nil && section.Name == s.section.Name {
			continue
		}
		at := slices.IndexFunc(section.Blocks, isNative)
		if at < 0 {
			continue
		}
		if found = append(found, section.Blocks[at].(*document.Chart)); len(found) == most {
			break
		}
	}
	if len(found) > 0 {
		b.writeCharts(s, false, found...)
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
			if series.pen.hatch {
				out.hatch = append(out.hatch, order+j)
			}
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
