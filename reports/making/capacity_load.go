package making

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"nines/analysis/capacity"
	"nines/internal/itsm"
)

// capacityLoading is the state while the samples stream by.
type capacityLoading struct {
	*Report
	*Capacity
	entries []capacityEntry
	resizes map[string][]capacity.Resize // by service id
}

// capacityEntry is an entry in the terms of the analysis.
type capacityEntry struct {
	capacity.Entry
	service string // its id; everyService
	unit    string
}

func (m *Report) newCapacityLoading() (*capacityLoading, error) {
	set, period := m.Settings.Capacity, m.Want.Period
	var base capacity.Aggregate
	var err error
	if len(set.Metrics) > 0 { // without any nothing needs to be set
		if base, err = aggregate(set.Base); err != nil {
			return nil, err
		}
	}
	window := itsm.Span{From: period.To.Add(-set.Window), To: period.To}
	l := &capacityLoading{Report: m, resizes: map[string][]capacity.Resize{}, Capacity: &Capacity{Window: window, done: map[string][]DoneChange{}, Rules: &capacity.Rules{
		Step: set.Step, Window: window, Period: period.Span, AsOf: m.Want.AsOf, Growth: set.Growth, Base: base, MinRSquared: set.MinRSquared,
	}}}
	for _, e := range set.Events {
		e.Service = m.capacityService(e.Service)
		l.Rules.Events = append(l.Rules.Events, e)
	}
	for _, c := range set.Metrics {
		e := capacityEntry{service: m.capacityService(c.Service), unit: c.Unit, Entry: capacity.Entry{Metric: c.Metric, Drivers: c.Drivers, Limit: c.Limit}}
		if c.AtLeast {
			e.LimitIs = capacity.AtLeast
		}
		if e.Aggregate, err = aggregate(c.Aggregate); err != nil {
			return nil, err
		}
		if e.DriverAggregate, err = aggregate(c.DriverAggregate); err != nil {
			return nil, err
		}
		l.entries = append(l.entries, e)
	}
	return l, nil
}

func aggregate(word string) (capacity.Aggregate, error) {
	a, ok := capacity.ParseAggregate(word)
	if !ok {
		return a, fmt.Errorf("there is no aggregate %q", word)
	}
	return a, nil
}

func (m *Report) capacityService(name string) string {
	if name == everyService {
		return name
	}
	return m.ServiceID(name)
}

func (l *capacityLoading) load(ctx context.Context) error {
	if len(l.entries) == 0 {
		return nil
	}
	all, err := l.Data.Series(ctx, itsm.SampleQuery{ServiceOf: l.serviceIDs()})
	if err != nil {
		return fmt.Errorf("find out which KPIs there are: %w", err)
	}
	if err := l.findChanges(ctx); err != nil {
		return err
	}
	for _, service := range l.services(all) {
		if err := l.fitService(ctx, service); err != nil {
			return err
		}
	}
	l.addMissing()
	slices.SortStableFunc(l.Fits, compareFits)
	return nil
}

