package reports

import (
	"nines/analysis/availability"
	"nines/reports/document"
)

// decisionsShown is how many decisions a page asks for: more are not taken.
const decisionsShown = 5

// decisions are what the figures ask their readers to decide, in the order of the services: a missed target what is
// done about its costliest outage, an undecided one for the end that nobody recorded, an unknown one for the data, a
// tight one whether risks can wait.
func (m *making) decisions(f *facts, standings []*standing) []decisionFigures {
	list := []decisionFigures{}
	for _, s := range standings {
		var d decisionFigures
		switch s.Rating {
		case availability.Red:
			d = m.missedDecision(f, s)
		case availability.Undecided:
			d = m.undecidedDecision(f, s)
		case availability.RatingUnknown:
			d = m.unknownDecision(f, s)
		case availability.Amber:
			d = m.decide("tight", s, "", "spent", m.locale.Share(s.BudgetSpent.Value, budgetDecimals))
		default:
			continue
		}
		d.Service = s.Service.Service.ID
		d.Owner = m.words.Text("overview.decisions.owner", "service", s.name)
		list = append(list, d)
	}
	return list
}

// decide fills the question and the consequence of one kind of decision.
func (m *making) decide(kind string, s *standing, form string, pairs ...any) decisionFigures {
	pairs = append(pairs, "service", s.name)
	return decisionFigures{
		Kind:     kind,
		Decision: m.words.Text("overview.decisions."+kind+form, pairs...),
		Detail:   m.words.Text("overview.decisions."+kind+".detail", pairs...),
	}
}

func (m *making) missedDecision(f *facts, s *standing) decisionFigures {
	id, share := "", 0.0
	for _, o := range f.ranking.Outages { // greatest first
		if o.Service == s.Service.Service.ID && s.Downtime.Value > 0 {
			id, share = ticketName(o.Incident, o.ID), o.Attributed/s.Downtime.Value
			break
		}
	}
	spent := m.locale.Unknown
	if s.BudgetSpent.Known {
		spent = m.locale.Share(s.BudgetSpent.Value, budgetDecimals)
	}
	form := ""
	if id == "" {
		form = ".unnamed"
	}
	return m.decide("missed", s, form, "outage", id, "share", m.locale.Share(share, 0), "spent", spent)
}

func ticketName(incident, id string) string {
	if incident != "" {
		return incident
	}
	return id
}

func (m *making) undecidedDecision(f *facts, s *standing) decisionFigures {
	var ids []string
	for _, o := range f.result.Outages {
		if o.Service.ID == s.Service.Service.ID && o.State.Undecided() {
			ids = append(ids, ticketName(o.Incident.ID, o.ID))
		}
	}
	d := m.decide("undecided", s, "", "ids", m.someIDs(ids),
		"lower", m.percent(s.Lower), "upper", m.percent(s.Upper), "target", m.target(s.Target))
	if final := m.want.Period.To.Add(m.set.FinalAfter); m.want.AsOf.Before(final) {
		d.Due = m.words.Text("overview.decisions.due", "day", m.locale.Day(final.In(m.set.Zone)))
	}
	return d
}

func (m *making) unknownDecision(f *facts, s *standing) decisionFigures {
	reason := m.gapWord(s.Gap)
	if g, ok := f.notCovered[s.Service.Service.ID]; ok {
		reason = g.reason
	}
	return m.decide("unknown", s, "", "reason", reason)
}

func (m *making) decisionsBlock(list []decisionFigures) *document.Decisions {
	block := &document.Decisions{Title: m.words.Text("overview.decisions.title"), Empty: m.words.Text("overview.decisions.none")}
	for _, d := range list[:min(len(list), decisionsShown)] {
		block.Items = append(block.Items, document.Decision{Text: d.Decision, Detail: d.Detail, Owner: d.Owner, Due: d.Due})
	}
	return block
}
