package incident

import (
	"cmp"
	"context"
	"iter"
	"slices"
	"time"

	"nines/analysis/availability"
	"nines/internal/itsm"
	"nines/reports/making"
)

// file is all that is known of one incident while its document is made.
type file struct {
	*making.Report
	data     Data
	want     Want
	made     *Made
	incident itsm.Incident
	tickets  itsm.References // incidents of that id
	began    time.Time       // of its first outage, else of the incident; zero: unknown
	outages  []outage        // by start
	excluded []*itsm.Exclusion
	updates  []itsm.Update // by time
	problems []itsm.Problem
	actions  []itsm.Action
	changes  []suspect
}

// outage is one outage of the incident.
type outage struct {
	*availability.Outage
	gross    float64 // weighted minutes by itself
	weighted float64 // its part of those of the incident
}

func (c *file) load(ctx context.Context) error {
	if err := c.find(ctx); err != nil {
		return err
	}
	if err := c.measure(ctx); err != nil {
		return err
	}
	c.began = c.incident.Start()
	if len(c.outages) > 0 {
		c.began = c.outages[0].Start
	}
	for _, part := range []func(context.Context) error{c.loadUpdates, c.loadProblems, c.loadActions, c.loadChanges} {
		if err := part(ctx); err != nil {
			return err
		}
	}
	return nil
}

// find finds the incident that is asked for.
func (c *file) find(ctx context.Context) error {
	var found []itsm.Incident
	c.tickets = itsm.References{}
	err := c.data.IncidentsByID(ctx, []string{c.want.ID}, func(i *itsm.Incident) error {
		c.tickets.Add(i.Ref())
		if c.want.Source == "" || i.Source == c.want.Source {
			found = append(found, *i)
		}
		return nil
	})
	if err != nil {
		return err
	}
	switch len(found) {
	case 0:
		return &NotFoundError{c.want.ID}
	case 1:
		c.incident = found[0]
		return nil
	}
	return &AmbiguousError{c.want.ID, c.tickets[c.want.ID]}
}

// means tells whether a record of a source means the incident by an id.
func (c *file) means(source, id string) bool {
	if id != c.incident.ID {
		return false
	}
	ref, ok, _ := c.tickets.Find(source, id)
	return ok && ref == c.incident.Ref()
}

// life is the time from which on records can concern the incident, until the as-of instant; the zero span: all.
func (c *file) life() itsm.Span {
	began := itsm.Incidents.Began(&c.incident)
	if began.IsZero() || !began.Before(c.want.AsOf) {
		return itsm.Span{}
	}
	return itsm.Span{From: began.Add(-24 * time.Hour), To: c.want.AsOf.Add(time.Millisecond)}
}

// records are the outage records of the incident, and the exclusions that concern it.
func (c *file) records(ctx context.Context) (list []*itsm.OutageRecord, err error) {
	met := map[itsm.Ref]bool{}
	take := func(r *itsm.OutageRecord) error {
		if c.means(r.Source, r.Incident) && !met[r.Ref()] {
			copied := *r
			met[r.Ref()], list = true, append(list, &copied)
		}
		return nil
	}
	began := itsm.Incidents.Began(&c.incident)
	q := itsm.IncidentQuery{}
	if !began.IsZero() { // a span in which few other incidents were
		q.Span = itsm.Span{From: began, To: began.Add(time.Millisecond)}
	}
	if err := c.data.OutageRecords(ctx, q.Span, take); err != nil {
		return nil, err
	}
	if err := c.data.OutageRecordsOf(ctx, q, take); err != nil {
		return nil, err
	}
	named := map[string]bool{c.incident.ID: true}
	for _, r := range list {
		named[r.ID] = true
	}
	err = c.data.Exclusions(ctx, func(e *itsm.Exclusion) error {
		if named[e.Incident] || named[e.Outage] {
			copied := *e
			c.excluded = append(c.excluded, &copied)
		}
		return nil
	})
	return list, err
}

