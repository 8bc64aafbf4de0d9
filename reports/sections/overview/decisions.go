package overview

import (
	"nines/analysis/availability"
	"nines/reports/document"
	"nines/reports/making"
)

// decisions are what the figures ask their readers to decide, in the order of the services: a missed target what is
// done about its costliest outage, an undecided one for the end that nobody recorded, an unknown one for the data, a
// tight one whether risks can wait.
func decisions(m *making.Report, f *making.Facts, standings []*making.Standing) []decisionFigures {
	list := []decisionFigures{}
	for _, s := range standings {
		var d decisionFigures
		switch s.Rating {
		case availability.Red:
			d = missedDecision(m, f, s)
		case availability.Undecided:
			d = undecidedDecision(m, f, s)
		case availability.RatingUnknown:
			if s.Gap == availability.NoAgreedTime {
				continue // nobody was to be served: on a Sunday there is nothing to decide
			}
			d = unknownDecision(m, f, s)
		case availability.Amber:
			d = decide(m, "tight", s, "", "spent", m.Locale.Share(s.BudgetSpent.Value, making.BudgetDecimals))
		default:
			continue
		}
		d.Service = s.Service.Service.ID
		d.Owner = m.AskedFor(s.Service.Service.ID)
		list = append(list, d)
	}
	return list
}

// decide fills the question and the consequence of one kind of decision.
func decide(m *making.Report, kind string, s *making.Standing, form string, pairs ...any) decisionFigures {
	pairs = append(pairs, "service", making.InSentence(s.Name))
	return decisionFigures{
		Kind:     kind,
		Decision: m.Words.Text("overview.decisions."+kind+form, pairs...),
		Detail:   m.Words.Text("overview.decisions."+kind+".detail", pairs...),
	}
}

func missedDecision(m *making.Report, f *making.Facts, s *making.Standing) decisionFigures {
	id, share := "", 0.0
	for _, o := range f.Ranking.Outages { // greatest first
		if o.Service == s.Service.Service.ID && s.Downtime.Value > 0 {
			id, share = making.TicketName(o.Incident, o.ID), o.Attributed/s.Downtime.Value
			break
		}
	}
	spent := m.Locale.Unknown
	if s.BudgetSpent.Known {
		spent = m.Locale.Share(s.BudgetSpent.Value, making.BudgetDecimals)
	}
	form := ""
	if id == "" {
		form = ".unnamed"
	}
	return decide(m, "missed", s, form, "outage", id, "share", m.Locale.Share(share, 0), "spent", spent)
}

func undecidedDecision(m *making.Report, f *making.Facts, s *making.Standing) decisionFigures {
	var ids []string
	for _, o := range f.Availability.Outages {
		if o.Service.ID == s.Service.Service.ID && o.State.Undecided() {
			ids = append(ids, making.TicketName(o.Incident.ID, o.ID))
		}
	}
	d := decide(m, "undecided", s, "", "ids", m.SomeIDs(ids),
		"lower", m.Percent(s.Lower), "upper", m.Percent(s.Upper), "target", m.Target(s.Target))
	if final := m.Want.Period.To.Add(m.Settings.FinalAfter); m.Want.AsOf.Before(final) {
		d.Due = m.Words.Text("overview.decisions.due", "day", m.Locale.Day(final.In(m.Settings.Zone)))
	}
	return d
}

func unknownDecision(m *making.Report, f *making.Facts, s *making.Standing) decisionFigures {
	reason := m.GapWord(s.Gap)
	if g, ok := f.NotCovered[s.Service.Service.ID]; ok {
		reason = g.Reason
	}
	return decide(m, "unknown", s, "", "reason", reason)
}

// decisionsBlock asks for the decisions. Where there is none, targets were met only if there is a service that has one.
func decisionsBlock(m *making.Report, list []decisionFigures, services int) *document.Decisions {
	block := &document.Decisions{Title: m.Words.Text("overview.decisions.title"), Empty: m.Words.Text("overview.decisions.none")}
	if services == 0 {
		block.Empty = m.Words.Text("overview.decisions.no_services")
	}
	if len(list) > making.DecisionsShown {
		block.Title = m.Words.Text("overview.decisions.some", "n", m.Count(making.DecisionsShown), "all", m.Count(len(list)))
	}
	for _, d := range list[:min(len(list), making.DecisionsShown)] {
		block.Items = append(block.Items, document.Decision{Text: d.Decision, Detail: d.Detail, Owner: d.Owner, Due: d.Due})
	}
	return block
}
