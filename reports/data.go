package reports

import (
	"context"
	"time"

	"nines/analysis/cost"
	"nines/analysis/problems"
	"nines/internal/itsm"
)

// Data is one consistent snapshot of a store as of an instant: of every record the version that was known then,
// without what came later. What takes a span yields the records whose life overlaps it; the zero span: all. The pointers
// that it yields are valid until the next one, and it does one thing at a time: a yield must not read from it.
type Data interface {
	Incidents(ctx context.Context, q itsm.IncidentQuery, yield func(*itsm.Incident) error) error
	IncidentsByID(ctx context.Context, ids []string, yield func(*itsm.Incident) error) error
	// Assessable tells, by service as the sources call it, whether any of its incidents in the span can be assessed;
	// byPriority: a known priority is enough, as there is a rule.
	Assessable(ctx context.Context, span itsm.Span, byPriority bool) (map[string]bool, error)
	// IncidentsOfProblems yields the incidents that name a problem, whenever they were, in any order; fields as in an
	// IncidentQuery.
	IncidentsOfProblems(ctx context.Context, fields []string, yield func(*itsm.Incident) error) error
	OutageRecords(ctx context.Context, span itsm.Span, yield func(*itsm.OutageRecord) error) error
	// OutageRecordsOf yields the outage records of the query's incidents, whenever they were.
	OutageRecordsOf(ctx context.Context, q itsm.IncidentQuery, yield func(*itsm.OutageRecord) error) error
	Requests(ctx context.Context, span itsm.Span, yield func(*itsm.ServiceRequest) error) error
	Problems(ctx context.Context, span itsm.Span, yield func(*itsm.Problem) error) error
	// RequestsInAnyOrder yields the same without an order and its cost, of the fields those named.
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
	WorkLogs(ctx context.Context, span itsm.Span, yield func(*itsm.WorkLog) error) error
	Updates(ctx context.Context, span itsm.Span, yield func(*itsm.Update) error) error
	Exclusions(ctx context.Context, yield func(*itsm.Exclusion) error) error
	Sources(ctx context.Context) ([]itsm.SourceState, error)
	// Findings tells what the last import of each source found out, and what those did that were made since the instant.
	Findings(ctx context.Context, since time.Time) ([]itsm.SourceFinding, error)
	// ServicesMet lists the services that incidents or outages named before the instant, as the sources call them.
	ServicesMet(ctx context.Context, before time.Time) ([]string, error)
	// FirstInstant is when the oldest incident or outage began, zero where there is none.
	FirstInstant(ctx context.Context) (time.Time, error)
	// Opened counts the incidents and requests opened in each of the spans that count once.
	Opened(ctx context.Context, spans []itsm.Span) (incidents, requests []int, err error)
}

// Settings is what the configuration says, in the domain's terms.
type Settings struct {
	Organisation string
	Version      string // of the program that makes the report
	Fingerprint  string // of everything in the configuration that can change a figure
	Zone         *time.Location
	Locale       string
	FinalAfter   time.Duration
	// Catalogue returns a fresh catalogue, as services met in the data are added to it while a report is made, and what
	// is wrong with its rows.
	Catalogue func(ctx context.Context, data Data) (c *itsm.Catalogue, faults []string, err error)
	// LossByPriority is the part lost, 0..1, of incidents that state none; nil: there is no rule.
	LossByPriority map[itsm.Priority]float64
	AmberAt        float64 // share of the error budget from which a met target is tight, 0..1
	Sources        map[string]SourceTerms
	PersonNames    bool // names of persons are printed; else pseudonyms
	ByTeam         bool // rank teams among the top talkers: off by default, as it blames

	ProductiveWeek time.Duration // productive hours of one person a week, greater than 0

	Problems ProblemRules
	Costs    Rates
	Currency string // of the costs; empty: none is named
	Response ResponseRules
}

// ProblemRules are the rules of the problem review.
type ProblemRules = problems.Rules

// Rates are what things cost.
type Rates = cost.Rates

// SourceTerms is what the configuration says of a source.
type SourceTerms struct {
	Record  string        // the kind of its records; "mixed" where it is told row by row
	MaxAge  time.Duration // older newest data make ratings unknown; 0: no limit
	MinRows int           // fewer rows fail the import; 0: no limit
	Service string        // the one service of all its records; empty: told by row
	Link    string        // address of a ticket in the tool, with {id}
}

// Published is what a report said of a period before.
type Published struct {
	Revision    int
	Fingerprint string
	Figures     []Figure
}
