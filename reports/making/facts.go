package making

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"nines/analysis/availability"
	"nines/analysis/quality"
	"nines/analysis/toptalkers"
	"nines/analysis/volumes"
	"nines/internal/itsm"
)

// Facts is what the records of the period say: computed once, presented by several sections.
type Facts struct {
	Services     []*itsm.Service // of the catalogue and met in the period
	Availability *availability.Result
	Ranking      toptalkers.Result
	Volumes      volumes.Volumes
	Findings     []quality.Finding
	Exclusions   []availability.ExcludedMinutes // that concern the period
	Sources      []itsm.SourceState
	Gaps         []Gap
	Doubts       []string       // what else puts the period's figures in doubt
	NotCovered   map[string]Gap // by service id
	opened       []string       // ids of the incidents opened in the period
	resolved     []string
	requested    []string
	Tickets      []Ticket // of the period, in the order of the ticket list
	Handled      Handled  // what the section on the response needs
}

// incidentFields are the fields that the period's figures and the list of its tickets need.
var incidentFields = []string{
	"parent", "duplicate_of", "title", "service", "component", "regions", "functions", "lost", "outage", "priority",
	"status", "status_text", "category", "started", "detected", "opened", "acknowledged", "engaged", "restored", "resolved", "closed", "updated",
	"cause", "problem", "change", "team", "effort", "contacts",
}

// requestFields are those of service requests, and changeFields those of changes.
var (
	requestFields = []string{
		"title", "item", "service", "component", "status", "status_text", "opened", "closed", "updated", "team", "effort", "category",
	}
	changeFields = slices.Concat(maintenanceFields, []string{"class", "requested", "actual_start", "actual_end", "effort"})
)

// Facts loads the period's records, once, and computes what several sections present.
func (m *Report) Facts(ctx context.Context) (*Facts, error) {
	if m.loaded != nil {
		return m.loaded, nil
	}
	l := &loading{Report: m, Facts: &Facts{}, counter: volumes.NewCounter(m.Want.Period.Span, m.Want.AsOf), seen: map[availability.Ref]bool{}}
	l.watch = m.watchResponse()
	if err := l.load(ctx); err != nil {
		return nil, err
	}
	m.loaded = l.Facts
	return m.loaded, nil
}

// loading is the state while the period's records stream by.
type loading struct {
	*Report
	*Facts
	quality quality.Collector
	counter *volumes.Counter
	records []*itsm.OutageRecord
	changes []*itsm.Change
	named   []string                  // incidents that outage records and exclusions name
	seen    map[availability.Ref]bool // of these, the ones that streamed by
	watch   *responseWatch            // nil: the report does not tell of the response
}

func (l *loading) load(ctx context.Context) error {
	var err error
	if l.Sources, err = l.Data.Sources(ctx); err != nil {
		return fmt.Errorf("load the state of the sources: %w", err)
	}
	span := l.Want.Period.Span
	exclusions, err := loadExclusions(ctx, l.Data)
	if err != nil {
		return err
	}
	if l.records, err = loadOutages(ctx, l.Data, itsm.IncidentQuery{Span: span}); err != nil {
		return err
	}
	if l.changes, err = l.loadChanges(ctx, span); err != nil {
		return err
	}
	l.named = namedIncidents(l.records, exclusions)
	var failed error
	assessed := availability.Assess(availability.Assessment{
		AsOf: l.Want.AsOf, Span: itsm.Span{From: span.From, To: l.Until()}, Catalogue: l.Catalogue, Rule: l.Settings.LossByPriority,
		Incidents: l.incidents(ctx, &failed), Records: l.records, Exclusions: exclusions, Changes: l.changes,
	})
	if failed != nil {
		return fmt.Errorf("load the incidents: %w", failed)
	}
	if err := l.requestsAndProblems(ctx); err != nil {
		return err
	}
	l.Volumes = l.counter.Volumes()
	names, err := l.Data.ServicesMet(ctx, l.Until())
	if err != nil {
		return err
	}
	for _, name := range names {
		l.Catalogue.Find(name)
	}
	first, err := l.Data.FirstInstant(ctx)
	if err != nil {
		return err
	}
	l.NotCovered, l.Gaps = l.coverage(l.Sources, first)
	l.Services = inOrder(l.Catalogue.Services())
	slices.SortFunc(l.Tickets, Ticket.compare)
	l.Handled = l.watch.handled(assessed.Outages, itsm.Span{From: span.From, To: l.Until()})
	if err := l.compute(assessed); err != nil {
		return err
	}
	return l.find(ctx, assessed)
}

