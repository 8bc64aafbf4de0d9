package reports

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"nines/analysis/cost"
	"nines/analysis/problems"
	"nines/analysis/recurring"
	"nines/internal/itsm"
)

// reviewed is what problems cost and how they stand: computed once, presented by the sections on problems and on cost.
type reviewed struct {
	review *problems.Result
	pareto cost.Pareto
	year   itsm.Span // the four quarters up to the end of the period, over which problems are priced
}

// weeksOfBacklog is how many weeks the backlog is followed through, and back to when reviews of major incidents are
// looked at: a quarter.
const weeksOfBacklog = 13

// problemFields are the fields of the incidents of problems that reviewing and pricing take.
var problemFields = []string{
	"parent", "duplicate_of", "service", "lost", "outage", "priority", "status", "started", "detected", "opened", "workaround",
	"problem", "effort", "contacts",
}

// problemReview loads what problems need, once, and computes the review and the prices.
func (m *making) problemReview(ctx context.Context) (*reviewed, error) {
	if m.reviewed != nil {
		return m.reviewed, nil
	}
	if _, err := m.facts(ctx); err != nil { // makes the services known that data name
		return nil, err
	}
	l := &problemLoading{making: m, known: itsm.References{}}
	l.until = m.until()
	l.year = itsm.Span{From: l.until.In(m.set.Zone).AddDate(-1, 0, 0), To: l.until}
	for _, step := range []func(context.Context) error{l.records, l.versions, l.incidents, l.majors, l.changes, l.fixes, l.price, l.expect, l.orphans} {
		if err := step(ctx); err != nil {
			return nil, err
		}
	}
	r := &reviewed{review: problems.Compute(l.input), year: l.year}
	r.pareto = cost.Problems(m.set.Costs, l.priced, l.causes(), l.mending)
	m.reviewed = r
	return r, nil
}

// problemLoading is the state while it is loaded.
type problemLoading struct {
	*making
	until   time.Time
	year    itsm.Span
	input   problems.Input
	known   itsm.References // problems
	bare    []cost.Incident // beside input.Incidents, one each
	priced  []cost.Incident // those of the year that count once
	mending []cost.Change
	// carriedOut is, beside mending, when each change went in; zero: it did not, or was no success.
	carriedOut []time.Time
}

// records loads the problems and the actions.
func (l *problemLoading) records(ctx context.Context) error {
	l.input = problems.Input{
		AsOf: l.want.AsOf, LastReview: l.want.Period.From, Zone: l.set.Zone, Rules: l.set.Problems, Priced: l.set.Costs.Priced(),
	}
	last := itsm.LastComplete(itsm.Week, l.until, l.set.Zone)
	for n := weeksOfBacklog - 1; n >= 0; n-- {
		l.input.Weeks = append(l.input.Weeks, last.Shift(-n))
	}
	if err := l.data.Problems(ctx, itsm.Span{}, func(p *itsm.Problem) error {
		l.input.Problems = append(l.input.Problems, *p)
		l.known.Add(p.Ref())
		return nil
	}); err != nil {
		return fmt.Errorf("load the problems: %w", err)
	}
	if err := l.data.Actions(ctx, itsm.Span{}, func(a *itsm.Action) error {
		l.input.Actions = append(l.input.Actions, *a)
		return nil
	}); err != nil {
		return fmt.Errorf("load the actions: %w", err)
	}
	return nil
}

