package drawing

import (
	"math"

	"nines/reports/document"
)

// stacked draws series one upon another, the first at the foot, with the total above and the names at the right.
// Negative and unknown values are left out of a stack.
func (p *Pen) stacked(ch *document.Chart, box Rect) {
	totals, filled := stackTotals(ch)
	e := extent{any: true}
	for _, t := range totals {
		e.add(t)
	}
	y := newScale(0, e.hi, ch.Y, true)
	plot := Rect{Y: box.Y + 10, H: plotHeight - 10}
	plot.X = box.X + p.tickWidth(y)
	y.from, y.to = plot.Bottom(), plot.Y
	notes := p.stackNotes(ch, y)
	plot.W = box.Right() - p.notesWidth(notes, box.W) - 12 - plot.X
	x, slot := slots(plot, len(ch.Categories))

	var drawn []bar
	for i := range ch.Categories {
		w := slot * 0.78
		if !filled[i] {
			p.unknown(Rect{x(i) - w/2, y.at(0) - 12, w, 12}, "?")
			continue
		}
		p.stack(ch, i, x(i)-w/2, w, y)
		top := y.at(totals[i])
		drawn = append(drawn, bar{i, totals[i], Rect{x(i) - w/2, top, w, y.at(0) - top}, i == len(ch.Categories)-1})
	}
	p.verticalAxis(y, plot)
	p.Line(Point{plot.X, y.at(0)}, Point{plot.Right(), y.at(0)}, p.ink(thin))
	p.categoryAxis(ch.Categories, x, slot, plot.Bottom()+3, box)
	p.barValues(&document.Chart{Y: ch.Y}, drawn, Rect{plot.X, box.Y, math.Min(plot.W+gap, box.Right()-plot.X), plot.Bottom() - box.Y}, x, slot, y)
	p.notes(notes, Rect{plot.Right() + 2*gap + 10, box.Y, box.Right() - plot.Right() - 2*gap - 10, plotHeight})
}

// stackTotals returns the height of each stack, and whether any of its values is known.
func stackTotals(ch *document.Chart) (totals []float64, filled []bool) {
	totals, filled = make([]float64, len(ch.Categories)), make([]bool, len(ch.Categories))
	for _, s := range ch.Series {
		for i := range ch.Categories {
			if v, ok := known(s.Values, i); ok {
				totals[i] += math.Max(v, 0)
				filled[i] = true
			}
		}
	}
	return totals, filled
}

func (p *Pen) stack(ch *document.Chart, i int, left, w float64, y scale) {
	sum := 0.0
	for k, s := range ch.Series {
		v, ok := known(s.Values, i)
		if !ok || v <= 0 {
			continue
		}
		r := Rect{left, y.at(sum + v), w, y.at(sum) - y.at(sum+v)}
		p.Rect(r, p.stackFill(ch, k), p.grey(hair))
		if open := openPart(s, i); open > 0 {
			p.open(Rect{r.X, r.Y, r.W, math.Min(y.at(0)-y.at(open), r.H)})
		}
		sum += v
	}
}

// stackFill is the colour of the k-th series: by its role, else from dark to light in the order of the series.
func (p *Pen) stackFill(ch *document.Chart, k int) Fill {
	c := p.Theme.Colours
	switch ch.Series[k].Role {
	case document.RoleLimit:
		return Fill(c.Red)
	case document.RolePrevious:
		return Fill(c.Prev)
	}
	shades := []string{c.Ink, c.Grey, c.Prev, c.Rule, c.Wash, c.Blue, c.Bluewash}
	return Fill(shades[k%len(shades)])
}

// stackNotes name the series at the height of their part of the last stack, with a swatch of its colour.
func (p *Pen) stackNotes(ch *document.Chart, y scale) []note {
	var notes []note
	sum, last := 0.0, len(ch.Categories)-1
	for k, s := range ch.Series {
		v, _ := known(s.Values, last)
		v = math.Max(v, 0)
		notes = append(notes, note{
			y: (y.at(sum) + y.at(sum+v)) / 2, lines: []string{s.Name}, st: p.small(p.Theme.Colours.Grey),
			rank: k, swatch: p.stackFill(ch, k),
		})
		sum += v
	}
	return notes
}
