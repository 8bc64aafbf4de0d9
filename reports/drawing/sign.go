package drawing

import "nines/reports/document"

// Sign draws the sign of a rating or verdict (green, amber, red, undecided; anything else is unknown) in a square of the
// size around the centre. Each has a form of its own, so that it can be told without colour.
func (p *Pen) Sign(rating string, centre Point, size float64) {
	h := size / 2
	box := Rect{centre.X - h, centre.Y - h, size, size}
	switch document.RatingOf(rating) {
	case "red":
		p.missed(box, centre, h)
	case "amber":
		p.tight(centre, h)
	case "green":
		green := Stroke{Colour: p.Theme.Colours.Green, Width: size * 0.11}
		p.Circle(centre, h*0.92, "#FFFFFF", green)
		p.Polyline([]Point{
			{centre.X - h*0.44, centre.Y + h*0.02},
			{centre.X - h*0.1, centre.Y + h*0.36},
			{centre.X + h*0.46, centre.Y - h*0.34},
		}, green)
	case "undecided":
		p.undecided(centre, h)
	default:
		p.Rect(box, "", Stroke{Colour: p.Theme.Colours.Grey, Width: thin, Dash: []float64{1.6, 1.2}})
		st := TextStyle{Size: size * 0.8, Bold: true, Colour: p.Theme.Colours.Grey, Anchor: Middle}
		p.Text(Point{centre.X, centre.Y + size*0.29}, "?", st)
	}
}

func (p *Pen) missed(box Rect, c Point, h float64) {
	p.Rect(box, Fill(p.Theme.Colours.Red), None)
	white := Stroke{Colour: "#FFFFFF", Width: h * 0.3}
	arm := h * 0.46
	p.Line(Point{c.X - arm, c.Y - arm}, Point{c.X + arm, c.Y + arm}, white)
	p.Line(Point{c.X - arm, c.Y + arm}, Point{c.X + arm, c.Y - arm}, white)
}

func (p *Pen) tight(c Point, h float64) {
	triangle := []Point{{c.X, c.Y - h}, {c.X + h*1.12, c.Y + h*0.92}, {c.X - h*1.12, c.Y + h*0.92}}
	p.Polygon(triangle, Fill(p.Theme.Colours.Amber), p.ink(h*0.16))
	p.Line(Point{c.X, c.Y - h*0.32}, Point{c.X, c.Y + h*0.3}, p.ink(h*0.24))
	p.Circle(Point{c.X, c.Y + h*0.62}, h*0.14, Fill(p.Theme.Colours.Ink), None)
}

func (p *Pen) undecided(c Point, h float64) {
	left, top := Point{c.X - h, c.Y}, Point{c.X, c.Y - h}
	right, bottom := Point{c.X + h, c.Y}, Point{c.X, c.Y + h}
	p.Polygon([]Point{left, top, right, bottom}, "#FFFFFF", p.ink(thin))
	p.Polygon([]Point{left, top, bottom}, Fill(p.Theme.Colours.Ink), None)
}
