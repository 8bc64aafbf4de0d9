package changes

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"nines/analysis/changes"
	"nines/internal/itsm"
	"nines/reports/making"
)

// ahead is what the board decides about.
type ahead struct {
	coming    itsm.Period
	schedule  *changes.Schedule
	decisions *decisions
	recorded  itsm.Span // what the records of kinds rest on
	lookedAt  itsm.Span // what the heat of services and their budgets rest on
}

// standingDays are how far back is looked for how services do.
const standingDays = 28

// loadAhead loads the changes of the period and what a decision about each needs.
func loadAhead(ctx context.Context, m *making.Report, coming itsm.Period, b *back) (*ahead, error) {
	asOf := m.Want.AsOf.In(m.Settings.Zone)
	a := &ahead{
		coming:   coming,
		recorded: b.recorded,
		lookedAt: itsm.Span{From: asOf.AddDate(0, 0, -standingDays), To: m.Want.AsOf},
	}
	in := changes.ScheduleInput{
		AsOf: m.Want.AsOf, Coming: coming.Span, Zone: m.Settings.Zone, Rules: m.Settings.Changes, Catalogue: m.Catalogue,
	}
	var err error
	if in.Standing, err = standing(ctx, m, a.lookedAt); err != nil { // makes the services known that data name
		return nil, err
	}
	if in.Changes, err = planned(ctx, m, coming.Span); err != nil {
		return nil, err
	}
	if a.decisions, err = loadDecisions(ctx, m, coming); err != nil {
		return nil, err
	}
	if len(in.Changes) > 0 {
		if in.Volumes, err = volumes(ctx, m, in.Changes, a.lookedAt); err != nil {
			return nil, err
		}
	}
	in.History = b.history
	a.schedule = changes.NewSchedule(in)
	return a, nil
}

// planned loads the changes of the coming time, and those that one of them may be in the way of: the life of a change
// that goes on for longer reaches beyond it.
func planned(ctx context.Context, m *making.Report, coming itsm.Span) ([]itsm.Change, error) {
	list, reach, err := plannedIn(ctx, m, coming, coming)
	if err == nil && reach != coming {
		list, _, err = plannedIn(ctx, m, reach, coming)
	}
	return list, err
}

// plannedIn lists the changes of the span, and how far those reach that touch the coming time, at most a quarter more
// on either side.
func plannedIn(ctx context.Context, m *making.Report, span, coming itsm.Span) (list []itsm.Change, reach itsm.Span, err error) {
	const most = 92 * 24 * time.Hour
	reach = coming
	err = m.Whole.Changes(ctx, span, func(c *itsm.Change) error { // of all services: others may be in the way
		list = append(list, *c)
		at := itsm.Span{From: itsm.FirstKnown(c.PlannedStart, c.ActualStart), To: itsm.Latest(c.PlannedEnd, c.ActualEnd)}
		if at.From.IsZero() || !at.Overlaps(coming) || c.Cancelled() {
			return nil
		}
		if earliest := coming.From.Add(-most); at.From.Before(earliest) {
			at.From = earliest
		}
		if latest := coming.To.Add(most); at.To.After(latest) {
			at.To = latest
		}
		if at.From.Before(reach.From) {
			reach.From = at.From
		}
		reach.To = itsm.Latest(reach.To, at.To)
		return nil
	})
	if err != nil {
		return nil, reach, fmt.Errorf("load the changes ahead: %w", err)
	}
	return list, reach, nil
}

// standing tells how services do as of now.
func standing(ctx context.Context, m *making.Report, span itsm.Span) (map[string]changes.Standing, error) {
	recent, err := m.Recent(ctx, span)
	if err != nil {
		return nil, err
	}
	standings := make(map[string]changes.Standing, len(recent))
	for id, r := range recent {
		s := changes.Standing{Incidents: r.Incidents, Downtime: r.Downtime}
		if r.BudgetSpent.Known {
			s.BudgetLeft = itsm.Known(1 - r.BudgetSpent.Value)
		}
		standings[id] = s
	}
	return standings, nil
}

// volumes measures the hours of the week of the services that changes are planned for: by the metrics that drive their
// KPIs, over whole weeks.
func volumes(ctx context.Context, m *making.Report, list []itsm.Change, span itsm.Span) (map[string]*changes.WeekVolume, error) {
	byMetric := map[string][]string{} // services by the metric; those of every service by none
	met := map[string]bool{}
	for i := range list {
		s := m.Catalogue.Find(list[i].Service)
		if s == nil || met[s.ID] {
			continue
		}
		met[s.ID] = true
		for _, metric := range slices.Concat(m.Settings.BusyBy[s.ID], m.Settings.BusyBy["*"]) {
			byMetric[metric] = append(byMetric[metric], s.ID)
		}
	}
	volumes := map[string]*changes.WeekVolume{}
	for _, metric := range slices.Sorted(maps.Keys(byMetric)) { // in one order, as sums depend on it
		services := byMetric[metric]
		q := itsm.SampleQuery{Span: span, Services: services, Metrics: []string{metric}, ServiceOf: m.ServiceID}
		err := m.Data.Samples(ctx, q, func(s itsm.Series, at []int64, values []float64) error {
			if volumes[s.Service] == nil {
				volumes[s.Service] = changes.NewWeekVolume(m.Settings.Zone)
			}
			for i, v := range values {
				volumes[s.Service].Add(time.UnixMilli(at[i]), v)
			}
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("load the volume of services: %w", err)
		}
	}
	return volumes, nil
}
