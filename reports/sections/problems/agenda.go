package problems

import (
	"strings"

	"nines/analysis/problems"
	"nines/internal/itsm"
	"nines/reports/document"
	"nines/reports/making"
)

// agendaRows is how many problems a page shows.
const agendaRows = 12

func agendaTable(m *making.Report, r *making.ProblemReview) *document.Table {
	v := r.Review
	const words = "problems.agenda."
	open := m.Count(len(v.Agenda))
	t := &document.Table{
		ID: "agenda", Title: m.Words.Plural(words+"title", len(v.Agenda), open),
		Subtitle: m.AsNow(m.Words.Text(words + "subtitle")), Note: agendaNote(m, r), PageRows: agendaRows,
	}
	if !anyExpected(m, v) {
		t.Subtitle = m.AsNow(m.Words.Text(words + "subtitle.unknown"))
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

// agendaMeasure names what the agenda weighs: the expected loss, else what problems have cost since they were opened.
func agendaMeasure(m *making.Report, v *problems.Result) string {
	switch {
	case !anyExpected(m, v):
		return "lost"
	case m.Settings.Costs.Priced():
		return "loss_money"
	}
	return "loss"
}

// agendaBook are the columns for the analyst.
func agendaBook(m *making.Report) []making.Column[*problems.Review] {
	const words = "problems.agenda."
	text := func(key string, of func(*problems.Review) string) making.Column[*problems.Review] {
		return making.Col(m.Column(words, key, document.KindText, 0, document.BookOnly), func(v *problems.Review) document.Value { return document.TextValue(of(v)) })
	}
	number := func(key string, of func(*problems.Review) itsm.Number) making.Column[*problems.Review] {
		return making.Col(m.Column(words, key, document.KindNumber, 1, document.BookOnly), func(v *problems.Review) document.Value {
			return document.Known(document.KindNumber, of(v).Pointer())
		})
	}
	// bound is an end of the interval of the loss that is shown, in its unit.
	bound := func(key string, of func(*problems.Review) itsm.Number) making.Column[*problems.Review] {
		c := number(key, of)
		if m.Settings.Costs.Priced() {
			c.Title = m.Words.Text(words+key+"_money", "currency", m.Settings.Currency)
		}
		return c
	}
	return []making.Column[*problems.Review]{
		text("title_column", func(v *problems.Review) string { return v.Title }),
		text("priority", func(v *problems.Review) string { return v.Priority.String() }),
		text("status", func(v *problems.Review) string { return making.StatusWord(v.Status, v.StatusText) }),
		text("owner", func(v *problems.Review) string { return m.Person(v.Owner) }),
		text("stale", func(v *problems.Review) string { return staleWord(m, v.Stale) }),
		number("age_days", func(v *problems.Review) itsm.Number { return shownDays(v.Age) }),
		number("quiet_days", func(v *problems.Review) itsm.Number { return shownDays(v.Quiet) }),
		number("allowed_days", func(v *problems.Review) itsm.Number { return itsm.Known(v.Allowed) }),
		number("open_actions", func(v *problems.Review) itsm.Number { return itsm.Known(float64(v.OpenActions)) }),
		bound("lower", func(v *problems.Review) itsm.Number { lower, _ := expectedInterval(m, v); return lower }),
		bound("upper", func(v *problems.Review) itsm.Number { _, upper := expectedInterval(m, v); return upper }),
	}
}

func staleWord(m *making.Report, stale bool) string {
	if stale {
		return m.Words.Text("problems.agenda.stale.yes")
	}
	return m.Words.Text("problems.agenda.stale.no")
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
