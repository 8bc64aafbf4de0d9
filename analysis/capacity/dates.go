package capacity

import (
	"math"
	"time"
)

// horizon is how far ahead a date is told, in days: what lies five years out is no date but "not in sight".
const horizon = 5 * 365.25

// Dates are when the KPI, at the volume that grows, meets its limit: by the point forecast, and by the ends of its 95 %
// interval. A time is zero where there is none: no limit, a fit that is unreliable, a KPI that does not come nearer, or
// beyond the horizon of five years.
type Dates struct {
	Earliest, Likely, Latest time.Time
	Reached                  bool // the limit is met already, by the point forecast: Likely is the as-of instant
	Beyond                   bool // the KPI comes nearer, but Likely lies beyond the horizon
}

// course is the KPI's expected value over days from an origin, a straight line, and the variance of that expectation,
// a parabola through its values at three days.
type course struct {
	origin        time.Time
	level, perDay float64
	perDayVar     float64
	variance      [3]float64 // at days 0, horizon/2, horizon
}

func (c course) at(days float64) float64 { return c.level + c.perDay*days }

func (c course) sd(days float64) float64 {
	u := 2 * days / horizon
	v := c.variance[0]*(u-1)*(u-2)/2 - c.variance[1]*u*(u-2) + c.variance[2]*u*(u-1)/2
	return math.Sqrt(math.Max(0, v))
}

// limitDates tells when the limit is met, and what stands against telling it. Volumes are those of the drivers, in their
// order; none for time. Nothing is told of a fit with a grave warning.
//
// With volume as the driver the base grows along with the trend of the mean volume, base(t) = base x trend(t) / trend at
// the base's time: peaks grow as the mean does. So the KPI at the base is a straight line in t. The variance of it adds
// up (delta method) that of the fit at these volumes, that of the trends, and that of the base itself, taken to be as
// uncertain as the mean volume is over its history. With time as the driver it is the fit alone. The fit's variance is
// the plain one times the greatest ratio of robust to plain variance, of the mean or of a coefficient. Earliest and latest are where the
// interval's ends meet the limit (Fieller), not the estimate plus or minus a multiple of its error: a trend that is
// hardly known has no latest date.
func limitDates(f Fitted, volumes []Volume, warnings []Warning) (Dates, []Warning) {
	if f.Fit == nil || !f.Limit.Known || Grave(warnings) {
		return Dates{}, nil
	}
	c, found, ok := f.course(volumes)
	if !ok {
		return Dates{}, found
	}
	side := 1.0
	if f.LimitIsMin {
		side = -1
	}
	reach, asOf := f.Reach, days(f.AsOf.Sub(c.origin))
	over := func(ends float64) func(float64) float64 {
		return func(t float64) float64 { return side*(c.at(t)-f.Limit.Value) + ends*reach*c.sd(t) }
	}
	reached := over(0)(asOf) >= 0
	moves := math.Abs(c.perDay) > reach*math.Sqrt(c.perDayVar)
	if !moves && !reached {
		half := reach * math.Sqrt(c.perDayVar)
		return Dates{}, append(found, Warning{Kind: NoTrend, Value: c.perDay, Lower: c.perDay - half, Upper: c.perDay + half})
	}
	if !reached && side*c.perDay <= 0 {
		return Dates{}, found
	}
	when := func(ends float64) time.Time {
		t, ok := firstMet(over(ends), asOf, asOf+horizon)
		if !ok {
			return time.Time{}
		}
		return c.origin.Add(time.Duration(t * float64(day))).Round(time.Second)
	}
	d := Dates{Earliest: when(1), Likely: when(0), Latest: when(-1), Reached: reached}
	d.Beyond = d.Likely.IsZero()
	if reached {
		d.Earliest, d.Likely = f.AsOf, f.AsOf
	}
	if !d.Beyond && !reached {
		found = append(found, f.far(c, d.Likely)...)
	}
	if d.Beyond { // an end of an interval without its middle says nothing
		d.Earliest, d.Latest = time.Time{}, time.Time{}
	}
	return d, found
}

// firstMet is the first day from..to at which a continuous function is not negative, to a second.
func firstMet(over func(day float64) float64, from, to float64) (t float64, ok bool) {
	if over(from) >= 0 {
		return from, true
	}
	for low := from; low < to; low++ {
		if over(low+1) < 0 {
			continue
		}
		for high := low + 1; high-low > 1e-6; {
			if middle := (low + high) / 2; over(middle) >= 0 {
				high = middle
			} else {
				low = middle
			}
			t = high
		}
		return t, true
	}
	return 0, false
}

