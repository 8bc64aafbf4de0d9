package capacity

import (
	"slices"

	"nines/analysis/capacity"
	"nines/reports/document"
)

// pointsDrawn is how many points a scatter shows at most: every second, third ... step, so that what is dense stays so.
const pointsDrawn = 400

// curvePoints is how many points draw a line with its interval, whose bounds are bent.
const curvePoints = 25

// scatter shows the KPI's steps against their volume, the line with its interval, and where it goes.
func (p *panel) scatter() *document.Chart {
	m, f := p.m, p.fit
	every := (f.N + pointsDrawn - 1) / pointsDrawn
	c := &document.Chart{
		ID: p.id + "_fit", Kind: document.ChartScatter, Title: p.title(), Subtitle: p.subtitle(every),
		Alt: m.Words.Text("capacity.scatter.alt", "name", name(m, f), "driver", driver(m, f)),
		X:   document.Axis{Title: driver(m, f), Kind: document.KindNumber}, Y: document.Axis{Title: f.Series.Metric, Kind: document.KindNumber},
	}
	for i := 0; i < f.N; i += max(1, every) {
		c.Points = append(c.Points, document.Point{X: p.along(i), Y: f.Points.Y[i]})
	}
	if len(f.Drivers) == 1 {
		p.line(c)
	} else {
		c.X.Title = m.Words.Text("capacity.scatter.fitted", "drivers", driver(m, f))
		p.diagonal(c)
	}
	return c
}

func (p *panel) title() string {
	f := p.fit
	word := "capacity.panel.title"
	if f.OverTime() {
		word += ".time"
	}
	return p.m.Words.Text(word, "name", name(p.m, f), "driver", driver(p.m, f))
}

func (p *panel) subtitle(every int) string {
	m, f := p.m, p.fit
	text := m.Words.Text("capacity.panel.unit", "unit", unitOf(m, f)) + p.limitWords()
	if every > 1 {
		return text + m.Words.Text("capacity.panel.some", "step", stepText(m, p.c.Rules.Step), "every", m.Count(every))
	}
	return text + m.Words.Text("capacity.panel.dots", "step", stepText(m, p.c.Rules.Step))
}

// along is where a point lies on the x axis: its volume, or the fitted value of several.
func (p *panel) along(i int) float64 {
	if len(p.fit.Drivers) == 1 {
		return p.fit.Points.X[0][i]
	}
	return p.fit.Points.Y[i] - p.fit.Residuals[i]
}

// line draws the fit over the volumes that were seen and, where it can be trusted, over those that are asked for.
func (p *panel) line(c *document.Chart) {
	f, w := p.fit, p.m.Words.Text
	low, high := slices.Min(f.Points.X[0]), slices.Max(f.Points.X[0])
	top := high
	if !f.Unreliable {
		top = max(top, p.greatestAsked())
	}
	p.curve(c, document.RoleFit, w("capacity.line.fit"), low, high)
	if top > high {
		p.curve(c, document.RoleForecast, w("capacity.line.forecast"), high, top)
	}
	if limit := f.Entry.Limit; limit.Known {
		c.Series = append(c.Series, document.Series{
			Name: w("capacity.line.limit"), Role: document.RoleLimit, X: []float64{low, top}, Values: []*float64{&limit.Value, &limit.Value},
		})
	}
	foot := slices.Min(f.Points.Y)
	mark := func(word string, at float64) {
		value, _, _, ok := f.Curve(at)
		if ok {
			c.Series = append(c.Series, document.Series{
				Name: w(word, "value", number(p.m, at)), Role: document.RoleTarget, X: []float64{at, at}, Values: []*float64{&foot, &value},
			})
		}
	}
	if len(f.Base) == 1 {
		mark("capacity.line.base", f.Base[0])
	}
	if top > high {
		mark("capacity.line.seen", high)
	}
}

// greatestAsked is the greatest volume that is forecast.
func (p *panel) greatestAsked() float64 {
	greatest := 0.0
	for _, s := range p.fit.Scenarios {
		greatest = max(greatest, s.Drivers[0])
	}
	for _, e := range p.fit.Events {
		greatest = max(greatest, e.Alone.Drivers[0], e.Together.Drivers[0])
	}
	return greatest
}

// curve adds the line between two volumes, with the bounds of its interval.
func (p *panel) curve(c *document.Chart, role document.Role, title string, from, to float64) {
	line := document.Series{Name: title, Role: role}
	lower := document.Series{Name: p.m.Words.Text("capacity.line.lower", "line", title), Role: document.RoleLower}
	upper := document.Series{Name: p.m.Words.Text("capacity.line.upper", "line", title), Role: document.RoleUpper}
	for i := range curvePoints {
		x := from + (to-from)*float64(i)/(curvePoints-1)
		value, low, high, ok := p.fit.Curve(x)
		if !ok {
			return
		}
		for s, v := range map[*document.Series]float64{&line: value, &lower: low, &upper: high} {
			s.X, s.Values = append(s.X, x), append(s.Values, &v)
		}
	}
	c.Series = append(c.Series, lower, upper, line)
}

// diagonal is where all points of a perfect fit would lie.
func (p *panel) diagonal(c *document.Chart) {
	low, high := c.Points[0].X, c.Points[0].X
	for _, at := range c.Points {
		low, high = min(low, at.X), max(high, at.X)
	}
	c.Series = append(c.Series, document.Series{
		Name: p.m.Words.Text("capacity.line.fit"), Role: document.RoleFit, X: []float64{low, high}, Values: []*float64{&low, &high},
	})
	if limit := p.fit.Entry.Limit; limit.Known {
		c.Series = append(c.Series, document.Series{
			Name: p.m.Words.Text("capacity.line.limit"), Role: document.RoleLimit, X: []float64{low, high}, Values: []*float64{&limit.Value, &limit.Value},
		})
	}
}

// residuals shows what the line leaves where that is what is wrong with it: over time where the level shifted, along the
// volume where it is bent; nil else.
func (p *panel) residuals() *document.Chart {
	var chart *document.Chart
	for _, w := range p.fit.Warnings { // a shift comes after a bend, which it can look like
		switch {
		case w.Kind == capacity.LevelShift && w.Grave:
			chart = p.residualsOverTime()
		case w.Kind == capacity.Bent && (w.Grave || w.Shape.Kind != capacity.Line):
			chart = p.residualsAlong()
		}
	}
	return chart
}

func (p *panel) residualsAlong() *document.Chart {
	m, f := p.m, p.fit
	c := &document.Chart{
		ID: p.id + "_residuals", Kind: document.ChartScatter, Title: m.Words.Text("capacity.residuals.bent"),
		Subtitle: m.Words.Text("capacity.residuals.subtitle", "unit", unitOf(m, f)), Alt: m.Words.Text("capacity.residuals.bent"),
		X: document.Axis{Title: driver(m, f), Kind: document.KindNumber}, Y: document.Axis{Title: m.Words.Text("capacity.residuals.y"), Kind: document.KindNumber},
	}
	low, high := p.along(0), p.along(0)
	for i := 0; i < f.N; i += max(1, (f.N+pointsDrawn-1)/pointsDrawn) {
		x := p.along(i)
		low, high = min(low, x), max(high, x)
		c.Points = append(c.Points, document.Point{X: x, Y: f.Residuals[i]})
	}
	zero := 0.0
	c.Series = []document.Series{{Name: m.Words.Text("capacity.line.fit"), Role: document.RoleFit, X: []float64{low, high}, Values: []*float64{&zero, &zero}}}
	return c
}
