package problems

import (
	"slices"
	"strings"
	"time"

	"nines/analysis/problems"
	"nines/reports/document"
	"nines/reports/making"
)

func detailRows(m *making.Report) int {
	if m.Want.Report.Sections[0] == "problems" {
		return making.RowsOfDetail
	}
	return making.RowsOfMore
}

// detailTables are the tables behind the agenda that have rows, and lines that name those that have none.
func detailTables(m *making.Report, r *making.ProblemReview) []document.Block {
	v := r.Review
	var blocks []document.Block
	var empty []string
	for _, t := range []*document.Table{
		actionsTable(m, v), waitingTable(m, v), knownErrorsTable(m, v), falseClosuresTable(m, v), fixesTable(m, v), orphansTable(m, v),
		lateReviewsTable(m, v), withoutActionTable(m, v), unrecordedTable(m, v),
	} {
		if len(t.Rows) == 0 {
			empty = append(empty, t.ID)
			continue
		}
		blocks = append(blocks, t)
	}
	return append(blocks, emptyTables(m, r.Lacks, empty)...)
}

// detailTable makes a table whose words stand under its id.
func detailTable[R any](m *making.Report, id string, rows []R, columns []making.Column[R]) *document.Table {
	t := &document.Table{
		ID: id, Title: m.Words.Plural("problems."+id+".title", len(rows), m.Count(len(rows))),
		Subtitle: m.Words.Text("problems." + id + ".subtitle"), PageRows: detailRows(m),
	}
	if id != "orphans" { // which are of the period
		t.Subtitle = m.AsNow(t.Subtitle)
	}
	making.Fill(t, columns, rows)
	return t
}

// detailColumn describes a column of such a table; the words of columns are shared.
func detailColumn[R any](m *making.Report, key string, kind document.Kind, width float64, cell func(R) document.Value) making.Column[R] {
	c := m.Column("problems.column.", key, kind, 0, document.Everywhere)
	if kind == document.KindNumber { // hours and days
		c.Decimals = 1
	}
	c.Width = width
	if kind == document.KindText {
		c.Lines = 3
	}
	return making.Col(c, cell)
}

func dayValue(t time.Time) document.Value {
	return document.Value{Kind: document.KindDay, Time: t, Unknown: t.IsZero()}
}

// orMissing is a text, or the word for a missing one.
func orMissing(m *making.Report, text string) document.Value {
	if text == "" {
		return document.Value{Unknown: true, Text: m.Words.Text("problems.none")}
	}
	return document.TextValue(text)
}

// waitingTable shows what the incidents of the open problems have cost since they were opened, in the agenda's order.
func waitingTable(m *making.Report, v *problems.Result) *document.Table {
	type row = *problems.Review
	var rows []row
	for i := range v.Agenda {
		if r := &v.Agenda[i]; r.SinceOpened.Incidents > 0 {
			rows = append(rows, r)
		}
	}
	columns := []making.Column[row]{
		detailColumn(m, "problem", document.KindID, 1.7, func(r row) document.Value { return document.ID(r.ID, m.Link(r.Source, r.ID)) }),
		detailColumn(m, "title", document.KindText, 4, func(v *problems.Review) document.Value { return agendaWhat(m, v) }),
	}
	columns = append(columns, waitingColumns(m, func(r row) *problems.Waiting { return &r.SinceOpened })...)
	columns = append(columns,
		detailColumn(m, "incidents_updated", document.KindCount, 1.4, func(r row) document.Value { return knownCount(r.SinceUpdated.Incidents, r.SinceUpdated.Known) }),
		detailColumn(m, "minutes_updated", document.KindMinutes, 1.4, func(r row) document.Value {
			return downtimeValue(m, &r.SinceUpdated)
		}))
	return detailTable(m, "waiting", rows, columns)
}

func knownCount(n int, known bool) document.Value {
	return document.Value{Kind: document.KindCount, Number: float64(n), Unknown: !known}
}

// waitingColumns show what incidents cost; money only where anything is priced.
func waitingColumns[R any](m *making.Report, of func(R) *problems.Waiting) []making.Column[R] {
	columns := []making.Column[R]{
		detailColumn(m, "incidents", document.KindCount, 1.2, func(r R) document.Value { return knownCount(of(r).Incidents, of(r).Known) }),
		detailColumn(m, "minutes", document.KindMinutes, 1.3, func(r R) document.Value { return downtimeValue(m, of(r)) }),
		detailColumn(m, "hours", document.KindNumber, 1.3, func(r R) document.Value { return effortValue(m, of(r)) }),
	}
	if m.Settings.Costs.Priced() {
		c := detailColumn(m, "cost", document.KindNumber, 1.5, func(r R) document.Value { return m.CostValue(of(r).Cost, of(r).Partial) })
		c.Title, c.Decimals = m.Words.Text("cost.column", "currency", m.Settings.Currency), 0
		columns = append(columns, c)
	}
	return columns
}

// downtimeValue is the weighted minutes lost; a lower bound where some incidents could not be assessed.
func downtimeValue(m *making.Report, w *problems.Waiting) document.Value {
	v := making.MinutesValue(w.Downtime())
	if w.Known && v.Unknown {
		v.Text = m.Words.Text("problems.not_assessed")
		return v
	}
	return m.Lacking(v, w.NotAssessed)
}

// effortValue is the hours spent; a lower bound where the effort of some incidents is not known.
func effortValue(m *making.Report, w *problems.Waiting) document.Value {
	v := document.Value{Kind: document.KindNumber, Number: w.Effort.Hours(), Unknown: w.WithoutEffort == w.Incidents}
	if w.WithoutEffort > 0 && !v.Unknown {
		v.Second = m.Words.Text("problems.without_effort", "n", m.Count(w.WithoutEffort))
	}
	return v
}

// needs names what a table of the review cannot do without, of what is lacking; empty for nothing.
func needs(l making.Lacking, table string) string {
	switch table {
	case "problem_actions":
		return when(l.Actions, "actions")
	case "waiting", "known_errors", "false_closures", "fixes":
		return when(l.Problems, "problems")
	case "orphans":
		return when(l.Titles, "titles")
	case "late_reviews", "reviews_without_action":
		return when(l.Majors, "majors")
	}
	return ""
}

func when(is bool, word string) string {
	if is {
		return word
	}
	return ""
}

// emptyTables says which tables have no rows as there is nothing to list, and which for want of data.
func emptyTables(m *making.Report, lacks making.Lacking, ids []string) []document.Block {
	var nothing, missing []string
	for _, id := range ids {
		list, text := &nothing, "problems."+id+".none"
		if what := needs(lacks, id); what != "" {
			list, text = &missing, "problems.lacking."+what
		}
		if text = m.Words.Text(text); !slices.Contains(*list, text) {
			*list = append(*list, text)
		}
	}
	var blocks []document.Block
	add := func(key string, list []string) {
		if len(list) > 0 {
			text := m.Words.Text(key, "list", strings.Join(list, m.Words.Text("problems.empty.list")))
			blocks = append(blocks, &document.Text{Text: text, Tone: document.Muted})
		}
	}
	add("problems.lacking", missing)
	add("problems.empty", nothing)
	return blocks
}