// course puts the fit and the volumes together; what stands against it is in the warnings, and it is not ok then.
func (f Fitted) course(volumes []Volume) (c course, found []Warning, ok bool) {
	if f.Time {
		return f.courseOfTime()
	}
	if len(f.Base) != len(f.X) || len(volumes) != len(f.X) {
		return course{}, nil, false
	}
	c.origin, c.level = f.BaseAt, f.Fit.Intercept.Value
	growth := make([]float64, len(volumes)) // ratio of the base, a day
	var trends, bases float64
	for k, v := range volumes {
		level := v.at(f.BaseAt)
		if !v.enough() || level <= 0 {
			found = append(found, Warning{Kind: ShortVolume, Driver: k, Value: v.Days, Bound: leastVolume})
			continue
		}
		growth[k] = v.PerDay / level
		b := f.Fit.Coefficients[k].Value
		c.level += b * f.Base[k]
		c.perDay += b * f.Base[k] * growth[k]
		share := b * f.Base[k] / level
		trends += share * share * v.SE * v.SE
		bases += share * share * v.meanVar
		bySlope := f.Base[k] * growth[k] * f.Robust[k]
		c.perDayVar += bySlope * bySlope
	}
	if len(found) > 0 {
		return course{}, found, false
	}
	c.perDayVar += trends
	inflation := f.inflation()
	for i := range c.variance {
		t := float64(i) * horizon / 2
		grown := make([]float64, len(f.Base))
		for k, base := range f.Base {
			grown[k] = base * (1 + growth[k]*t)
		}
		fitted, known := f.meanVariance(grown)
		if !known {
			return course{}, nil, false
		}
		c.variance[i] = fitted*inflation + bases + trends*t*t
	}
	return c, nil, true
}

// courseOfTime is that of a fit on the days since its first column's 0.
func (f Fitted) courseOfTime() (c course, found []Warning, ok bool) {
	last := len(f.Start) - 1
	b, se := f.Fit.Coefficients[0].Value, f.Robust[0]
	c = course{origin: time.UnixMilli(f.Start[last]).UTC(), perDay: b, perDayVar: se * se}
	c.level = f.Fit.Intercept.Value + b*f.X[0][last]
	inflation := f.inflation()
	for i := range c.variance {
		fitted, known := f.meanVariance([]float64{f.X[0][last] + float64(i)*horizon/2})
		if !known {
			return course{}, nil, false
		}
		c.variance[i] = fitted * inflation
	}
	return c, nil, true
}

// meanVariance is the plain variance of the fitted mean at volumes: the leverage times that of the residuals.
func (f Fitted) meanVariance(volumes []float64) (v float64, ok bool) {
	p, ok := f.Fit.Predict(volumes...)
	return p.SE*p.SE - f.Fit.ResidualSE*f.Fit.ResidualSE, ok
}

// inflation is how many times greater the variance of the mean, or of a coefficient, is when residuals follow one
// another: 1 at least.
func (f Fitted) inflation() float64 {
	most := 1.0
	if run := longRunVariance(f.Fit.Residuals, len(f.X)+1); run.Known && f.Fit.ResidualSE > 0 {
		most = math.Max(most, run.Value/(f.Fit.ResidualSE*f.Fit.ResidualSE))
	}
	for k, c := range f.Fit.Coefficients {
		if ratio := f.Robust[k] / c.SE; isFinite(ratio) {
			most = math.Max(most, ratio*ratio)
		}
	}
	return most
}

// far warns of a date that rests on volumes, or a time, far outside of what was seen.
func (f Fitted) far(c course, likely time.Time) []Warning {
	ahead := likely.Sub(f.AsOf)
	if f.Time {
		seen := time.Duration(f.Start[len(f.Start)-1]-f.Start[0]) * time.Millisecond
		if ahead > seen && seen > 0 {
			return []Warning{{Kind: FarDate, Value: days(ahead), Bound: days(seen)}}
		}
		return nil
	}
	if len(f.X) > 1 {
		return nil // each driver grows by its own trend: the scenarios say how far each may go
	}
	seen := greatest(f.X[0])
	if volume := (f.Limit.Value - f.Fit.Intercept.Value) / f.Fit.Coefficients[0].Value; volume > farthest*seen {
		return []Warning{{Kind: FarDate, Value: volume / seen, Bound: farthest}}
	}
	return nil
}
