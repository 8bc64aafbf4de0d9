// Package problems is the problem review: the agenda that can be read aloud, then what stands behind it. In go the review
// that the report made, out come its blocks, its figures and those that it publishes.
package problems

import (
	"context"
	"strings"

	"nines/analysis/problems"
	"nines/reports/document"
	"nines/reports/making"
)

// Present is the agenda of the problem review: one page that can be read aloud, then what stands behind it.
func Present(ctx context.Context, m *making.Report) (document.Section, error) {
	r, err := m.ProblemReview(ctx)
	if err != nil {
		return document.Section{}, err
	}
	v := r.Review
	lead, err := m.Tell(facts(m, r))
	if err != nil {
		return document.Section{}, err
	}
	s := document.Section{Lead: lead, Figures: newFigures(m, r)}
	if len(v.Agenda) > 0 {
		s.Blocks = append(s.Blocks, agendaTable(m, r))
		if !m.Brief("problems") { // a report with an overview asks for its decisions there, once
			s.Blocks = append(s.Blocks, reviewDecisions(m, v))
		}
		s.Blocks = append(s.Blocks, ageingChart(m, v))
	}
	if backlogMoved(v) {
		s.Blocks = append(s.Blocks, backlogChart(m, v))
	}
	if m.Brief("problems") {
		if rest := rest(m, v); rest != nil {
			s.Blocks = append(s.Blocks, rest)
		}
		return s, nil
	}
	if backlogMoved(v) {
		s.Blocks = append(s.Blocks, weeklyChart(m, v))
	}
	s.Blocks = append(s.Blocks, detailTables(m, r)...)
	if text := gaps(m, v); text != "" {
		s.Blocks = append(s.Blocks, &document.Text{Title: m.Words.Text("problems.gaps.title"), Text: text, Tone: document.Muted})
	}
	return s, nil
}

// rest says how much the problem review has beside what stands here; nil where it has nothing.
func rest(m *making.Report, v *problems.Result) *document.Text {
	open, overdue := 0, 0
	for i := range v.Actions {
		switch v.Actions[i].State {
		case problems.Overdue:
			overdue++
			open++
		case problems.Done:
		default:
			open++
		}
	}
	var parts []string
	add := func(key string, n int) {
		if n > 0 {
			parts = append(parts, m.Words.Plural("problems.rest."+key, n, m.Count(n), "overdue", m.Count(overdue)))
		}
	}
	actions := "actions"
	if overdue > 0 {
		actions = "actions_overdue"
	}
	add(actions, open)
	add("decisions", len(reviewDecisions(m, v).Items))
	add("errors", len(v.KnownErrors))
	add("closed", len(v.FalseClosures))
	add("reviews", len(v.LateReviews))
	if len(parts) == 0 {
		return nil
	}
	list := strings.Join(parts, m.Words.Text("problems.empty.list"))
	return &document.Text{Tone: document.Muted, Text: m.Words.Text("problems.rest", "list", list)}
}
