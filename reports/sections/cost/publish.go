package cost

import (
	"context"

	"nines/analysis/cost"
	"nines/internal/itsm"
	"nines/reports/making"
)

// Publish lists what the incidents of the period cost, with what each of them gives to it.
func Publish(ctx context.Context, m *making.Report) ([]making.Figure, error) {
	f, err := m.Facts(ctx)
	if err != nil {
		return nil, err
	}
	incidents, err := incidentsToPrice(ctx, m, f)
	if err != nil {
		return nil, err
	}
	all, _ := cost.Services(m.Settings.Costs, incidents)
	worked := making.Figure{Name: "cost/period/effort_minutes", Value: itsm.Known(all.Effort.Minutes())}
	priced := making.Figure{Name: "cost/period/cost", Value: all.Cost}
	for i := range incidents {
		id := incidents[i].ID
		if effort := incidents[i].Effort.Minutes(); effort.Known {
			worked.Tickets = append(worked.Tickets, making.Contribution{ID: id, Amount: effort.Value})
		}
		if price := m.Settings.Costs.Of(&incidents[i]); price.Cost.Known {
			priced.Tickets = append(priced.Tickets, making.Contribution{ID: id, Amount: price.Cost.Value})
		}
	}
	worked.Tickets, priced.Tickets = making.Summed(worked.Tickets), making.Summed(priced.Tickets) // an id can be of two sources
	if !m.Settings.Costs.Priced() {
		return []making.Figure{worked}, nil
	}
	return []making.Figure{worked, priced}, nil
}
