package reports

import (
	"context"
	"slices"
	"time"

	"nines/internal/itsm"
)

// memory is a snapshot in memory: what a store would answer, for a few records.
type memory struct {
	incidents  []itsm.Incident
	outages    []itsm.OutageRecord
	requests   []itsm.ServiceRequest
	exclusions []itsm.Exclusion
	sources    []itsm.SourceState
	findings   []itsm.SourceFinding
	problems   []itsm.Problem
	actions    []itsm.Action
	changes    []itsm.Change
	worklogs   []itsm.WorkLog
	updates    []itsm.Update
	first      time.Time

	problemVersions []itsm.Problem
	actionVersions  []itsm.Action
}

// yieldAll yields the records, of whatever time they are.
func yieldAll[R any](list []R, yield func(*R) error) error {
	for i := range list {
		record := list[i]
		if err := yield(&record); err != nil {
			return err
		}
	}
	return nil
}

func (d *memory) Incidents(_ context.Context, q itsm.IncidentQuery, yield func(*itsm.Incident) error) error {
	for _, i := range d.incidents {
		began, ended := itsm.Incidents.Began(&i), itsm.Incidents.Ended(&i)
		if !began.Before(q.To) || (!ended.IsZero() && ended.Before(q.From)) {
			continue
		}
		if q.Losing != nil && !i.Lost.Known && i.Outage == itsm.OutageUnstated && !slices.Contains(q.Losing, i.Priority) {
			continue
		}
		if err := yield(&i); err != nil {
			return err
		}
	}
	return nil
}

func (d *memory) IncidentsByID(_ context.Context, ids []string, yield func(*itsm.Incident) error) error {
	for _, i := range d.incidents {
		if slices.Contains(ids, i.ID) {
			if err := yield(&i); err != nil {
				return err
			}
		}
	}
	return nil
}

// yieldNamed yields the records of the ids.
func yieldNamed[R any](list []R, ids []string, id func(*R) string, yield func(*R) error) error {
	return yieldAll(list, func(r *R) error {
		if !slices.Contains(ids, id(r)) {
			return nil
		}
		return yield(r)
	})
}

func (d *memory) RequestsInAnyOrder(_ context.Context, _ itsm.Span, _ []string, yield func(*itsm.ServiceRequest) error) error {
	return yieldAll(d.requests, yield)
}

func (d *memory) RequestsByID(_ context.Context, ids []string, yield func(*itsm.ServiceRequest) error) error {
	return yieldNamed(d.requests, ids, func(r *itsm.ServiceRequest) string { return r.ID }, yield)
}

func (d *memory) ProblemsByID(_ context.Context, ids []string, yield func(*itsm.Problem) error) error {
	return yieldNamed(d.problems, ids, func(r *itsm.Problem) string { return r.ID }, yield)
}

func (d *memory) ChangesByID(_ context.Context, ids []string, yield func(*itsm.Change) error) error {
	return yieldNamed(d.changes, ids, func(r *itsm.Change) string { return r.ID }, yield)
}

func (d *memory) Assessable(_ context.Context, span itsm.Span, _ bool) (map[string]bool, error) {
	assessable := map[string]bool{}
	for i := range d.incidents {
		if r := &d.incidents[i]; span.Contains(r.Opened) {
			assessable[r.Service] = true
		}
	}
	return assessable, nil
}

func (d *memory) OutageRecords(_ context.Context, _ itsm.Span, yield func(*itsm.OutageRecord) error) error {
	for i := range d.outages {
		if err := yield(&d.outages[i]); err != nil {
			return err
		}
	}
	return nil
}

func (d *memory) OutageRecordsOf(context.Context, itsm.IncidentQuery, func(*itsm.OutageRecord) error) error {
	return nil // OutageRecords yields all of them
}

func (d *memory) ServicesMet(context.Context, time.Time) ([]string, error) { return nil, nil }

