package making

import (
	"context"
	"time"

	"nines/analysis/changes"
	"nines/analysis/cost"
	"nines/analysis/problems"
	"nines/analysis/response"
	"nines/internal/itsm"
	"nines/reports/snapshot"
)

// Settings is what the configuration says, in the domain's terms.
type Settings struct {
	Organisation string
	Version      string // of the program that makes the report
	Fingerprint  string // of everything in the configuration that can change a figure
	Zone         *time.Location
	Locale       string
	// Narrative are own templates of the sentences with which sections open, by section; nil: none.
	Narrative map[string]string
	// Words are own words of the locale, by key, over those that come with the program; nil: none.
	Words    map[string]string
	PackKeys bool // files and keys of packs have a number made from the name, not the name
	// StrayCommentary names the headings of commentary on the report that stands in none of its sections.
	StrayCommentary []string
	FinalAfter      time.Duration
	// Catalogue returns a fresh catalogue, as services met in the data are added to it while a report is made, and what
	// is wrong with its rows.
	Catalogue func(ctx context.Context, data snapshot.Data) (c *itsm.Catalogue, faults []string, err error)
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
	Capacity CapacityRules

	Changes ChangeRules
	// BusyBy names the metrics that measure the volume of services, by service id; "*": of every service.
	BusyBy map[string][]string
}

// ChangeRules are the rules that changes are held against.
type ChangeRules = changes.Rules

// Freeze is a span of days without changes.
type Freeze = changes.Freeze

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

// ResponseRules is what the organisation asks of its response.
type ResponseRules = response.Rules
