package making

import (
	"context"

	"nines/analysis/quality"
	"nines/internal/itsm"
)

// Figures lists what the report publishes, with the tickets behind each figure, in a fixed order: so that a later
// report can say what became of it, and why.
func (m *Report) Figures(ctx context.Context) ([]Figure, error) {
	if m.figures != nil {
		return m.figures, nil
	}
	var list []Figure
	var err error
	if !m.Want.Report.Coming { // of a time to come nothing is measured
		if list, err = m.measured(ctx); err != nil {
			return nil, err
		}
	}
	for _, publish := range m.Publishers {
		more, err := publish(ctx, m)
		if err != nil {
			return nil, err
		}
		list = append(list, more...)
	}
	m.figures = list
	return list, nil
}

// measured are the figures that every report publishes of its period.
func (m *Report) measured(ctx context.Context) ([]Figure, error) {
	f, err := m.Facts(ctx)
	if err != nil {
		return nil, err
	}
	costs := map[string][]quality.Contribution{} // by service id
	var all []quality.Contribution
	for _, o := range f.Ranking.Outages {
		id := TicketName(o.Incident, o.ID)
		costs[o.Service] = append(costs[o.Service], quality.Contribution{ID: id, Amount: o.Attributed})
		all = append(all, quality.Contribution{ID: id, Amount: o.Score})
	}
	overall := f.Availability.Overall
	list := []Figure{
		{Name: "availability/overall/availability", Value: overall.Availability, Tickets: Summed(all)},
		{Name: "availability/overall/downtime_minutes", Value: overall.Downtime, Tickets: Summed(all)},
		{Name: "overview/met/n", Value: itsm.Known(float64(overall.Met))},
		{Name: "overview/met/of", Value: itsm.Known(float64(overall.Of))},
	}
	for i := range f.Availability.Services {
		s := &f.Availability.Services[i]
		tickets := Summed(costs[s.Service.ID])
		name := "availability/" + s.Service.ID + "/"
		list = append(list,
			Figure{Name: name + "availability", Value: s.Availability, Tickets: tickets},
			Figure{Name: name + "downtime_minutes", Value: s.Downtime, Tickets: tickets},
			Figure{Name: name + "target", Value: s.Target},
		)
	}
	return append(list,
		Figure{Name: "volumes/incidents/opened", Value: itsm.Known(float64(f.Volumes.Incidents.Opened)), Tickets: each(f.opened)},
		Figure{Name: "volumes/incidents/resolved", Value: itsm.Known(float64(f.Volumes.Incidents.Resolved)), Tickets: each(f.resolved)},
		Figure{Name: "volumes/requests/opened", Value: itsm.Known(float64(f.Volumes.Requests.Opened)), Tickets: each(f.requested)},
	), nil
}

// Summed adds up what one ticket contributes through several outages.
func Summed(list []quality.Contribution) []quality.Contribution {
	place := map[string]int{}
	var sums []quality.Contribution
	for _, c := range list {
		if i, ok := place[c.ID]; ok {
			sums[i].Amount += c.Amount
			continue
		}
		place[c.ID] = len(sums)
		sums = append(sums, c)
	}
	return sums
}

// Counted is a published figure that counts what holds of some tickets: each of them stands behind it, those of which it
// does not hold with 0, so that one of which it holds later is known as what made the difference.
func Counted(name string, tickets []Contribution) Figure {
	f := Figure{Name: name, Tickets: Summed(tickets)} // an id can be of two sources
	n := 0.0
	for _, t := range tickets {
		n += t.Amount
	}
	f.Value = itsm.Known(n)
	return f
}

// Holding is the contribution of a ticket to a figure that counts what holds.
func Holding(id string, holds bool) Contribution {
	if holds {
		return Contribution{ID: id, Amount: 1}
	}
	return Contribution{ID: id}
}

// each lets every ticket count for one.
func each(ids []string) []quality.Contribution {
	list := make([]quality.Contribution, len(ids))
	for i, id := range ids {
		list[i] = quality.Contribution{ID: id, Amount: 1}
	}
	return list
}
