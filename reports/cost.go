package reports

import (
	"context"

	"nines/analysis/cost"
	"nines/internal/itsm"
	"nines/reports/document"
)

// presentCost shows what the incidents of the period cost by service, and which problems made most of the cost of the
// last four quarters.
func presentCost(ctx context.Context, m *making) (document.Section, error) {
	f, err := m.facts(ctx)
	if err != nil {
		return document.Section{}, err
	}
	r, err := m.problemReview(ctx)
	if err != nil {
		return document.Section{}, err
	}
	incidents, err := m.incidentsToPrice(ctx, f)
	if err != nil {
		return document.Section{}, err
	}
	all, services := cost.Services(m.set.Costs, incidents)
	s := document.Section{Lead: m.costLead(all, r.pareto), Figures: m.costFigures(all, services, incidents, r)}
	if r.pareto.Costly > 0 {
		s.Blocks = append(s.Blocks, m.problemPareto(r))
	}
	if len(r.pareto.Problems) > 0 {
		s.Blocks = append(s.Blocks, m.problemCosts(r))
	}
	if all.Incidents > 0 {
		s.Blocks = append(s.Blocks, m.serviceCosts(all, services))
	}
	s.Blocks = append(s.Blocks, &document.Text{Text: m.costNote(r), Tone: document.Muted})
	return s, nil
}

// incidentsToPrice are the incidents that began in the period and count once. Their minutes are those of the period.
func (m *making) incidentsToPrice(ctx context.Context, f *facts) ([]cost.Incident, error) {
	lost := f.lostByIncident()
	var list []cost.Incident
	for i := range f.tickets {
		t := &f.tickets[i]
		if t.request || !t.once || !m.want.Period.Contains(unpacked(t.began)) {
			continue
		}
		ref := t.ref()
		minutes, costly := lost[ref]
		list = append(list, cost.Incident{
			Ref: ref, Service: m.serviceID(t.service.Value()), Minutes: minutes, Assessed: t.assessed || costly, Effort: t.effort, Contacts: t.contacts,
		})
	}
	tickets := itsm.References{}
	for i := range list {
		tickets.Add(list[i].Ref)
	}
	logged, err := m.logged(ctx, tickets)
	if err != nil {
		return nil, err
	}
	for i := range list {
		list[i].Effort = logged.orOwn(list[i].Ref, list[i].Effort)
	}
	return list, nil
}

func (m *making) costLead(all cost.Sum, p cost.Pareto) string {
	w := m.words.Text
	if all.Incidents == 0 && len(p.Problems) == 0 {
		return w("cost.lead.none")
	}
	few := w("cost.lead.no_problem")
	if p.Vital > 0 {
		few = m.words.Plural("cost.lead.few", p.Vital, m.count(p.Vital), "all", m.count(len(p.Problems)))
	}
	switch {
	case !m.set.Costs.Priced():
		return w("cost.lead.minutes", "minutes", m.locale.Number(all.Minutes, 0), "few", few)
	case !all.Cost.Known:
		return w("cost.lead.unknown", "few", few)
	case all.Partial:
		return w("cost.lead.at_least", "cost", m.money(all.Cost.Value), "few", few)
	}
	return w("cost.lead.priced", "cost", m.money(all.Cost.Value), "few", few)
}

// money writes an amount with its currency, where one is named.
func (m *making) money(v float64) string {
	return m.words.Text("cost.money", "currency", m.set.Currency, "amount", m.locale.Number(v, 0))
}

// problemPareto draws the problems by what they cost.
func (m *making) problemPareto(r *reviewed) *document.Chart {
	p, priced := r.pareto, m.set.Costs.Priced()
	c := &document.Chart{
		ID: "problem_pareto", Kind: document.ChartPareto,
		Title:    m.words.Plural("cost.pareto.title", p.Vital, m.count(p.Vital), "all", m.count(len(p.Problems))),
		Subtitle: m.words.Text("cost.pareto.minutes"), Alt: m.words.Text("cost.pareto.alt"),
		Y: document.Axis{Kind: document.KindMinutes, FromZero: true},
	}
	if priced {
		c.Subtitle, c.Y.Kind = m.words.Text("cost.pareto.money", "currency", m.set.Currency), document.KindNumber
	}
	series := document.Series{Name: c.Subtitle, Role: document.RoleActual}
	rest, others := 0.0, 0
	for i := range p.Problems[:p.Costly] {
		value := m.worth(&p.Problems[i].Sum)
		if i >= barsOfPareto {
			rest, others = rest+value, others+1
			continue
		}
		c.Categories = append(c.Categories, p.Problems[i].ID+"  "+m.problemService(p.Problems[i].Service))
		series.Values = append(series.Values, &value)
	}
	if others > 0 {
		c.Categories = append(c.Categories, m.words.Text("cost.pareto.rest", "n", m.count(others)))
		series.Values = append(series.Values, &rest)
	}
	c.Series = []document.Series{series}
	return c
}

// worth is what things are ranked by: money where it is priced, else minutes.
func (m *making) worth(s *cost.Sum) float64 {
	if m.set.Costs.Priced() {
		return s.Cost.Value
	}
	return s.Minutes
}

// costNote says what was priced how, and what is in no figure.
func (m *making) costNote(r *reviewed) string {
	note := m.words.Text("cost.note", "from", m.locale.Day(r.year.From.In(m.set.Zone)), "to", m.locale.Day(r.year.To.In(m.set.Zone)))
	if m.set.Costs.Priced() {
		return note + " " + m.words.Text("cost.note.priced")
	}
	return note + " " + m.words.Text("cost.note.unpriced")
}
