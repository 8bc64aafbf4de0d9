package capacity

import (
	"slices"
	"time"

	"nines/analysis/stats"
	"nines/internal/itsm"
)

// Service fits the KPIs of one service. Its drivers are added first, series by series, and are kept by step; then its
// KPIs are fitted, one at a time.
type Service struct {
	rules   *Rules
	name    string
	resizes []Resize
	window  window
	drivers map[driverKey]*driver
}

type driverKey struct {
	metric string
	by     Aggregate
}

// window is where steps begin: from the first instant, before the second, in milliseconds since 1970.
type window struct{ from, to int64 }

// NewService begins a service without drivers. The rules must not change while it is used.
func NewService(rules *Rules, name string, resizes []Resize) *Service {
	width := rules.Step.Milliseconds()
	end := rules.Window.To
	if rules.AsOf.Before(end) {
		end = rules.AsOf
	}
	s := &Service{rules: rules, name: name, drivers: map[driverKey]*driver{}}
	if width > 0 {
		s.window = window{from: -floor(-rules.Window.From.UnixMilli(), width), to: floor(end.UnixMilli(), width)}
	}
	for _, r := range resizes {
		if !r.At.After(end) {
			s.resizes = append(s.resizes, r)
		}
	}
	slices.SortStableFunc(s.resizes, func(a, b Resize) int { return b.At.Compare(a.At) })
	return s
}

// AddDriver adds the samples of one series of the service, which drives KPIs aggregated within a step as told: at in
// milliseconds since 1970, ascending, and the values, of which NaN and infinities are none. A series that is added once
// serves all entries with that metric and aggregate.
func (s *Service) AddDriver(series itsm.Series, by Aggregate, at []int64, values []float64) {
	key := driverKey{series.Metric, by}
	d := s.drivers[key]
	if d == nil {
		d = &driver{}
		s.drivers[key] = d
	}
	p := part{component: series.Component, steps: s.resample(at, values, by)}
	if from, to := s.window.of(at); by == Sum {
		p.off = unevenSteps(at[from:to], values[from:to], s.rules.Step)
	}
	d.parts = append(d.parts, p)
	d.total, d.course = nil, nil
}

// resample makes steps of the samples of the window.
func (s *Service) resample(at []int64, values []float64, by Aggregate) Steps {
	from, to := s.window.of(at)
	return Resample(at[from:to], values[from:to], s.rules.Step, by)
}

// of is the part of the instants that lies in the window, as indices.
func (w window) of(at []int64) (from, to int) {
	from, _ = slices.BinarySearch(at, w.from)
	to, _ = slices.BinarySearch(at, w.to)
	return from, max(from, to)
}

// pair puts a KPI's steps beside those of its drivers.
func (s *Service) pair(entry *Entry, kpi Steps) Paired {
	sides := make([]Steps, len(entry.Drivers))
	for k, metric := range entry.Drivers {
		sides[k] = s.drivers[driverKey{metric, entry.DriverAggregate}].steps()
	}
	return Pair(s.rules.Step, kpi, sides...)
}

// resized is when the series was last resized, else the window's begin.
func (s *Service) resized(component string) int64 {
	for _, r := range s.resizes {
		if r.concerns(component) {
			return r.At.UnixMilli()
		}
	}
	return s.window.from
}

const day = 24 * time.Hour

// days are the steps' begins in days of 24 hours since the window's first sample of the series.
func (s *Service) days(start, at []int64, values []float64) []float64 {
	if len(start) == 0 {
		return nil
	}
	first := start[0]
	for i, _ := slices.BinarySearch(at, s.rules.Window.From.UnixMilli()); i < len(at); i++ {
		if isFinite(values[i]) {
			first = at[i]
			break
		}
	}
	x := make([]float64, len(start))
	for i, v := range start {
		x[i] = float64(v-first) / float64(day.Milliseconds())
	}
	return x
}

// Fit fits one KPI series of the service: at in milliseconds since 1970, ascending, and the values, of which NaN and
// infinities are none. It is never nil: what cannot be said is unknown.
func (s *Service) Fit(entry *Entry, component string, at []int64, values []float64) *Fit {
	f := &Fit{Series: itsm.Series{Service: s.name, Component: component, Metric: entry.Metric}, Entry: entry, asOf: s.rules.AsOf}
	kpi, since := s.resample(at, values, entry.Aggregate), s.resized(component)
	f.findMeasured(s.rules, kpi, since)
	f.Points = s.pair(entry, kpi)
	f.Came = cameIn(f.Points, s.rules.Period)
	f.BeforeResizing = f.Points.from(since)
	f.N, f.Dropped, f.Drivers = len(f.Points.Y), f.Points.Dropped, entry.Drivers
	if f.overTime() {
		f.Drivers = []string{TimeDriver}
		f.Points.X = [][]float64{s.days(f.Points.Start, at, values)}
	}
	f.Coefficients = make([]Coefficient, len(f.Drivers))
	for k, name := range f.Drivers {
		f.Coefficients[k].Driver = name
	}
	f.findBase(s.rules)
	f.warnOfMissing(s, kpi)
	f.warnOfPeriod(s.rules)
	line, err := stats.LeastSquares(f.Points.Y, f.Points.X...)
	if err != nil {
		f.warnOfNoFit(err)
		f.scenarios(s.rules)
		f.judge()
		return f
	}
	f.line = line
	robust := line.Robust()
	f.describe(robust)
	f.scenarios(s.rules)
	f.findElasticity()
	f.findHeadroom()
	f.trust(s, robust)
	f.judge()
	return f
}
