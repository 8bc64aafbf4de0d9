package reports

import (
	"context"
	"strings"

	"nines/analysis/problems"
	"nines/internal/itsm"
	"nines/reports/document"
)

// presentProblems is the agenda of the problem review: one page that can be read aloud, then what stands behind it.
func presentProblems(ctx context.Context, m *making) (document.Section, error) {
	r, err := m.problemReview(ctx)
	if err != nil {
		return document.Section{}, err
	}
	v := r.review
	s := document.Section{Lead: m.problemsLead(r), Figures: m.problemFigures(r)}
	if len(v.Agenda) > 0 {
		s.Blocks = append(s.Blocks, m.agendaTable(r), m.reviewDecisions(v), m.ageingChart(v))
	}
	if m.backlogMoved(v) {
		s.Blocks = append(s.Blocks, m.backlogChart(v))
	}
	if m.brief("problems") {
		if rest := m.problemRest(v); rest != nil {
			s.Blocks = append(s.Blocks, rest)
		}
		return s, nil
	}
	if m.backlogMoved(v) {
		s.Blocks = append(s.Blocks, m.weeklyChart(v))
	}
	s.Blocks = append(s.Blocks, m.problemTables(r)...)
	if text := m.problemGaps(v); text != "" {
		s.Blocks = append(s.Blocks, &document.Text{Title: m.words.Text("problems.gaps.title"), Text: text, Tone: document.Muted})
	}
	return s, nil
}

// problemRest says how much the problem review has beside what stands here; nil where it has nothing.
func (m *making) problemRest(v *problems.Result) *document.Text {
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
			parts = append(parts, m.words.Plural("problems.rest."+key, n, m.count(n), "overdue", m.count(overdue)))
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
	list := strings.Join(parts, m.words.Text("problems.empty.list"))
	return &document.Text{Tone: document.Muted, Text: m.words.Text("problems.rest", "list", list)}
}

// problemsLead says what the meeting is about: the problems that make most of the loss that is expected, else how many
// stand still.
func (m *making) problemsLead(r *reviewed) string {
	v := r.review
	open, stale := len(v.Agenda), 0
	for i := range v.Agenda {
		if v.Agenda[i].Stale {
			stale++
		}
	}
	switch {
	case r.lacks.problems && len(v.Unrecorded) > 0:
		return m.words.Plural("problems.lead.no_source", len(v.Unrecorded), m.count(len(v.Unrecorded)))
	case r.lacks.problems:
		return m.words.Text("problems.lead.no_record")
	case open == 0 && len(v.Unrecorded) > 0:
		return m.words.Plural("problems.lead.unrecorded", len(v.Unrecorded), m.count(len(v.Unrecorded)))
	case open == 0:
		return m.words.Text("problems.lead.none")
	}
	if few, share, idle := m.weightiest(v); share > 0 {
		return m.words.Plural("problems.lead.loss", few, m.count(few), "share", m.locale.Share(share, 0)) +
			m.words.Text("problems.lead.idle."+howMany(idle, few), "n", m.count(idle))
	}
	return m.words.Plural("problems.lead.stale", open, m.count(open), "stale", m.count(stale))
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
func (m *making) weightiest(v *problems.Result) (few int, share float64, stale int) {
	all, passed := 0.0, 0.0
	for i := range v.Agenda {
		all += m.expected(&v.Agenda[i]).Value
	}
	if all <= 0 {
		return 0, 0, 0
	}
	for i := range v.Agenda {
		passed += m.expected(&v.Agenda[i]).Value
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
func (m *making) expected(v *problems.Review) itsm.Number {
	if m.set.Costs.Priced() {
		return v.Expected.Cost
	}
	return v.Expected.Minutes
}

// agendaRows is how many problems a page shows.
const agendaRows = 12

func (m *making) agendaTable(r *reviewed) *document.Table {
	v := r.review
	const words = "problems.agenda."
	open := m.count(len(v.Agenda))
	t := &document.Table{
		ID: "agenda", Title: m.words.Plural(words+"title", len(v.Agenda), open),
		Subtitle: m.words.Text(words + "subtitle"), Note: m.agendaNote(r), PageRows: agendaRows,
	}
	type row struct {
		rank int
		v    *problems.Review
	}
	rows := make([]row, len(v.Agenda))
	for i := range v.Agenda {
		rows[i] = row{i + 1, &v.Agenda[i]}
	}
	most := m.agendaScale(v)
	col := func(key string, kind document.Kind, width float64, cell func(*problems.Review) document.Value) column[row] {
		c := m.column(words, key, kind, 0, document.Everywhere)
		c.Width, c.Lines = width, 2
		if key == "loss_money" {
			c.Title = m.words.Text(words+key, "currency", m.set.Currency)
		}
		return column[row]{c, func(r row) document.Value { return cell(r.v) }}
	}
	columns := []column[row]{
		{document.Column{Key: "rank", Title: m.words.Text(words + "rank"), Kind: document.KindCount, Width: 0.5}, func(r row) document.Value { return document.Count(r.rank) }},
		col("problem", document.KindID, 2, m.agendaID),
		col("what", document.KindText, 4, m.agendaWhat),
		col(m.agendaMeasure(v), document.KindBar, 3, func(r *problems.Review) document.Value { return m.agendaLoss(r, v, most) }),
		col("idle", document.KindBar, 2.2, func(r *problems.Review) document.Value { return m.agendaIdle(r, v) }),
		col("missing", document.KindText, 2.2, m.agendaMissing),
	}
	for _, c := range m.agendaBook() {
		columns = append(columns, column[row]{c.Column, func(r row) document.Value { return c.cell(r.v) }})
	}
	fill(t, columns, rows)
	return t
}

// agendaNote explains the columns, and which incidents the expected loss is told from.
func (m *making) agendaNote(r *reviewed) string {
	note := m.words.Text("problems.agenda.note", "allowed", m.allowedDays())
	switch {
	case !m.anyExpected(r.review):
		return note + " " + m.words.Text("problems.agenda.note.unknown")
	case m.set.Costs.Priced():
		note += " " + m.words.Text("problems.agenda.note.priced", "currency", m.set.Currency)
	default:
		note += " " + m.words.Text("problems.agenda.note.minutes")
	}
	if r.linkedOnly {
		return note + " " + m.words.Text("problems.agenda.note.linked")
	}
	return note + " " + m.words.Text("problems.agenda.note.alike")
}

func (m *making) allowedDays() string {
	var parts []string
	for p := itsm.P1; p <= itsm.P5; p++ {
		parts = append(parts, p.String()+" "+m.plain(m.set.Problems.AllowedDays[p]))
	}
	return strings.Join(parts, m.words.Text("locale.list"))
}

// plain writes a number with one decimal where it needs one.
func (m *making) plain(v float64) string {
	if v == float64(int64(v)) {
		return m.locale.Number(v, 0)
	}
	return m.locale.Number(v, 1)
}

func (m *making) anyExpected(v *problems.Result) bool {
	for i := range v.Agenda {
		if m.expected(&v.Agenda[i]).Known {
			return true
		}
	}
	return false
}
