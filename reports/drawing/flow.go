package drawing

import (
	"math"

	"nines/reports/document"
)

// The strip below a line that shows what came in and went out.
const (
	flowHigh = 34.0
	flowGap  = 8.0
	flowFoot = 3.0 // above the categories
)

// flowHeight is the height of the strip with the gaps above and below it; 0 where a chart has none.
func flowHeight(ch *document.Chart) float64 {
	if len(ch.Flows) != 2 {
		return 0
	}
	return flowHigh + flowGap + flowFoot
}

// flows draws the strip from a height on: what came in as solid bars up, what went out outlined down, on one scale, each
// named with its sum at the right.
func (p *Pen) flows(ch *document.Chart, plot Rect, top, right float64, x func(int) float64, slot float64) {
	in, out := ch.Flows[0], ch.Flows[1]
	up, inSum := greatestAndSum(in, len(ch.Categories))
	down, outSum := greatestAndSum(out, len(ch.Categories))
	unit := flowHigh / math.Max(up+down, 1)
	zero := top + up*unit
	width := math.Min(slot*0.6, 14)
	for i := range ch.Categories {
		if v, ok := known(in.Values, i); ok {
			p.Rect(Rect{x(i) - width/2, zero - v*unit, width, v * unit}, Fill(p.Theme.Colours.Ink), None)
		}
		if v, ok := known(out.Values, i); ok {
			p.Rect(Rect{x(i) - width/2, zero, width, v * unit}, "#FFFFFF", p.grey(hair))
		}
	}
	p.Line(Point{plot.X, zero}, Point{plot.Right(), zero}, p.grey(hair))
	box := Rect{plot.Right() + 2*gap, top - 2, right - plot.Right() - 2*gap, flowHigh + 6}
	p.notes([]note{
		{y: zero - up*unit/2, lines: []string{in.Name + " " + p.value(inSum, ch.Y)}, st: p.small(p.Theme.Colours.Ink).bold()},
		{y: zero + down*unit/2, lines: []string{out.Name + " " + p.value(outSum, ch.Y)}, st: p.small(p.Theme.Colours.Grey), rank: 1},
	}, box)
}

// greatestAndSum are those of the known values of a series.
func greatestAndSum(s document.Series, n int) (greatest, sum float64) {
	for i := range n {
		if v, ok := known(s.Values, i); ok {
			greatest, sum = math.Max(greatest, v), sum+v
		}
	}
	return greatest, sum
}
