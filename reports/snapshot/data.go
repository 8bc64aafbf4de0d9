// Package snapshot is what a report reads from: one consistent state of a store (Data), kept for several reports that each
// tell of some services (Whole), or narrowed to what is about these services (Part). In go records as the store has them,
// out come fewer of the same; nothing is counted but what the store counts.
package snapshot

import (
	"context"
	"time"

	"nines/internal/itsm"
)

// Data is one consistent snapshot of a store as of an instant: of every record the version that was known then,
// without what came later. What takes a span yields the records whose life overlaps it; the zero span: all. The pointers
// that it yields are valid until the next one, and it does one thing at a time: a yield must not read from it.
type Data interface {
	Incidents(ctx context.Context, q itsm.IncidentQuery, yield func(*itsm.Incident) error) error
	IncidentsByID(ctx context.Context, ids []string, yield func(*itsm.Incident) error) error
	// Assessable tells, for each span and by service as the sources call it, whether any of its incidents in the span can be
	// assessed; byPriority: a known priority is enough, as there is a rule.
	Assessable(ctx context.Context, spans []itsm.Span, byPriority bool) ([]map[string]bool, error)
	// IncidentsOfProblems yields the incidents that name a problem, whenever they were, in any order; fields as in an
	// IncidentQuery.
	IncidentsOfProblems(ctx context.Context, fields []string, yield func(*itsm.Incident) error) error
	OutageRecords(ctx context.Context, span itsm.Span, yield func(*itsm.OutageRecord) error) error
	// OutageRecordsOf yields the outage records of the query's incidents, whenever they were.
	OutageRecordsOf(ctx context.Context, q itsm.IncidentQuery, yield func(*itsm.OutageRecord) error) error
	Problems(ctx context.Context, span itsm.Span, yield func(*itsm.Problem) error) error
	// RequestsInAnyOrder yields requests without an order and its cost, of the fields those named.
	RequestsInAnyOrder(ctx context.Context, span itsm.Span, fields []string, yield func(*itsm.ServiceRequest) error) error
	RequestsByID(ctx context.Context, ids []string, yield func(*itsm.ServiceRequest) error) error
	ProblemsByID(ctx context.Context, ids []string, yield func(*itsm.Problem) error) error
	ChangesByID(ctx context.Context, ids []string, yield func(*itsm.Change) error) error
	// ProblemVersions and ActionVersions yield what became of problems and actions up to the instant, in the order of
	// (id, source, instant).
	ProblemVersions(ctx context.Context, yield func(*itsm.Problem) error) error
	ActionVersions(ctx context.Context, yield func(*itsm.Action) error) error
	// Actions yields the actions that were not done before the span.
	Actions(ctx context.Context, span itsm.Span, yield func(*itsm.Action) error) error
	Changes(ctx context.Context, span itsm.Span, yield func(*itsm.Change) error) error
	// ChangesInAnyOrder yields the same without an order and its cost, of the fields those named.
	ChangesInAnyOrder(ctx context.Context, span itsm.Span, fields []string, yield func(*itsm.Change) error) error
	// IncidentsOfChanges yields the incidents that name a change as their cause, whenever they were, in any order; fields
	// as in an IncidentQuery.
	IncidentsOfChanges(ctx context.Context, fields []string, yield func(*itsm.Incident) error) error
	// Decisions yields what change advisory boards decided, in whichever meeting.
	Decisions(ctx context.Context, yield func(*itsm.Decision) error) error
	// OpenedByService counts the incidents opened in the span that count once, by service as the sources call it.
	OpenedByService(ctx context.Context, span itsm.Span) (map[string]int, error)
	// WorkLogsInAnyOrder yields work logs likewise.
	WorkLogsInAnyOrder(ctx context.Context, span itsm.Span, fields []string, yield func(*itsm.WorkLog) error) error
	Updates(ctx context.Context, span itsm.Span, yield func(*itsm.Update) error) error
	Exclusions(ctx context.Context, yield func(*itsm.Exclusion) error) error
	Sources(ctx context.Context) ([]itsm.SourceState, error)
	// Findings tells what the last import of each source found out, and what those did that were made since the instant.
	Findings(ctx context.Context, since time.Time) ([]itsm.SourceFinding, error)
	// ServicesMet lists the services that incidents or outages named before the instant, as the sources call them.
	ServicesMet(ctx context.Context, before time.Time) ([]string, error)
	// FirstInstant is when the oldest incident or outage began, zero where there is none.
	FirstInstant(ctx context.Context) (time.Time, error)
	// Series lists the KPI series of the query, and Samples yields the samples of each: at in milliseconds since 1970,
	// ascending, valid until the next.
	Series(ctx context.Context, q itsm.SampleQuery) ([]itsm.Series, error)
	Samples(ctx context.Context, q itsm.SampleQuery, yield func(series itsm.Series, at []int64, values []float64) error) error
	// PublishedFigures yields the figures whose name begins with the prefix, of the last publication of each report and
	// period, in the order of their as-of instants.
	PublishedFigures(ctx context.Context, prefix string, yield func(*itsm.PublishedFigure) error) error
	// Opened counts the incidents and requests opened in each of the spans that count once.
	Opened(ctx context.Context, spans []itsm.Span) (incidents, requests []int, err error)
}
