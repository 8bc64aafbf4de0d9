package hotspots

import (
	"context"

	"nines/internal/itsm"
	"nines/reports/making"
)

// Publish lists the effort of the period, of all and by service, with what of it went into each ticket.
func Publish(ctx context.Context, m *making.Report) ([]making.Figure, error) {
	f, err := m.Facts(ctx)
	if err != nil {
		return nil, err
	}
	e, err := m.Effort(ctx)
	if err != nil {
		return nil, err
	}
	var all []making.Contribution
	byService := map[string][]making.Contribution{}
	for _, t := range e.Each {
		c := making.Contribution{ID: t.ID, Amount: t.Minutes}
		all = append(all, c)
		if t.Service != "" {
			byService[t.Service] = append(byService[t.Service], c)
		}
	}
	minutes := itsm.Number{Value: e.Total.Minutes, Known: e.Now().Known}
	spent := map[string]float64{}
	for _, g := range e.ByService {
		spent[g.Key] = g.Minutes
	}
	list := []making.Figure{{Name: "hotspots/overall/effort_minutes", Value: minutes, Tickets: making.Summed(all)}}
	for _, s := range f.Services { // also those without any, as they may have some later
		list = append(list, making.Figure{
			Name: "hotspots/" + s.ID + "/effort_minutes", Value: itsm.Number{Value: spent[s.ID], Known: e.Now().Known},
			Tickets: making.Summed(byService[s.ID]),
		})
	}
	return list, nil
}
