package drawing

import (
	"math"
	"strings"

	"nines/reports/document"
)

// tickWidth is the room that the labels of a scale's ticks need at its left.
func (p *Pen) tickWidth(s scale) float64 {
	widest := 0.0
	for _, t := range s.ticks {
		widest = math.Max(widest, p.width(p.value(t, s.axis), p.small("")))
	}
	return widest + 3 + gap
}

// verticalAxis draws a scale at the left of a plot, with a zigzag and words at its foot where it is cut.
func (p *Pen) verticalAxis(s scale, plot Rect) {
	colour := p.Theme.Colours.Grey
	st := p.small(colour).anchor(End)
	for _, t := range s.ticks {
		y := s.at(t)
		p.Line(Point{plot.X - 3, y}, Point{plot.X, y}, p.grey(hair))
		p.Text(Point{plot.X - 3 - gap/2, y + st.Size*0.36}, p.value(t, s.axis), st)
	}
	if !s.cut {
		p.Line(Point{plot.X, plot.Y}, Point{plot.X, plot.Bottom()}, p.grey(hair))
		return
	}
	foot := plot.Bottom() + 9
	p.Polyline([]Point{
		{plot.X, plot.Y}, {plot.X, foot - 7}, {plot.X - 3, foot - 5}, {plot.X + 3, foot - 2}, {plot.X, foot},
	}, p.grey(hair))
	p.Text(Point{plot.X + 6, foot}, p.Words.Text("render.axis_cut", "value", p.cutValue(s)), p.small(colour))
}

func (p *Pen) cutValue(s scale) string { return p.valueWithUnit(s.lo, s.axis) }

// categoryAxis writes the categories below their slots, the last one bold. Where they would meet, every second, third
// ... is left out, counted from the last. A category with a line break has a second line.
func (p *Pen) categoryAxis(categories []string, x func(i int) float64, slot, top float64, bounds Rect) {
	n := len(categories)
	every := p.thinning(categories, slot)
	st := p.small(p.Theme.Colours.Grey).anchor(Middle)
	room := float64(every)*slot - 2
	l := labels{pen: p, box: Rect{bounds.X, top, bounds.W, 9*axisLines(categories) + 4}}
	for i := n - 1; i >= 0; i -= every {
		style := st
		if i == n-1 {
			style = p.small(p.Theme.Colours.Ink).anchor(Middle).bold()
		}
		for line, text := range strings.SplitN(categories[i], "\n", 2) {
			text = Fit(p.Canvas, text, room, style.Size, style.Bold)
			half := p.width(text, style) / 2
			centre := math.Max(bounds.X+half, math.Min(x(i), bounds.Right()-half))
			l.place(text, style, Point{centre, top + float64(line)*9 + style.Size})
		}
	}
}

// thinning tells that every how many-th category has room for its label: at least for a few letters of it.
func (p *Pen) thinning(categories []string, slot float64) int {
	widest := 0.0
	for _, c := range categories {
		for _, line := range strings.SplitN(c, "\n", 2) {
			widest = math.Max(widest, p.width(string(firstRunes(line, 12)), p.small("").bold()))
		}
	}
	if slot <= 0 {
		return 1
	}
	return max(1, int(math.Ceil((widest+4)/slot)))
}

// axisLines is how many lines the categories' labels need.
func axisLines(categories []string) float64 {
	for _, c := range categories {
		if strings.Contains(c, "\n") {
			return 2
		}
	}
	return 1
}

// horizontalAxis draws a scale of numbers below a plot.
func (p *Pen) horizontalAxis(s scale, plot Rect, bounds Rect) {
	st := p.small(p.Theme.Colours.Grey).anchor(Middle)
	p.Line(Point{plot.X, plot.Bottom()}, Point{plot.Right(), plot.Bottom()}, p.grey(hair))
	for _, t := range s.ticks {
		x := s.at(t)
		p.Line(Point{x, plot.Bottom()}, Point{x, plot.Bottom() + 3}, p.grey(hair))
		text := p.value(t, s.axis)
		half := p.width(text, st) / 2
		x = math.Max(bounds.X+half, math.Min(x, bounds.Right()-half))
		p.Text(Point{x, plot.Bottom() + 4 + st.Size}, text, st)
	}
}

// axisTitle writes a title at the right end below or above a plot.
func (p *Pen) axisTitle(a document.Axis, at Point, width float64) {
	if a.Title != "" {
		p.fit(at, a.Title, width, p.small(p.Theme.Colours.Grey).anchor(End))
	}
}
