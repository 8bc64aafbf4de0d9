package drawing

import (
	"math"
	"sort"

	"nines/reports/document"
)

// barValues writes the values above their bars, the last category's and the greatest first; what would meet another
// label or is wider than its bar's room is left out. A label that a budget's edge would cross goes above it.
func (p *Pen) barValues(ch *document.Chart, drawn []bar, box Rect, x func(int) float64, slot float64, y scale) {
	sort.SliceStable(drawn, func(i, j int) bool {
		if drawn[i].strong != drawn[j].strong {
			return drawn[i].strong
		}
		return drawn[i].value > drawn[j].value
	})
	l := labels{pen: p, box: box}
	for _, b := range drawn {
		l.block(b.box)
	}
	for _, s := range append(byRole(ch, document.RoleBudget), p.linesAcross(ch)...) {
		for i := range ch.Categories {
			if v, ok := known(s.Values, i); ok {
				l.block(Rect{x(i) - slot/2, y.at(v) - 0.4, slot, 0.8})
			}
		}
	}
	for _, b := range drawn {
		st := p.small(p.Theme.Colours.Ink).anchor(Middle)
		if b.strong {
			st = st.bold()
		}
		half := p.width(p.value(b.value, ch.Y), st) / 2
		at := Point{math.Max(box.X+half, math.Min(b.box.X+b.box.W/2, box.Right()-half)), b.box.Y - 2.5}
		points := []Point{at}
		for _, s := range byRole(ch, document.RoleBudget) {
			if v, ok := known(s.Values, b.category); ok {
				points = append(points, Point{at.X, y.at(v) - 2.5})
			}
		}
		if b.strong { // the latest value is never without its label: where the bar beside is in the way, it goes above that
			for up := 2.0; at.Y-up > box.Y; up += 2 {
				points = append(points, Point{at.X, at.Y - up})
			}
		}
		l.place(p.value(b.value, ch.Y), st, points...)
	}
}

// barNotes name the budget, the lines across and, where a category has two bars, the series.
func (p *Pen) barNotes(ch *document.Chart, y scale) []note {
	var notes []note
	for _, s := range append(byRole(ch, document.RoleBudget), append(p.linesAcross(ch), barSeries(ch)...)...) {
		last := lastKnown(s.Values, len(ch.Categories))
		if last < 0 || s.Name == "" {
			continue
		}
		v := *s.Values[last]
		n := note{y: y.at(v), st: p.small(p.Theme.Colours.Grey), rank: 1}
		switch s.Role {
		case document.RoleBudget, document.RoleTarget:
			n.lines = p.twoLines(s.Name+" "+p.value(v, ch.Y), n.st)
		case document.RoleLimit:
			n.lines, n.st = p.twoLines(s.Name+" "+p.value(v, ch.Y), n.st), p.small(p.Theme.Colours.Red).bold()
		default:
			n.lines, n.y, n.rank = p.twoLines(s.Name, n.st), (y.at(v)+y.at(0))/2, 0
			if s.Role == document.RoleActual {
				n.st = p.small(p.Theme.Colours.Ink).bold()
			}
			if open := openPart(s, last); open > 0 {
				n.lines = []string{p.value(v-open, ch.Y) + "\u2013" + p.value(v, ch.Y)}
				n.y = y.at(v)
			}
		}
		notes = append(notes, n)
	}
	return notes
}
