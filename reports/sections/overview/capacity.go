package overview

import (
	"context"
	"slices"

	"nines/analysis/capacity"
	"nines/reports/making"
)

// capacityDecisionsShown is how many KPIs page one asks about: the section lists all.
const capacityDecisionsShown = 2

// capacityDecisions ask for room where a KPI has met its limit or may soon: the worst of each service.
func capacityDecisions(ctx context.Context, m *making.Report) ([]decisionFigures, error) {
	if !slices.Contains(m.Want.Report.Sections, "capacity") {
		return nil, nil
	}
	c, err := m.Capacity(ctx)
	if err != nil {
		return nil, err
	}
	var list []decisionFigures
	asked := map[string]bool{}
	for _, f := range c.Fits {
		standing := f.Standing()
		near := standing == capacity.Breached || standing == capacity.AtRisk
		if !near || asked[f.Series.Service] || len(list) == capacityDecisionsShown {
			continue
		}
		asked[f.Series.Service] = true
		list = append(list, capacityDecision(m, f, standing))
	}
	return list, nil
}

func capacityDecision(m *making.Report, f *making.CapacityFit, standing capacity.Verdict) decisionFigures {
	service := m.ProblemService(f.Series.Service)
	return decisionFigures{
		Service: f.Series.Service, Kind: "capacity",
		Decision: m.Words.Text("overview.decisions.capacity", "service", service, "metric", f.Series.Metric),
		Detail: m.Words.Text("overview.decisions.capacity."+standing.String(), "now", m.Locale.Number(f.Measured.Value, 1),
			"limit", m.Locale.Number(f.Entry.Limit.Value, 1), "unit", f.Unit),
		Owner: m.AskedFor(f.Series.Service),
	}
}
