// Package reportstest helps to test sections: records in memory, and reports that are made from them.
package reportstest

import (
	"context"
	"slices"
	"time"

	"nines/internal/itsm"
	"nines/reports/snapshot"
)

// Snapshot answers from the records as a store would: with all of them, where a test does not need fewer.
func (r *Records) Snapshot() snapshot.Data { return memory{r} }

// memory is a snapshot in memory.
type memory struct{ *Records }

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

func (d memory) Incidents(_ context.Context, q itsm.IncidentQuery, yield func(*itsm.Incident) error) error {
	for _, i := range d.Records.Incidents {
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

func (d memory) IncidentsByID(_ context.Context, ids []string, yield func(*itsm.Incident) error) error {
	for _, i := range d.Records.Incidents {
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

func (d memory) RequestsInAnyOrder(_ context.Context, _ itsm.Span, _ []string, yield func(*itsm.ServiceRequest) error) error {
	return yieldAll(d.Records.Requests, yield)
}

func (d memory) RequestsByID(_ context.Context, ids []string, yield func(*itsm.ServiceRequest) error) error {
	return yieldNamed(d.Records.Requests, ids, func(r *itsm.ServiceRequest) string { return r.ID }, yield)
}

func (d memory) ProblemsByID(_ context.Context, ids []string, yield func(*itsm.Problem) error) error {
	return yieldNamed(d.Records.Problems, ids, func(r *itsm.Problem) string { return r.ID }, yield)
}

func (d memory) ChangesByID(_ context.Context, ids []string, yield func(*itsm.Change) error) error {
	return yieldNamed(d.Records.Changes, ids, func(r *itsm.Change) string { return r.ID }, yield)
}

func (d memory) Assessable(_ context.Context, spans []itsm.Span, byPriority bool) ([]map[string]bool, error) {
	var all []map[string]bool
	for _, span := range spans {
		all = append(all, d.assessable(span, byPriority))
	}
	return all, nil
}

func (d memory) assessable(span itsm.Span, byPriority bool) map[string]bool {
	assessable := map[string]bool{}
	for i := range d.Records.Incidents {
		if r := &d.Records.Incidents[i]; span.Contains(r.Opened) && r.Service != "" && r.CountsOnce() {
			stated := r.Outage == itsm.OutageNone || r.Outage == itsm.OutageFull || r.Lost.Known
			assessable[r.Service] = assessable[r.Service] || stated || byPriority && r.Priority != itsm.PriorityUnknown
		}
	}
	return assessable
}

func (d memory) OutageRecords(_ context.Context, _ itsm.Span, yield func(*itsm.OutageRecord) error) error {
	for i := range d.Outages {
		if err := yield(&d.Outages[i]); err != nil {
			return err
		}
	}
	return nil
}

func (d memory) OutageRecordsOf(context.Context, itsm.IncidentQuery, func(*itsm.OutageRecord) error) error {
	return nil // OutageRecords yields all of them
}

func (d memory) ServicesMet(context.Context, time.Time) ([]string, error) { return nil, nil }

func (d memory) Requests(_ context.Context, _ itsm.Span, yield func(*itsm.ServiceRequest) error) error {
	for i := range d.Records.Requests {
		if err := yield(&d.Records.Requests[i]); err != nil {
			return err
		}
	}
	return nil
}

func (d memory) Exclusions(_ context.Context, yield func(*itsm.Exclusion) error) error {
	for i := range d.Records.Exclusions {
		if err := yield(&d.Records.Exclusions[i]); err != nil {
			return err
		}
	}
	return nil
}

func (d memory) Problems(_ context.Context, _ itsm.Span, yield func(*itsm.Problem) error) error {
	return yieldAll(d.Records.Problems, yield)
}

func (d memory) ProblemVersions(_ context.Context, yield func(*itsm.Problem) error) error {
	return yieldAll(d.Records.ProblemVersions, yield)
}

func (d memory) ActionVersions(_ context.Context, yield func(*itsm.Action) error) error {
	return yieldAll(d.Records.ActionVersions, yield)
}

func (d memory) IncidentsOfProblems(_ context.Context, _ []string, yield func(*itsm.Incident) error) error {
	return yieldAll(d.Records.Incidents, func(i *itsm.Incident) error {
		if len(i.Problem) == 0 {
			return nil
		}
		return yield(i)
	})
}

func (d memory) Actions(_ context.Context, _ itsm.Span, yield func(*itsm.Action) error) error {
	return yieldAll(d.Records.Actions, yield)
}

func (d memory) Changes(_ context.Context, _ itsm.Span, yield func(*itsm.Change) error) error {
	return yieldAll(d.Records.Changes, yield)
}

func (d memory) WorkLogs(_ context.Context, _ itsm.Span, yield func(*itsm.WorkLog) error) error {
	return yieldAll(d.Worklogs, yield)
}

func (d memory) Updates(_ context.Context, _ itsm.Span, yield func(*itsm.Update) error) error {
	return yieldAll(d.Records.Updates, yield)
}

func (d memory) Sources(context.Context) ([]itsm.SourceState, error) { return d.Records.Sources, nil }

func (d memory) Findings(context.Context, time.Time) ([]itsm.SourceFinding, error) {
	return d.Records.Findings, nil
}

func (d memory) FirstInstant(context.Context) (time.Time, error) { return d.First, nil }

func (d memory) Opened(_ context.Context, spans []itsm.Span) (incidents, requests []int, err error) {
	return make([]int, len(spans)), make([]int, len(spans)), nil
}
