package capacity

import (
	"errors"
	"slices"
	"time"

	"nines/analysis/stats"
	"nines/internal/itsm"
)

// trust adds what speaks against the fit, when the limit is met, and how well earlier forecasts did.
func (f *Fit) trust(s *Service, robust []float64) {
	in := Fitted{
		Paired: f.Points, Fit: f.line, Robust: robust, Time: f.overTime(), Base: f.Base, BaseAt: f.BaseAt,
		BaseSteps: f.baseSteps, BaseBy: s.rules.Base,
		Growth: s.rules.Growth, MinRSquared: s.rules.MinRSquared,
		Limit: stats.Number(f.Entry.Limit), LimitIsMin: f.Entry.LimitIs == AtLeast, AsOf: s.rules.AsOf,
		Reach: stats.StudentQuantile(0.975, float64(f.line.DF)).Value,
	}
	f.warn(assess(in)...)
	for _, metric := range f.Entry.Drivers {
		f.Volumes = append(f.Volumes, s.drivers[driverKey{metric, f.Entry.DriverAggregate}].volume(s.rules.Step))
	}
	dates, found := limitDates(in, f.Volumes, f.Warnings)
	f.Dates, f.Foreseen = dates, dates
	if end := s.rules.Period.To; end.Before(in.AsOf) {
		in.AsOf = end
		f.Foreseen, _ = limitDates(in, f.Volumes, f.Warnings)
	}
	f.warn(found...)
	f.Backtest = backtest(f.Points)
	f.warnOfRecord()
}

// judge withdraws the verdicts of a fit that a grave warning stands against, and the forecasts of one that shows no
// effect of its drivers: then what is said of other volumes would come from nothing.
func (f *Fit) judge() {
	if !f.Unreliable {
		return
	}
	refused := slices.ContainsFunc(f.Warnings, func(w Warning) bool {
		return w.Grave && (w.Kind == WeakFit || w.Kind == NoEffect || w.Kind == FlatKPI)
	})
	withdraw := func(c *Scenario) {
		if f.Entry.Limit.Known {
			c.Verdict = Unreliable
		}
		if refused {
			c.Forecast, c.Lower, c.Upper, c.Probability = itsm.Number{}, itsm.Number{}, itsm.Number{}, itsm.Number{}
		}
	}
	withdraw(&f.AtBase)
	for i := range f.Scenarios {
		withdraw(&f.Scenarios[i])
	}
	for i := range f.Events {
		withdraw(&f.Events[i].Alone)
		withdraw(&f.Events[i].Together)
	}
	if refused {
		f.Headroom, f.HeadroomSafe = itsm.Number{}, itsm.Number{}
	}
}

// leastWorse is how much worse than the naive forecast a fit's must have been for that to be told: below, it is a tie.
const leastWorse = 1.1

// warnOfRecord tells that who knew nothing of the fit would have forecast better.
func (f *Fit) warnOfRecord() {
	fit, naive := f.Backtest.MAPE, f.Backtest.NaiveMAPE
	if fit.Known && naive.Known && fit.Value > leastWorse*naive.Value {
		f.warn(Warning{Kind: PoorRecord, Value: fit.Value, Bound: naive.Value})
	}
}

// warn adds warnings in the order of their kinds.
func (f *Fit) warn(found ...Warning) {
	f.Warnings = append(f.Warnings, found...)
	slices.SortStableFunc(f.Warnings, func(a, b Warning) int { return int(a.Kind) - int(b.Kind) })
	f.Unreliable = Grave(f.Warnings)
}

// longAgo is how old the newest pair may be before that is told; with long steps two of them.
const longAgo = 7 * day

// warnOfPeriod tells that nothing, or nothing new, is known of today: a forecast from what was is none.
func (f *Fit) warnOfPeriod(rules *Rules) {
	if f.N == 0 {
		return // told already
	}
	last := time.UnixMilli(f.Points.Start[f.N-1]).UTC()
	if f.BaseAt.IsZero() {
		f.warn(Warning{Kind: NoBase, Grave: true, At: last})
		return
	}
	for k, base := range f.Base {
		if base <= 0 {
			f.warn(Warning{Kind: NotPositive, Grave: true, Driver: k, Value: base})
		}
	}
	until := rules.Period.To
	if rules.AsOf.Before(until) {
		until = rules.AsOf
	}
	if ago := until.Sub(last.Add(rules.Step)); ago > max(longAgo, 2*rules.Step) {
		f.warn(Warning{Kind: Stale, At: last, Value: days(ago)})
	}
}

// warnOfNoFit tells why there is no fit.
func (f *Fit) warnOfNoFit(reason error) {
	y, x := f.Points.Y, f.Points.X
	switch {
	case f.N == 0 && f.Unreliable: // it was told what is missing
	case errors.Is(reason, stats.ErrTooFew):
		f.warn(Warning{Kind: TooFew, Grave: true, Count: f.N, Of: fewPairs * len(x)})
	case errors.Is(reason, stats.ErrConstant):
		for k, column := range x {
			if _, err := stats.LeastSquares(y, column); errors.Is(err, stats.ErrConstant) {
				f.warn(Warning{Kind: FlatDriver, Grave: true, Driver: k, Bound: leastVariation})
			}
		}
	case errors.Is(reason, stats.ErrCollinear):
		k := 1
		for k < len(x) && !collinear(y, x[:k]) {
			k++
		}
		f.warn(Warning{Kind: Collinear, Grave: true, Driver: k - 1})
	default:
		f.warn(Warning{Kind: Overflow, Grave: true})
	}
}

func collinear(y []float64, x [][]float64) bool {
	_, err := stats.LeastSquares(y, x...)
	return errors.Is(err, stats.ErrCollinear)
}

// warnOfMissing tells that the KPI has no step in the window, else which drivers have none, or sums that are not alike.
func (f *Fit) warnOfMissing(s *Service, kpi Steps) {
	if len(kpi.Start) == 0 {
		f.warn(Warning{Kind: MissingKPI, Grave: true})
		return
	}
	for k, metric := range f.Entry.Drivers {
		d := s.drivers[driverKey{metric, f.Entry.DriverAggregate}]
		if len(d.steps().Start) == 0 {
			f.warn(Warning{Kind: MissingDriver, Grave: true, Driver: k})
			continue
		}
		if off, of := d.uneven(); float64(off) > mostUneven*float64(of) {
			f.warn(Warning{Kind: Uneven, Driver: k, Count: off, Of: of})
		}
	}
}

// volume is the driver's course over time, computed once for all KPIs.
func (d *driver) volume(step time.Duration) Volume {
	if d.course == nil {
		v := volumeOf(d.steps(), step)
		d.course = &v
	}
	return *d.course
}
