package changes

import (
	"context"

	"nines/analysis/changes"
	"nines/internal/itsm"
	"nines/reports/making"
)

// Publish lists how many changes were carried out in the period, how many of them failed by what was said of them, and
// how many were emergencies. The failure rates are not published, as a change enters them when its time of suspicion has
// passed. Of a report that looks ahead it is how many changes are planned.
func Publish(ctx context.Context, m *making.Report) ([]making.Figure, error) {
	if m.Want.Report.Coming {
		return publishPlan(ctx, m)
	}
	b, _, err := load(ctx, m)
	if err != nil {
		return nil, err
	}
	var carried, failed, emergencies []making.Contribution
	for i := range b.Carried {
		c := &b.Carried[i]
		carried = append(carried, making.Holding(c.ID, true))
		failed = append(failed, making.Holding(c.ID, c.Verdict == changes.FailedOutcome || c.Verdict == changes.FailedByName))
		emergencies = append(emergencies, making.Holding(c.ID, c.Class == itsm.ClassEmergency))
	}
	return []making.Figure{
		making.Counted("changes/period/carried_out", carried),
		making.Counted("changes/period/failed", failed),
		making.Counted("changes/period/emergencies", emergencies),
	}, nil
}

// publishPlan counts the changes planned, so that a pack which is made again says which came or went.
func publishPlan(ctx context.Context, m *making.Report) ([]making.Figure, error) {
	_, a, err := load(ctx, m)
	if err != nil {
		return nil, err
	}
	var planned []making.Contribution
	for i := range a.schedule.Changes {
		planned = append(planned, making.Holding(a.schedule.Changes[i].ID, true))
	}
	return []making.Figure{making.Counted("changes/period/planned", planned)}, nil
}
