package problems

import (
	"math"
	"slices"

	"nines/analysis/problems"
	"nines/reports/document"
	"nines/reports/making"
)

// reviewDecisions asks the meeting what to decide, in the order of the agenda: who owns a problem that nobody owns, what
// is done about one without an action, what comes of an overdue action, and what the next step is where one stands
// still.
func reviewDecisions(m *making.Report, v *problems.Result) *document.Decisions {
	block := &document.Decisions{Title: m.Words.Text("problems.decide.title"), Empty: m.Words.Text("problems.decide.none")}
	for i := range v.Agenda {
		r := &v.Agenda[i]
		question := decisionOn(r)
		if question == "" {
			continue
		}
		block.Items = append(block.Items, reviewDecision(m, r, question))
		if len(block.Items) == making.DecisionsShown {
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
func reviewDecision(m *making.Report, r *problems.Review, question string) document.Decision {
	pairs := []any{"id", r.ID, "service", m.ProblemService(r.Service)}
	d := document.Decision{Detail: decisionDetail(m, r), Owner: decider(m, r.Owner, question)}
	switch question {
	case "overdue":
		pairs = append(pairs, "action", r.Late.ID, "title", r.Late.Title, "due", m.Locale.Day(r.Late.Due.In(m.Settings.Zone)))
		d.Owner = decider(m, r.Late.Owner, question)
	case "due_date":
		pairs = append(pairs, "action", r.Undated.ID, "title", r.Undated.Title)
		d.Owner = decider(m, r.Undated.Owner, question)
	}
	d.Text = m.Words.Text("problems.decide."+question, pairs...)
	return d
}

// decisionDetail says how long the problem stands and what it cost meanwhile.
func decisionDetail(m *making.Report, r *problems.Review) string {
	idle := m.Words.Text("problems.decide.idle.unknown", "priority", priorityWord(m, r.Priority))
	if r.Idle.Known {
		idle = m.Words.Text("problems.decide.idle", "priority", priorityWord(m, r.Priority),
			"idle", idleDays(m, r.Idle), "allowed", plain(m, r.Allowed))
	}
	n := r.SinceOpened.Incidents
	if n == 0 {
		return idle
	}
	return idle + m.Words.Plural("problems.decide.since", n, m.Count(n), "lost", lostSince(m, &r.SinceOpened))
}

// lostSince says how many minutes incidents lost, and whether that is known.
func lostSince(m *making.Report, w *problems.Waiting) string {
	lost := w.Downtime()
	switch {
	case !lost.Known:
		return m.Words.Text("problems.decide.lost_unknown")
	case w.NotAssessed > 0:
		return m.Words.Text("problems.decide.lost_at_least", "minutes", m.Locale.Number(lost.Value, 0))
	}
	return m.Words.Text("problems.decide.lost", "minutes", m.Locale.Number(lost.Value, 0))
}

// decider is the owner, or the problem manager where there is none.
func decider(m *making.Report, owner, question string) string {
	if owner == "" || question == "owner" {
		return m.Words.Text("problems.decide.manager")
	}
	return m.Person(owner)
}
