package making

import (
	"context"
	"fmt"

	"nines/internal/itsm"
)

// Recent is how a service did in the last days.
type Recent struct {
	Incidents   int         // opened, that count once
	Downtime    itsm.Number // weighted minutes; unknown for want of data
	BudgetSpent itsm.Number // share of the error budget of those days; unknown for want of data, and for a target of 100 %
}

// Recent measures how services did in a span up to the as-of instant, by service id: that of days just past, where no
// calendar month hides on its second day what happened on the last of the one before.
func (m *Report) Recent(ctx context.Context, span itsm.Span) (map[string]Recent, error) {
	f, err := m.Facts(ctx) // makes the services known that data name
	if err != nil {
		return nil, err
	}
	span.To = Earlier(span.To, m.Want.AsOf)
	opened, err := m.Data.OpenedByService(ctx, span)
	if err != nil {
		return nil, err
	}
	assessed, err := m.assessPast(ctx, span, trendFields)
	if err != nil {
		return nil, err
	}
	first, err := m.Data.FirstInstant(ctx)
	if err != nil {
		return nil, fmt.Errorf("find out how far the data reach back: %w", err)
	}
	trends, err := m.trends(ctx, []itsm.Period{{Span: span}}, f.Services, assessed)
	if err != nil {
		return nil, err
	}
	figures := trends[0]
	recent := make(map[string]Recent, len(f.Services))
	for i := range figures.Services {
		g := &figures.Services[i]
		if !first.IsZero() && first.Before(span.To) { // before the data begin nothing is known, not even that all was well
			recent[g.Service.ID] = Recent{Downtime: g.Downtime, BudgetSpent: g.BudgetSpent}
		}
	}
	for name, n := range opened {
		if s := m.Catalogue.Lookup(name); s != nil {
			r := recent[s.ID]
			r.Incidents += n
			recent[s.ID] = r
		}
	}
	return recent, nil
}
