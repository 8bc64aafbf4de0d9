package drawing

import (
	"math"

	"nines/reports/document"
)

// Bar draws a bar from 0 in a cell. end is the scale's end, the same for all rows of the column; the box is the room of
// the bar alone, its label stands elsewhere. A bar beyond the scale's end is broken there. The dashed limit is as high
// as the cell, from top to bottom, so that it runs through the rows.
func (p *Pen) Bar(b *document.Bar, end float64, box Rect, top, bottom float64) {
	if b.Unknown {
		p.unknown(Rect{box.X, box.Y - 1, box.W, box.H + 2}, b.Label)
		return
	}
	at := func(v float64) float64 {
		if end <= 0 || !finite(v) {
			return 0
		}
		return math.Min(math.Max(v/end, 0), 1) * box.W
	}
	width := at(b.Value)
	p.Rect(Rect{box.X, box.Y, width, box.H}, Fill(p.barColour(b.Tone)), None)
	if upper := at(b.Upper); upper > width {
		p.open(Rect{box.X + width, box.Y, upper - width, box.H})
	}
	if math.Max(b.Value, b.Upper) > end*1.0001 && end > 0 {
		p.broken(box)
	}
	if b.Interval != nil {
		lower, upper := at(b.Interval.Lower), at(b.Interval.Upper)
		p.whisker(box, Rect{box.X + lower, box.Y, upper - lower, box.H}, width, b.Interval.Upper <= end*1.0001)
	}
	p.Line(Point{box.X, top}, Point{box.X, bottom}, p.grey(hair))
	if mark := at(b.Mark); b.Mark > 0 && b.Mark <= end {
		p.Line(Point{box.X + mark, box.Y - 2}, Point{box.X + mark, box.Bottom() + 2}, p.ink(thick))
	}
	if limit := at(b.Limit); b.Limit > 0 && b.Limit <= end {
		p.Line(Point{box.X + limit, top}, Point{box.X + limit, bottom}, p.dashed(p.Theme.Colours.Ink, thin))
	}
}

func (p *Pen) barColour(t document.Tone) string {
	switch t {
	case document.Missed:
		return p.Theme.Colours.Red
	case document.Muted:
		return p.Theme.Colours.Prev
	}
	return p.Theme.Colours.Ink
}

// whisker draws an interval over a bar of the width: white where the bar is, ink beyond it. One that goes on beyond the
// scale's end has an arrow there.
func (p *Pen) whisker(box, interval Rect, width float64, whole bool) {
	const half = 2.2
	middle, inside := box.Y+box.H/2, math.Min(interval.Right(), box.X+width)
	piece := func(from, to float64, colour string) {
		if to > from {
			p.Line(Point{from, middle}, Point{to, middle}, Stroke{Colour: colour, Width: thin})
		}
	}
	piece(interval.X, inside, "#FFFFFF")
	piece(math.Max(interval.X, box.X+width), interval.Right(), p.Theme.Colours.Ink)
	stroke := func(x float64) {
		colour := p.Theme.Colours.Ink
		if x < box.X+width-0.5 {
			colour = "#FFFFFF"
		}
		p.Line(Point{x, middle - half}, Point{x, middle + half}, Stroke{Colour: colour, Width: thin})
	}
	stroke(interval.X)
	if whole {
		stroke(interval.Right())
		return
	}
	end := interval.Right()
	p.Polygon([]Point{{end + 1, middle}, {end - 3, middle - half}, {end - 3, middle + half}}, Fill(p.Theme.Colours.Ink), None)
}

// broken marks a bar that goes on beyond the scale's end: a white slash across it.
func (p *Pen) broken(box Rect) {
	x := box.Right() - 7
	p.Polygon([]Point{
		{x - 1, box.Bottom() + 0.5}, {x + 1.5, box.Y - 0.5}, {x + 3.5, box.Y - 0.5}, {x + 1, box.Bottom() + 0.5},
	}, "#FFFFFF", None)
}

// BarScale returns the common end of the scale of a column's bars: the greatest Max, or the greatest value where none
// states one. nil and unknown bars are passed over; 0 where nothing is left.
func BarScale(bars []*document.Bar) float64 {
	end, greatest := 0.0, 0.0
	for _, b := range bars {
		if b == nil || b.Unknown {
			continue
		}
		end = math.Max(end, b.Max)
		greatest = math.Max(greatest, max(b.Value, b.Upper, b.Limit, b.Mark))
		if b.Interval != nil {
			greatest = math.Max(greatest, b.Interval.Upper)
		}
	}
	if end > 0 && finite(end) {
		return end
	}
	if !finite(greatest) {
		return 0
	}
	return greatest
}
