package toptalkers

import (
	"nines/analysis/toptalkers"
	"nines/reports/document"
	"nines/reports/making"
)

// vitalFew counts the outages that together make 80 % of the loss, and the share that they make.
func vitalFew(ranked []toptalkers.Ranked) (n int, share float64) {
	for i, o := range ranked {
		if o.Cumulative.Value >= making.VitalShare-1e-9 {
			return i + 1, o.Cumulative.Value
		}
	}
	return len(ranked), 1
}

func pareto(m *making.Report, f *making.Facts, few int, share float64) *document.Chart {
	ranked := f.Ranking.Outages
	c := &document.Chart{
		ID: "pareto", Kind: document.ChartPareto, Within: "outages",
		Title:    m.Words.Plural("top_talkers.pareto.title", few, m.Count(few), "all", m.Count(len(ranked)), "share", m.Locale.Share(share, 0)),
		Subtitle: m.Words.Text("top_talkers.pareto.subtitle"), Alt: m.Words.Text("top_talkers.pareto.alt"),
		Y: document.Axis{Kind: document.KindMinutes, Decimals: making.MinuteDecimals, FromZero: true},
	}
	if few == len(ranked) {
		c.Title = m.Words.Text("top_talkers.pareto.plain")
	}
	series := document.Series{Name: m.Words.Text("top_talkers.pareto.actual"), Role: document.RoleActual}
	rest := 0.0
	for i, o := range ranked {
		if i >= making.BarsOfPareto {
			rest += o.Score
			continue
		}
		score := o.Score
		c.Categories = append(c.Categories, making.TicketName(o.Incident, o.ID)+"  "+m.ServiceName(o.Service))
		series.Values = append(series.Values, &score)
		series.Cells = append(series.Cells, document.Cell("outages", "score", i))
	}
	if n := len(ranked) - making.BarsOfPareto; n > 0 {
		c.Rest = true
		c.Categories = append(c.Categories, m.Words.Plural("top_talkers.pareto.rest", n, m.Count(n)))
		series.Values = append(series.Values, &rest)
		series.Cells = append(series.Cells, nil)
	}
	c.Series = []document.Series{series}
	return c
}
