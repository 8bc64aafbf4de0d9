package cost

import (
	"context"

	"nines/analysis/cost"
	"nines/reports/document"
	"nines/reports/making"
)

// Present shows what the incidents of the period cost by service, and which problems made most of the cost of the
// last four quarters.
func Present(ctx context.Context, m *making.Report) (document.Section, error) {
	f, err := m.Facts(ctx)
	if err != nil {
		return document.Section{}, err
	}
	r, err := m.ProblemReview(ctx)
	if err != nil {
		return document.Section{}, err
	}
	incidents, err := incidentsToPrice(ctx, m, f)
	if err != nil {
		return document.Section{}, err
	}
	all, services := cost.Services(m.Settings.Costs, incidents)
	unpriced := m.Settings.Costs.Unpriced(incidents)
	s := document.Section{Lead: lead(m, all, unpriced, r.Pareto), Figures: newFigures(m, all, services, incidents, r)}
	if r.Pareto.Costly > 0 {
		s.Blocks = append(s.Blocks, problemPareto(m, r))
	}
	if len(r.Pareto.Problems) > 0 {
		s.Blocks = append(s.Blocks, problemCosts(m, r))
	}
	if all.Incidents > 0 {
		s.Blocks = append(s.Blocks, serviceCosts(m, all, services))
	}
	s.Blocks = append(s.Blocks, &document.Text{Text: note(m, r, unpriced), Tone: document.Muted})
	return s, nil
}

// lead says what the incidents of the period cost, what of it is in no amount, and how few problems make the most.
func lead(m *making.Report, all cost.Sum, unpriced cost.Unpriced, p cost.Pareto) string {
	w := m.Words.Text
	if all.Incidents == 0 && len(p.Problems) == 0 {
		return w("cost.lead.none")
	}
	few, without := costOfProblems(m, p), withoutRate(m, unpriced)
	switch {
	case all.Incidents == 0:
		return w("cost.lead.no_incident", "few", few)
	case !m.Settings.Costs.Priced():
		return costInMinutes(m, &all, few)
	case !all.Cost.Known:
		return w("cost.lead.unknown", "without", without, "few", few)
	case all.Partial:
		return w("cost.lead.at_least", "cost", money(m, all.Cost.Value), "without", without, "few", few)
	}
	return w("cost.lead.priced", "cost", money(m, all.Cost.Value), "without", without, "few", few)
}

// costInMinutes says what the incidents cost where nothing is priced.
func costInMinutes(m *making.Report, all *cost.Sum, few string) string {
	switch lost := all.Downtime(); {
	case !lost.Known:
		return m.Words.Text("cost.lead.not_assessed", "few", few)
	case all.NotAssessed > 0:
		return m.Words.Text("cost.lead.minutes_at_least", "minutes", m.Locale.Number(lost.Value, 0), "few", few)
	default:
		return m.Words.Text("cost.lead.minutes", "minutes", m.Locale.Number(lost.Value, 0), "few", few)
	}
}

// costOfProblems says how few problems make most of the cost, or why that cannot be told.
func costOfProblems(m *making.Report, p cost.Pareto) string {
	switch {
	case len(p.Problems) == 0:
		return m.Words.Text("cost.lead.unnamed")
	case p.Vital > 0:
		return m.Words.Plural("cost.lead.few", p.Vital, m.Count(p.Vital), "all", m.Count(len(p.Problems)))
	case !p.Total.Known:
		return m.Words.Text("cost.lead.problems_unknown")
	case p.Partial:
		return m.Words.Text("cost.lead.none_known")
	}
	return m.Words.Text("cost.lead.no_problem")
}

// withoutRate names the service that lost most of those without a rate, and counts the others; empty for none.
func withoutRate(m *making.Report, u cost.Unpriced) string {
	if len(u.Services) == 0 {
		return ""
	}
	first, others := m.ProblemService(u.Services[0]), len(u.Services)-1
	if others == 0 {
		return m.Words.Text("cost.lead.without", "service", first)
	}
	return m.Words.Plural("cost.lead.without_more", others, m.Count(others), "service", first)
}

// money writes an amount with its currency, where one is named.
func money(m *making.Report, v float64) string {
	return m.Words.Text("cost.money", "currency", m.Settings.Currency, "amount", m.Locale.Number(v, 0))
}

// note says what was priced how, and what is in no figure.
func note(m *making.Report, r *making.ProblemReview, unpriced cost.Unpriced) string {
	note := m.Words.Text("cost.note", "from", m.Locale.Day(r.Year.From.In(m.Settings.Zone)), "to", m.Locale.Day(r.Year.To.In(m.Settings.Zone)))
	if m.Settings.Costs.Priced() {
		note += " " + m.Words.Text("cost.note.priced")
		for _, left := range []struct {
			of string
			cost.Unpriced
		}{{"period", unpriced}, {"problems", r.Unpriced}} {
			if names := servicesNamed(m, left.Services); len(names) > 0 {
				note += " " + m.Words.Text("cost.note.unrated."+left.of, "services", m.List(names), "minutes", m.Locale.Number(left.Minutes, 0))
			}
		}
		return note
	}
	return note + " " + m.Words.Text("cost.note.unpriced")
}

// servicesNamed are the names of services by their ids.
func servicesNamed(m *making.Report, ids []string) []string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = m.ProblemService(id)
	}
	return names
}
