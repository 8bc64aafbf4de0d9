package problems

import (
	"context"
	"strings"

	"nines/analysis/problems"
	"nines/internal/itsm"
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
	s := document.Section{Lead: lead(m, r), Figures: newFigures(m, r)}
	if len(v.Agenda) > 0 {
		s.Blocks = append(s.Blocks, agendaTable(m, r), reviewDecisions(m, v), ageingChart(m, v))
	}
	if backlogMoved(m, v) {
		s.Blocks = append(s.Blocks, backlogChart(m, v))
	}
	if m.Brief("problems") {
		if rest := rest(m, v); rest != nil {
			s.Blocks = append(s.Blocks, rest)
		}
		return s, nil
	}
	if backlogMoved(m, v) {
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
	add("errors", len(v.KnownErrors))
	add("closed", len(v.FalseClosures))
	add("reviews", len(v.LateReviews))
	if len(parts) == 0 {
		return nil
	}
	list := strings.Join(parts, m.Words.Text("problems.empty.list"))
	return &document.Text{Tone: document.Muted, Text: m.Words.Text("problems.rest", "list", list)}
}

// lead says what the meeting is about: the problems that make most of the loss that is expected, else how many
// stand still.
func lead(m *making.Report, r *making.ProblemReview) string {
	v := r.Review
	open, stale := len(v.Agenda), 0
	for i := range v.Agenda {
		if v.Agenda[i].Stale {
			stale++
		}
	}
	switch {
	case r.Lacks.Problems && len(v.Unrecorded) > 0:
		return m.Words.Plural("problems.lead.no_source", len(v.Unrecorded), m.Count(len(v.Unrecorded)))
	case r.Lacks.Problems:
		return m.Words.Text("problems.lead.no_record")
	case open == 0 && len(v.Unrecorded) > 0:
		return m.Words.Plural("problems.lead.unrecorded", len(v.Unrecorded), m.Count(len(v.Unrecorded)))
	case open == 0:
		return m.Words.Text("problems.lead.none")
	}
	if few, share, idle := weightiest(m, v); share > 0 {
		return m.Words.Plural("problems.lead.loss", few, m.Count(few), "share", m.Locale.Share(share, 0)) +
			m.Words.Text("problems.lead.idle."+howMany(idle, few), "n", m.Count(idle))
	}
	return m.Words.Plural("problems.lead.stale", open, m.Count(open), "stale", m.Count(stale))
}

// howMany chooses the word for so many of a few.
func howMany(n, of int) string {
	switch {
	case n == 0:
		return "none"
	case n == of && of == 1:
		return "one"
	case n == of && of == 2:
		return "both"
	case n == of:
		return "all"
	}
	return "some"
}

// weightiestShown is how many problems the first sentence is about at most.
const weightiestShown = 3

// weightiest counts the first problems of the agenda that make 40 % of the expected loss, three at most, with their
// share of it and how many of them are stale.
func weightiest(m *making.Report, v *problems.Result) (few int, share float64, stale int) {
	all, passed := 0.0, 0.0
	for i := range v.Agenda {
		all += expected(m, &v.Agenda[i]).Value
	}
	if all <= 0 {
		return 0, 0, 0
	}
	for i := range v.Agenda {
		passed += expected(m, &v.Agenda[i]).Value
		few++
		if v.Agenda[i].Stale {
			stale++
		}
		if passed >= 0.4*all || few == weightiestShown {
			break
		}
	}
	return few, passed / all, stale
}

// expected is the expected loss by which the agenda goes: money where it is priced, else minutes.
func expected(m *making.Report, v *problems.Review) itsm.Number {
	if m.Settings.Costs.Priced() {
		return v.Expected.Cost
	}
	return v.Expected.Minutes
}

// agendaRows is how many problems a page shows.
const agendaRows = 12

func agendaTable(m *making.Report, r *making.ProblemReview) *document.Table {
	v := r.Review
	const words = "problems.agenda."
	open := m.Count(len(v.Agenda))
	t := &document.Table{
		ID: "agenda", Title: m.Words.Plural(words+"title", len(v.Agenda), open),
		Subtitle: m.Words.Text(words + "subtitle"), Note: agendaNote(m, r), PageRows: agendaRows,
	}
	type row struct {
		rank int
		v    *problems.Review
	}
	rows := make([]row, len(v.Agenda))
	for i := range v.Agenda {
		rows[i] = row{i + 1, &v.Agenda[i]}
	}
	most := agendaScale(m, v)
	col := func(key string, kind document.Kind, width float64, cell func(*problems.Review) document.Value) making.Column[row] {
		c := m.Column(words, key, kind, 0, document.Everywhere)
		c.Width, c.Lines = width, 2
		if key == "loss_money" {
			c.Title = m.Words.Text(words+key, "currency", m.Settings.Currency)
		}
		return making.Col(c, func(r row) document.Value { return cell(r.v) })
	}
	columns := []making.Column[row]{
		making.Col(document.Column{Key: "rank", Title: m.Words.Text(words + "rank"), Kind: document.KindCount, Width: 0.5}, func(r row) document.Value { return document.Count(r.rank) }),
		col("problem", document.KindID, 2, func(v *problems.Review) document.Value { return agendaID(m, v) }),
		col("what", document.KindText, 4, func(v *problems.Review) document.Value { return agendaWhat(m, v) }),
		col(agendaMeasure(m, v), document.KindBar, 3, func(r *problems.Review) document.Value { return agendaLoss(m, r, v, most) }),
		col("idle", document.KindBar, 2.2, func(r *problems.Review) document.Value { return agendaIdle(m, r, v) }),
		col("missing", document.KindText, 2.2, func(v *problems.Review) document.Value { return agendaMissing(m, v) }),
	}
	for _, c := range agendaBook(m) {
		columns = append(columns, making.Col(c.Column, func(r row) document.Value { return c.Cell(r.v) }))
	}
	making.Fill(t, columns, rows)
	return t
}

// agendaNote explains the columns, and which incidents the expected loss is told from.
func agendaNote(m *making.Report, r *making.ProblemReview) string {
	note := m.Words.Text("problems.agenda.note", "allowed", allowedDays(m))
	switch {
	case !anyExpected(m, r.Review):
		return note + " " + m.Words.Text("problems.agenda.note.unknown")
	case m.Settings.Costs.Priced():
		note += " " + m.Words.Text("problems.agenda.note.priced", "currency", m.Settings.Currency)
	default:
		note += " " + m.Words.Text("problems.agenda.note.minutes")
	}
	if r.LinkedOnly {
		return note + " " + m.Words.Text("problems.agenda.note.linked")
	}
	return note + " " + m.Words.Text("problems.agenda.note.alike")
}

func allowedDays(m *making.Report) string {
	var parts []string
	for p := itsm.P1; p <= itsm.P5; p++ {
		parts = append(parts, p.String()+" "+plain(m, m.Settings.Problems.AllowedDays[p]))
	}
	return strings.Join(parts, m.Words.Text("locale.list"))
}

// plain writes a number with one decimal where it needs one.
func plain(m *making.Report, v float64) string {
	if v == float64(int64(v)) {
		return m.Locale.Number(v, 0)
	}
	return m.Locale.Number(v, 1)
}

func anyExpected(m *making.Report, v *problems.Result) bool {
	for i := range v.Agenda {
		if expected(m, &v.Agenda[i]).Known {
			return true
		}
	}
	return false
}
