package capacity

import (
	"math"
	"time"
)

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
	var trends, bases, both float64
	for k, v := range volumes {
		level := v.at(f.BaseAt)
		switch {
		case !v.enough():
			found = append(found, Warning{Kind: ShortVolume, Driver: k, Value: v.Days, Bound: leastVolume})
			continue
		case level <= 0:
			found = append(found, Warning{Kind: NotPositive, Driver: k, Value: level})
			continue
		}
		growth[k] = v.PerDay / level
		b := f.Fit.Coefficients[k].Value
		c.level += b * f.Base[k]
		c.perDay += b * f.Base[k] * growth[k]
		share, slope := b*f.Base[k]/level, f.Base[k]*growth[k]*f.Robust[k]
		base, trend := b*b*f.baseVariance(k, v), share*share*v.SE*v.SE
		bases, trends = bases+base, trends+trend
		both += f.together(v) * math.Sqrt(base*trend)
		c.perDayVar += slope * slope
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
		c.variance[i] = fitted*inflation + bases + 2*both*t + trends*t*t
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
