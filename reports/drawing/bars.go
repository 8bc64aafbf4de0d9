package drawing

import (
	"math"

	"nines/reports/document"
)

// bars draws bars from zero: the actual in ink, previous ones in grey (beside it where a category has both), budgets
// outlined behind, the open part hatched on top, values above. Where the categories' names are too long to stand below
// their bars, the bars lie.
func (p *Pen) bars(ch *document.Chart, box Rect) {
	if p.lying(ch, box.W) {
		p.lyingBars(ch, box)
		return
	}
	e := barExtent(ch)
	y := newScale(e.lo, e.hi, ch.Y, true)
	plot := Rect{Y: box.Y + 10, H: plotHeight - 10}
	plot.X = box.X + p.tickWidth(y)
	y.from, y.to = plot.Bottom(), plot.Y
	notes := p.barNotes(ch, y)
	plot.W = box.Right() - p.notesWidth(notes, box.W) - plot.X
	x, slot := slots(plot, len(ch.Categories))

	p.budgets(ch, x, slot, y)
	drawn := p.uprightBars(ch, x, slot, y)
	p.across(&document.Chart{Categories: ch.Categories, Series: p.linesAcross(ch)}, plot, x, y)
	p.verticalAxis(y, plot)
	p.Line(Point{plot.X, y.at(0)}, Point{plot.Right(), y.at(0)}, p.ink(thin))
	p.categoryAxis(ch.Categories, x, slot, plot.Bottom()+3, box)
	p.barValues(ch, drawn, Rect{plot.X, box.Y, math.Min(plot.W+gap, box.Right()-plot.X), plot.Bottom() - box.Y}, x, slot, y)
	p.notes(notes, Rect{plot.Right() + 2*gap, box.Y, box.Right() - plot.Right() - 2*gap, plotHeight})
}

// bar is a drawn bar that wants its value written.
type bar struct {
	category int
	value    float64
	box      Rect
	strong   bool
}

func barExtent(ch *document.Chart) extent {
	e := extent{any: true}
	for _, s := range ch.Series {
		e.addAll(s.Values)
	}
	return e
}

// linesAcross are the series of a chart of bars that are lines across.
func (p *Pen) linesAcross(ch *document.Chart) []document.Series {
	return append(byRole(ch, document.RoleTarget), byRole(ch, document.RoleLimit)...)
}

// budgets draws the outlines behind the bars.
func (p *Pen) budgets(ch *document.Chart, x func(int) float64, slot float64, y scale) {
	for _, s := range byRole(ch, document.RoleBudget) {
		for i := range ch.Categories {
			if v, ok := known(s.Values, i); ok {
				w := slot * 0.92
				p.Rect(Rect{x(i) - w/2, y.at(v), w, y.at(0) - y.at(v)}, "", p.grey(hair))
			}
		}
	}
}

// barSeries are the series that are drawn as bars, previous ones first.
func barSeries(ch *document.Chart) []document.Series {
	series := append(byRole(ch, document.RolePrevious), byRole(ch, document.RoleActual)...)
	return append(series, byRole(ch, document.RoleForecast)...)
}

func (p *Pen) uprightBars(ch *document.Chart, x func(int) float64, slot float64, y scale) []bar {
	series := barSeries(ch)
	var drawn []bar
	for i := range ch.Categories {
		var here []int
		for k := range series {
			if _, ok := known(series[k].Values, i); ok {
				here = append(here, k)
			}
		}
		whole := slot * 0.78
		w := whole / float64(max(len(here), 1))
		for nth, k := range here {
			v := *series[k].Values[i]
			left := x(i) - whole/2 + float64(nth)*w
			top, foot := math.Min(y.at(v), y.at(0)), math.Max(y.at(v), y.at(0))
			b := bar{category: i, value: v, box: Rect{left, top, w, foot - top}, strong: i == len(ch.Categories)-1}
			p.upright(series[k], i, b.box, y)
			drawn = append(drawn, b)
		}
		if len(here) == 0 {
			p.unknown(Rect{x(i) - whole/2, y.at(0) - 12, whole, 12}, "?")
		}
	}
	return drawn
}

func (p *Pen) upright(s document.Series, i int, r Rect, y scale) {
	if s.Role == document.RoleForecast {
		p.open(r)
		return
	}
	p.Rect(r, Fill(p.roleColour(s.Role)), None)
	if open := openPart(s, i); open > 0 {
		h := math.Min(math.Abs(y.at(open)-y.at(0)), r.H)
		p.open(Rect{r.X, r.Y, r.W, h})
	}
}

func (p *Pen) roleColour(r document.Role) string {
	switch r {
	case document.RolePrevious:
		return p.Theme.Colours.Prev
	case document.RoleLimit:
		return p.Theme.Colours.Red
	}
	return p.Theme.Colours.Ink
}

// openPart is how much of a value depends on something unknown.
func openPart(s document.Series, i int) float64 {
	if i >= len(s.Open) || !finite(s.Open[i]) {
		return 0
	}
	return s.Open[i]
}
