package drawing

import "math"

// key is one entry of a legend.
type key struct {
	text string
	draw func(Rect)
}

// legend writes the keys one after the other from the left; those that no longer fit go to the next line, as long as
// the box has one.
func (p *Pen) legend(keys []key, box Rect) {
	st := p.small(p.Theme.Colours.Grey)
	x, y := box.X, box.Y
	for _, k := range keys {
		w := math.Min(p.width(k.text, st), box.W-16)
		if x > box.X && x+14+w > box.Right() {
			x, y = box.X, y+legendLine
		}
		if y+legendLine > box.Bottom()+0.01 {
			return
		}
		k.draw(Rect{x, y + 1.5, 10, 7})
		p.fit(Point{x + 14, y + 7.6}, k.text, w+0.5, st)
		x += 14 + w + 12
	}
}

const legendLine = 11.0

// legendHeight is the height that the keys need in so much width.
func (p *Pen) legendHeight(keys []key, width float64) float64 {
	st := p.small(p.Theme.Colours.Grey)
	lines, x := 1.0, 0.0
	for _, k := range keys {
		w := math.Min(p.width(k.text, st), width-16)
		if x > 0 && x+14+w > width {
			lines, x = lines+1, 0
		}
		x += 14 + w + 12
	}
	if len(keys) == 0 {
		return 0
	}
	return math.Min(lines, 3) * legendLine
}
