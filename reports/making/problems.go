package making

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"nines/analysis/cost"
	"nines/analysis/problems"
	"nines/analysis/recurring"
	"nines/internal/itsm"
)

// ProblemReview is what problems cost and how they stand: computed once, presented by the sections on problems and on cost.
type ProblemReview struct {
	Review *problems.Result
	Pareto cost.Pareto
	// Unpriced is what of the downtime of problems is in no amount.
	Unpriced cost.Unpriced
	Year     itsm.Span // the four quarters up to the end of the period, over which problems are priced
	// LinkedOnly tells that the expected losses rest on the incidents that name a problem only.
	LinkedOnly bool
	Lacks      Lacking
}

// weeksOfBacklog is how many weeks the backlog is followed through, and back to when reviews of major incidents are
// looked at: a quarter.
const weeksOfBacklog = 13

// problemFields are the fields of the incidents of problems that reviewing and pricing take.
var problemFields = []string{
	"parent", "duplicate_of", "title", "service", "lost", "outage", "priority", "status", "started", "detected", "opened", "workaround",
	"problem", "effort", "contacts",
}

// ProblemReview loads what problems need, once, and computes the review and the prices.
func (m *Report) ProblemReview(ctx context.Context) (*ProblemReview, error) {
	if m.review != nil {
		return m.review, nil
	}
	f, err := m.Facts(ctx) // makes the services known that data name
	if err != nil {
		return nil, err
	}
	l := &problemLoading{Report: m, known: itsm.References{}, open: map[itsm.Ref]bool{}, owners: recurring.NewOwners()}
	l.until = m.Until()
	l.year = itsm.Span{From: l.until.In(m.Settings.Zone).AddDate(-1, 0, 0), To: l.until}
	for _, step := range []func(context.Context) error{l.records, l.versions, l.incidents, l.alikes, l.majors, l.changes, l.fixes, l.worked, l.price, l.expect, l.orphans} {
		if err := step(ctx); err != nil {
			return nil, err
		}
	}
	r := &ProblemReview{Review: problems.Compute(l.input), Year: l.year, LinkedOnly: l.linkedOnly}
	r.Pareto = cost.Problems(m.Settings.Costs, l.priced, l.causes(), l.mending)
	r.Lacks = Lacking{
		Problems: len(l.input.Problems) == 0 && !Brings(f.Sources, itsm.Problems.Record),
		Actions:  len(l.input.Actions) == 0 && !Brings(f.Sources, itsm.Actions.Record),
		Titles:   l.untitled, Majors: len(l.input.Majors) == 0,
	}
	r.Unpriced = m.Settings.Costs.Unpriced(l.priced)
	m.review = r
	return r, nil
}

// problemLoading is the state while it is loaded.
type problemLoading struct {
	*Report
	until  time.Time
	year   itsm.Span
	input  problems.Input
	known  itsm.References // problems, also those of services that the report is not about
	others []itsm.Ref      // problems of these
	open   map[itsm.Ref]bool
	owners *recurring.Owners // open problems, by what their incidents are about
	alike  []alike
	// linkedOnly tells that incidents are too many to look for those that name no problem.
	linkedOnly bool
	untitled   bool            // no incident of the period has a title
	bare       []cost.Incident // beside input.Incidents, one each
	priced     []cost.Incident // those of the year that count once
	mending    []cost.Change
	// carriedOut is, beside mending, when each change went in; zero: it did not, or was no success.
	carriedOut []time.Time
}

