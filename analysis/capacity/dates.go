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

// limitDates tells when the limit is met, and what stands against telling it. Volumes are those of the drivers, in their
// order; none for time. Nothing is told of a fit with a grave warning.
//
// With volume as the driver the base grows along with the trend of the mean volume, base(t) = base x trend(t) / trend at
// the base's time: peaks grow as the mean does. So the KPI at the base is a straight line in t. The variance of it adds
// up (delta method) that of the fit at these volumes, that of the trends, and that of the base itself (baseVariance), which
// goes along with the trend. With time as the driver it is the fit alone. The fit's variance is
// the plain one times the greatest ratio of robust to plain variance, of the mean or of a coefficient. Earliest and
// latest are where the interval's ends meet the limit (Fieller), not the estimate plus or minus a multiple of its error:
// a trend that is hardly known has no latest date.
func limitDates(f Fitted, volumes []Volume, warnings []Warning) (Dates, []Warning) {
	if f.Fit == nil || !f.Limit.Known || Grave(warnings) {
		return Dates{}, nil
	}
	c, found, ok := f.course(volumes)
	if !ok {
		return Dates{}, found
	}
	over := func(ends float64) func(float64) float64 { // the limit, by the forecast and so many half intervals
		return func(t float64) float64 { return f.beyond(c.at(t)) + ends*f.Reach*c.sd(t) }
	}
	asOf, half := days(f.AsOf.Sub(c.origin)), f.Reach*math.Sqrt(c.perDayVar)
	reached := f.beyond(c.at(asOf)) >= 0
	switch {
	case reached:
	case math.Abs(c.perDay) <= half:
		return Dates{}, append(found, Warning{Kind: NoTrend, Value: c.perDay, Lower: c.perDay - half, Upper: c.perDay + half})
	case f.beyond(c.at(asOf+1)) <= f.beyond(c.at(asOf)):
		return Dates{}, found
	}
	when := func(ends float64) time.Time {
		t, ok := firstMet(over(ends), asOf, asOf+horizon)
		if !ok {
			return time.Time{}
		}
		return c.origin.Add(time.Duration(t * float64(day))).Round(time.Second)
	}
	if reached {
		return Dates{Earliest: f.AsOf, Likely: f.AsOf, Latest: when(-1), Reached: true}, found
	}
	d := Dates{Earliest: when(1), Likely: when(0), Latest: when(-1)}
	if d.Likely.IsZero() { // an end of an interval without its middle says nothing
		return Dates{Beyond: true}, found
	}
	return d, append(found, f.far(d.Likely)...)
}

// beyond is how far a value of the KPI lies beyond the limit, negative on its right side.
func (f Fitted) beyond(v float64) float64 {
	if f.LimitIsMin {
		return f.Limit.Value - v
	}
	return v - f.Limit.Value
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

// far warns of a date that rests on volumes, or a time, far outside of what was seen.
func (f Fitted) far(likely time.Time) []Warning {
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
