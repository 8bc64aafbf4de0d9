package reportstest

import (
	"context"

	"nines/internal/itsm"
)

func (d memory) ChangesInAnyOrder(_ context.Context, _ itsm.Span, _ []string, yield func(*itsm.Change) error) error {
	return yieldAll(d.Records.Changes, yield)
}

func (d memory) IncidentsOfChanges(_ context.Context, _ []string, yield func(*itsm.Incident) error) error {
	return yieldAll(d.Records.Incidents, func(i *itsm.Incident) error {
		if len(i.Change) == 0 {
			return nil
		}
		return yield(i)
	})
}

func (d memory) Decisions(_ context.Context, yield func(*itsm.Decision) error) error {
	return yieldAll(d.Records.Decisions, yield)
}

func (d memory) OpenedByService(_ context.Context, span itsm.Span) (map[string]int, error) {
	counts := map[string]int{}
	for i := range d.Records.Incidents {
		r := &d.Records.Incidents[i]
		if r.Service != "" && r.CountsOnce() && span.Contains(itsm.Incidents.Opened(r)) {
			counts[r.Service]++
		}
	}
	return counts, nil
}

func (d memory) WorkLogsInAnyOrder(ctx context.Context, span itsm.Span, _ []string, yield func(*itsm.WorkLog) error) error {
	return d.WorkLogs(ctx, span, yield)
}