// records loads the problems and the actions.
func (l *problemLoading) records(ctx context.Context) error {
	l.input = problems.Input{
		AsOf: l.Want.AsOf, LastReview: l.Want.Period.From, Zone: l.Settings.Zone, Rules: l.Settings.Problems, Priced: l.Settings.Costs.Priced(),
		Span: itsm.Span{From: l.Want.Period.From, To: l.until},
	}
	last := itsm.LastComplete(itsm.Week, l.until, l.Settings.Zone)
	for n := weeksOfBacklog - 1; n >= 0; n-- {
		l.input.Weeks = append(l.input.Weeks, last.Shift(-n))
	}
	if err := l.Data.Problems(ctx, itsm.Span{}, func(p *itsm.Problem) error {
		l.input.Problems = append(l.input.Problems, *p)
		l.known.Add(p.Ref())
		l.open[p.Ref()] = p.Open()
		return nil
	}); err != nil {
		return fmt.Errorf("load the problems: %w", err)
	}
	if err := l.knowOthers(ctx); err != nil {
		return err
	}
	if err := l.Data.Actions(ctx, itsm.Span{}, func(a *itsm.Action) error {
		l.input.Actions = append(l.input.Actions, *a)
		return nil
	}); err != nil {
		return fmt.Errorf("load the actions: %w", err)
	}
	return nil
}

// knowOthers makes the problems known that have a record and are of no service of the report: its incidents may name them.
func (l *problemLoading) knowOthers(ctx context.Context) error {
	if !l.Catalogue.Restricted() {
		return nil
	}
	all, err := l.Whole.ProblemRefs(ctx)
	if err != nil {
		return fmt.Errorf("load the problems of other services: %w", err)
	}
	for _, ref := range all {
		if _, ours := l.open[ref]; !ours {
			l.known.Add(ref)
			l.others = append(l.others, ref)
		}
	}
	return nil
}

// versions loads what became of them.
func (l *problemLoading) versions(ctx context.Context) error {
	if err := l.Data.ProblemVersions(ctx, func(p *itsm.Problem) error {
		l.input.ProblemVersions = append(l.input.ProblemVersions, *p)
		return nil
	}); err != nil {
		return fmt.Errorf("load what became of the problems: %w", err)
	}
	if err := l.Data.ActionVersions(ctx, func(a *itsm.Action) error {
		l.input.ActionVersions = append(l.input.ActionVersions, *a)
		return nil
	}); err != nil {
		return fmt.Errorf("load what became of the actions: %w", err)
	}
	return nil
}

// incidents loads the incidents that name a problem.
func (l *problemLoading) incidents(ctx context.Context) error {
	words := map[string]string{} // each service and source is kept once
	err := l.Data.IncidentsOfProblems(ctx, problemFields, func(i *itsm.Incident) error {
		refs, ambiguous := l.resolve(i.Source, i.Problem)
		if len(refs) == 0 && !ambiguous {
			return nil
		}
		ref, service := itsm.Ref{Source: once(words, i.Source), ID: i.ID}, once(words, l.ServiceID(i.Service))
		if i.CountsOnce() {
			l.owners.Name(service, i.Title, slices.DeleteFunc(slices.Clone(refs), func(p itsm.Ref) bool { return !l.open[p] }))
		}
		l.input.Incidents = append(l.input.Incidents, problems.Incident{
			Ref: ref, Once: i.CountsOnce(), Start: i.Start(), Problems: refs, Ambiguous: ambiguous,
			Assessed: l.assessed(i), Effort: i.Effort, WorkAround: !i.Workaround.IsZero(),
		})
		l.bare = append(l.bare, cost.Incident{
			Ref: ref, Service: service, Problems: refs, Effort: i.Effort, Contacts: i.Contacts,
		})
		return nil
	})
	if err != nil {
		return fmt.Errorf("load the incidents of problems: %w", err)
	}
	return nil
}

// once returns the one copy of a word that repeats.
func once(words map[string]string, word string) string {
	if kept, ok := words[word]; ok {
		return kept
	}
	words[word] = word
	return word
}

