package problems

import (
	"slices"

	"nines/analysis/problems"
	"nines/reports/document"
	"nines/reports/making"
)

func actionsTable(m *making.Report, v *problems.Result) *document.Table {
	type row = problems.ActionReview
	overdue := 0
	for i := range v.Actions {
		if v.Actions[i].State == problems.Overdue {
			overdue++
		}
	}
	rows, beyond := pageOfActions(v.Actions, detailRows(m))
	t := detailTable(m, "problem_actions", rows, []making.Column[row]{
		detailColumn(m, "state", document.KindText, 1.3, func(r row) document.Value {
			value := document.Value{Text: m.Words.Text("problems.state." + actionStates[r.State])}
			if r.State == problems.Overdue {
				value.Tone, value.Strong = document.Missed, true
			}
			return value
		}),
		detailColumn(m, "action", document.KindID, 1.4, func(r row) document.Value { return document.ID(r.ID, m.Link(r.Source, r.ID)) }),
		detailColumn(m, "of", document.KindText, 1.6, func(r row) document.Value {
			if r.Action.Problem == "" {
				return document.TextValue(r.Incident)
			}
			return document.Value{Text: r.Action.Problem, Second: problemEnded(m, &r)}
		}),
		detailColumn(m, "what", document.KindText, 4.4, func(r row) document.Value { return document.Value{Text: r.Title, Second: r.Result} }),
		detailColumn(m, "owner", document.KindText, 1.8, func(r row) document.Value { return orMissing(m, m.Person(r.Owner)) }),
		detailColumn(m, "due", document.KindDay, 1.6, func(r row) document.Value { return dayValue(r.Due) }),
		detailColumn(m, "due_days", document.KindCount, 1.1, func(r row) document.Value { return document.Known(document.KindCount, r.DueDays.Pointer()) }),
		detailColumn(m, "put_off", document.KindCount, 1, func(r row) document.Value { return document.Count(r.PutOff) }),
		detailColumn(m, "done", document.KindDay, 1.6, func(r row) document.Value { return dayValue(r.Finished) }),
	})
	if n := len(v.Actions); overdue > 0 {
		t.Title = m.Words.Plural("problems.problem_actions.overdue", n, m.Count(n), "overdue", m.Count(overdue))
	}
	t.Note = m.Words.Text("problems.problem_actions.note")
	if more := actionsBeyond(m, beyond); more != "" {
		t.Note = more + " " + t.Note
	}
	return t
}

// problemEnded says that the problem of an action is over, and since when; empty where it is not.
func problemEnded(m *making.Report, a *problems.ActionReview) string {
	switch {
	case !a.ProblemOver:
		return ""
	case a.ProblemEnded.IsZero():
		return m.Words.Text("problems.problem_over")
	}
	return m.Words.Text("problems.problem_ended", "day", m.Locale.Day(a.ProblemEnded.In(m.Settings.Zone)))
}

// overdueShown is how many overdue actions a page shows before any other, if there are so many.
const overdueShown = 5

// pageOfActions puts the actions first that a page shows: five overdue ones, of each other state a fifth of the rows, that
// the overdue ones do not crowd out the others of a long page, and what room is left in their order. The rest follows in
// its order, and is counted by state.
func pageOfActions(all []problems.ActionReview, page int) (rows []problems.ActionReview, beyond map[problems.ActionState]int) {
	if len(all) <= page {
		return all, nil
	}
	shown, taken, room := make([]bool, len(all)), map[problems.ActionState]int{}, page
	take := func(most int, of ...problems.ActionState) {
		for i := range all {
			if state := all[i].State; !shown[i] && room > 0 && taken[state] < most && slices.Contains(of, state) {
				shown[i] = true
				taken[state]++
				room--
			}
		}
	}
	take(overdueShown, problems.Overdue)
	take(max(page/len(statesInOrder), 1), statesInOrder...)
	take(page, statesInOrder...)
	var rest []problems.ActionReview
	beyond = map[problems.ActionState]int{}
	for i := range all {
		if shown[i] {
			rows = append(rows, all[i])
			continue
		}
		rest = append(rest, all[i])
		beyond[all[i].State]++
	}
	return append(rows, rest...), beyond
}

// actionsBeyond says how many actions of each state the page leaves out; empty for none.
func actionsBeyond(m *making.Report, n map[problems.ActionState]int) string {
	var parts []string
	for _, state := range statesInOrder {
		if n[state] > 0 {
			parts = append(parts, m.Words.Text("problems.more_actions", "n", m.Count(n[state]), "state", m.Words.Text("problems.state."+actionStates[state])))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return m.Words.Text("problems.actions_beyond", "list", m.List(parts))
}

var statesInOrder = []problems.ActionState{problems.Overdue, problems.DueSoon, problems.DueLater, problems.Undated, problems.Done}

var actionStates = map[problems.ActionState]string{
	problems.Overdue: "overdue", problems.DueSoon: "due_soon", problems.DueLater: "due_later",
	problems.Undated: "undated", problems.Done: "done",
}
