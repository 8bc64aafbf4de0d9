package capacity

import (
	"math"
	"time"

	"nines/analysis/stats"
	"nines/internal/itsm"
)

// Outlook is what a KPI is expected to be on average over a span to come, if its volume goes on as it did: with the
// 95 % interval of that mean. Unknown where it cannot be forecast.
type Outlook struct {
	Mean, Lower, Upper itsm.Number
}

// Forecaster forecasts the means of a KPI over spans to come. What its drivers make of it, the sum of coefficient x
// volume, has a trend and a season of its own: the mean of a span is taken from the trend at its middle and the season's
// mean over it. Its variance adds up that of the trend, that of the fit at this volume, and that of the means of both
// volume and residuals over the span, as these follow one another. With time as the driver it is the fit alone.
type Forecaster struct {
	fitted    Fitted
	means     []float64 // of the drivers
	apart     float64   // the KPI without its drivers
	driven    Volume    // their part
	first     time.Time // of time: day 0
	noise     float64   // long-run variance of the residuals
	inflation float64
}

// Forecaster is nil where nothing can be forecast: no fit, a grave warning, no points any more, or a history that is too
// short for a trend of the volume.
func (f *Fit) Forecaster() *Forecaster {
	if f.line == nil || f.Unreliable {
		return nil
	}
	c := &Forecaster{fitted: Fitted{
		Paired: f.Points, Fit: f.line, Time: f.overTime(), Reach: stats.StudentQuantile(0.975, float64(f.line.DF)).Value,
	}, apart: f.line.Intercept.Value}
	for _, b := range f.Coefficients {
		c.fitted.Robust = append(c.fitted.Robust, b.RobustSE.Value)
	}
	c.inflation = c.fitted.inflation()
	c.noise = stats.LongRunVariance(f.Residuals, len(f.Coefficients)+1).Value
	last := f.N - 1
	if f.overTime() {
		c.first = time.UnixMilli(f.Points.Start[last]).Add(-time.Duration(f.Points.X[0][last] * float64(day)))
		return c
	}
	for _, x := range f.Points.X {
		c.means = append(c.means, sum(x)/float64(f.N))
	}
	if c.driven = f.drivenVolume(); !c.driven.enough() {
		return nil
	}
	return c
}

// drivenVolume is the course of the part of the KPI that its drivers make up: of one driver its own course, which was
// found already, in the KPI's unit.
func (f *Fit) drivenVolume() Volume {
	if len(f.Volumes) == 1 {
		return f.Volumes[0].times(f.line.Coefficients[0].Value)
	}
	part := Steps{Start: f.Points.Start, Values: make([]float64, f.N)}
	for k, x := range f.Points.X {
		for i, v := range x {
			part.Values[i] += f.line.Coefficients[k].Value * v
		}
	}
	return volumeOf(part, f.Points.Step)
}

// times is the course of a volume in another unit, of which one of its own is so many.
func (v Volume) times(rate float64) Volume {
	v.Mean, v.PerDay, v.SE, v.meanVar = v.Mean*rate, v.PerDay*rate, v.SE*math.Abs(rate), v.meanVar*rate*rate
	v.Slots = scaled(v.Slots, rate)
	return v
}

// Mean forecasts the mean of the steps of a span.
func (c *Forecaster) Mean(span itsm.Span) Outlook {
	// Steps are placed at their begins, whose middle lies half a step before the span's.
	middle, steps := span.From.Add((span.Length()-c.fitted.Step)/2), float64(span.Length())/float64(c.fitted.Step)
	var volumes []float64
	var level, variance float64
	if c.fitted.Time {
		x := days(middle.Sub(c.first))
		volumes, level = []float64{x}, c.fitted.Fit.Coefficients[0].Value*x
	} else {
		level = c.driven.at(middle) + c.driven.seasonal(span, c.fitted.Step)
		volumes = scaled(c.means, c.grown(level))
		ahead := days(middle.Sub(c.driven.Centre))
		variance = c.driven.meanVar*(1+float64(c.driven.N)/steps) + ahead*ahead*c.driven.SE*c.driven.SE
	}
	known, ok := c.fitted.meanVariance(volumes)
	if !ok || !(steps > 0) {
		return Outlook{}
	}
	variance += known*c.inflation + c.noise/steps
	mean, reach := c.apart+level, c.fitted.Reach*math.Sqrt(variance)
	return Outlook{Mean: finite(mean), Lower: finite(mean - reach), Upper: finite(mean + reach)}
}

// grown is the ratio of the drivers' part of the KPI to its mean, by which all volumes are taken to have grown.
func (c *Forecaster) grown(level float64) float64 {
	if c.driven.Mean == 0 {
		return 1
	}
	return level / c.driven.Mean
}

// seasonal is the mean departure from the trend of the steps of a span, by the parts of the season.
func (v Volume) seasonal(span itsm.Span, step time.Duration) float64 {
	if v.Season == 0 || len(v.Slots) == 0 {
		return 0
	}
	part := v.Season / time.Duration(len(v.Slots))
	every := min(part, max(step, time.Minute))
	if span.Length() > 4*v.Season {
		every = part
	}
	var total float64
	n := 0
	for at := span.From; at.Before(span.To); at = at.Add(every) {
		slot := floor(at.UnixMilli(), part.Milliseconds()) / part.Milliseconds() % int64(len(v.Slots))
		if slot < 0 {
			slot += int64(len(v.Slots))
		}
		total, n = total+v.Slots[slot], n+1
	}
	return total / float64(max(n, 1))
}

// Came is what was measured in a span: the means of the pairs whose step begins in it, also of those from before a
// resizing, as nobody knew of that when he forecast.
type Came struct {
	N       int
	Volumes []float64 // of each driver; none for time
	Mean    itsm.Number
}

// cameIn takes the means of the pairs of a span.
func cameIn(p Paired, span itsm.Span) Came {
	from, to := window{span.From.UnixMilli(), span.To.UnixMilli()}.of(p.Start)
	c := Came{N: to - from}
	if c.N == 0 {
		return c
	}
	n := float64(c.N)
	c.Mean = finite(sum(p.Y[from:to]) / n)
	for _, x := range p.X {
		c.Volumes = append(c.Volumes, sum(x[from:to])/n)
	}
	return c
}