// resolve finds the problems that an incident names, each once and in order. One without a record has no source; an id
// that several other sources have is none of them.
func (l *problemLoading) resolve(source string, ids []string) (refs []itsm.Ref, ambiguous bool) {
	for _, id := range ids {
		if id == "" {
			continue
		}
		ref, ok, several := l.known.Find(source, id)
		switch {
		case several:
			ambiguous = true
			continue
		case !ok:
			ref = itsm.Ref{ID: id}
		}
		if !slices.Contains(refs, ref) {
			refs = append(refs, ref)
		}
	}
	slices.SortFunc(refs, itsm.Ref.Compare)
	return refs, ambiguous
}

// assessed tells whether anything says what the incident cost in availability, in the order of practice: it has no
// service, states its effect, or has a priority that there is a rule for.
func (m *Report) assessed(i *itsm.Incident) bool {
	return i.Service == "" || i.Outage == itsm.OutageNone || i.Outage == itsm.OutageFull || i.Lost.Known ||
		m.Settings.LossByPriority != nil && i.Priority != itsm.PriorityUnknown
}

// majorFields are the fields that reviews of major incidents need.
var majorFields = []string{
	"parent", "duplicate_of", "title", "service", "status", "restored", "resolved", "closed", "problem", "major", "review_held",
}

// majors loads the major incidents of the last quarter: among those that can have cost availability, as to look at all
// others for them would take as long as the rest of the report.
func (l *problemLoading) majors(ctx context.Context) error {
	q := itsm.IncidentQuery{
		Span:   itsm.Span{From: l.input.Weeks[0].From, To: l.until},
		Losing: l.losingPriorities(), Fields: majorFields, AnyOrder: true,
	}
	err := l.Data.Incidents(ctx, q, func(i *itsm.Incident) error {
		if i.Major.IsZero() || !i.CountsOnce() {
			return nil
		}
		refs, _ := l.resolve(i.Source, i.Problem)
		l.input.Majors = append(l.input.Majors, problems.Major{
			Ref: i.Ref(), Title: i.Title, Service: l.ServiceID(i.Service), Problems: refs, Ended: ended(i), Held: i.ReviewHeld,
		})
		return nil
	})
	if err != nil {
		return fmt.Errorf("load the major incidents: %w", err)
	}
	return l.followed(ctx)
}

// followed finds out of which problems of other services, that major incidents name, an action came. It is no action of
// the report, but what the review of the incident led to.
func (l *problemLoading) followed(ctx context.Context) error {
	named := map[itsm.Ref]bool{}
	for i := range l.input.Majors {
		for _, p := range l.input.Majors[i].Problems {
			named[p] = named[p] || slices.Contains(l.others, p)
		}
	}
	if !slices.Contains(slices.Collect(maps.Values(named)), true) {
		return nil
	}
	l.input.Followed = map[itsm.Ref]bool{}
	err := l.Whole.Actions(ctx, itsm.Span{}, func(a *itsm.Action) error {
		if ref, ok, _ := l.known.Find(a.Source, a.Problem); ok && named[ref] {
			l.input.Followed[ref] = true
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("load the actions of other services: %w", err)
	}
	return nil
}

// ended is when an incident was over: restored, else resolved, else closed; zero while it goes on.
func ended(i *itsm.Incident) time.Time {
	for _, t := range []time.Time{i.Restored, i.Resolved, i.Closed} {
		if !t.IsZero() {
			return t
		}
	}
	return time.Time{}
}

// Lacking is what data do not have that the review needs: a list that is empty for want of it is no good news.
type Lacking struct {
	Problems bool // no source brings problem records
	Actions  bool // no source brings actions
	Titles   bool // no incident of the period has a title, so nothing recurs
	Majors   bool // no incident was declared a major one in the last quarter
}

// Brings tells whether records of a kind come from any of the sources, or can: from a mixed one.
func Brings(sources []itsm.SourceState, record string) bool {
	return slices.ContainsFunc(sources, func(s itsm.SourceState) bool { return s.Record == record || s.Record == mixedSource })
}

// mixedSource is the record of a source that tells row by row what it is.
const mixedSource = "mixed"
