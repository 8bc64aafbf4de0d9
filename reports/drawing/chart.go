package drawing

import (
	"nines/reports/document"
)

// maxRows is how many rows a chart by rows (Pareto, heat map, Gantt, horizontal bars) shows; a page holds no more.
// The words below say how many there are.
const maxRows = 30

// plotHeight is the height of a plot over time, without its axis.
const plotHeight = 104.0

// Chart draws a chart's plot with its axes and labels into the box, whose height is ChartHeight of its width. Title,
// subtitle, note and the words in place of an empty chart are text and left to the renderer.
func (p *Pen) Chart(ch *document.Chart, box Rect) {
	if Empty(ch) {
		return
	}
	switch ch.Kind {
	case document.ChartLine:
		p.line(ch, box)
	case document.ChartBars:
		p.bars(ch, box)
	case document.ChartStacked:
		p.stacked(ch, box)
	case document.ChartPareto:
		p.pareto(ch, box)
	case document.ChartScatter:
		p.scatter(ch, box)
	case document.ChartHeat:
		p.heat(ch, box)
	case document.ChartGantt:
		p.gantt(ch, box)
	}
}

// ChartHeight returns the height in points that a chart needs in so much width; 0 where it has no data.
func (p *Pen) ChartHeight(ch *document.Chart, width float64) float64 {
	if Empty(ch) {
		return 0
	}
	switch ch.Kind {
	case document.ChartScatter:
		return scatterHeight
	case document.ChartPareto:
		return p.paretoHeight(ch)
	case document.ChartHeat:
		return p.heatHeight(ch, width)
	case document.ChartGantt:
		return p.ganttHeight(ch, width)
	case document.ChartBars:
		if p.lying(ch, width) {
			return p.lyingHeight(ch, width)
		}
		return plotHeight + 5 + 9*axisLines(ch.Categories)
	case document.ChartStacked:
		return plotHeight + 5 + 9*axisLines(ch.Categories)
	}
	return plotHeight + 14 + 9*axisLines(ch.Categories) + flowHeight(ch)
}

// Empty tells whether a chart has nothing to draw: then its Empty words stand in its place.
func Empty(ch *document.Chart) bool {
	switch ch.Kind {
	case document.ChartScatter:
		return len(ch.Points) == 0
	case document.ChartHeat:
		return len(ch.Rows) == 0 || len(ch.Categories) == 0
	case document.ChartGantt:
		return len(ch.Rows) == 0 || !ch.From.Before(ch.To)
	}
	for _, s := range ch.Series {
		for i := range ch.Categories {
			if _, ok := known(s.Values, i); ok {
				return false
			}
		}
	}
	return true
}

// byRole returns the series of a role, in their order.
func byRole(ch *document.Chart, role document.Role) []document.Series {
	var found []document.Series
	for _, s := range ch.Series {
		if s.Role == role {
			found = append(found, s)
		}
	}
	return found
}

// lastKnown returns the index of the last known value, -1 where there is none.
func lastKnown(values []*float64, n int) int {
	for i := n - 1; i >= 0; i-- {
		if _, ok := known(values, i); ok {
			return i
		}
	}
	return -1
}

// moreRows says below a chart that it shows only the first rows.
func (p *Pen) moreRows(shown, all int, at Point, width float64) {
	if all <= shown {
		return
	}
	text := p.Words.Text("render.of_rows", "shown", p.Locale.Number(float64(shown), 0), "all", p.Locale.Number(float64(all), 0))
	p.fit(at, text, width, p.small(p.Theme.Colours.Grey))
}
