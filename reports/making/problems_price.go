package making

import (
	"context"
	"fmt"
	"slices"
	"time"

	"nines/analysis/cost"
	"nines/analysis/problems"
	"nines/analysis/recurring"
	"nines/internal/itsm"
)

// changes loads the changes of the year that mend incidents of problems.
func (l *problemLoading) changes(ctx context.Context) error {
	incidents := itsm.References{}
	for i := range l.bare {
		incidents.Add(l.bare[i].Ref)
	}
	var found []mender
	err := l.Data.ChangesInAnyOrder(ctx, l.year, menderFields, func(c *itsm.Change) error {
		mends := cost.Change{Ref: c.Ref(), Effort: c.Effort}
		for _, id := range c.Incident {
			if ref, ok, _ := incidents.Find(c.Source, id); ok && !slices.Contains(mends.Incidents, ref) {
				mends.Incidents = append(mends.Incidents, ref)
			}
		}
		if len(mends.Incidents) > 0 && !c.Cancelled() {
			found = append(found, mender{mends, carriedOut(c)})
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("load the changes that mend incidents: %w", err)
	}
	slices.SortFunc(found, func(a, b mender) int { return a.mends.Ref.Compare(b.mends.Ref) }) // sums depend on the order
	for _, m := range found {
		l.mending, l.carriedOut = append(l.mending, m.mends), append(l.carriedOut, m.at)
	}
	return nil
}

// mender is a change that mends incidents, and when it was carried out.
type mender struct {
	mends cost.Change
	at    time.Time
}

// menderFields are the fields that it takes.
var menderFields = []string{"incident", "status", "outcome", "actual_end", "effort"}

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

// worked puts what was logged on the problems, their incidents and changes in the place of the effort that they state.
func (l *problemLoading) worked(ctx context.Context) error {
	tickets := itsm.References{}
	for i := range l.input.Problems {
		tickets.Add(l.input.Problems[i].Ref())
	}
	for i := range l.input.Incidents {
		tickets.Add(l.input.Incidents[i].Ref)
	}
	for i := range l.alike {
		tickets.Add(l.alike[i].bare.Ref)
	}
	for i := range l.mending {
		tickets.Add(l.mending[i].Ref)
	}
	logged, err := l.Logged(ctx, tickets)
	if err != nil {
		return err
	}
	for i := range l.input.Problems {
		p := &l.input.Problems[i]
		p.Effort = logged.OrOwn(p.Ref(), p.Effort)
	}
	for i := range l.input.Incidents {
		n := &l.input.Incidents[i]
		n.Effort = logged.OrOwn(n.Ref, n.Effort)
		l.bare[i].Effort = n.Effort
	}
	for i := range l.alike {
		a := &l.alike[i]
		a.incident.Effort = logged.OrOwn(a.bare.Ref, a.bare.Effort)
		a.bare.Effort = a.incident.Effort
	}
	for i := range l.mending {
		l.mending[i].Effort = logged.OrOwn(l.mending[i].Ref, l.mending[i].Effort)
	}
	return nil
}

// price measures what the incidents of problems cost in availability, from the first of them on, and prices them.
func (l *problemLoading) price(ctx context.Context) error {
	first := l.firstStart()
	if first.IsZero() {
		return nil
	}
	lost, err := l.Losses(ctx, itsm.Span{From: first, To: l.Want.AsOf})
	if err != nil {
		return err
	}
	l.priced = l.bare[:0] // in their place: there may be very many
	for k := range l.input.Incidents {
		n, i := &l.input.Incidents[k], &l.bare[k]
		l.priceOne(n, i, lost)
		if n.Once && l.year.Contains(n.Start) {
			l.priced = append(l.priced, *i)
		}
	}
	l.bare = nil
	for k := range l.alike {
		l.priceOne(&l.alike[k].incident, &l.alike[k].bare, lost)
	}
	return nil
}

// firstStart is when the first incident began that is to be priced; zero where there is none.
func (l *problemLoading) firstStart() (first time.Time) {
	take := func(start time.Time) {
		if !start.IsZero() && (first.IsZero() || start.Before(first)) {
			first = start
		}
	}
	for i := range l.input.Incidents {
		take(l.input.Incidents[i].Start)
	}
	for i := range l.alike {
		take(l.alike[i].incident.Start)
	}
	return first
}

func (l *problemLoading) priceOne(n *problems.Incident, i *cost.Incident, lost *Losses) {
	minutes, costly := lost.Minutes[n.Ref]
	n.Minutes, n.Assessed = minutes, n.Assessed || costly
	i.Minutes, i.Assessed = n.Minutes, n.Assessed
	price := l.Settings.Costs.Of(i)
	n.Cost, n.Partial = price.Cost, price.Partial
}

// lossSeed begins the chance of the intervals: the same in every report, so that the same incidents have the same interval.
const lossSeed = 1

// expect tells what the open problems will cost in another quarter, from what the data have of the last four.
func (l *problemLoading) expect(ctx context.Context) error {
	first, err := l.Data.FirstInstant(ctx)
	if err != nil {
		return fmt.Errorf("find out how far the data reach back: %w", err)
	}
	l.input.IncidentsFrom, l.input.WithoutIncidents = first, first.IsZero()
	window := l.quarters()
	if first.After(window.From) {
		window.From = first
	}
	incidents := slices.Clone(l.input.Incidents)
	for i := range l.alike {
		incidents = append(incidents, l.alike[i].incident)
	}
	l.input.Expected = problems.ExpectedLosses(problems.LossInput{
		Window: window, Problems: l.input.Problems, Incidents: incidents, Seed: lossSeed,
	})
	return nil
}

// orphans takes the issues that came back in the period and that nobody opened a problem for.
func (l *problemLoading) orphans(ctx context.Context) error {
	r, err := l.Recurring(ctx, l.Want.Period.Span)
	if err != nil {
		return err
	}
	l.untitled = r.Incidents.Tickets > 0 && r.Incidents.Untitled == r.Incidents.Tickets
	for i := range r.Groups {
		g := &r.Groups[i]
		if g.Kind != recurring.Incident || len(g.Problems) > 0 {
			continue
		}
		l.input.Orphans = append(l.input.Orphans, problems.Group{
			Signature: g.Signature, Service: g.Service, Count: g.Count, Minutes: g.Downtime,
			Effort:        itsm.Length{Value: time.Duration(g.Minutes.Value * float64(time.Minute)), Known: g.Minutes.Known},
			WithoutEffort: g.WithoutEffort, First: g.First, Last: g.Last, IDs: IDsOf(g.Members),
		})
	}
	return nil
}

// causes are the problems as those who price them need them.
func (l *problemLoading) causes() []cost.Cause {
	list := make([]cost.Cause, 0, len(l.input.Problems))
	for i := range l.input.Problems {
		p := &l.input.Problems[i]
		list = append(list, cost.Cause{Ref: p.Ref(), Title: p.Title, Service: l.ServiceID(p.Service), Effort: p.Effort})
	}
	for _, ref := range l.others {
		list = append(list, cost.Cause{Ref: ref, Elsewhere: true})
	}
	return list
}
