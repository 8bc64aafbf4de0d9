package making

import (
	"context"
	"fmt"

	"nines/analysis/cost"
	"nines/analysis/problems"
	"nines/internal/itsm"
)

// alike is an incident that names no problem and is about the same as those of an open one: it tells how often that
// problem strikes, and counts nowhere else.
type alike struct {
	incident problems.Incident
	bare     cost.Incident
}

// alikeFields are the fields that finding and pricing them take.
var alikeFields = []string{
	"parent", "duplicate_of", "title", "service", "lost", "outage", "priority", "status", "started", "detected", "opened",
	"problem", "effort", "contacts",
}

// mostAlike is how many incidents of four quarters are looked through: more take longer to read than the rest of the
// report does. The page says where only the incidents count that name a problem.
const mostAlike = 200_000

// alikes finds them among the incidents of the last four quarters, where any names a problem.
func (l *problemLoading) alikes(ctx context.Context) error {
	if l.owners.Empty() {
		return nil
	}
	window := l.quarters()
	opened, _, err := l.Data.Opened(ctx, []itsm.Span{window})
	if err != nil {
		return fmt.Errorf("count the incidents of four quarters: %w", err)
	}
	if l.linkedOnly = opened[0] > mostAlike; l.linkedOnly {
		return nil
	}
	q := itsm.IncidentQuery{Span: window, Fields: alikeFields, AnyOrder: true}
	err = l.Data.Incidents(ctx, q, func(i *itsm.Incident) error {
		if len(i.Problem) > 0 || !i.CountsOnce() || !window.Contains(i.Start()) {
			return nil
		}
		service := l.ServiceID(i.Service)
		owner, ok := l.owners.Of(service, i.Title)
		if !ok {
			return nil
		}
		owners := []itsm.Ref{owner}
		l.alike = append(l.alike, alike{
			problems.Incident{Ref: i.Ref(), Once: true, Start: i.Start(), Problems: owners, Assessed: l.assessed(i), Effort: i.Effort},
			cost.Incident{Ref: i.Ref(), Service: service, Problems: owners, Effort: i.Effort, Contacts: i.Contacts},
		})
		return nil
	})
	if err != nil {
		return fmt.Errorf("load the incidents like those of problems: %w", err)
	}
	return nil
}

// quarters are the last four, up to the as-of instant.
func (l *problemLoading) quarters() itsm.Span {
	return itsm.Span{From: l.Want.AsOf.In(l.Settings.Zone).AddDate(-1, 0, 0), To: l.Want.AsOf}
}
