package drawing

import (
	"math"
	"sort"

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
	p.barValues(ch, drawn, Rect{plot.X, box.Y, plot.W, plot.Bottom() - box.Y}, x, slot, y)
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
		at := Point{b.box.X + b.box.W/2, b.box.Y - 2.5}
		points := []Point{at}
		for _, s := range byRole(ch, document.RoleBudget) {
			if v, ok := known(s.Values, b.category); ok {
				points = append(points, Point{at.X, y.at(v) - 2.5})
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
