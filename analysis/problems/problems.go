// Package problems computes the problem review as practice.md section 5 defines it: which open problems stand still,
// what they miss, what waiting for them has cost, how the backlog moves, and where a closing or a review was none.
//
// It knows nothing of clocks, files or languages: the as-of instant is an argument, and every record is expected as it
// was known then. Days are days of 24 hours, minutes are weighted minutes of downtime.
package problems

import (
	"time"

	"nines/internal/itsm"
)

// Rules are the rules of the review.
type Rules struct {
	AllowedDays   map[itsm.Priority]float64 // days that an open problem may be idle; one of unknown priority as P3
	RootCauseDays float64                   // days after which a root cause is expected
	BacklogTarget int                       // open problems
	ReviewDays    float64                   // days after the end of a major incident within which it is reviewed
}

// Input is what the review is computed from.
type Input struct {
	AsOf time.Time
	// LastReview is when problems were reviewed before: what was done since is told.
	LastReview time.Time
	Zone       *time.Location // of due dates
	Rules      Rules
	// Weeks are the whole weeks that the backlog is followed through, oldest first, each ending where the next begins.
	Weeks []itsm.Period
	// Span is the part of the report's period that is over.
	Span itsm.Span

	Problems []itsm.Problem // all, open and over
	Actions  []itsm.Action  // all
	// The versions up to the instant, in the order of (id, source, instant).
	ProblemVersions []itsm.Problem
	ActionVersions  []itsm.Action

	Incidents []Incident // that name a problem, whenever they were
	Majors    []Major    // major incidents whose reviews are looked at
	Orphans   []Group    // recurring groups without a problem
	// Followed are the problems that the review is not about, but that its major incidents name, of which an action came.
	Followed map[itsm.Ref]bool

	// FixedBy is when the change that fixes a problem was carried out, of those that have one. A problem that is over and
	// not in it was fixed when it ended.
	FixedBy map[itsm.Ref]time.Time
	// IncidentsFrom is from when on the data hold incidents; zero: from before the first problem on.
	IncidentsFrom time.Time
	// WithoutIncidents: the data hold none at all, so that nothing tells what waiting has cost.
	WithoutIncidents bool

	// Expected is the loss expected of another quarter; a problem that is not in it has none that could be told.
	Expected map[itsm.Ref]Expected
	// Priced puts the agenda in the order of money; else of minutes.
	Priced bool
}

// Expected is the loss expected of another quarter with its 95 % interval.
type Expected struct {
	Minutes, Lower, Upper             itsm.Number
	Cost, LowestCost, HighestCost     itsm.Number // unknown where nothing is priced
	Incidents                         int         // that the estimate rests on
	RatePerQuarter, ObservedQuarterly itsm.Number
}

// Group is a group of tickets that are about the same.
type Group struct {
	Signature, Service string
	Count              int
	Minutes            itsm.Number // weighted downtime
	Effort             itsm.Length
	WithoutEffort      int // of its tickets
	First, Last        time.Time
	IDs                []string
}

// Result is the review.
type Result struct {
	Agenda        []Review // every open problem, in the order of the agenda
	Ageing        [5]Bucket
	Weeks         []Week
	Moved         Moved
	Backlog       Backlog
	Actions       []ActionReview
	KnownErrors   []KnownError
	FalseClosures []FalseClosure
	Fixes         []Fix
	Unrecorded    []Unrecorded
	LateReviews   []LateReview
	WithoutAction []Major // reviewed, and no action came of it
	Orphans       []Group
	Gaps          Gaps
}

// Gaps counts what lacks something that a figure needs.
type Gaps struct {
	NotUpdated    []itsm.Ref // open problems of which nobody knows when they were updated: whether they are stale neither
	NotOpened     []itsm.Ref // open problems of unknown age
	NoPriority    []itsm.Ref // open problems, taken as P3
	EndUnknown    []itsm.Ref // problems that are over, and nothing tells since when: in no week
	Cancelled     []itsm.Ref // problems: in no figure
	Ambiguous     []itsm.Ref // incidents whose problem's id several other sources have
	NotOnce       []itsm.Ref // incidents of problems that are a child, a duplicate or cancelled: in no figure
	NotPlaced     []itsm.Ref // incidents of problems of which nobody knows when they began: never "since"
	DoneAtUnknown []itsm.Ref // actions that are done, and nothing tells since when
}

// Compute makes the review. Nothing of it depends on the order of problems, actions, incidents, majors or orphans.
func Compute(in Input) *Result {
	r := newReviewer(in)
	result := &Result{Agenda: r.agenda(), KnownErrors: r.knownErrors(), FalseClosures: r.falseClosures(), Unrecorded: r.unrecorded()}
	result.Ageing = ageing(result.Agenda)
	result.Weeks = r.weeks()
	result.Moved = r.moved()
	result.Fixes = r.fixes()
	result.Backlog = backlog(result.Weeks, in.Rules.BacklogTarget)
	result.Actions = r.actionReviews()
	result.LateReviews = r.lateReviews()
	result.WithoutAction = r.withoutAction()
	result.Orphans = orphans(in.Orphans)
	r.gaps.sort()
	result.Gaps = r.gaps
	return result
}
