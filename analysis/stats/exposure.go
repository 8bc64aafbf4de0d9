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
	// Ratio is rate exposed / rate free with its 95 % interval. It is unknown, without bound, where no event came in free
	// time; an unknown upper end beside a known lower one has no bound.
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
// of independent events (the binomial score test, which for one stratum is Wilson's).
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
	switch m.observed {
	case 0:
		e.Ratio = known(0)
	case m.events:
		e.Ratio = Number{}
	}
	return e
}

const (
	farthest = 7.0 // the logarithm of the greatest ratio that is looked at, about 1100, and of the least
	nearness = 1e-7
	maxSteps = 100
)

// estimate is the logarithm of the ratio at which as many events are expected in exposed time as there are, by Newton's
// method: the likelihood is concave, and its second derivative the information.
func (m *exposureModel) estimate() float64 {
	at := 0.0
	for range maxSteps {
		s := m.score(at)
		step := math.Max(-1, math.Min(1, s.value/s.information))
		at = math.Max(-farthest, math.Min(farthest, at+step))
		if math.Abs(step) < nearness || math.Abs(at) == farthest {
			break
		}
	}
	return at
}

// end is the end of the interval on the lower (-1) or the upper (1) side of the estimate: 0 or unknown where there is
// none within reach.
func (m *exposureModel) end(estimate, side float64) Number {
	inside := func(at float64) float64 { return 1 + side*m.score(at).standard() } // positive within the interval
	from, stride := estimate, math.Min(1, 2/math.Sqrt(m.score(estimate).information))
	for near := inside(from); ; {
		to := from + side*stride
		if math.Abs(to) > farthest {
			return Number{Known: side < 0}
		}
		far := inside(to)
		if far < 0 {
			return known(math.Exp(crossing(from, near, to, far, inside)))
		}
		from, near = to, far
	}
}

// crossing finds where a function that is positive at one end and negative at the other passes through 0, by the rule of
// false position (Illinois).
func crossing(from, near, to, far float64, f func(float64) float64) float64 {
	at := from
	for range maxSteps {
		before := at
		at = (to*near - from*far) / (near - far)
		if math.Abs(at-before) < nearness {
			break
		}
		switch v := f(at); {
		case v > 0:
			from, near, far = at, v, far/2
		default:
			to, far, near = at, v, near/2
		}
	}
	return at
}
