package drawing

import (
	"math"

	"nines/reports/document"
)

const (
	paretoRow  = 13.6
	paretoHead = 12.0
	cutShare   = 0.8 // what stands above it makes the cut of a Pareto
)

func (p *Pen) paretoHeight(ch *document.Chart) float64 {
	n := len(ch.Categories)
	h := paretoHead + paretoRow*float64(min(n, maxRows)) + 4
	if n > maxRows {
		h += lead
	}
	return h
}

// pareto draws one bar per row, greatest first, and the cumulative share of the sum as a line in a strip of its own
// with a dashed line at 80 %. Bars below that cut are grey, and so is the sum of the others.
func (p *Pen) pareto(ch *document.Chart, box Rect) {
	s, ok := actual(ch)
	if !ok {
		return
	}
	shown := min(len(ch.Categories), maxRows)
	shares := cumulative(s.Values, len(ch.Categories))
	cut := cutIndex(shares)
	strip := Rect{W: math.Min(100, box.W*0.22), Y: box.Y + paretoHead, H: paretoRow * float64(shown)}
	strip.X = box.Right() - strip.W - 8
	name := p.nameWidth(ch.Categories[:shown], box.W*0.4)
	plot := Rect{X: box.X + name + 2*gap, Y: strip.Y, H: strip.H}
	plot.W = strip.X - plot.X - p.valueWidth(ch) - 5*gap
	e := extent{any: true}
	e.addAll(s.Values)
	x := scale{lo: 0, hi: e.hi, from: plot.X, to: plot.Right()}
	for i := range shown {
		others := ch.Rest && i == len(ch.Categories)-1
		p.paretoBar(ch, s, i, i <= cut && !others, Rect{box.X, plot.Y + float64(i)*paretoRow, name, paretoRow}, x)
	}
	p.Line(Point{plot.X, plot.Y}, Point{plot.X, plot.Bottom()}, p.grey(hair))
	p.cumulativeStrip(shares, shown, cut, strip, box.Y)
	p.moreRows(shown, len(ch.Categories), Point{box.X, plot.Bottom() + 4 + p.Theme.Sizes.Small}, box.W)
}

func (p *Pen) paretoBar(ch *document.Chart, s document.Series, i int, above bool, row Rect, x scale) {
	body := TextStyle{Size: p.Theme.Sizes.Dense, Colour: p.Theme.Colours.Ink, Bold: above && len(ch.Categories) > 1}
	base := row.Y + row.H/2 + body.Size*0.36
	p.fit(Point{row.X, base}, ch.Categories[i], row.W, body)
	v, ok := known(s.Values, i)
	if !ok {
		p.unknown(Rect{x.from, row.Y + 2.5, 40, row.H - 5}, p.Words.Text("render.unknown"))
		return
	}
	fill := p.Theme.Colours.Prev
	if above {
		fill = p.Theme.Colours.Ink
	}
	r := Rect{x.from, row.Y + 3, math.Max(x.at(v)-x.from, 0), row.H - 6}
	p.Rect(r, Fill(fill), None)
	if open := openPart(s, i); open > 0 {
		w := math.Min(x.at(open)-x.from, r.W)
		p.open(Rect{r.Right() - w, r.Y, w, r.H})
	}
	st := p.small(p.Theme.Colours.Ink)
	p.Text(Point{r.Right() + gap, row.Y + row.H/2 + st.Size*0.36}, p.value(v, ch.Y), st)
}

// cumulativeStrip draws the cumulative share from row to row.
func (p *Pen) cumulativeStrip(shares []float64, shown, cut int, strip Rect, top float64) {
	at := func(v float64) float64 { return strip.X + v*strip.W }
	p.Line(Point{strip.X, strip.Y}, Point{strip.X, strip.Bottom()}, p.grey(hair))
	p.Line(Point{strip.Right(), strip.Y}, Point{strip.Right(), strip.Bottom()}, p.grey(hair))
	p.Line(Point{at(cutShare), strip.Y}, Point{at(cutShare), strip.Bottom()}, p.dashed(p.Theme.Colours.Ink, hair))
	p.stripHead(strip, top)
	if len(shares) == 0 {
		return
	}
	blue := Stroke{Colour: p.Theme.Colours.Blue, Width: 1.2}
	points := []Point{{strip.X, strip.Y}}
	for i := range shown {
		points = append(points, Point{at(shares[i]), strip.Y + (float64(i)+0.5)*paretoRow})
	}
	p.Polyline(points, blue)
	for _, at := range points[1:] {
		p.Circle(at, 1.6, Fill(p.Theme.Colours.Blue), None)
	}
	if cut >= shown || cut < 0 {
		return
	}
	p.cutLabel(points, cut, shares[cut], strip)
}

// cutLabel says how many rows make how much, at the left of the line where there is room, else not at all.
func (p *Pen) cutLabel(points []Point, cut int, reached float64, strip Rect) {
	text := p.Locale.Number(float64(cut+1), 0) + ": " + p.Locale.Share(reached, 1) + " %"
	st := p.small(p.Theme.Colours.Blue).bold().anchor(End)
	at := Point{strip.X + cutShare*strip.W - 3, points[cut+1].Y + paretoRow*0.5 + st.Size*0.36}
	r := p.extentOf(at, text, st)
	if r.X < strip.X+1 || r.Bottom() > strip.Bottom() {
		return
	}
	p.Text(at, text, st)
}

// stripHead writes the title of the strip and its three ticks; the title stands above the ticks' line if both fit.
func (p *Pen) stripHead(strip Rect, top float64) {
	st := p.small(p.Theme.Colours.Grey).anchor(Middle)
	st.Size = p.Theme.Sizes.Tiny
	base := top + paretoHead - 2.5
	for _, tick := range []float64{0, 0.5, cutShare, 1} {
		style := st
		if tick == cutShare {
			style = st.bold()
			style.Colour = p.Theme.Colours.Ink
		}
		p.Text(Point{strip.X + tick*strip.W, base}, p.Locale.Number(tick*100, 0), style)
	}
	title := p.small(p.Theme.Colours.Grey).anchor(End)
	p.fit(Point{strip.X - 8, base}, p.Words.Text("render.cumulative"), 110, title)
}

// actual returns the chart's first series with actual values, else its first series.
func actual(ch *document.Chart) (document.Series, bool) {
	if found := byRole(ch, document.RoleActual); len(found) > 0 {
		return found[0], true
	}
	if len(ch.Series) > 0 {
		return ch.Series[0], true
	}
	return document.Series{}, false
}

// cumulative returns the cumulative shares of the sum, 0..1; nil where the sum is not positive.
func cumulative(values []*float64, n int) []float64 {
	sum := 0.0
	for i := range n {
		if v, ok := known(values, i); ok {
			sum += math.Max(v, 0)
		}
	}
	if sum <= 0 {
		return nil
	}
	shares, reached := make([]float64, n), 0.0
	for i := range n {
		if v, ok := known(values, i); ok {
			reached += math.Max(v, 0)
		}
		shares[i] = math.Min(reached/sum, 1)
	}
	return shares
}

// cutIndex is the index of the first row at which the cut is reached, -1 without shares.
func cutIndex(shares []float64) int {
	for i, s := range shares {
		if s >= cutShare-1e-12 {
			return i
		}
	}
	return -1
}
