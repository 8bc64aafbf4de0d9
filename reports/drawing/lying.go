package drawing

import (
	"math"

	"nines/reports/document"
)

const lyingRow = 15.0

// lying tells whether the bars of a chart have to lie: the categories' names don't fit below their bars.
func (p *Pen) lying(ch *document.Chart, width float64) bool {
	if len(ch.Categories) == 0 || len(ch.Categories) > maxRows {
		return false
	}
	slot := width * 0.85 / float64(len(ch.Categories))
	for _, c := range ch.Categories {
		// A name this long is no period; every second period can be left out, a name cannot.
		if runes := firstRunes(c, 40); len(runes) > 9 && p.width(string(runes), p.small("").bold()) > slot-2 {
			return true
		}
	}
	return false
}

func (p *Pen) lyingHeight(ch *document.Chart, width float64) float64 {
	return float64(len(ch.Categories))*lyingRow + 6 + p.legendHeight(p.lyingKeys(ch), width)
}

// lyingKeys say what the bars are where a category can have several.
func (p *Pen) lyingKeys(ch *document.Chart) []key {
	var keys []key
	for _, s := range barSeries(ch) {
		fill := Fill(p.roleColour(s.Role))
		keys = append(keys, key{s.Name, func(r Rect) { p.Rect(r, fill, p.grey(hair)) }})
	}
	for _, s := range byRole(ch, document.RoleBudget) {
		keys = append(keys, key{s.Name, func(r Rect) { p.Rect(r, "", p.grey(hair)) }})
	}
	if len(keys) < 2 {
		return nil
	}
	return keys
}

// lyingBars draws one row per category: the name, the bar, its value beside it.
func (p *Pen) lyingBars(ch *document.Chart, box Rect) {
	e := barExtent(ch)
	name := p.nameWidth(ch.Categories, box.W*0.36)
	value := p.valueWidth(ch)
	plot := Rect{box.X + name + 2*gap, box.Y + 2, box.W - name - value - 3*gap, lyingRow * float64(len(ch.Categories))}
	x := scale{lo: math.Min(e.lo, 0), hi: math.Max(e.hi, 0), from: plot.X, to: plot.Right()}
	series := barSeries(ch)
	for i, c := range ch.Categories {
		row := Rect{plot.X, plot.Y + float64(i)*lyingRow, plot.W, lyingRow}
		base := row.Y + row.H/2 + p.Theme.Sizes.Body*0.36
		st := TextStyle{Size: p.Theme.Sizes.Body, Colour: p.Theme.Colours.Ink}
		p.fit(Point{box.X, base}, c, name, st)
		p.lyingCategory(ch, series, i, row, x)
	}
	p.Line(Point{x.at(0), plot.Y}, Point{x.at(0), plot.Bottom()}, p.grey(hair))
	keys := p.lyingKeys(ch)
	p.legend(keys, Rect{box.X, plot.Bottom() + 4, box.W, p.legendHeight(keys, box.W)})
}

// lyingCategory draws the bars of one category: the budget's outline behind, the others one below the other. The value of
// the last stands at its end, so that no other bar seems to have it; beyond the budget's edge.
func (p *Pen) lyingCategory(ch *document.Chart, series []document.Series, i int, row Rect, x scale) {
	edge := x.at(0)
	for _, s := range byRole(ch, document.RoleBudget) {
		if v, ok := known(s.Values, i); ok {
			p.Rect(Rect{x.at(0), row.Y + 1.5, x.at(v) - x.at(0), row.H - 3}, "", p.grey(hair))
			edge = math.Max(edge, x.at(v))
		}
	}
	var here []document.Series
	for _, s := range series {
		if _, ok := known(s.Values, i); ok {
			here = append(here, s)
		}
	}
	if len(here) == 0 {
		p.unknown(Rect{x.at(0), row.Y + 3, 40, row.H - 6}, p.Words.Text("render.unknown"))
		return
	}
	h, end, middle, longest := (row.H-6)/float64(len(here)), edge, 0.0, edge
	for nth, s := range here {
		v := *s.Values[i]
		left, right := math.Min(x.at(v), x.at(0)), math.Max(x.at(v), x.at(0))
		r := Rect{left, row.Y + 3 + float64(nth)*h, right - left, h}
		p.Rect(r, Fill(p.roleColour(s.Role)), None)
		if open := openPart(s, i); open > 0 {
			w := math.Min(x.at(open)-x.at(0), r.W)
			p.open(Rect{r.Right() - w, r.Y, w, r.H})
		}
		end, middle, longest = right, r.Y+h/2, math.Max(longest, right)
	}
	if longest > end {
		middle += 1.2 // below the bar that goes on above it
	}
	last := here[len(here)-1]
	st := p.small(p.Theme.Colours.Ink)
	p.Text(Point{math.Max(edge, end) + gap, middle + st.Size*0.36}, p.value(*last.Values[i], ch.Y), st)
}

// nameWidth is the room of names at the left: as wide as the widest, at most the limit.
func (p *Pen) nameWidth(names []string, limit float64) float64 {
	widest := 0.0
	for _, n := range names {
		widest = math.Max(widest, p.Width(string(firstRunes(n, 80)), p.Theme.Sizes.Body, true))
	}
	return math.Min(widest+0.5, limit)
}

// valueWidth is the room that the widest value of a bar needs.
func (p *Pen) valueWidth(ch *document.Chart) float64 {
	widest := 0.0
	for _, s := range barSeries(ch) {
		for i := range ch.Categories {
			if v, ok := known(s.Values, i); ok {
				widest = math.Max(widest, p.width(p.value(v, ch.Y), p.small("").bold()))
			}
		}
	}
	return widest
}
