package reports

import (
	"context"
	"slices"

	"nines/analysis/availability"
	"nines/internal/itsm"
)

// losses is what outages cost in a span of any length, up to the as-of instant: what a problem or a group of incidents
// has cost since it began, which the figures of the period do not tell.
type losses struct {
	outages []availability.OutageMinutes
	minutes map[availability.Ref]float64 // weighted minutes, attributed, by incident; one that cost nothing is not in it
	scores  map[availability.Ref]float64 // the same times the weight of the service
}

// lossFields are the fields that it takes.
var lossFields = slices.Concat(trendFields, []string{"title", "component", "team", "problem", "change"})

// losses measures what the outages of a span cost. Each span is computed once.
func (m *making) losses(ctx context.Context, span itsm.Span) (*losses, error) {
	span.To = earlier(span.To, m.want.AsOf)
	if l, ok := m.costly[span]; ok {
		return l, nil
	}
	assessed, err := m.assessPast(ctx, span, lossFields)
	if err != nil {
		return nil, err
	}
	result, err := availability.Compute(availability.Input{
		Period: span, AsOf: m.want.AsOf, Services: inOrder(m.catalogue.Services()), Outages: assessed.Outages,
		Maintenance: assessed.Maintenance, AmberAt: m.set.AmberAt,
	})
	if err != nil {
		return nil, err
	}
	l := &losses{outages: result.Outages, minutes: map[availability.Ref]float64{}, scores: map[availability.Ref]float64{}}
	for _, o := range result.Outages {
		l.minutes[o.Incident] += o.Attributed
		l.scores[o.Incident] += o.Score
	}
	if m.costly == nil {
		m.costly = map[itsm.Span]*losses{}
	}
	m.costly[span] = l
	return l, nil
}
