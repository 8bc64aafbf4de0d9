package reports

import (
	"context"
	"fmt"
	"slices"
	"time"

	"nines/analysis/hotspots"
	"nines/analysis/stats"
	"nines/internal/itsm"
)

// effort is where the time went in the period and in some before it.
type effort struct {
	hotspots.Result
	periods []itsm.Period // as the result's
	days    []float64     // working days of each that have passed
}

// now is the report's period.
func (e *effort) now() hotspots.PeriodEffort { return e.Periods[len(e.Periods)-1] }

// effortFields are the fields of incidents that it takes.
var effortFields = []string{
	"parent", "duplicate_of", "service", "component", "status", "started", "detected", "opened", "restored", "resolved",
	"closed", "updated", "team", "level", "reassignments", "reopenings", "effort",
}

// requestEffortFields are those of service requests.
var requestEffortFields = []string{"service", "component", "status", "opened", "closed", "updated", "team", "level", "effort"}

// backTo is how many earlier periods' work is read, as each costs a pass over its tickets: for staffing, as many as a
// report looks back on; for hotspots, as many as it takes to say what is usual; none where only the sum is shown.
func (m *making) backTo() int {
	switch {
	case slices.Contains(m.want.Report.Sections, "staffing"):
		return past
	case slices.Contains(m.want.Report.Sections, "hotspots"):
		return stats.MinHistory
	}
	return 0
}

// effort reads the work of the periods, once, in one pass over each kind of record.
func (m *making) effort(ctx context.Context) (*effort, error) {
	if m.workload != nil {
		return m.workload, nil
	}
	first, err := m.data.FirstInstant(ctx)
	if err != nil {
		return nil, fmt.Errorf("find out how far the data reach back: %w", err)
	}
	e := &effort{}
	terms := hotspots.Terms{AsOf: m.want.AsOf, Service: m.serviceIDs()}
	for n := m.backTo(); n >= 0; n-- {
		p := m.want.Period.Shift(-n)
		e.periods = append(e.periods, p)
		e.days = append(e.days, workingDays(itsm.Span{From: p.From, To: earlier(p.To, m.want.AsOf)}, m.set.Zone))
		terms.Periods = append(terms.Periods, hotspots.Period{Span: p.Span, Covered: n == 0 || covered(p, first)})
	}
	c := hotspots.NewCollector(terms)
	if err := m.collectEffort(ctx, c, itsm.Span{From: e.periods[0].From, To: m.until()}); err != nil {
		return nil, err
	}
	e.Result = c.Result()
	m.workload = e
	return e, nil
}

// serviceIDs tells how the report calls a service that a source names; each name is looked up once.
func (m *making) serviceIDs() func(name string) string {
	ids := map[string]string{}
	return func(name string) string {
		id, ok := ids[name]
		if !ok {
			id = m.serviceID(name)
			ids[name] = id
		}
		return id
	}
}

// collectEffort streams the records past the collector: all work logs, as one of any date stands for its ticket's own
// effort, then the tickets that were alive in the span, then those that only work logs name.
func (m *making) collectEffort(ctx context.Context, c *hotspots.Collector, span itsm.Span) error {
	if err := m.data.WorkLogs(ctx, itsm.Span{}, passing(c.WorkLog)); err != nil {
		return fmt.Errorf("load the work logs: %w", err)
	}
	q := itsm.IncidentQuery{Span: span, Fields: effortFields, AnyOrder: true}
	if err := m.data.Incidents(ctx, q, passing(c.Incident)); err != nil {
		return fmt.Errorf("load the effort of incidents: %w", err)
	}
	if err := m.data.RequestsInAnyOrder(ctx, span, requestEffortFields, passing(c.Request)); err != nil {
		return fmt.Errorf("load the effort of service requests: %w", err)
	}
	if err := m.data.Problems(ctx, span, passing(c.Problem)); err != nil {
		return fmt.Errorf("load the effort of problems: %w", err)
	}
	if err := m.data.Changes(ctx, span, passing(c.Change)); err != nil {
		return fmt.Errorf("load the effort of changes: %w", err)
	}
	ids := c.Unplaced()
	for _, err := range []error{
		m.data.IncidentsByID(ctx, ids, passing(c.Incident)),
		m.data.RequestsByID(ctx, ids, passing(c.Request)),
		m.data.ProblemsByID(ctx, ids, passing(c.Problem)),
		m.data.ChangesByID(ctx, ids, passing(c.Change)),
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
	return first.Before(earlier(day.AddDays(1).Start(p.Zone), p.To))
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
