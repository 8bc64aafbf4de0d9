package drawing

import (
	"nines/reports/document"
)

// line draws values over time: the actual in ink with circles and its last value, previous and further series in grey
// and blue, targets and limits as lines across, the usual range as a wash and the bands between lower and upper bounds as a
// tint behind. Unknown values leave gaps.
func (p *Pen) line(ch *document.Chart, box Rect) {
	e, zero := lineExtent(ch), ch.Y.FromZero
	y := newScale(e.lo, e.hi, ch.Y, zero)
	plot := Rect{Y: box.Y + 8, H: plotHeight - 8}
	plot.X = box.X + p.tickWidth(y)
	y.from, y.to = plot.Bottom(), plot.Y
	notes := p.lineNotes(ch, y, box.W*notesShare)
	named := notes
	for _, s := range ch.Flows {
		named = append(named[:len(named):len(named)], note{lines: []string{s.Name + " 000"}, st: p.small("").bold()})
	}
	plot.W = box.Right() - p.notesWidth(named, box.W) - plot.X
	x, slot := slots(plot, len(ch.Categories))

	p.usualRange(ch, plot, y)
	for _, b := range bands(ch, func(s document.Series) []Point { return overTime(s, len(ch.Categories), x, y) }) {
		p.tint(b)
	}
	p.across(ch, plot, x, y)
	for i, s := range ch.Series {
		if colour, ok := p.lineColour(ch, i); ok {
			p.polyline(s, len(ch.Categories), x, y, colour)
		}
	}
	p.verticalAxis(y, plot)
	foot := plot.Bottom() + belowLine(y)
	if len(ch.Flows) == 2 {
		p.flows(ch, plot, foot+flowGap, box.Right(), x, slot)
	}
	p.categoryAxis(ch.Categories, x, slot, foot+flowHeight(ch), box)
	p.lastValues(ch, plot, x, y)
	p.notes(notes, Rect{plot.Right() + 2*gap, box.Y, box.Right() - plot.Right() - 2*gap, plotHeight + 10})
}

// overTime returns the points of a series at the middle of their slots.
func overTime(s document.Series, n int, x func(int) float64, y scale) []Point {
	var points []Point
	for i := range n {
		if v, ok := known(s.Values, i); ok {
			points = append(points, Point{x(i), y.at(v)})
		}
	}
	return points
}

// belowLine is the distance of the categories from the plot: the zigzag of a cut axis and its words need room.
func belowLine(y scale) float64 {
	if y.cut {
		return 12
	}
	return 4
}

func lineExtent(ch *document.Chart) extent {
	var e extent
	for _, s := range ch.Series {
		e.addAll(s.Values)
	}
	if ch.Band != nil {
		e.add(ch.Band.Lower)
		e.add(ch.Band.Upper)
	}
	return e
}

// slots divides a plot into n equal slots and returns the middle of each.
func slots(plot Rect, n int) (middle func(i int) float64, width float64) {
	width = plot.W / float64(max(n, 1))
	return func(i int) float64 { return plot.X + (float64(i)+0.5)*width }, width
}

// lineColour returns the colour of a series that is drawn as a line over time; targets and limits are not.
func (p *Pen) lineColour(ch *document.Chart, i int) (string, bool) {
	c := p.Theme.Colours
	switch ch.Series[i].Role {
	case document.RoleActual:
		nth := 0
		for _, s := range ch.Series[:i] {
			if s.Role == document.RoleActual {
				nth++
			}
		}
		return []string{c.Ink, c.Blue, c.Grey, c.Red, c.Green}[nth%5], true
	case document.RolePrevious:
		return c.Prev, true
	case document.RoleFit, document.RoleLower, document.RoleUpper, document.RoleForecast:
		return c.Blue, true
	}
	return "", false
}

func (p *Pen) usualRange(ch *document.Chart, plot Rect, y scale) {
	if ch.Band == nil || !finite(ch.Band.Lower) || !finite(ch.Band.Upper) {
		return
	}
	top, bottom := y.at(ch.Band.Upper), y.at(ch.Band.Lower)
	p.Rect(Rect{plot.X, top, plot.W, bottom - top}, Fill(p.Theme.Colours.Wash), None)
}

// across draws targets dashed and limits solid, from one slot's edge to the next where they change.
func (p *Pen) across(ch *document.Chart, plot Rect, x func(int) float64, y scale) {
	half := plot.W / float64(max(len(ch.Categories), 1)) / 2
	for _, s := range ch.Series {
		stroke := p.dashed(p.Theme.Colours.Ink, thin)
		switch s.Role {
		case document.RoleLimit:
			stroke = Stroke{Colour: p.Theme.Colours.Red, Width: 1.2}
		case document.RoleTarget, document.RoleBudget:
		default:
			continue
		}
		var run []Point
		for i := range ch.Categories {
			v, ok := known(s.Values, i)
			if !ok {
				p.strokeRun(run, stroke)
				run = nil
				continue
			}
			run = append(run, Point{x(i) - half, y.at(v)}, Point{x(i) + half, y.at(v)})
		}
		p.strokeRun(run, stroke)
	}
}

func (p *Pen) strokeRun(run []Point, s Stroke) {
	if len(run) > 1 {
		p.Polyline(run, s)
	}
}

// polyline draws a series as a line with gaps where values are unknown, and circles where there is room for them.
func (p *Pen) polyline(s document.Series, n int, x func(int) float64, y scale, colour string) {
	stroke := Stroke{Colour: colour, Width: thick}
	switch s.Role {
	case document.RoleForecast:
		stroke = p.dashed(colour, 1)
	case document.RoleLower, document.RoleUpper:
		stroke = p.dashed(colour, hair)
	}
	var run, all []Point
	for i := range n {
		v, ok := known(s.Values, i)
		if !ok {
			p.strokeRun(run, stroke)
			run = nil
			continue
		}
		at := Point{x(i), y.at(v)}
		run, all = append(run, at), append(all, at)
	}
	p.strokeRun(run, stroke)
	if s.Role != document.RoleActual || n > 40 {
		return
	}
	for i, at := range all {
		if i == len(all)-1 {
			p.Circle(at, 2.6, "#FFFFFF", Stroke{Colour: colour, Width: thick})
		} else {
			p.Circle(at, 2, Fill(colour), None)
		}
	}
}
