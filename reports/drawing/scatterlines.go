package drawing

import (
	"math"

	"nines/reports/document"
)

// band is the area between a lower and an upper bound, from the left to the right.
type band struct{ lower, upper []Point }

// bands pairs the lower and the upper bounds of a chart in their order.
func bands(ch *document.Chart, line func(document.Series) []Point) []band {
	lower, upper := byRole(ch, document.RoleLower), byRole(ch, document.RoleUpper)
	var all []band
	for i := range min(len(lower), len(upper)) {
		if b := (band{line(lower[i]), line(upper[i])}); len(b.lower) > 1 && len(b.lower) == len(b.upper) {
			all = append(all, b)
		}
	}
	return all
}

// tint fills a band.
func (p *Pen) tint(b band) {
	area := append([]Point{}, b.upper...)
	for i := len(b.lower) - 1; i >= 0; i-- {
		area = append(area, b.lower[i])
	}
	p.Polygon(area, Fill(p.Theme.Colours.Bluewash), None)
}

// bandStep is the distance of the upright lines that hatch a band.
const bandStep = 5.0

// hatchBand fills a band with upright lines: it is where nothing was ever measured.
func (p *Pen) hatchBand(b band) {
	last := len(b.upper) - 1
	for x := math.Ceil(b.upper[0].X/bandStep) * bandStep; x < b.upper[last].X; x += bandStep {
		top, bottom := heightAt(b.upper, x), heightAt(b.lower, x)
		p.Line(Point{x, top}, Point{x, bottom}, Stroke{Colour: p.Theme.Colours.Blue, Width: 0.35})
	}
}

// heightAt is the y of a line at x, which lies between its ends.
func heightAt(line []Point, x float64) float64 {
	for i := 1; i < len(line); i++ {
		a, b := line[i-1], line[i]
		if x <= b.X && b.X > a.X {
			return a.Y + (b.Y-a.Y)*(x-a.X)/(b.X-a.X)
		}
	}
	return line[len(line)-1].Y
}

// confidence draws the bands of a scatter chart: the first, where there are measurements, tinted, further ones hatched.
func (p *Pen) confidence(ch *document.Chart, x, y scale) {
	for i, b := range bands(ch, func(s document.Series) []Point { return curve(s, Rect{}, x, y) }) {
		if i == 0 {
			p.tint(b)
		} else {
			p.hatchBand(b)
		}
	}
}

func (p *Pen) scatterLines(ch *document.Chart, plot Rect, x, y scale) {
	nth := map[document.Role]int{}
	for _, s := range ch.Series {
		p.scatterLine(s, nth[s.Role], plot, x, y)
		nth[s.Role]++
	}
}

// scatterLine draws the nth line of a role.
func (p *Pen) scatterLine(s document.Series, nth int, plot Rect, x, y scale) {
	c := p.Theme.Colours
	stroke := Stroke{Colour: c.Blue, Width: thick}
	switch s.Role {
	case document.RoleLower, document.RoleUpper:
		stroke.Width = hair
		if nth > 0 {
			stroke.Dash = dashes
		}
	case document.RoleForecast:
		stroke.Dash = dashes
	case document.RoleLimit:
		stroke = Stroke{Colour: c.Red, Width: 1.2}
	case document.RoleTarget:
		stroke = p.dashed(c.Ink, thin)
	}
	p.strokeRun(curve(s, plot, x, y), stroke)
}

// upright tells whether a series is a straight line up: a mark on the x axis.
func upright(s document.Series) bool {
	return s.Role == document.RoleTarget && len(s.X) == 2 && s.X[0] == s.X[1]
}

// uprightLabels names the marks on the x axis at the foot of their lines: the first to the left of its line, the next to
// the right, so that two that are near each other have room. One that finds room only across another's line interrupts it.
func (p *Pen) uprightLabels(ch *document.Chart, l *labels, plot Rect, x scale) {
	lines := labels{pen: p, box: l.box}
	for _, s := range ch.Series {
		if upright(s) {
			lines.block(Rect{x.at(s.X[0]) - thin/2, plot.Y, thin, plot.H})
		}
	}
	st, nth := p.small(p.Theme.Colours.Ink), 0
	for _, s := range ch.Series {
		if !upright(s) || s.Name == "" {
			continue
		}
		at, foot := x.at(s.X[0]), plot.Bottom()-3
		left, right := Point{at - 3 - p.width(s.Name, st), foot}, Point{at + 3, foot}
		if nth%2 == 1 {
			left, right = right, left
		}
		nth++
		points := []Point{left, right, {left.X, foot - lead}, {right.X, foot - lead}}
		if free, _, ok := lines.find(s.Name, st, points...); ok && l.place(s.Name, st, free) {
			lines.block(p.extentOf(free, s.Name, st))
			continue
		}
		if free, r, ok := l.find(s.Name, st, points...); ok {
			p.Rect(r, "#FFFFFF", None)
			l.place(s.Name, st, free)
			lines.block(r)
		}
	}
}
