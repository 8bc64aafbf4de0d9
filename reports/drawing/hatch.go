package drawing

import "math"

// hatchStep is the distance between two hatching lines, measured along the x axis.
const hatchStep = 3.2

// Hatch fills a rectangle with lines of 45 degrees that rise to the right. They are cut at its edges by arithmetic, as
// not every canvas can clip, and lie on one grid over the whole page, so that neighbours join.
func (p *Pen) Hatch(r Rect, s Stroke) {
	if r.W <= 0 || r.H <= 0 {
		return
	}
	for _, line := range hatching(r) {
		p.Line(line[0], line[1], s)
	}
}

// hatching returns the lines x + y = c that cross the rectangle, c being multiples of the step.
func hatching(r Rect) [][2]Point {
	var lines [][2]Point
	last := r.Right() + r.Bottom()
	for c := math.Ceil((r.X+r.Y)/hatchStep) * hatchStep; c < last; c += hatchStep {
		low := Point{X: math.Max(r.X, c-r.Bottom())}
		low.Y = c - low.X
		high := Point{X: math.Min(r.Right(), c-r.Y)}
		high.Y = c - high.X
		if high.X-low.X > 0.1 {
			lines = append(lines, [2]Point{low, high})
		}
	}
	return lines
}

// open draws the part of a bar that depends on something unknown: hatched, with an edge.
func (p *Pen) open(r Rect) {
	p.Rect(r, Fill("#FFFFFF"), None)
	p.Hatch(r, p.ink(hair))
	p.Rect(r, "", p.ink(hair))
}

// unknown draws the dashed, empty box that says so in every chart, with the reason in it where there is room.
func (p *Pen) unknown(r Rect, reason string) {
	p.Rect(r, "", p.dashed(p.Theme.Colours.Grey, hair))
	st := p.small(p.Theme.Colours.Grey).anchor(Middle)
	p.fit(Point{r.X + r.W/2, r.Y + r.H/2 + st.Size*0.36}, reason, r.W-4, st)
}
