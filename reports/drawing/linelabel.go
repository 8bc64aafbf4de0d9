package drawing

import (
	"math"
	"sort"

	"nines/reports/document"
)

// lastValues writes the last known value of each actual series below or above its point, and the least one of a single
// series.
func (p *Pen) lastValues(ch *document.Chart, plot Rect, x func(int) float64, y scale) {
	l := labels{pen: p, box: Rect{plot.X, plot.Y - 8, plot.W, plot.H + 8}}
	p.blockLines(ch, &l, x, y)
	single := len(byRole(ch, document.RoleActual)) == 1
	for i, s := range ch.Series {
		last := lastKnown(s.Values, len(ch.Categories))
		if last < 0 || s.Role != document.RoleActual {
			continue
		}
		colour, _ := p.lineColour(ch, i)
		p.pointLabel(&l, s, last, plot, x, y, ch.Y, colour, true)
		if least := leastKnown(s.Values, len(ch.Categories)); single && least != last {
			p.pointLabel(&l, s, least, plot, x, y, ch.Y, colour, false)
		}
	}
}

// blockLines keeps labels off the points and the lines across.
func (p *Pen) blockLines(ch *document.Chart, l *labels, x func(int) float64, y scale) {
	for _, s := range ch.Series {
		for i := range ch.Categories {
			v, ok := known(s.Values, i)
			if !ok {
				continue
			}
			if s.Role == document.RoleActual || s.Role == document.RolePrevious {
				l.block(Rect{x(i) - 2.5, y.at(v) - 2.5, 5, 5})
				if before, ok := known(s.Values, i-1); ok {
					l.blockLine(Point{x(i - 1), y.at(before)}, Point{x(i), y.at(v)})
				}
			} else {
				half := l.box.W / float64(len(ch.Categories)) / 2
				l.block(Rect{x(i) - half, y.at(v) - 0.5, 2 * half, 1})
			}
		}
	}
}

// blockLine keeps labels off a line: it is taken as a row of small boxes.
func (l *labels) blockLine(a, b Point) {
	const size = 2.0
	n := int(math.Max(math.Abs(b.X-a.X), math.Abs(b.Y-a.Y)) / size)
	for i := range n {
		part := float64(i) / float64(n)
		l.block(Rect{a.X + part*(b.X-a.X) - size/2, a.Y + part*(b.Y-a.Y) - size/2, size, size})
	}
}

func (p *Pen) pointLabel(l *labels, s document.Series, i int, plot Rect, x func(int) float64, y scale, a document.Axis, colour string, strong bool) {
	v, _ := known(s.Values, i)
	st := p.small(colour).anchor(Middle)
	if strong {
		st = st.bold()
		st.Size = p.Theme.Sizes.Body
	}
	text := p.value(v, a)
	half := p.width(text, st) / 2
	at := Point{min(max(x(i), plot.X+half), plot.Right()-half), y.at(v)}
	below, above := Point{at.X, at.Y + 4 + st.Size}, Point{at.X, at.Y - 5}
	if fromBelow(s.Values, i, v) {
		below, above = above, below
	}
	placed := l.place(text, st, below, above,
		Point{at.X - half - 6, below.Y}, Point{at.X - half - 6, above.Y}, Point{at.X + half + 6, below.Y}, Point{at.X + half + 6, above.Y})
	if !placed && strong {
		l.placeNear(text, st, at, above)
	}
}

// placeNear writes a text that must not be missing at the free place that is nearest to its point, else at the one given.
func (l *labels) placeNear(text string, st TextStyle, at, otherwise Point) {
	const step, far = 4.0, 12
	var around []Point
	for dx := -far; dx <= 3; dx++ {
		for dy := -far; dy <= far; dy++ {
			around = append(around, Point{at.X + step*float64(dx), at.Y + step*float64(dy)})
		}
	}
	away := func(p Point) float64 { return math.Hypot(p.X-at.X, p.Y-st.Size*0.36-at.Y) }
	sort.SliceStable(around, func(i, j int) bool { return away(around[i]) < away(around[j]) })
	if l.place(text, st, around...) {
		return
	}
	l.block(l.pen.extentOf(otherwise, text, st))
	l.pen.Text(otherwise, text, st)
}

// fromBelow tells that the line comes to the point from below: then its label goes above.
func fromBelow(values []*float64, i int, v float64) bool {
	before, ok := known(values, i-1)
	return ok && before < v
}

func leastKnown(values []*float64, n int) int {
	least := -1
	for i := range n {
		v, ok := known(values, i)
		if !ok {
			continue
		}
		if least < 0 || v < *values[least] {
			least = i
		}
	}
	return least
}

// lineNotes are the labels at the right: the usual range, targets and limits with their last value, and the names of
// the lines where there are several. The width is the room that they have at most.
func (p *Pen) lineNotes(ch *document.Chart, y scale, width float64) []note {
	var notes []note
	grey := p.small(p.Theme.Colours.Grey)
	for i, s := range ch.Series {
		last := lastKnown(s.Values, len(ch.Categories))
		if last < 0 {
			continue
		}
		v := *s.Values[last]
		n := note{y: y.at(v), rank: 1}
		switch s.Role {
		case document.RoleTarget:
			n.lines, n.st = []string{p.Words.Text("render.target", "value", p.value(v, ch.Y))}, p.small(p.Theme.Colours.Ink).bold()
		case document.RoleLimit:
			n.lines, n.st = []string{p.Words.Text("render.limit", "value", p.value(v, ch.Y))}, p.small(p.Theme.Colours.Red).bold()
		default:
			if len(lines(ch)) < 2 || s.Name == "" {
				continue
			}
			colour, _ := p.lineColour(ch, i)
			n.lines, n.st, n.rank = []string{s.Name}, p.small(colour), 0
			if s.Role == document.RolePrevious { // no other label tells its value
				n.st.Colour = p.Theme.Colours.Grey
				n.lines = p.twoLines(s.Name+" "+p.value(v, ch.Y), n.st)
			}
		}
		notes = append(notes, n)
	}
	if b := ch.Band; b != nil && finite(b.Lower) && finite(b.Upper) {
		bounds := []any{"lower", p.value(b.Lower, ch.Y), "upper", p.value(b.Upper, ch.Y)}
		lines := []string{b.Label, p.Words.Text("drawing.between", bounds...)}
		if b.Label == "" {
			lines = p.twoLines(p.Words.Text("render.usual_range", bounds...), grey)
		}
		notes = append(notes, note{y: y.at(b.Upper) + lead, lines: p.narrowLines(lines, width, grey), st: grey, rank: 2})
	}
	return notes
}

// lines are the series that are drawn as lines over time.
func lines(ch *document.Chart) []document.Series {
	return append(byRole(ch, document.RoleActual), byRole(ch, document.RolePrevious)...)
}
