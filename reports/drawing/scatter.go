package drawing

import (
	"math"

	"nines/reports/document"
)

const scatterHeight = 180.0

// scatter draws points with the fit in blue, the bands between lower and upper behind it, forecasts dashed and limits in
// red. Lines lie over their own X; an upright target is a mark on the x axis, named at its foot.
func (p *Pen) scatter(ch *document.Chart, box Rect) {
	xs, ys := scatterExtents(ch)
	x, y := newScale(xs.lo, xs.hi, ch.X, ch.X.FromZero), newScale(ys.lo, ys.hi, ch.Y, ch.Y.FromZero)
	plot := Rect{Y: box.Y + 8, H: scatterHeight - 38}
	plot.X = box.X + p.tickWidth(y)
	notes := p.scatterNotes(ch, &x, &y, plot)
	plot.W = box.Right() - p.notesWidth(notes, box.W) - plot.X
	x.from, x.to = plot.X, plot.Right()

	p.confidence(ch, x, y)
	for _, pt := range ch.Points {
		if finite(pt.X) && finite(pt.Y) {
			p.Circle(Point{x.at(pt.X), y.at(pt.Y)}, 1.3, Fill(p.Theme.Colours.Grey), None)
		}
	}
	p.scatterLines(ch, plot, x, y)
	p.pointLabels(ch, plot, x, y)
	p.verticalAxis(y, plot)
	below := plot
	if y.cut {
		below.H += 12
	}
	p.horizontalAxis(x, below, box)
	p.axisTitle(ch.X, Point{plot.Right(), below.Bottom() + 13 + p.Theme.Sizes.Small}, plot.W)
	p.notes(notes, Rect{plot.Right() + 2*gap, box.Y, box.Right() - plot.Right() - 2*gap, plot.H + 8})
}

// pointLabels names the points that have a name, to the right of them, else to the left, above or below: one that finds
// no room beside the others and the targets, which cross the plot straight, goes without.
func (p *Pen) pointLabels(ch *document.Chart, plot Rect, x, y scale) {
	l := labels{pen: p, box: plot}
	p.uprightLabels(ch, &l, plot, x)
	for _, pt := range ch.Points {
		if pt.Label != "" && finite(pt.X) && finite(pt.Y) {
			l.block(Rect{x.at(pt.X) - 1.5, y.at(pt.Y) - 1.5, 3, 3})
		}
	}
	for _, s := range ch.Series {
		if line := curve(s, plot, x, y); s.Role == document.RoleTarget && len(line) == 2 {
			a, b := line[0], line[1]
			l.block(Rect{math.Min(a.X, b.X), math.Min(a.Y, b.Y), math.Abs(b.X-a.X) + thin, math.Abs(b.Y-a.Y) + thin})
		}
	}
	p.corners(ch, &l, plot)
	st := p.small(p.Theme.Colours.Ink)
	left, middle := st, st
	left.Anchor, middle.Anchor = End, Middle
	for _, pt := range ch.Points {
		if pt.Label == "" || !finite(pt.X) || !finite(pt.Y) {
			continue
		}
		at := Point{x.at(pt.X), y.at(pt.Y)}
		_ = l.place(pt.Label, st, Point{at.X + 4, at.Y + 2.5}) ||
			l.place(pt.Label, left, Point{at.X - 4, at.Y + 2.5}) ||
			l.place(pt.Label, middle, Point{at.X, at.Y - 4}, Point{at.X, at.Y + 9.5})
	}
}

// corners says in the corners of the plot what it means to lie there: outside the targets that cross it. The word goes
// before a point's name, as it is the form of the chart.
func (p *Pen) corners(ch *document.Chart, l *labels, plot Rect) {
	st := p.small(p.Theme.Colours.Grey)
	end := st.anchor(End)
	top, bottom := plot.Y+st.Size-1, plot.Bottom()-3
	l.place(ch.Corners[0], st, Point{plot.X + 3, top})
	l.place(ch.Corners[1], end, Point{plot.Right() - 1, top})
	l.place(ch.Corners[2], st, Point{plot.X + 3, bottom})
	l.place(ch.Corners[3], end, Point{plot.Right() - 1, bottom})
}

func scatterExtents(ch *document.Chart) (xs, ys extent) {
	for _, pt := range ch.Points {
		if finite(pt.X) && finite(pt.Y) {
			xs.add(pt.X)
			ys.add(pt.Y)
		}
	}
	for _, s := range ch.Series {
		for i, x := range s.X {
			if v, ok := known(s.Values, i); ok {
				xs.add(x)
				ys.add(v)
			}
		}
		if len(s.X) == 0 {
			ys.addAll(s.Values)
		}
	}
	return xs, ys
}

// curve returns the points of a series over its X; a series without X is one value for the whole width.
func curve(s document.Series, plot Rect, x, y scale) []Point {
	if len(s.X) == 0 {
		if v, ok := known(s.Values, 0); ok {
			return []Point{{plot.X, y.at(v)}, {plot.Right(), y.at(v)}}
		}
		return nil
	}
	var points []Point
	for i, at := range s.X {
		if v, ok := known(s.Values, i); ok && finite(at) {
			points = append(points, Point{x.at(at), y.at(v)})
		}
	}
	return points
}

// scatterNotes name the lines at their right ends. The places of the y scale are set here, as they need no width.
func (p *Pen) scatterNotes(ch *document.Chart, x, y *scale, plot Rect) []note {
	y.from, y.to = plot.Bottom(), plot.Y
	var notes []note
	for _, s := range ch.Series {
		last := lastKnown(s.Values, len(s.Values))
		if last < 0 || s.Role == document.RoleLower || s.Role == document.RoleUpper || upright(s) {
			continue
		}
		v := *s.Values[last]
		n := note{y: y.at(v), lines: p.twoLines(s.Name, p.small("")), st: p.small(p.Theme.Colours.Blue).bold()}
		if s.Role == document.RoleLimit {
			n.lines = []string{p.Words.Text("render.limit", "value", p.value(v, ch.Y))}
			n.st.Colour = p.Theme.Colours.Red
		}
		if math.IsNaN(n.y) || len(n.lines) == 0 || n.lines[0] == "" {
			continue
		}
		notes = append(notes, n)
	}
	return notes
}
