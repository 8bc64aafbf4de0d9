package reports

import (
	"math"
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
		block.Items = append(block.Items, m.reviewDecision(r, question))
		if len(block.Items) == decisionsShown {
			break
		}
	}
	return block
}

// calmDays is for how many days a problem may have been idle and still ask for nothing, while no action is overdue.
const calmDays = 2

// decisionOn names the question that a problem puts; empty for none.
func decisionOn(r *problems.Review) string {
	switch {
	case r.Late == nil && r.Idle.Known && math.Floor(r.Idle.Value) <= calmDays:
		return ""
	case slices.Contains(r.Missing, problems.MissingOwner):
		return "owner"
	case slices.Contains(r.Missing, problems.MissingAction):
		return "action"
	case r.Late != nil:
		return "overdue"
	case r.Undated != nil:
		return "due_date"
	case r.Stale:
		return "stale"
	}
	return ""
}

// reviewDecision asks the owner of an action about it, and else the problem's.
func (m *making) reviewDecision(r *problems.Review, question string) document.Decision {
	pairs := []any{"id", r.ID, "service", m.problemService(r.Service)}
	d := document.Decision{Detail: m.decisionDetail(r), Owner: m.decider(r.Owner, question)}
	switch question {
	case "overdue":
		pairs = append(pairs, "action", r.Late.ID, "title", r.Late.Title, "due", m.locale.Day(r.Late.Due.In(m.set.Zone)))
		d.Owner = m.decider(r.Late.Owner, question)
	case "due_date":
		pairs = append(pairs, "action", r.Undated.ID, "title", r.Undated.Title)
		d.Owner = m.decider(r.Undated.Owner, question)
	}
	d.Text = m.words.Text("problems.decide."+question, pairs...)
	return d
}

// decisionDetail says how long the problem stands and what it cost meanwhile.
func (m *making) decisionDetail(r *problems.Review) string {
	idle := m.words.Text("problems.decide.idle.unknown", "priority", m.priorityWord(r.Priority))
	if r.Idle.Known {
		idle = m.words.Text("problems.decide.idle", "priority", m.priorityWord(r.Priority),
			"idle", m.idleDays(r.Idle), "allowed", m.plain(r.Allowed))
	}
	n := r.SinceOpened.Incidents
	if n == 0 {
		return idle
	}
	return idle + m.words.Plural("problems.decide.since", n, m.count(n), "lost", m.lostSince(&r.SinceOpened))
}

// lostSince says how many minutes incidents lost, and whether that is known.
func (m *making) lostSince(w *problems.Waiting) string {
	lost := w.Downtime()
	switch {
	case !lost.Known:
		return m.words.Text("problems.decide.lost_unknown")
	case w.NotAssessed > 0:
		return m.words.Text("problems.decide.lost_at_least", "minutes", m.locale.Number(lost.Value, 0))
	}
	return m.words.Text("problems.decide.lost", "minutes", m.locale.Number(lost.Value, 0))
}

// decider is the owner, or the problem manager where there is none.
func (m *making) decider(owner, question string) string {
	if owner == "" || question == "owner" {
		return m.words.Text("problems.decide.manager")
	}
	return m.person(owner)
}