func (d *memory) Requests(_ context.Context, _ itsm.Span, yield func(*itsm.ServiceRequest) error) error {
	for i := range d.requests {
		if err := yield(&d.requests[i]); err != nil {
			return err
		}
	}
	return nil
}

func (d *memory) Exclusions(_ context.Context, yield func(*itsm.Exclusion) error) error {
	for i := range d.exclusions {
		if err := yield(&d.exclusions[i]); err != nil {
			return err
		}
	}
	return nil
}

func (d *memory) Problems(_ context.Context, _ itsm.Span, yield func(*itsm.Problem) error) error {
	return yieldAll(d.problems, yield)
}

func (d *memory) ProblemVersions(_ context.Context, yield func(*itsm.Problem) error) error {
	return yieldAll(d.problemVersions, yield)
}

func (d *memory) ActionVersions(_ context.Context, yield func(*itsm.Action) error) error {
	return yieldAll(d.actionVersions, yield)
}

func (d *memory) IncidentsOfProblems(_ context.Context, _ []string, yield func(*itsm.Incident) error) error {
	return yieldAll(d.incidents, func(i *itsm.Incident) error {
		if len(i.Problem) == 0 {
			return nil
		}
		return yield(i)
	})
}

func (d *memory) Actions(_ context.Context, _ itsm.Span, yield func(*itsm.Action) error) error {
	return yieldAll(d.actions, yield)
}

func (d *memory) Changes(_ context.Context, _ itsm.Span, yield func(*itsm.Change) error) error {
	return yieldAll(d.changes, yield)
}

func (d *memory) WorkLogs(_ context.Context, _ itsm.Span, yield func(*itsm.WorkLog) error) error {
	return yieldAll(d.worklogs, yield)
}

func (d *memory) Updates(_ context.Context, _ itsm.Span, yield func(*itsm.Update) error) error {
	return yieldAll(d.updates, yield)
}

func (d *memory) Sources(context.Context) ([]itsm.SourceState, error) { return d.sources, nil }

func (d *memory) Findings(context.Context, time.Time) ([]itsm.SourceFinding, error) {
	return d.findings, nil
}

func (d *memory) FirstInstant(context.Context) (time.Time, error) { return d.first, nil }

func (d *memory) Opened(_ context.Context, spans []itsm.Span) (incidents, requests []int, err error) {
	return make([]int, len(spans)), make([]int, len(spans)), nil
}

// services makes a catalogue of services around the clock, each with the target.
func services(target float64, ids ...string) func(context.Context, Data) (*itsm.Catalogue, []string, error) {
	return func(context.Context, Data) (*itsm.Catalogue, []string, error) {
		var list []*itsm.Service
		for _, id := range ids {
			list = append(list, service(id, target, true))
		}
		return itsm.NewCatalogue(list, func(id string) *itsm.Service { return service(id, target, false) }), nil, nil
	}
}

func service(id string, target float64, catalogued bool) *itsm.Service {
	return &itsm.Service{ID: id, Name: id, Catalogued: catalogued, Epochs: []itsm.Epoch{{
		Weight: 1, Target: target, Calendar: itsm.AlwaysOpen(),
		Regions: []itsm.Region{{Name: "all", Share: 1}}, Functions: []itsm.Function{{Name: "all", Share: 1}},
	}}}
}

func at(day, hour, minute int) time.Time {
	return time.Date(2026, 10, day, hour, minute, 0, 0, time.UTC)
}

// outage is a P1 incident of so many minutes from 09:00 of an October day.
func outage(id, service string, day, minutes int) itsm.Incident {
	return itsm.Incident{
		Head: itsm.Head{ID: id, Source: "tickets"}, Title: "down", Service: service, Priority: itsm.P1, Status: itsm.StatusClosed,
		Opened: at(day, 9, 0), Restored: at(day, 9, minutes), Resolved: at(day, 9, minutes), Closed: at(day, 12, 0),
	}
}
