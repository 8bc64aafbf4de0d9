package making

import (
	"context"
	"fmt"
	"slices"
	"time"

	"nines/analysis/hotspots"
	"nines/analysis/stats"
	"nines/internal/itsm"
)

// Effort is where the time went in the period and in some before it.
type Effort struct {
	hotspots.Result
	ReportPeriods []itsm.Period // as the result's
	Days          []float64     // working days of each that have passed
}

// Now is the report's period.
func (e *Effort) Now() hotspots.PeriodEffort { return e.Periods[len(e.Periods)-1] }

// effortFields are the fields of incidents that it takes.
var effortFields = []string{
	"parent", "duplicate_of", "service", "component", "status", "started", "detected", "opened", "restored", "resolved",
	"closed", "updated", "team", "level", "reassignments", "reopenings", "effort",
}

// changeEffortFields are those of changes, and logEffortFields those of work logs.
var (
	changeEffortFields = []string{
		"service", "component", "status", "outcome", "requested", "planned_start", "planned_end", "actual_start", "actual_end", "effort", "updated",
	}
	logEffortFields = []string{"ticket", "person", "team", "level", "at", "minutes"}
)

// requestEffortFields are those of service requests.
var requestEffortFields = []string{"service", "component", "status", "opened", "closed", "updated", "team", "level", "effort"}

// backTo is how many earlier periods' work is read, as each costs a pass over its tickets: for staffing, as many as a
// report looks back on; for hotspots, as many as it takes to say what is usual; none where only the sum is shown.
func (m *Report) backTo() int {
	switch {
	case slices.Contains(m.Want.Report.Sections, "staffing"):
		return PastPeriods
	case slices.Contains(m.Want.Report.Sections, "hotspots"):
		return stats.MinHistory
	}
	return 0
}

// Effort reads the work of the periods, once, in one pass over each kind of record.
func (m *Report) Effort(ctx context.Context) (*Effort, error) {
	if m.workload != nil {
		return m.workload, nil
	}
	first, err := m.Data.FirstInstant(ctx)
	if err != nil {
		return nil, fmt.Errorf("find out how far the data reach back: %w", err)
	}
	e := &Effort{}
	terms := hotspots.Terms{AsOf: m.Want.AsOf, Service: m.serviceIDs(), Each: m.tells("hotspots")}
	for n := m.backTo(); n >= 0; n-- {
		p := m.Want.Period.Shift(-n)
		e.ReportPeriods = append(e.ReportPeriods, p)
		e.Days = append(e.Days, workingDays(itsm.Span{From: p.From, To: Earlier(p.To, m.Want.AsOf)}, m.Settings.Zone))
		terms.Periods = append(terms.Periods, hotspots.Period{Span: p.Span, Covered: n == 0 || covered(p, first)})
	}
	c := hotspots.NewCollector(terms)
	if err := m.collectEffort(ctx, c, itsm.Span{From: e.ReportPeriods[0].From, To: m.Until()}); err != nil {
		return nil, err
	}
	e.Result = c.Result()
	m.workload = e
	return e, nil
}

// serviceIDs tells how the report calls a service that a source names; each name is looked up once.
func (m *Report) serviceIDs() func(name string) string {
	ids := map[string]string{}
	return func(name string) string {
		id, ok := ids[name]
		if !ok {
			id = m.ServiceID(name)
			ids[name] = id
		}
		return id
	}
}

// collectEffort streams the records past the collector: all work logs, as one of any date stands for its ticket's own
// effort, then the tickets that were alive in the span, then those that only work logs name.
func (m *Report) collectEffort(ctx context.Context, c *hotspots.Collector, span itsm.Span) error {
	if err := m.Data.WorkLogsInAnyOrder(ctx, itsm.Span{}, logEffortFields, passing(c.WorkLog)); err != nil {
		return fmt.Errorf("load the work logs: %w", err)
	}
	q := itsm.IncidentQuery{Span: span, Fields: effortFields, AnyOrder: true}
	if err := m.Data.Incidents(ctx, q, passing(c.Incident)); err != nil {
		return fmt.Errorf("load the effort of incidents: %w", err)
	}
	if err := m.Data.RequestsInAnyOrder(ctx, span, requestEffortFields, passing(c.Request)); err != nil {
		return fmt.Errorf("load the effort of service requests: %w", err)
	}
	if err := m.Data.Problems(ctx, span, passing(c.Problem)); err != nil {
		return fmt.Errorf("load the effort of problems: %w", err)
	}
	if err := m.Data.ChangesInAnyOrder(ctx, span, changeEffortFields, passing(c.Change)); err != nil {
		return fmt.Errorf("load the effort of changes: %w", err)
	}
	ids := c.Unplaced()
	for _, err := range []error{
		m.Data.IncidentsByID(ctx, ids, passing(c.Incident)),
		m.Data.RequestsByID(ctx, ids, passing(c.Request)),
		m.Data.ProblemsByID(ctx, ids, passing(c.Problem)),
		m.Data.ChangesByID(ctx, ids, passing(c.Change)),
	} {
		if err != nil {
			return fmt.Errorf("load the tickets of work logs: %w", err)
		}
	}
	return nil
}

// passing makes a yield of what takes a record and cannot fail.
func passing[R any](take func(*R)) func(*R) error {
	return func(r *R) error { take(r); return nil }
}

// covered tells whether the data reach back to the beginning of a period: they begin before it, or on its first
// working day. A period that they begin in the midst of would look like little work.
func covered(p itsm.Period, first time.Time) bool {
	if first.IsZero() {
		return false
	}
	day := itsm.DateOf(p.From.In(p.Zone))
	for weekend(day) {
		day = day.AddDays(1)
	}
	return first.Before(Earlier(day.AddDays(1).Start(p.Zone), p.To))
}

// workingDays counts the days from Monday to Friday in the span, a day that it cuts in part.
func workingDays(span itsm.Span, zone *time.Location) float64 {
	days := 0.0
	for day := itsm.DateOf(span.From.In(zone)); day.Start(zone).Before(span.To); day = day.AddDays(1) {
		whole := itsm.Span{From: day.Start(zone), To: day.AddDays(1).Start(zone)}
		if !weekend(day) {
			days += float64(whole.Intersect(span).Length()) / float64(whole.Length())
		}
	}
	return days
}

func weekend(day itsm.Date) bool {
	return day.Weekday() == time.Saturday || day.Weekday() == time.Sunday
}