// measure finds out what the incident's outages were and what they cost, as if no other had been.
func (c *file) measure(ctx context.Context) error {
	records, err := c.records(ctx)
	if err != nil {
		return err
	}
	maintenance, err := c.maintenance(ctx, records)
	if err != nil {
		return err
	}
	only := iter.Seq[*itsm.Incident](func(yield func(*itsm.Incident) bool) { yield(&c.incident) })
	assessed := availability.Assess(availability.Assessment{
		AsOf: c.want.AsOf, Span: c.life(), Catalogue: c.Catalogue, Rule: c.Settings.LossByPriority,
		Incidents: only, Records: records, Exclusions: c.excluded, Changes: maintenance,
	})
	var services []*itsm.Service
	span := itsm.Span{To: c.want.AsOf}
	for _, o := range assessed.Outages {
		if span.From.IsZero() || o.Start.Before(span.From) {
			span.From = o.Start
		}
		if !slices.Contains(services, o.Service) {
			services = append(services, o.Service)
		}
		c.outages = append(c.outages, outage{Outage: o})
	}
	if len(c.outages) == 0 {
		return nil
	}
	result, err := availability.Compute(availability.Input{
		Period: span, AsOf: c.want.AsOf, Services: services, Outages: assessed.Outages, Exclusions: assessed.Exclusions,
		Maintenance: assessed.Maintenance, AmberAt: c.Settings.AmberAt,
	})
	if err != nil {
		return err
	}
	for _, o := range result.Outages {
		at := slices.IndexFunc(c.outages, func(own outage) bool { return own.Outage == o.Outage })
		c.outages[at].gross, c.outages[at].weighted = o.Gross, o.Attributed
	}
	return nil
}

// maintenance are the changes that may be planned maintenance while the incident lasted.
func (c *file) maintenance(ctx context.Context, records []*itsm.OutageRecord) (list []*itsm.Change, err error) {
	span := c.life()
	if i := &c.incident; !i.Open() && span != (itsm.Span{}) {
		last := itsm.Latest(span.From, i.Restored, i.Resolved, i.Closed)
		for _, r := range records {
			if r.To.IsZero() {
				last = c.want.AsOf
			}
			last = itsm.Latest(last, r.To)
		}
		span.To = last.Add(time.Millisecond)
	}
	err = c.data.Changes(ctx, span, func(r *itsm.Change) error {
		if r.Maintenance == itsm.Yes {
			copied := *r
			list = append(list, &copied)
		}
		return nil
	})
	return list, err
}

func (c *file) loadUpdates(ctx context.Context) error {
	err := c.data.Updates(ctx, c.life(), func(u *itsm.Update) error {
		if c.means(u.Source, u.Incident) {
			c.updates = append(c.updates, *u)
		}
		return nil
	})
	slices.SortFunc(c.updates, func(a, b itsm.Update) int { return cmp.Or(a.At.Compare(b.At), a.Ref().Compare(b.Ref())) })
	return err
}

func (c *file) loadProblems(ctx context.Context) error {
	met := itsm.References{}
	var all []itsm.Problem
	err := c.data.ProblemsByID(ctx, c.incident.Problem, func(p *itsm.Problem) error {
		met.Add(p.Ref())
		all = append(all, *p)
		return nil
	})
	for _, p := range all {
		if ref, ok, _ := met.Find(c.incident.Source, p.ID); ok && ref == p.Ref() {
			c.problems = append(c.problems, p)
		}
	}
	return err
}

// loadActions loads the actions of the incident and those of its problems, by due date, those without one last.
func (c *file) loadActions(ctx context.Context) error {
	err := c.data.Actions(ctx, itsm.Span{}, func(a *itsm.Action) error {
		ofProblem := slices.ContainsFunc(c.problems, func(p itsm.Problem) bool { return p.ID == a.Problem })
		if ofProblem || c.means(a.Source, a.Incident) {
			c.actions = append(c.actions, *a)
		}
		return nil
	})
	slices.SortFunc(c.actions, func(a, b itsm.Action) int {
		if a.Due.IsZero() != b.Due.IsZero() {
			return b.Due.Compare(a.Due)
		}
		return cmp.Or(a.Due.Compare(b.Due), a.Ref().Compare(b.Ref()))
	})
	return err
}