// services are those with samples that any entry asks for, in the order of their ids.
func (l *capacityLoading) services(all []itsm.Series) []string {
	var ids []string
	for _, s := range all {
		if slices.ContainsFunc(l.entries, func(e capacityEntry) bool { return e.concerns(s.Service) && e.Metric == s.Metric }) {
			ids = append(ids, s.Service)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

func (e *capacityEntry) concerns(service string) bool {
	return e.service == everyService || e.service == service
}

// findChanges lists the changes that were done in the window, and of these the ones that resized a service or a
// component: what counts is when they were over.
func (l *capacityLoading) findChanges(ctx context.Context) error {
	err := l.Data.Changes(ctx, l.Window, func(c *itsm.Change) error {
		at := firstKnown(c.ActualEnd, c.ActualStart, c.PlannedEnd, c.PlannedStart)
		if at.IsZero() || at.After(l.Want.AsOf) || c.Status == itsm.StatusCancelled || c.Outcome == itsm.OutcomeCancelled {
			return nil
		}
		id := l.ServiceID(c.Service)
		l.done[id] = append(l.done[id], DoneChange{ID: c.ID, Component: c.Component, At: at})
		if c.Resizes == itsm.Yes && c.Outcome != itsm.OutcomeFailed && c.Outcome != itsm.OutcomeBackedOut {
			l.resizes[id] = append(l.resizes[id], capacity.Resize{At: at, Component: c.Component})
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("load the changes that may have resized a service: %w", err)
	}
	return nil
}

func firstKnown(times ...time.Time) time.Time {
	for _, t := range times {
		if !t.IsZero() {
			return t
		}
	}
	return time.Time{}
}

// fitService reads the drivers of a service, which are kept by step, then its KPIs one by one.
func (l *capacityLoading) fitService(ctx context.Context, id string) error {
	s := capacity.NewService(l.Rules, id, l.resizes[id])
	var drivers, kpis []string
	for _, e := range l.entries {
		if e.concerns(id) {
			drivers, kpis = append(drivers, e.Drivers...), append(kpis, e.Metric)
		}
	}
	if len(drivers) > 0 {
		err := l.Data.Samples(ctx, l.query(id, drivers), func(series itsm.Series, at []int64, values []float64) error {
			for _, by := range l.aggregatesOf(id, series.Metric) {
				s.AddDriver(series, by, at, values)
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("load the volumes of %s: %w", id, err)
		}
	}
	err := l.Data.Samples(ctx, l.query(id, kpis), func(series itsm.Series, at []int64, values []float64) error {
		for place := range l.entries {
			if e := &l.entries[place]; e.concerns(id) && e.Metric == series.Metric {
				l.add(s.Fit(&e.Entry, series.Component, at, values), place)
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("load the KPIs of %s: %w", id, err)
	}
	return nil
}

func (l *capacityLoading) query(service string, metrics []string) itsm.SampleQuery {
	return itsm.SampleQuery{Span: l.Window, Services: []string{service}, Metrics: metrics, ServiceOf: l.serviceIDs()}
}

// aggregatesOf are the ways in which entries of the service ask for a driver.
func (l *capacityLoading) aggregatesOf(service, driver string) []capacity.Aggregate {
	var list []capacity.Aggregate
	for _, e := range l.entries {
		if e.concerns(service) && slices.Contains(e.Drivers, driver) && !slices.Contains(list, e.DriverAggregate) {
			list = append(list, e.DriverAggregate)
		}
	}
	return list
}

// add keeps a fit, and the points of no more than can be drawn: those of the worst.
func (l *capacityLoading) add(f *capacity.Fit, place int) {
	added := &CapacityFit{Fit: f, Unit: l.entries[place].unit, place: place}
	if forecaster := f.Forecaster(); forecaster != nil {
		added.Outlook = forecaster.Mean(l.Want.Period.Shift(1).Span)
	}
	at, _ := slices.BinarySearchFunc(l.Fits, added, compareFits)
	l.Fits = slices.Insert(l.Fits, at, added)
	if len(l.Fits) > FitsWithPoints { // the one that was pushed out of the first, or this one
		l.Fits[max(at, FitsWithPoints)].DropPoints()
	}
}

// addMissing adds an empty fit for each entry that names a service without a sample of the metric: it was asked for.
func (l *capacityLoading) addMissing() {
	for place := range l.entries {
		e := &l.entries[place]
		known := slices.ContainsFunc(l.Fits, func(f *CapacityFit) bool { return f.place == place })
		if e.service != everyService && !known && l.Catalogue.HasName(e.service) {
			l.add(capacity.NewService(l.Rules, e.service, nil).Fit(&e.Entry, "", nil, nil), place)
		}
	}
}

func compareFits(a, b *CapacityFit) int {
	return cmp.Or(capacity.Compare(a.Fit, b.Fit), cmp.Compare(a.place, b.place))
}
