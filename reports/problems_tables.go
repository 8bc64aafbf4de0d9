package reports

import (
	"time"

	"nines/analysis/problems"
	"nines/internal/itsm"
	"nines/reports/document"
)

// How many rows a page shows of each table behind the agenda: many in the review itself, few in a report about more than
// problems. The workbook and the JSON have all.
const (
	rowsOfDetail = 15
	rowsOfMore   = 5
)

func (m *making) detailRows() int {
	if m.want.Report.Sections[0] == "problems" {
		return rowsOfDetail
	}
	return rowsOfMore
}

// problemTables are the tables behind the agenda that have rows, and lines that name those that have none.
func (m *making) problemTables(r *reviewed) []document.Block {
	v := r.review
	var blocks []document.Block
	var empty []string
	for _, t := range []*document.Table{
		m.actionsTable(v), m.waitingTable(v), m.knownErrorsTable(v), m.falseClosuresTable(v), m.fixesTable(v), m.orphansTable(v),
		m.lateReviewsTable(v), m.withoutActionTable(v), m.unrecordedTable(v),
	} {
		if len(t.Rows) == 0 {
			empty = append(empty, t.ID)
			continue
		}
		blocks = append(blocks, t)
	}
	return append(blocks, m.emptyTables(r.lacks, empty)...)
}

// detailTable makes a table whose words stand under its id.
func detailTable[R any](m *making, id string, rows []R, columns []column[R]) *document.Table {
	t := &document.Table{
		ID: id, Title: m.words.Plural("problems."+id+".title", len(rows), m.count(len(rows))),
		Subtitle: m.words.Text("problems." + id + ".subtitle"), PageRows: m.detailRows(),
	}
	fill(t, columns, rows)
	return t
}

// detailColumn describes a column of such a table; the words of columns are shared.
func detailColumn[R any](m *making, key string, kind document.Kind, width float64, cell func(R) document.Value) column[R] {
	c := m.column("problems.column.", key, kind, 0, document.Everywhere)
	if kind == document.KindNumber { // hours and days
		c.Decimals = 1
	}
	c.Width = width
	if kind == document.KindText {
		c.Lines = 2
	}
	return column[R]{c, cell}
}

func dayValue(t time.Time) document.Value {
	return document.Value{Kind: document.KindDay, Time: t, Unknown: t.IsZero()}
}

// orMissing is a text, or the word for a missing one.
func (m *making) orMissing(text string) document.Value {
	if text == "" {
		return document.Value{Unknown: true, Text: m.words.Text("problems.none")}
	}
	return document.TextValue(text)
}

// waitingTable shows what the incidents of the open problems have cost since they were opened, in the agenda's order.
func (m *making) waitingTable(v *problems.Result) *document.Table {
	type row = *problems.Review
	var rows []row
	for i := range v.Agenda {
		if r := &v.Agenda[i]; r.SinceOpened.Incidents > 0 {
			rows = append(rows, r)
		}
	}
	columns := []column[row]{
		detailColumn(m, "problem", document.KindID, 1.7, func(r row) document.Value { return document.ID(r.ID, m.link(r.Source, r.ID)) }),
		detailColumn(m, "title", document.KindText, 4, m.agendaWhat),
	}
	columns = append(columns, waitingColumns(m, func(r row) *problems.Waiting { return &r.SinceOpened })...)
	columns = append(columns,
		detailColumn(m, "incidents_updated", document.KindCount, 1.4, func(r row) document.Value { return knownCount(r.SinceUpdated.Incidents, r.SinceUpdated.Known) }),
		detailColumn(m, "minutes_updated", document.KindMinutes, 1.4, func(r row) document.Value {
			return m.downtimeValue(&r.SinceUpdated)
		}))
	return detailTable(m, "waiting", rows, columns)
}

func knownCount(n int, known bool) document.Value {
	return document.Value{Kind: document.KindCount, Number: float64(n), Unknown: !known}
}

// waitingColumns show what incidents cost; money only where anything is priced.
func waitingColumns[R any](m *making, of func(R) *problems.Waiting) []column[R] {
	columns := []column[R]{
		detailColumn(m, "incidents", document.KindCount, 1.2, func(r R) document.Value { return knownCount(of(r).Incidents, of(r).Known) }),
		detailColumn(m, "minutes", document.KindMinutes, 1.3, func(r R) document.Value { return m.downtimeValue(of(r)) }),
		detailColumn(m, "hours", document.KindNumber, 1.3, func(r R) document.Value { return m.effortValue(of(r)) }),
	}
	if m.set.Costs.Priced() {
		c := detailColumn(m, "cost", document.KindNumber, 1.5, func(r R) document.Value { return m.costValue(of(r).Cost, of(r).Partial) })
		c.Title, c.Decimals = m.words.Text("cost.column", "currency", m.set.Currency), 0
		columns = append(columns, c)
	}
	return columns
}

// downtimeValue is the weighted minutes lost; a lower bound where some incidents could not be assessed.
func (m *making) downtimeValue(w *problems.Waiting) document.Value {
	v := minutesValue(w.Downtime())
	if w.Known && v.Unknown {
		v.Text = m.words.Text("problems.not_assessed")
		return v
	}
	return m.lacking(v, w.NotAssessed)
}

// effortValue is the hours spent; a lower bound where the effort of some incidents is not known.
func (m *making) effortValue(w *problems.Waiting) document.Value {
	v := document.Value{Kind: document.KindNumber, Number: w.Effort.Hours(), Unknown: w.WithoutEffort == w.Incidents}
	if w.WithoutEffort > 0 && !v.Unknown {
		v.Second = m.words.Text("problems.without_effort", "n", m.count(w.WithoutEffort))
	}
	return v
}

// costValue is an amount of money; a lower bound says so.
func (m *making) costValue(cost itsm.Number, partial bool) document.Value {
	v := document.Known(document.KindNumber, cost.Pointer())
	if partial && cost.Known {
		v.Second = m.words.Text("cost.at_least")
	}
	return v
}
