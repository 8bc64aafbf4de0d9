package changes

import (
	"context"
	"fmt"
	"iter"
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
	*changes.Retrospect
}

// watchedDays are how far back changes and outages are compared at least: in a week nothing can be told.
const watchedDays = 91

// pastFields are the fields that the changes of earlier periods take.
var pastFields = []string{
	"service", "class", "outcome", "status", "incident", "requested", "planned_start", "planned_end", "actual_start", "actual_end", "approved",
	"releases_code",
}

// loadBack loads what became of the changes of the period, and of the earlier ones for the trend.
func loadBack(ctx context.Context, m *making.Report, past itsm.Period) (*back, error) {
	b := &back{past: past}
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
	var failed error
	in.Changes = carriedOut(ctx, m, past.Span, span, outages, &failed)
	in.Outages = func(yield func(*changes.Outage) bool) {
		for i := range outages {
			if !yield(&outages[i]) {
				return
			}
		}
	}
	b.Retrospect = changes.LookBack(in)
	if failed != nil {
		return nil, fmt.Errorf("load the changes of earlier periods: %w", failed)
	}
	return b, nil
}

// carriedOut streams the changes of the period with all that is known of them, then those of the whole time with what
// the trend takes, then those that outages name, whenever they were. What comes again is passed over by who reads it.
func carriedOut(ctx context.Context, m *making.Report, past, span itsm.Span, outages []changes.Outage, failed *error) iter.Seq[*itsm.Change] {
	return func(yield func(*itsm.Change) bool) {
		hand := func(c *itsm.Change) error {
			yield(c)
			return nil
		}
		var ids []string
		for i := range outages {
			ids = append(ids, outages[i].Changes...)
		}
		if *failed = m.Data.Changes(ctx, past, hand); *failed != nil {
			return
		}
		if *failed = m.Data.ChangesInAnyOrder(ctx, span, pastFields, hand); *failed != nil {
			return
		}
		*failed = m.Data.ChangesByID(ctx, ids, hand)
	}
}
