package making

import (
	"context"

	"nines/analysis/quality"
	"nines/internal/itsm"
)

// Figures lists what the report publishes, with the tickets behind each figure, in a fixed order: so that a later
// report can say what became of it, and why.
func (m *Report) Figures(ctx context.Context) ([]Figure, error) {
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
	list = append(list,
		Figure{Name: "volumes/incidents/opened", Value: itsm.Known(float64(f.Volumes.Incidents.Opened)), Tickets: each(f.opened)},
		Figure{Name: "volumes/incidents/resolved", Value: itsm.Known(float64(f.Volumes.Incidents.Resolved)), Tickets: each(f.resolved)},
		Figure{Name: "volumes/requests/opened", Value: itsm.Known(float64(f.Volumes.Requests.Opened)), Tickets: each(f.requested)},
	)
	for _, publish := range m.Publishers {
		more, err := publish(ctx, m)
		if err != nil {
			return nil, err
		}
		list = append(list, more...)
	}
	return list, nil
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

// each lets every ticket count for one.
func each(ids []string) []quality.Contribution {
	list := make([]quality.Contribution, len(ids))
	for i, id := range ids {
		list[i] = quality.Contribution{ID: id, Amount: 1}
	}
	return list
}
