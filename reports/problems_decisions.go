package reports

import (
	"slices"

	"nines/analysis/problems"
	"nines/reports/document"
)

// reviewDecisions asks the meeting what to decide, in the order of the agenda: who owns a problem that nobody owns, what
// is done about one without an action, what comes of an overdue action, and what the next step is where one stands
// still.
func (m *making) reviewDecisions(v *problems.Result) *document.Decisions {
	block := &document.Decisions{Title: m.words.Text("problems.decide.title"), Empty: m.words.Text("problems.decide.none")}
	for i := range v.Agenda {
		r := &v.Agenda[i]
		question := decisionOn(r)
		if question == "" {
			continue
		}
		block.Items = append(block.Items, document.Decision{
			Text:   m.words.Text("problems.decide."+question, "id", r.ID, "service", m.problemService(r.Service)),
			Detail: m.decisionDetail(r), Owner: m.decider(r, question),
		})
		if len(block.Items) == decisionsShown {
			break
		}
	}
	return block
}

// decisionOn names the question that a problem puts; empty for none.
func decisionOn(r *problems.Review) string {
	switch {
	case slices.Contains(r.Missing, problems.MissingOwner):
		return "owner"
	case slices.Contains(r.Missing, problems.MissingAction):
		return "action"
	case r.Overdue > 0:
		return "overdue"
	case slices.Contains(r.Missing, problems.MissingDueDate):
		return "due_date"
	case r.Stale:
		return "stale"
	}
	return ""
}

// decisionDetail says how long the problem stands and what it cost meanwhile.
func (m *making) decisionDetail(r *problems.Review) string {
	idle := m.words.Text("problems.decide.idle.unknown", "priority", m.priorityWord(r.Priority))
	if r.Idle.Known {
		idle = m.words.Text("problems.decide.idle", "priority", m.priorityWord(r.Priority),
			"idle", m.idleDays(r), "allowed", m.plain(r.Allowed))
	}
	if !r.SinceOpened.Known {
		return idle
	}
	n := r.SinceOpened.Incidents
	return idle + m.words.Plural("problems.decide.since", n, m.count(n), "lost", m.lostSince(&r.SinceOpened))
}

// lostSince says how many minutes incidents lost, and whether that is known; of no incidents nothing.
func (m *making) lostSince(w *problems.Waiting) string {
	lost := w.Downtime()
	switch {
	case w.Incidents == 0:
		return ""
	case !lost.Known:
		return m.words.Text("problems.decide.lost_unknown")
	case w.NotAssessed > 0:
		return m.words.Text("problems.decide.lost_at_least", "minutes", m.locale.Number(lost.Value, 0))
	}
	return m.words.Text("problems.decide.lost", "minutes", m.locale.Number(lost.Value, 0))
}

// decider is the problem's owner, or the problem manager where it has none.
func (m *making) decider(r *problems.Review, question string) string {
	if r.Owner == "" || question == "owner" {
		return m.words.Text("problems.decide.manager")
	}
	return m.person(r.Owner)
}
