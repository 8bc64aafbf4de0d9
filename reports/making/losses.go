package making

import (
	"context"
	"slices"

	"nines/analysis/availability"
	"nines/internal/itsm"
)

// Losses is what outages cost in a span of any length, up to the as-of instant: what a problem or a group of incidents
// has cost since it began, which the figures of the period do not tell.
type Losses struct {
	Minutes map[availability.Ref]float64 // weighted minutes, attributed, by incident; one that cost nothing is not in it
}

// lossFields are the fields that it takes.
var lossFields = slices.Concat(trendFields, []string{"title", "component", "team", "problem", "change"})

// Losses measures what the outages of a span cost. Each span is computed once.
func (m *Report) Losses(ctx context.Context, span itsm.Span) (*Losses, error) {
	span.To = Earlier(span.To, m.Want.AsOf)
	if l, ok := m.costly[span]; ok {
		return l, nil
	}
	assessed, err := m.assessPast(ctx, span, lossFields)
	if err != nil {
		return nil, err
	}
	result, err := availability.Compute(availability.Input{
		Period: span, AsOf: m.Want.AsOf, Services: inOrder(m.Catalogue.Services()), Outages: assessed.Outages,
		Maintenance: assessed.Maintenance, AmberAt: m.Settings.AmberAt,
	})
	if err != nil {
		return nil, err
	}
	l := &Losses{Minutes: map[availability.Ref]float64{}}
	for _, o := range result.Outages {
		l.Minutes[o.Incident] += o.Attributed
	}
	if m.costly == nil {
		m.costly = map[itsm.Span]*Losses{}
	}
	m.costly[span] = l
	return l, nil
}
