package response

import (
	"nines/analysis/response"
	"nines/internal/itsm"
	"nines/reports/document"
	"nines/reports/making"
)

func plansTable(m *making.Report, p *response.Plans) *document.Table {
	const words = "response.plans."
	t := &document.Table{
		ID: "recovery_plans", Title: m.Words.Text(words + "title"), Subtitle: m.AsNow(m.Words.Text(words + "subtitle")), Empty: m.Words.Text(words + "none"),
	}
	if n := len(p.Untried); n > 0 {
		t.Title = m.Words.Plural(words+"title", n, m.Count(n), "of", m.Count(p.Services))
	}
	making.Fill(t, []making.Column[response.Untried]{
		making.Col(m.Column(words, "service", document.KindText, 0, document.Everywhere), func(u response.Untried) document.Value { return document.TextValue(u.Service.Name) }),
		making.Col(m.Column(words, "plan", document.KindText, 0, document.Everywhere), func(u response.Untried) document.Value {
			return document.Value{Text: u.Service.Continuity.Plan, Unknown: u.Service.Continuity.Plan == ""}
		}),
		making.Col(m.Column(words, "tested", document.KindDay, 0, document.Everywhere), func(u response.Untried) document.Value { return dayValue(m, u.Service.Continuity.Tested) }),
		making.Col(m.Column(words, "lack", document.KindText, 0, document.Everywhere), func(u response.Untried) document.Value {
			return document.TextValue(m.Words.Text(words + string(u.Lack)))
		}),
	}, p.Untried)
	for i := range t.Rows {
		t.Rows[i].Tone = document.Warning
	}
	return t
}

func dayValue(m *making.Report, d itsm.Date) document.Value {
	if d.IsZero() {
		return document.Value{Kind: document.KindDay, Unknown: true}
	}
	return document.Value{Kind: document.KindDay, Time: d.Start(m.Settings.Zone)}
}
