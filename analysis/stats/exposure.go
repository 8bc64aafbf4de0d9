package stats

import "math"

// Watch is what was watched of one stratum in one stretch of time: how long exposed and how long free of it, in one unit
// for all, and the events that began in each.
type Watch struct {
	Stratum, Stretch          int // any numbers
	Exposed, Free             float64
	ExposedEvents, FreeEvents int
}

// ExposureEffect compares the rates of events in exposed and in free time.
type ExposureEffect struct {
	// Ratio is rate exposed / rate free with its 95 % interval. An unknown upper end beside a known ratio has no bound.
	Ratio, Lower, Upper Number
	Events              int     // in strata that hold both exposed and free time: the others tell nothing
	Observed            int     // of these, in exposed time
	Expected            float64 // of these, in exposed time if exposure changed nothing
	Effective           float64 // how many stretches of equal weight would tell as much
}

// What a comparison takes: events to be expected on either side, and stretches that tell something.
const (
	minExpected  = 5
	minEffective = 4
)

// CompareExposure estimates the ratio R of the rates by conditional Poisson regression, the number of events of each
// stratum given (the case-crossover design: Maclure 1991; Armstrong, Gasparrini and Tobias 2014):
//
//	expected events = rate of the stratum x time x R where exposed
//
// The interval is that of the robust score test: all R at which the score (events in exposed time less those expected
// there) squared is not beyond what the residuals, added up by stretch, make of it. So events that come in bursts, in
// one stratum or in all at a time, widen it. Residuals are scaled for the rates fitted to them (Bell and McCaffrey
// 2002), the quantile is Student's for the effective number of stretches, and the interval is never narrower than that
// of independent events.
//
// Ratio and interval are unknown where fewer than 5 events are to be expected on either side, or fewer than 4 stretches
// tell something: that rule looks at the exposure only, not at what came of it.
func CompareExposure(watched []Watch) ExposureEffect {
	m := newExposureModel(watched)
	e := ExposureEffect{Events: m.events, Observed: m.observed}
	none := m.score(0)
	e.Expected, e.Effective = float64(m.observed)-none.value, none.effective
	if e.Expected < minExpected || float64(m.events)-e.Expected < minExpected || e.Effective < minEffective {
		return e
	}
	at := m.estimate()
	e.Ratio, e.Lower, e.Upper = known(math.Exp(at)), m.end(at, -1), m.end(at, 1)
	if m.observed == 0 {
		e.Ratio = known(0)
	}
	return e
}

const (
	farthest = 7.0  // the logarithm of the greatest ratio that is looked at, about 1100, and of the least
	stride   = 0.25 // of the logarithm
	nearness = 1e-7
)

// estimate is the logarithm of the ratio at which as many events are expected in exposed time as there are.
func (m *exposureModel) estimate() float64 {
	return crossing(-farthest, farthest, func(at float64) float64 { return m.score(at).value })
}

// end is the end of the interval on the lower (-1) or the upper (1) side of the estimate: 0 or unknown where there is
// none within reach.
func (m *exposureModel) end(estimate, side float64) Number {
	beyond := func(at float64) float64 { return m.score(at).standard() + side }
	for from := estimate; ; from += side * stride {
		to := from + side*stride
		switch {
		case side < 0 && to < -farthest:
			return known(0)
		case to > farthest:
			return Number{}
		case side*beyond(to) < 0:
			return known(math.Exp(crossing(math.Min(from, to), math.Max(from, to), beyond)))
		}
	}
}

// crossing finds where a falling function passes through 0; the nearer end where it does not.
func crossing(from, to float64, f func(float64) float64) float64 {
	for to-from > nearness {
		if middle := (from + to) / 2; f(middle) > 0 {
			from = middle
		} else {
			to = middle
		}
	}
	return (from + to) / 2
}
