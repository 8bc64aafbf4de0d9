package changes

import (
	"context"
	"time"

	"nines/analysis/changes"
	"nines/internal/itsm"
	"nines/reports/making"
)

// back is what became of the changes of a period.
type back struct {
	past    itsm.Period
	periods []itsm.Period // of the trend, oldest first; the last one is the past one
	watched itsm.Span     // what the rate ratio rests on
	unseen  []string      // ids of services with incidents of which nobody knows whether they were outages
	*changes.Retrospect
	// history is the record of the kinds of changes, and recorded what it rests on.
	history  *changes.History
	recorded itsm.Span
}

// recordYears is how far back the record of a kind goes.
const recordYears = 1

// watchedDays are how far back changes and outages are compared at least: in a week nothing can be told.
const watchedDays = 91

// loadBack loads what became of the changes of the period, and of the earlier ones for the trend.
func loadBack(ctx context.Context, m *making.Report, past itsm.Period) (*back, error) {
	b := &back{past: past, recorded: itsm.Span{From: m.Want.AsOf.In(m.Settings.Zone).AddDate(-recordYears, 0, 0), To: m.Want.AsOf}}
	for n := making.PastPeriods; n >= 0; n-- {
		b.periods = append(b.periods, past.Shift(-n))
	}
	in := changes.Past{
		AsOf: m.Want.AsOf, Zone: m.Settings.Zone, Rules: m.Settings.Changes, Catalogue: m.Catalogue,
	}
	for _, p := range b.periods {
		in.Periods = append(in.Periods, p.Span)
	}
	span := itsm.Span{From: b.periods[0].From, To: past.To}
	if past.Kind != itsm.Day {
		if from := past.To.AddDate(0, 0, -watchedDays); from.Before(span.From) {
			span.From = from
		}
		b.watched, in.Watched = span, span
	}
	followed := span
	followed.To = making.Earlier(past.To.Add(m.Settings.Changes.Suspect+24*time.Hour), m.Want.AsOf)
	outages, err := m.OutagesFollowed(ctx, followed)
	if err != nil {
		return nil, err
	}
	if b.unseen, err = m.Unassessed(ctx, followed); err != nil {
		return nil, err
	}
	in.Unseen = map[string]bool{}
	for _, id := range b.unseen {
		in.Unseen[id] = true
	}
	r := &reading{making: m, past: past.Span, span: span, recorded: b.recorded, named: map[string]bool{}}
	for i := range outages {
		for _, id := range outages[i].Changes {
			r.named[id] = true
		}
	}
	if r.caused, err = m.Caused(ctx, b.recorded); err != nil {
		return nil, err
	}
	r.history = changes.NewHistory(m.Catalogue, m.Want.AsOf)
	in.Changes = r.all(ctx)
	in.Outages = func(yield func(*changes.Outage) bool) {
		for i := range outages {
			if !yield(&outages[i]) {
				return
			}
		}
	}
	b.Retrospect, b.history = changes.LookBack(in), r.history
	return b, r.failed
}
