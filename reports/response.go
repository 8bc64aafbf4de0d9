package reports

import (
	"context"

	"nines/analysis/response"
	"nines/analysis/stats"
	"nines/internal/itsm"
	"nines/reports/document"
)

// How many rows a page shows of each list; the workbook and the JSON have all.
const (
	talksOnPage         = 12
	escalationsOnPage   = 15
	majorsOnPage        = 15
	disagreementsOnPage = 10
)

// presentResponse shows how outages and major incidents were handled.
func presentResponse(ctx context.Context, m *making) (document.Section, error) {
	f, err := m.facts(ctx)
	if err != nil {
		return document.Section{}, err
	}
	h, err := m.lookBack(ctx)
	if err != nil {
		return document.Section{}, err
	}
	r, before, err := m.responseResult(ctx, f, h)
	if err != nil {
		return document.Section{}, err
	}
	s := document.Section{Lead: m.responseLead(&r), Figures: m.responseFigures(f, &r, before)}
	if r.Cases > 0 {
		s.Blocks = append(s.Blocks, m.responseKeys(&r, before), m.howSoonTable(&r, before), m.meanTimesTable(f), m.noticedTable(&r))
	}
	if c := &r.Communication; len(c.Talks) > len(c.Unrecorded) {
		s.Blocks = append(s.Blocks, m.promisesTable(&r), m.talksTable(&r))
	} else if len(c.Talks) > 0 {
		s.Blocks = append(s.Blocks, m.unrecordedText(c))
	}
	if len(r.Communication.Talks) > 0 {
		s.Blocks = append(s.Blocks, m.escalationsTable(&r))
	}
	if len(r.Majors) > 0 {
		s.Blocks = append(s.Blocks, m.majorsTable(&r))
	}
	s.Blocks = append(s.Blocks, m.priorityBlocks(&f.handled.priorities)...)
	if r.Plans.Services > 0 {
		s.Blocks = append(s.Blocks, m.plansTable(&r.Plans))
	}
	return s, nil
}

// responseLead says how soon customers were told and helped, and how many escalations failed.
func (m *making) responseLead(r *response.Result) string {
	if r.Cases == 0 {
		return m.words.Text("response.lead.none")
	}
	told, resolved := r.HowSoon[response.Told], r.HowSoon[response.Resolved]
	lead := m.words.Plural("response.lead.untimed", r.Cases, m.count(r.Cases))
	switch {
	case told.N > 0 && resolved.N > 0:
		lead = m.words.Text("response.lead.both", "told", m.duration(told.Median), "resolved", m.duration(resolved.Median))
	case told.N > 0:
		lead = m.words.Text("response.lead.told", "told", m.duration(told.Median))
	case resolved.N > 0:
		lead = m.words.Text("response.lead.resolved", "resolved", m.duration(resolved.Median))
	}
	bad, due := failedEscalations(&r.Tiers)
	switch {
	case due == 0:
		return m.words.Text("response.lead.end", "lead", lead)
	case bad == 0:
		return m.words.Plural("response.lead.in_time", due, m.count(due), "lead", lead)
	}
	return m.words.Plural("response.lead.failed", due, m.count(due), "lead", lead, "bad", m.count(bad))
}

// failedEscalations counts the escalations that were due, as far as declarations are recorded, and of these the ones
// that came late or never.
func failedEscalations(t *response.Tiers) (bad, due int) {
	for _, n := range t.Counts {
		bad += n.Late + n.Never
		due += n.Due - n.Unrecorded
	}
	return bad, due
}

func (m *making) duration(n stats.Number) string {
	if !n.Known {
		return m.locale.Unknown
	}
	return m.locale.Duration(n.Value)
}

// responseKeys shows the four figures that a manager asks for.
func (m *making) responseKeys(r *response.Result, before []response.HowSoon) *document.KeyFigures {
	w := m.words.Text
	soon := func(s response.Step, label string) document.KeyFigure {
		h := r.HowSoon[s]
		k := document.KeyFigure{
			Value: document.Known(document.KindDuration, number(h.Median).Pointer()), Label: label,
			Notes: []string{w("response.key.n", "n", h.N, "missing", h.Missing)},
		}
		if before != nil {
			k.Notes = append(k.Notes, w("response.key.before", "period", m.previousLabel(), "value", m.duration(before[s].Median)))
		}
		return k
	}
	some := func(n, of int) document.Value {
		return document.Value{Text: w("response.of", "n", m.count(n), "of", m.count(of)), Unknown: of == 0}
	}
	cadence := r.Communication.Outages.Cadence
	kept := document.KeyFigure{Value: some(cadence.Hits, cadence.N), Label: w("response.key.cadence", "minutes", m.locale.Duration(m.set.Response.Update.Minutes()))}
	if cadence.N == 0 {
		kept.Value.Text, kept.Notes = "", []string{w("response.key.unrecorded")}
	}
	bad, due := failedEscalations(&r.Tiers)
	escalated := document.KeyFigure{Value: some(bad, due), Label: w("response.key.escalated")}
	if due == 0 {
		escalated.Value.Text, escalated.Notes = "", []string{w("response.key.none_due")}
		if unrecorded := r.Tiers.Unrecorded(); unrecorded > 0 {
			escalated.Notes = []string{w("response.key.undeclared", "n", m.count(unrecorded))}
		}
	}
	return &document.KeyFigures{Items: []document.KeyFigure{
		soon(response.Told, w("response.key.told")), soon(response.Resolved, w("response.key.resolved")), kept, escalated,
	}}
}

func (m *making) plansTable(p *response.Plans) *document.Table {
	const words = "response.plans."
	t := &document.Table{
		ID: "recovery_plans", Title: m.words.Plural(words+"title", len(p.Untried), m.count(len(p.Untried)), "of", m.count(p.Services)),
		Subtitle: m.words.Text(words + "subtitle"), Empty: m.words.Text(words + "none"),
	}
	fill(t, []column[response.Untried]{
		{m.column(words, "service", document.KindText, 0, document.Everywhere), func(u response.Untried) document.Value { return document.TextValue(u.Service.Name) }},
		{m.column(words, "plan", document.KindText, 0, document.Everywhere), func(u response.Untried) document.Value {
			return document.Value{Text: u.Service.Continuity.Plan, Unknown: u.Service.Continuity.Plan == ""}
		}},
		{m.column(words, "tested", document.KindDay, 0, document.Everywhere), func(u response.Untried) document.Value { return m.dayValue(u.Service.Continuity.Tested) }},
		{m.column(words, "lack", document.KindText, 0, document.Everywhere), func(u response.Untried) document.Value {
			return document.TextValue(m.words.Text(words + string(u.Lack)))
		}},
	}, p.Untried)
	for i := range t.Rows {
		t.Rows[i].Tone = document.Warning
	}
	return t
}

func (m *making) dayValue(d itsm.Date) document.Value {
	if d.IsZero() {
		return document.Value{Kind: document.KindDay, Unknown: true}
	}
	return document.Value{Kind: document.KindDay, Time: d.Start(m.set.Zone)}
}
