package drawing

import (
	"math"

	"nines/reports/document"
)

// scale maps values to a length.
type scale struct {
	lo, hi   float64 // values at the ends
	from, to float64 // places of the ends
	ticks    []float64
	axis     document.Axis // formats the ticks with as many decimals as they need
	cut      bool          // the axis does not reach zero
}

func (s scale) at(v float64) float64 {
	if s.hi == s.lo {
		return s.from
	}
	return s.from + (v-s.lo)/(s.hi-s.lo)*(s.to-s.from)
}

func (s scale) holds(v float64) bool { return v >= s.lo-1e-12 && v <= s.hi+1e-12 }

// factor is what a value is multiplied with when it is shown: the ticks are round in what the reader sees.
func factor(k document.Kind) float64 {
	if k == document.KindShare || k == document.KindPoints {
		return 100
	}
	return 1
}

// newScale returns a scale over the values with two to five round ticks. From zero it begins there; else it is cut
// where the values lie far from zero. Places are set by the caller.
func newScale(lo, hi float64, a document.Axis, zero bool) scale {
	f := factor(a.Kind)
	lo, hi = lo*f, hi*f
	whole := math.Inf(1)
	if a.Kind == document.KindShare && hi <= 100 {
		whole = 100 // nothing is more available than always: the axis ends there
	}
	if zero || (lo > 0 && lo < (hi-lo)*0.5) {
		lo, hi = math.Min(lo, 0), math.Max(hi, 0)
	}
	if hi-lo < 1e-9*math.Max(1, math.Abs(hi)) {
		lo, hi = spread(lo, math.Min(hi, whole), zero)
		hi = math.Min(hi, whole)
	}
	step := roundStep((hi-lo)/4, a.Kind)
	for math.Ceil(hi/step-1e-9)-math.Floor(lo/step+1e-9) > 4 {
		step = roundStep(step*1.01, a.Kind)
	}
	s := scale{lo: math.Floor(lo/step+1e-9) * step, hi: math.Min(math.Ceil(hi/step-1e-9)*step, whole), axis: a}
	s.cut = s.lo > 0
	for i := 0; i < 5; i++ {
		if tick := s.lo + float64(i)*step; tick <= s.hi+step*1e-6 {
			s.ticks = append(s.ticks, round(tick, step)/f)
		}
	}
	s.axis.Decimals = decimals(step)
	s.lo, s.hi = s.lo/f, s.hi/f
	return s
}

// spread opens a range without width.
func spread(lo, hi float64, zero bool) (float64, float64) {
	if zero || lo == 0 {
		return math.Min(lo, 0), math.Max(hi, 1)
	}
	d := math.Max(math.Abs(lo)*0.001, 1e-6)
	return lo - d, hi + d
}

// roundStep returns the smallest of 1, 2, 2.5 and 5 times a power of ten that is at least d; counts have whole steps,
// minutes steps of the clock.
func roundStep(d float64, k document.Kind) float64 {
	if k == document.KindDuration {
		for _, step := range []float64{1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 720, 1440} {
			if step >= d {
				return step
			}
		}
	}
	power := math.Pow(10, math.Floor(math.Log10(d)))
	for _, m := range []float64{1, 2, 2.5, 5, 10} {
		step := m * power
		whole := k != document.KindCount || step == math.Trunc(step)
		if step >= d*(1-1e-9) && whole {
			return step
		}
	}
	return math.Max(1, math.Ceil(d))
}

// round takes the noise of binary fractions from a multiple of the step.
func round(v, step float64) float64 { return math.Round(v/step) * step }

// decimals tells how many decimals multiples of the step need.
func decimals(step float64) int {
	for d := 0; d < 9; d++ {
		scaled := step * math.Pow(10, float64(d))
		if math.Abs(scaled-math.Round(scaled)) < 1e-6*scaled {
			return d
		}
	}
	return 9
}

// extent is the range of the values seen so far.
type extent struct {
	lo, hi float64
	any    bool
}

func (e *extent) add(v float64) {
	if !finite(v) {
		return
	}
	if !e.any {
		e.lo, e.hi, e.any = v, v, true
		return
	}
	e.lo, e.hi = math.Min(e.lo, v), math.Max(e.hi, v)
}

func (e *extent) addAll(values []*float64) {
	for i := range values {
		if v, ok := known(values, i); ok {
			e.add(v)
		}
	}
}