// versions loads what became of them.
func (l *problemLoading) versions(ctx context.Context) error {
	if err := l.data.ProblemVersions(ctx, func(p *itsm.Problem) error {
		l.input.ProblemVersions = append(l.input.ProblemVersions, *p)
		return nil
	}); err != nil {
		return fmt.Errorf("load what became of the problems: %w", err)
	}
	if err := l.data.ActionVersions(ctx, func(a *itsm.Action) error {
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
	err := l.data.IncidentsOfProblems(ctx, problemFields, func(i *itsm.Incident) error {
		refs, ambiguous := l.resolve(i.Source, i.Problem)
		if len(refs) == 0 && !ambiguous {
			return nil
		}
		ref := itsm.Ref{Source: once(words, i.Source), ID: i.ID}
		l.input.Incidents = append(l.input.Incidents, problems.Incident{
			Ref: ref, Once: i.CountsOnce(), Start: i.Start(), Problems: refs, Ambiguous: ambiguous,
			Assessed: l.assessed(i), Effort: i.Effort, WorkAround: !i.Workaround.IsZero(),
		})
		l.bare = append(l.bare, cost.Incident{
			Ref: ref, Service: once(words, l.serviceID(i.Service)), Problems: refs, Effort: i.Effort, Contacts: i.Contacts,
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

// serviceID is the id of the service that a source names: the name itself where no incident made it known, empty for
// none.
func (m *making) serviceID(name string) string {
	if s := m.catalogue.Lookup(name); s != nil {
		return s.ID
	}
	return strings.TrimSpace(name)
}

// assessed tells whether anything says what the incident cost in availability, in the order of practice: it has no
// service, states its effect, or has a priority that there is a rule for.
func (m *making) assessed(i *itsm.Incident) bool {
	return i.Service == "" || i.Outage == itsm.OutageNone || i.Outage == itsm.OutageFull || i.Lost.Known ||
		m.set.LossByPriority != nil && i.Priority != itsm.PriorityUnknown
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
	err := l.data.Incidents(ctx, q, func(i *itsm.Incident) error {
		if i.Major.IsZero() || !i.CountsOnce() {
			return nil
		}
		refs, _ := l.resolve(i.Source, i.Problem)
		l.input.Majors = append(l.input.Majors, problems.Major{
			Ref: i.Ref(), Title: i.Title, Service: l.serviceID(i.Service), Problems: refs, Ended: ended(i), Held: i.ReviewHeld,
		})
		return nil
	})
	if err != nil {
		return fmt.Errorf("load the major incidents: %w", err)
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

// changes loads the changes of the year that mend incidents of problems.
func (l *problemLoading) changes(ctx context.Context) error {
	incidents := itsm.References{}
	for i := range l.bare {
		incidents.Add(l.bare[i].Ref)
	}
	err := l.data.Changes(ctx, l.year, func(c *itsm.Change) error {
		mends := cost.Change{Ref: c.Ref(), Effort: c.Effort}
		for _, id := range c.Incident {
			if ref, ok, _ := incidents.Find(c.Source, id); ok && !slices.Contains(mends.Incidents, ref) {
				mends.Incidents = append(mends.Incidents, ref)
			}
		}
		if len(mends.Incidents) > 0 && !c.Cancelled() {
			l.mending = append(l.mending, mends)
			l.carriedOut = append(l.carriedOut, carriedOut(c))
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("load the changes that mend incidents: %w", err)
	}
	return nil
}

// carriedOut is when a change went in; zero where it did not, failed or was backed out.
func carriedOut(c *itsm.Change) time.Time {
	if c.Outcome == itsm.OutcomeFailed || c.Outcome == itsm.OutcomeBackedOut {
		return time.Time{}
	}
	return c.ActualEnd
}

// fixes finds the last change that mended incidents of a problem before it was closed: that was the fix, and what came
// between it and the closing was waiting. A change does not close a problem: one that is open was not fixed by any.
func (l *problemLoading) fixes(context.Context) error {
	closed, named := map[itsm.Ref]time.Time{}, map[itsm.Ref][]itsm.Ref{}
	for i := range l.input.Problems {
		if p := &l.input.Problems[i]; !p.Open() {
			closed[p.Ref()] = p.Closed
		}
	}
	for i := range l.input.Incidents {
		n := &l.input.Incidents[i]
		named[n.Ref] = n.Problems
	}
	l.input.FixedBy = map[itsm.Ref]time.Time{}
	for i, at := range l.carriedOut {
		for _, incident := range l.mending[i].Incidents {
			for _, p := range named[incident] {
				if !at.After(closed[p]) && at.After(l.input.FixedBy[p]) {
					l.input.FixedBy[p] = at
				}
			}
		}
	}
	return nil
}

// price measures what the incidents of problems cost in availability, from the first of them on, and prices them.
func (l *problemLoading) price(ctx context.Context) error {
	var first time.Time
	for i := range l.input.Incidents {
		if start := l.input.Incidents[i].Start; !start.IsZero() && (first.IsZero() || start.Before(first)) {
			first = start
		}
	}
	if first.IsZero() {
		return nil
	}
	lost, err := l.losses(ctx, itsm.Span{From: first, To: l.want.AsOf})
	if err != nil {
		return err
	}
	for k := range l.input.Incidents {
		n, i := &l.input.Incidents[k], &l.bare[k]
		minutes, cost := lost.minutes[n.Ref]
		n.Minutes, n.Assessed = minutes, n.Assessed || cost
		i.Minutes, i.Assessed = n.Minutes, n.Assessed
		price := l.set.Costs.Of(i)
		n.Cost, n.Partial = price.Cost, price.Partial
		if n.Once && l.year.Contains(n.Start) {
			l.priced = append(l.priced, *i)
		}
	}
	return nil
}

// expect tells what the open problems will cost in another quarter, from what the data have of the last four.
func (l *problemLoading) expect(ctx context.Context) error {
	first, err := l.data.FirstInstant(ctx)
	if err != nil {
		return fmt.Errorf("find out how far the data reach back: %w", err)
	}
	l.input.IncidentsFrom = first
	window := itsm.Span{From: l.want.AsOf.In(l.set.Zone).AddDate(-1, 0, 0), To: l.want.AsOf}
	if first.After(window.From) {
		window.From = first
	}
	l.input.Expected = problems.ExpectedLosses(problems.LossInput{
		Window: window, Problems: l.input.Problems, Incidents: l.input.Incidents, Seed: uint64(l.want.Period.From.Unix()),
	})
	return nil
}

// orphans takes the issues that came back in the period and that nobody opened a problem for.
func (l *problemLoading) orphans(ctx context.Context) error {
	r, err := l.recurring(ctx, l.want.Period.Span)
	if err != nil {
		return err
	}
	for i := range r.Groups {
		g := &r.Groups[i]
		if g.Kind != recurring.Incident || len(g.Problems) > 0 {
			continue
		}
		l.input.Orphans = append(l.input.Orphans, problems.Group{
			Signature: g.Signature, Service: g.Service, Count: g.Count, Minutes: g.Downtime,
			Effort:        itsm.Length{Value: time.Duration(g.Minutes.Value * float64(time.Minute)), Known: g.Minutes.Known},
			WithoutEffort: g.WithoutEffort, First: g.First, Last: g.Last, IDs: refIDs(g.Members),
		})
	}
	return nil
}

// causes are the problems as those who price them need them.
func (l *problemLoading) causes() []cost.Cause {
	list := make([]cost.Cause, 0, len(l.input.Problems))
	for i := range l.input.Problems {
		p := &l.input.Problems[i]
		list = append(list, cost.Cause{Ref: p.Ref(), Title: p.Title, Service: l.serviceID(p.Service), Effort: p.Effort})
	}
	return list
}
