package capacity

import (
	"math"
	"slices"
	"time"

	"nines/analysis/stats"
)

// Fitted is a fit with what its warnings, dates and track record are made from.
type Fitted struct {
	Paired
	Fit         *stats.Fit // of Y by X; nil where none could be had: then there is nothing to assess
	Robust      []float64  // standard errors of each driver's coefficient that hold for residuals that follow one another
	Time        bool       // the driver is time: one column, in days, that grows with Start
	Base        []float64  // the volume that grows, of each driver; empty where unknown, or for time
	BaseAt      time.Time  // the middle of the steps that the base was taken from
	BaseSteps   int        // their number
	BaseBy      Aggregate  // how it was taken
	Growth      []float64  // of the scenarios, ratios
	MinRSquared float64    // 0..1; below it a fit is weak
	Reach       float64    // standard errors in half a 95 % interval: Student's t for the fit's degrees of freedom
	Limit       stats.Number
	LimitIsMin  bool      // the KPI must not fall below the limit
	AsOf        time.Time // dates lie at or after it
}

// Where the lines are drawn.
const (
	leastPairs     = 10   // a driver: the rule of ten observations for each coefficient
	fewPairs       = 30   // a driver: below, intervals rest on the noise being normal
	leastVariation = 0.01 // sd over mean: below, a growth of 10 % lies ten standard deviations out
	farthest       = 1.25 // times the greatest volume seen
	mostFollowing  = 0.5  // lag-1 autocorrelation: the noise of half the steps tells that of the next
	farOut         = 4    // standard errors; of normal residuals 6 in 100,000 lie beyond
	mostFarOut     = 0.005
)

// assess says what speaks against a fit, in the order of the kinds; the dates have warnings of their own.
func assess(f Fitted) []Warning {
	if f.Fit == nil {
		return nil
	}
	var found []Warning
	found = append(found, f.pairs()...)
	found = append(found, f.flat()...)
	found = append(found, f.weak()...)
	noisy := !f.exact()
	if noisy && f.Fit.N >= leastPairs*len(f.X) {
		found = append(found, f.bent()...)
		found = append(found, f.shifted()...)
	}
	found = append(found, f.extrapolates()...)
	if noisy {
		found = append(found, f.residuals()...)
	}
	if steps := f.Dropped + f.Fit.N; 2*f.Dropped > steps {
		found = append(found, Warning{Kind: Gaps, Count: f.Dropped, Of: steps})
	}
	return found
}

// exact tells a KPI that is computed from its drivers: what is left is rounding, and has shapes of its own.
func (f Fitted) exact() bool { return f.Fit.RSquared.Known && 1-f.Fit.RSquared.Value < 1e-12 }

func (f Fitted) pairs() []Warning {
	n, drivers := f.Fit.N, len(f.X)
	if n >= fewPairs*drivers {
		return nil
	}
	return []Warning{{Kind: TooFew, Grave: n < leastPairs*drivers, Count: n, Of: fewPairs * drivers}}
}

// flat looks for drivers that hardly change. Time always does.
func (f Fitted) flat() []Warning {
	var found []Warning
	for k, x := range f.X {
		mean := sum(x) / float64(len(x))
		var square float64
		for _, v := range x { // as shares of the mean: the squares of very small volumes would all be 0
			square += (v/mean - 1) * (v/mean - 1)
		}
		variation := math.Sqrt(square / float64(len(x)-1))
		if !f.Time && variation < leastVariation {
			found = append(found, Warning{Kind: FlatDriver, Grave: true, Driver: k, Value: variation, Bound: leastVariation})
		}
	}
	return found
}

// weak tells a fit that explains too little, and slopes that may be none: of several drivers some may be idle, and only
// where all are the fit says nothing.
func (f Fitted) weak() []Warning {
	var found []Warning
	if !f.Fit.RSquared.Known {
		return []Warning{{Kind: FlatKPI, Grave: true}}
	}
	if !isFinite(sum(f.Robust)) {
		return []Warning{{Kind: Overflow, Grave: true}}
	}
	if r := f.Fit.RSquared; r.Value < f.MinRSquared {
		found = append(found, Warning{Kind: WeakFit, Grave: true, Value: r.Value, Bound: f.MinRSquared})
	}
	first := len(found)
	for k, c := range f.Fit.Coefficients {
		if half := f.Reach * f.Robust[k]; math.Abs(c.Value) <= half {
			found = append(found, Warning{Kind: NoEffect, Driver: k, Lower: c.Value - half, Upper: c.Value + half})
		}
	}
	if len(found)-first == len(f.Fit.Coefficients) {
		for i := range found[first:] {
			found[first+i].Grave = true
		}
	}
	return found
}

// extrapolates tells the least configured growth that takes a driver beyond what was seen of it.
func (f Fitted) extrapolates() []Warning {
	var found []Warning
	growths := slices.Sorted(slices.Values(f.Growth))
	for k, base := range f.Base {
		seen := greatest(f.X[k])
		i := slices.IndexFunc(growths, func(g float64) bool { return base*(1+g) > farthest*seen })
		if i >= 0 {
			found = append(found, Warning{Kind: Extrapolation, Driver: k, Value: growths[i], Bound: seen})
		}
	}
	return found
}

func (f Fitted) residuals() []Warning {
	var found []Warning
	if r := f.Fit.Autocorrelation(); r.Known && r.Value > mostFollowing {
		found = append(found, Warning{Kind: Autocorrelated, Value: r.Value, Bound: mostFollowing})
	}
	far, line := 0, farOut*f.Fit.ResidualSE
	for _, e := range f.Fit.Residuals {
		if math.Abs(e) > line {
			far++
		}
	}
	if far > 1 && float64(far) > mostFarOut*float64(f.Fit.N) {
		found = append(found, Warning{Kind: Outliers, Count: far, Of: f.Fit.N})
	}
	return found
}
