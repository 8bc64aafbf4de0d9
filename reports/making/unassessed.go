package making

import (
	"context"
	"fmt"
	"slices"

	"nines/analysis/quality"
	"nines/internal/itsm"
)

// Unassessed lists, by id, the services of which the span has incidents and no outage can be known, as no rule says
// what an incident of which priority loses and nothing else does. With a rule there is none: what it leaves open is
// named ticket by ticket.
func (m *Report) Unassessed(ctx context.Context, span itsm.Span) ([]string, error) {
	if m.Settings.LossByPriority != nil {
		return nil, nil
	}
	assessable, err := m.Data.Assessable(ctx, []itsm.Span{span}, false)
	if err != nil {
		return nil, fmt.Errorf("ask for the incidents that can be assessed: %w", err)
	}
	byName := assessable[0]
	assessed, err := m.assessAmid(ctx, span, lossFields, nil) // outage records tell of what their incidents do not
	if err != nil {
		return nil, err
	}
	known := map[string]bool{}
	for _, o := range assessed.Outages {
		known[o.Service.ID] = true
	}
	for name, assessable := range byName {
		if assessable {
			known[m.ServiceID(name)] = true
		}
	}
	var list []string
	for name := range byName {
		if id := m.ServiceID(name); !known[id] && !slices.Contains(list, id) {
			list = append(list, id)
		}
	}
	slices.Sort(list)
	return list, nil
}

// unassessedDays are how far back a report that looks ahead looks for incidents that nobody can assess.
const unassessedDays = 91

// noLossRule names the services whose outages nobody can know for want of a rule.
func (l *loading) noLossRule(ctx context.Context) error {
	span := itsm.Span{From: l.Want.Period.From, To: l.Until()}
	if l.Want.Report.Coming {
		span = itsm.Span{From: l.Want.AsOf.AddDate(0, 0, -unassessedDays), To: l.Want.AsOf}
	}
	services, err := l.Unassessed(ctx, span)
	for _, id := range services {
		l.quality.Add(quality.NoLossRule, "", l.ServiceName(id))
	}
	return err
}

// NotAssessed is how many incidents of the period nobody can say of whether they cost any availability.
func (f *Facts) NotAssessed() int {
	for i := range f.Findings {
		if f.Findings[i].Kind == quality.NotAssessable {
			return f.Findings[i].Count()
		}
	}
	return 0
}
