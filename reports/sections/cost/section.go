// Package cost is the section on what incidents cost: by service, and by the problems that made most of it in the last four
// quarters. In go the facts and the priced problems, out come its blocks, its figures and those that it publishes.
package cost

import (
	"context"

	"nines/analysis/cost"
	"nines/reports/document"
	"nines/reports/making"
	"nines/reports/narrative"
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
	lead, err := m.Tell(facts(m, all, unpriced, r.Pareto))
	if err != nil {
		return document.Section{}, err
	}
	s := document.Section{Lead: lead, Figures: newFigures(m, all, services, incidents, r)}
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

func facts(m *making.Report, all cost.Sum, unpriced cost.Unpriced, p cost.Pareto) narrative.Cost {
	facts := narrative.Cost{
		Incidents: all.Incidents, Priced: m.Settings.Costs.Priced(), Amount: all.Cost, Minutes: all.Downtime(),
		AtLeast: all.Partial, Currency: m.Settings.Currency, Problems: len(p.Problems), Vital: p.Vital, NotKnown: !p.Total.Known, NoneKnown: p.Partial,
	}
	if !facts.Priced {
		facts.AtLeast = all.NotAssessed > 0
	}
	if n := len(unpriced.Services); n > 0 { // the first lost most
		facts.Without, facts.WithoutMore = making.InSentence(m.ProblemService(unpriced.Services[0])), n-1
	}
	return facts
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
