package capacity

import (
	"slices"

	"nines/internal/itsm"
)

// Scenario is what the KPI of one step will be at a volume.
type Scenario struct {
	Growth                 float64     // ratio to the base
	Drivers                []float64   // each driver's volume
	Forecast, Lower, Upper itsm.Number // with the 95 % prediction interval of one step; unknown where not finite
	Probability            itsm.Number // 0..1 that a step lies beyond the limit; unknown without one
	Verdict                Verdict
	// Beyond: a driver's volume is more than 1.25 times the greatest seen. The line is not known to hold there.
	Beyond bool
}

// Announced is an event with its scenarios.
type Announced struct {
	Event
	Alone    Scenario // the event's growth of the base
	Together Scenario // and that of the events up to it: their growths multiply
}

// scenarios forecasts the base, its growths and the announced events.
func (f *Fit) scenarios(rules *Rules) {
	if f.Base == nil {
		return
	}
	for _, x := range f.Points.X {
		f.greatest = append(f.greatest, slices.Max(x))
	}
	f.AtBase = f.scenario(0)
	for _, g := range rules.Growth {
		f.Scenarios = append(f.Scenarios, f.scenario(g))
	}
	together := 1.0
	for _, e := range upcoming(rules, f.Series.Service) {
		together *= 1 + e.Growth
		f.Events = append(f.Events, Announced{Event: e, Alone: f.scenario(e.Growth), Together: f.scenario(together - 1)})
	}
}

// scenario forecasts a step when all drivers grow by the ratio.
func (f *Fit) scenario(growth float64) Scenario {
	s := Scenario{Growth: growth, Drivers: scaled(f.Base, 1+growth)}
	for k, volume := range s.Drivers {
		s.Beyond = s.Beyond || volume > farthest*f.greatest[k]
	}
	if f.line == nil {
		return s
	}
	p, ok := f.line.Predict(s.Drivers...)
	if !ok {
		return s
	}
	s.Forecast, s.Lower, s.Upper = itsm.Known(p.Value), itsm.Known(p.Lower), itsm.Known(p.Upper)
	limit := f.Entry.Limit
	if !limit.Known {
		return s
	}
	if f.Entry.LimitIs == AtLeast {
		s.Probability = itsm.Number(p.Below(limit.Value))
	} else {
		s.Probability = itsm.Number(p.Above(limit.Value))
	}
	s.Verdict = f.Entry.verdict(p.Lower, p.Upper)
	return s
}

// verdict compares an interval with the limit, which exists; on the limit is not beyond it.
func (e *Entry) verdict(lower, upper float64) Verdict {
	limit := e.Limit.Value
	if e.LimitIs == AtLeast {
		limit, lower, upper = -limit, -upper, -lower
	}
	switch {
	case upper <= limit:
		return Within
	case lower > limit:
		return Breached
	}
	return AtRisk
}

func scaled(values []float64, by float64) []float64 {
	list := make([]float64, len(values))
	for k, v := range values {
		list[k] = v * by
	}
	return list
}