// loadChanges counts the period's changes and returns those that may be planned maintenance.
func (l *loading) loadChanges(ctx context.Context, span itsm.Span) ([]*itsm.Change, error) {
	var list []*itsm.Change
	err := l.Data.ChangesInAnyOrder(ctx, span, changeFields, func(c *itsm.Change) error {
		l.counter.Change(c)
		l.quality.Change(c)
		if c.Maintenance == itsm.Yes {
			copied := *c
			list = append(list, &copied)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("load the changes: %w", err)
	}
	return list, nil
}

// incidents streams the period's incidents past the counters, then those that outage records and exclusions name and
// that lie outside the period. An error ends the stream and is left in failed.
func (l *loading) incidents(ctx context.Context, failed *error) iter.Seq[*itsm.Incident] {
	return func(yield func(*itsm.Incident) bool) {
		q := itsm.IncidentQuery{Span: l.Want.Period.Span, Fields: l.watch.fields(incidentFields), AnyOrder: true}
		if *failed = l.Data.Incidents(ctx, q, func(i *itsm.Incident) error {
			l.note(i)
			yield(i)
			return nil
		}); *failed != nil {
			return
		}
		*failed = l.Data.IncidentsByID(ctx, l.named, func(i *itsm.Incident) error {
			if !l.seen[refOf(i)] {
				yield(i)
			}
			return nil
		})
	}
}

func refOf(i *itsm.Incident) availability.Ref { return availability.Ref{Source: i.Source, ID: i.ID} }

// note counts an incident of the period and looks for faults in it.
func (l *loading) note(i *itsm.Incident) {
	if _, named := slices.BinarySearch(l.named, i.ID); named {
		l.seen[refOf(i)] = true
	}
	l.quality.Incident(i)
	l.counter.Incident(i)
	l.Tickets = append(l.Tickets, incidentTicket(i, l.assessed(i)))
	l.watch.incident(i)
	if service := l.Catalogue.Find(i.Service); service != nil && !service.Catalogued && i.CountsOnce() {
		l.quality.Add(quality.UnknownService, i.ID, service.ID)
	}
	if !i.CountsOnce() {
		return
	}
	if l.within(itsm.Incidents.Opened(i)) {
		l.opened = append(l.opened, i.ID)
	}
	if l.within(i.Resolved) {
		l.resolved = append(l.resolved, i.ID)
	}
}

func (l *loading) within(t time.Time) bool {
	return !t.IsZero() && itsm.Span{From: l.Want.Period.From, To: l.Until()}.Contains(t)
}

func (l *loading) requestsAndProblems(ctx context.Context) error {
	span := l.Want.Period.Span
	err := l.Data.RequestsInAnyOrder(ctx, span, requestFields, func(r *itsm.ServiceRequest) error {
		l.counter.Request(r)
		l.quality.Request(r)
		l.Tickets = append(l.Tickets, requestTicket(r))
		if r.Status != itsm.StatusCancelled && l.within(r.Opened) {
			l.requested = append(l.requested, r.ID)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("load the service requests: %w", err)
	}
	slices.Sort(l.requested)
	err = l.Data.Problems(ctx, span, func(p *itsm.Problem) error {
		l.counter.Problem(p)
		l.quality.Problem(p)
		return nil
	})
	if err != nil {
		return fmt.Errorf("load the problems: %w", err)
	}
	return nil
}

// compute measures availability and ranks what cost it.
func (l *loading) compute(assessed *availability.Assessed) (err error) {
	notCovered := map[string]string{}
	for id, g := range l.NotCovered {
		notCovered[id] = g.Reason
	}
	l.Availability, err = availability.Compute(availability.Input{
		Period: l.Want.Period.Span, AsOf: l.Want.AsOf, Services: l.Services, Outages: assessed.Outages,
		Exclusions: assessed.Exclusions, Maintenance: assessed.Maintenance, Activity: assessed.Activity,
		NotCovered: notCovered, AmberAt: l.Settings.AmberAt,
	})
	if err != nil {
		return err
	}
	ranked := toptalkers.Input{ByTeam: l.Settings.ByTeam}
	for _, o := range l.Availability.Outages {
		ranked.Outages = append(ranked.Outages, talker(o))
	}
	l.Ranking = toptalkers.Compute(ranked)
	return nil
}

func talker(o availability.OutageMinutes) toptalkers.Outage {
	return toptalkers.Outage{
		ID: o.ID, Source: o.Source, Incident: o.Incident.ID, Service: o.Service.ID, Title: o.Title,
		From: o.Start, To: o.End, Gross: o.Gross, Attributed: o.Attributed, Score: o.Score,
		Problems: o.Problems, Changes: o.Changes, Cause: o.Cause, Component: o.Component, Team: o.Team,
	}
}

// inOrder lists the services of the catalogue in its order, then those met in the data by id: what is added up in
// this order does not depend on the order in which a store yields its records.
func inOrder(services []*itsm.Service) []*itsm.Service {
	list := slices.Clone(services)
	slices.SortStableFunc(list, func(a, b *itsm.Service) int {
		switch {
		case a.Catalogued && b.Catalogued:
			return 0
		case a.Catalogued != b.Catalogued:
			if a.Catalogued {
				return -1
			}
			return 1
		}
		return cmp.Compare(a.ID, b.ID)
	})
	return list
}

// SourceOf is the source of the incident of the period that a record of the source means by the id.
func (f *Facts) SourceOf(source, id string) (string, bool) {
	first, met := slices.BinarySearchFunc(f.Tickets, id, func(t Ticket, id string) int {
		if t.Request {
			return 1
		}
		return strings.Compare(t.ID, id)
	})
	if !met {
		return "", false
	}
	n := 0
	for _, t := range f.Tickets[first:] {
		if t.Request || t.ID != id {
			break
		}
		if t.Source.Value() == source {
			return source, true
		}
		n++
	}
	return f.Tickets[first].Source.Value(), n == 1
}
