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
	unpriced := m.set.Costs.Unpriced(incidents)
	s := document.Section{Lead: m.costLead(all, unpriced, r.pareto), Figures: m.costFigures(all, services, incidents, r)}
	if r.pareto.Costly > 0 {
		s.Blocks = append(s.Blocks, m.problemPareto(r))
	}
	if len(r.pareto.Problems) > 0 {
		s.Blocks = append(s.Blocks, m.problemCosts(r))
	}
	if all.Incidents > 0 {
		s.Blocks = append(s.Blocks, m.serviceCosts(all, services))
	}
	s.Blocks = append(s.Blocks, &document.Text{Text: m.costNote(r, unpriced), Tone: document.Muted})
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

// costLead says what the incidents of the period cost, what of it is in no amount, and how few problems make the most.
func (m *making) costLead(all cost.Sum, unpriced cost.Unpriced, p cost.Pareto) string {
	w := m.words.Text
	if all.Incidents == 0 && len(p.Problems) == 0 {
		return w("cost.lead.none")
	}
	few, without := m.costOfProblems(p), m.withoutRate(unpriced)
	switch {
	case all.Incidents == 0:
		return w("cost.lead.no_incident", "few", few)
	case !m.set.Costs.Priced():
		return m.costInMinutes(&all, few)
	case !all.Cost.Known:
		return w("cost.lead.unknown", "without", without, "few", few)
	case all.Partial:
		return w("cost.lead.at_least", "cost", m.money(all.Cost.Value), "without", without, "few", few)
	}
	return w("cost.lead.priced", "cost", m.money(all.Cost.Value), "without", without, "few", few)
}

// costInMinutes says what the incidents cost where nothing is priced.
func (m *making) costInMinutes(all *cost.Sum, few string) string {
	switch lost := all.Downtime(); {
	case !lost.Known:
		return m.words.Text("cost.lead.not_assessed", "few", few)
	case all.NotAssessed > 0:
		return m.words.Text("cost.lead.minutes_at_least", "minutes", m.locale.Number(lost.Value, 0), "few", few)
	default:
		return m.words.Text("cost.lead.minutes", "minutes", m.locale.Number(lost.Value, 0), "few", few)
	}
}

// costOfProblems says how few problems make most of the cost, or why that cannot be told.
func (m *making) costOfProblems(p cost.Pareto) string {
	switch {
	case len(p.Problems) == 0:
		return m.words.Text("cost.lead.unnamed")
	case p.Vital > 0:
		return m.words.Plural("cost.lead.few", p.Vital, m.count(p.Vital), "all", m.count(len(p.Problems)))
	case !p.Total.Known:
		return m.words.Text("cost.lead.problems_unknown")
	case p.Partial:
		return m.words.Text("cost.lead.none_known")
	}
	return m.words.Text("cost.lead.no_problem")
}

// withoutRate names the service that lost most of those without a rate, and counts the others; empty for none.
func (m *making) withoutRate(u cost.Unpriced) string {
	if len(u.Services) == 0 {
		return ""
	}
	first, others := m.problemService(u.Services[0]), len(u.Services)-1
	if others == 0 {
		return m.words.Text("cost.lead.without", "service", first)
	}
	return m.words.Plural("cost.lead.without_more", others, m.count(others), "service", first)
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
	if p.Partial {
		c.Note = m.words.Text("cost.pareto.partial")
	}
	if priced {
		c.Subtitle, c.Y.Kind = m.words.Text("cost.pareto.money", "currency", m.set.Currency), document.KindNumber
	}
	series := document.Series{Name: c.Subtitle, Role: document.RoleActual}
	rest, others := 0.0, 0
	for i := range p.Problems[:p.Costly] {
		value := p.Problems[i].Worth(priced).Value
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

// costNote says what was priced how, and what is in no figure.
func (m *making) costNote(r *reviewed, unpriced cost.Unpriced) string {
	note := m.words.Text("cost.note", "from", m.locale.Day(r.year.From.In(m.set.Zone)), "to", m.locale.Day(r.year.To.In(m.set.Zone)))
	if m.set.Costs.Priced() {
		note += " " + m.words.Text("cost.note.priced")
		for _, left := range []struct {
			of string
			cost.Unpriced
		}{{"period", unpriced}, {"problems", r.unpriced}} {
			if names := m.servicesNamed(left.Services); len(names) > 0 {
				note += " " + m.words.Text("cost.note.unrated."+left.of, "services", m.list(names), "minutes", m.locale.Number(left.Minutes, 0))
			}
		}
		return note
	}
	return note + " " + m.words.Text("cost.note.unpriced")
}

// servicesNamed are the names of services by their ids.
func (m *making) servicesNamed(ids []string) []string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = m.problemService(id)
	}
	return names
}
