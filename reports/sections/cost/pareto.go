package cost

import (
	"nines/reports/document"
	"nines/reports/making"
)

// problemPareto draws the problems by what they cost.
func problemPareto(m *making.Report, r *making.ProblemReview) *document.Chart {
	p, priced := r.Pareto, m.Settings.Costs.Priced()
	c := &document.Chart{
		ID: "problem_pareto", Kind: document.ChartPareto, Within: "problem_costs",
		Title:    m.Words.Plural("cost.pareto.title", p.Vital, m.Count(p.Vital), "all", m.Count(len(p.Problems))),
		Subtitle: m.Words.Text("cost.pareto.minutes"), Alt: m.Words.Text("cost.pareto.alt"),
		Y: document.Axis{Kind: document.KindMinutes, FromZero: true},
	}
	if p.Partial {
		c.Note = m.Words.Text("cost.pareto.partial")
	}
	if priced {
		c.Subtitle, c.Y.Kind = m.Words.Text("cost.pareto.money", "currency", m.Settings.Currency), document.KindNumber
	}
	series := document.Series{Name: c.Subtitle, Role: document.RoleActual}
	rest, others := 0.0, 0
	for i := range p.Problems[:p.Costly] {
		value := p.Problems[i].Worth(priced).Value
		if i >= making.BarsOfPareto {
			rest, others = rest+value, others+1
			continue
		}
		c.Categories = append(c.Categories, p.Problems[i].ID+"  "+m.ProblemService(p.Problems[i].Service))
		series.Values = append(series.Values, &value)
		series.Cells = append(series.Cells, document.Cell("problem_costs", worth(m), i))
	}
	if others > 0 {
		c.Rest = true
		c.Categories = append(c.Categories, m.Words.Plural("cost.pareto.rest", others, m.Count(others)))
		series.Values = append(series.Values, &rest)
		series.Cells = append(series.Cells, nil)
	}
	c.Series = []document.Series{series}
	return c
}
