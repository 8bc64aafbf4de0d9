package recurring

import (
	"nines/analysis/recurring"
	"nines/reports/document"
	"nines/reports/making"
)

// A chart shows so many issues one by one; fewer than the least are no distribution.
const (
	issuesInChart = 10
	leastInChart  = 3
)

// issuesPareto draws what the issues cost, or, where no cost is known, how often they came.
func issuesPareto(m *making.Report, issues []recurring.Group) *document.Chart {
	w := m.Words.Text
	c := &document.Chart{ID: "recurring_pareto", Kind: document.ChartPareto, Within: "recurring_issues", Alt: w("recurring.pareto.alt")}
	measure := func(g recurring.Group) float64 { return g.Cost() / 60 }
	if issues[0].Cost() > 0 { // they are ranked by it
		c.Title, c.Subtitle = w("recurring.pareto.title"), m.AsNow(w("recurring.pareto.subtitle"))
		c.Y = document.Axis{Kind: document.KindNumber, Decimals: hourDecimals, FromZero: true}
	} else {
		measure = func(g recurring.Group) float64 { return float64(g.Count) }
		c.Title, c.Subtitle = w("recurring.pareto.counts"), w("recurring.pareto.counts_subtitle")
		c.Y = document.Axis{Kind: document.KindCount, FromZero: true}
	}
	series := document.Series{Name: c.Subtitle, Role: document.RoleActual}
	rest := 0.0
	for i, g := range issues {
		v := measure(g)
		if i >= issuesInChart {
			rest += v
			continue
		}
		c.Categories = append(c.Categories, m.Words.Text("recurring.of", "service", serviceOr(m, g.Service), "signature", g.Signature))
		series.Values = append(series.Values, &v)
	}
	if n := len(issues) - issuesInChart; n > 0 {
		c.Rest = true
		c.Categories = append(c.Categories, m.Words.Plural("recurring.pareto.rest", n, m.Count(n)))
		series.Values = append(series.Values, &rest)
	}
	c.Series = []document.Series{series}
	return c
}
