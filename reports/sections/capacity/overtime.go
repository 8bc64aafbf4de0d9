package capacity

import (
	"fmt"
	"time"

	"nines/internal/itsm"
	"nines/reports/document"
)

// bucketsDrawn is how many means a chart over time shows of what was measured, at most.
const bucketsDrawn = 120

// buckets are the lengths that means over time are taken of.
var buckets = []time.Duration{
	time.Minute, 2 * time.Minute, 5 * time.Minute, 10 * time.Minute, 15 * time.Minute, 30 * time.Minute, time.Hour, 2 * time.Hour,
	3 * time.Hour, 6 * time.Hour, 12 * time.Hour, 24 * time.Hour, 2 * 24 * time.Hour, 7 * 24 * time.Hour, 14 * 24 * time.Hour, 28 * 24 * time.Hour,
}

// courseOf is the KPI over time by buckets: what was measured, what its volume explains of it, and what is to come.
type courseOf struct {
	panel    *panel
	length   time.Duration
	from, to time.Time // of the first bucket, and of the last
	measured int       // buckets before what is to come
}

// newCourse chooses buckets, none shorter than a step, so that they are not too many for a chart.
func (p *panel) newCourse() courseOf {
	points := p.fit.Points
	first, last := time.UnixMilli(points.Start[0]).UTC(), time.UnixMilli(points.Start[p.fit.N-1]).UTC()
	c := courseOf{panel: p, length: buckets[len(buckets)-1]}
	for _, length := range buckets {
		if length >= points.Step && last.Sub(first) < bucketsDrawn*length {
			c.length = length
			break
		}
	}
	c.from = first.Truncate(c.length)
	c.measured = int(last.Sub(c.from)/c.length) + 1
	c.to = c.from.Add(time.Duration(c.measured) * c.length)
	return c
}

// ahead prolongs the course to the end of the next period, or to the likely date where that is not much later: no more
// buckets are forecast than were measured.
func (c *courseOf) ahead() {
	m := c.panel.m
	end := m.Want.Period.Shift(1).To
	if likely := c.panel.fit.Dates.Likely; likely.After(end) {
		end = likely.Add(7 * c.length)
	}
	most := c.to.Add(time.Duration(c.measured) * c.length)
	if end.After(most) {
		end = most
	}
	for c.to.Before(end) {
		c.to = c.to.Add(c.length)
	}
}

func (c *courseOf) span(i int) itsm.Span {
	from := c.from.Add(time.Duration(i) * c.length)
	return itsm.Span{From: from, To: from.Add(c.length)}
}

func (c *courseOf) n() int { return int(c.to.Sub(c.from) / c.length) }

// labels are the buckets' begins: the day, and the hour where they are shorter than a day; the year where it changes.
func (c *courseOf) labels() []string {
	m := c.panel.m
	list := make([]string, c.n())
	year := 0
	for i := range list {
		at := c.span(i).From.In(m.Settings.Zone)
		list[i] = m.Locale.ShortDay(at)
		if c.length < 24*time.Hour {
			list[i] = m.Locale.Clock(at) + "\n" + list[i]
		} else if at.Year() != year {
			list[i] += fmt.Sprintf("\n%d", at.Year())
		}
		year = at.Year()
	}
	return list
}

// means are those of values of the points, by bucket.
func (c *courseOf) means(values func(i int) float64) []*float64 {
	sums, n := make([]float64, c.n()), make([]int, c.n())
	for i, start := range c.panel.fit.Points.Start {
		b := int(time.UnixMilli(start).Sub(c.from) / c.length)
		sums[b], n[b] = sums[b]+values(i), n[b]+1
	}
	list := make([]*float64, len(sums))
	for b := range sums {
		if n[b] > 0 {
			mean := sums[b] / float64(n[b])
			list[b] = &mean
		}
	}
	return list
}

// overTime shows the KPI's means over time beside its limit, and those to come where they can be forecast.
func (p *panel) overTime() *document.Chart {
	m, f, w := p.m, p.fit, p.m.Words.Text
	course := p.newCourse()
	forecaster := f.Forecaster()
	if forecaster != nil {
		course.ahead()
	}
	c := &document.Chart{
		ID: p.id + "_course", Kind: document.ChartLine, Title: w("capacity.course.title", "name", name(m, f)),
		Subtitle: w("capacity.course.subtitle", "unit", unitOf(m, f), "bucket", stepText(m, course.length)),
		Alt:      w("capacity.course.alt", "name", name(m, f)), Categories: course.labels(), Y: document.Axis{Kind: document.KindNumber},
	}
	if f.OverTime() {
		c.Title, c.Subtitle = p.title(), c.Subtitle+p.limitWords()
	}
	c.Series = append(c.Series, document.Series{Name: f.Series.Metric, Role: document.RoleActual, Values: course.means(func(i int) float64 { return f.Points.Y[i] })})
	if forecaster != nil {
		c.Subtitle += w("capacity.course.forecast")
		c.Note = w("capacity.course.note")
		lower := document.Series{Name: w("capacity.line.lower", "line", w("capacity.line.forecast")), Role: document.RoleLower}
		upper := document.Series{Name: w("capacity.line.upper", "line", w("capacity.line.forecast")), Role: document.RoleUpper}
		line := document.Series{Name: w("capacity.line.forecast"), Role: document.RoleForecast}
		for i := range course.n() {
			if i < course.measured {
				lower.Values, upper.Values, line.Values = append(lower.Values, nil), append(upper.Values, nil), append(line.Values, nil)
				continue
			}
			o := forecaster.Mean(course.span(i))
			lower.Values, upper.Values, line.Values = append(lower.Values, o.Lower.Pointer()), append(upper.Values, o.Upper.Pointer()), append(line.Values, o.Mean.Pointer())
		}
		c.Series = append(c.Series, lower, upper, line)
	}
	if limit := f.Entry.Limit; limit.Known {
		s := document.Series{Name: w("capacity.line.limit"), Role: document.RoleLimit}
		for range course.n() {
			s.Values = append(s.Values, &limit.Value)
		}
		c.Series = append(c.Series, s)
	}
	return c
}

func (p *panel) limitWords() string {
	if !p.fit.Entry.Limit.Known {
		return ""
	}
	return p.m.Words.Text("capacity.panel.limit."+p.fit.Entry.LimitIs.String(), "limit", limitText(p.m, p.fit))
}

// residualsOverTime shows what the line leaves of the KPI over time.
func (p *panel) residualsOverTime() *document.Chart {
	m, f := p.m, p.fit
	course := p.newCourse()
	return &document.Chart{
		ID: p.id + "_residuals", Kind: document.ChartLine, Title: m.Words.Text("capacity.residuals.shift"),
		Subtitle: m.Words.Text("capacity.residuals.over_time", "unit", unitOf(m, f), "bucket", stepText(m, course.length)),
		Alt:      m.Words.Text("capacity.residuals.shift"), Categories: course.labels(), Y: document.Axis{Kind: document.KindNumber},
		Series: []document.Series{{
			Name: m.Words.Text("capacity.residuals.y"), Role: document.RoleActual, Values: course.means(func(i int) float64 { return f.Residuals[i] }),
		}},
	}
}
