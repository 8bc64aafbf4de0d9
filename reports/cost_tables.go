package reports

import (
	"nines/analysis/cost"
	"nines/reports/document"
)

func costColumn[R any](m *making, key string, kind document.Kind, decimals int, width float64, cell func(R) document.Value) column[R] {
	c := m.column("cost.column.", key, kind, decimals, document.Everywhere)
	c.Width = width
	if kind == document.KindText {
		c.Lines = 2
	}
	return column[R]{c, cell}
}

// sumColumns show what incidents took, and what that cost where anything is priced.
func sumColumns[R any](m *making, of func(R) *cost.Sum) []column[R] {
	columns := []column[R]{
		costColumn(m, "incidents", document.KindCount, 0, 1.2, func(r R) document.Value { return document.Count(of(r).Incidents) }),
		costColumn(m, "minutes", document.KindMinutes, minuteDecimals, 1.4, func(r R) document.Value {
			return m.lacking(minutesValue(of(r).Downtime()), of(r).NotAssessed)
		}),
		costColumn(m, "hours", document.KindNumber, 1, 1.4, func(r R) document.Value {
			v := document.Value{Kind: document.KindNumber, Number: of(r).Effort.Hours(), Unknown: of(r).WithoutEffort == of(r).Incidents}
			return m.lacking(v, of(r).WithoutEffort)
		}),
		costColumn(m, "contacts", document.KindNumber, 0, 1.3, func(r R) document.Value {
			v := document.Value{Kind: document.KindNumber, Number: of(r).Contacts, Unknown: of(r).WithoutContacts == of(r).Incidents}
			return m.lacking(v, of(r).WithoutContacts)
		}),
	}
	if m.set.Costs.Priced() {
		c := costColumn(m, "cost", document.KindNumber, 0, 1.7, func(r R) document.Value { return m.costValue(of(r).Cost, of(r).Partial) })
		c.Title = m.words.Text("cost.column", "currency", m.set.Currency)
		columns = append(columns, c)
	}
	return columns
}

// lacking says of how many incidents a quantity is not known.
func (m *making) lacking(v document.Value, n int) document.Value {
	if n > 0 && !v.Unknown {
		v.Second = m.words.Text("cost.lacking", "n", m.count(n))
	}
	return v
}

func (m *making) problemCosts(r *reviewed) *document.Table {
	type row = *cost.Problem
	t := &document.Table{
		ID: "problem_costs", Title: m.words.Plural("cost.problems.title", len(r.pareto.Problems), m.count(len(r.pareto.Problems))),
		Subtitle: m.words.Text("cost.problems.subtitle"), PageRows: rowsOfDetail,
	}
	rows := make([]row, len(r.pareto.Problems))
	for i := range rows {
		rows[i] = &r.pareto.Problems[i]
	}
	columns := []column[row]{
		costColumn(m, "problem", document.KindID, 0, 1.7, func(r row) document.Value { return document.ID(r.ID, m.link(r.Source, r.ID)) }),
		costColumn(m, "service", document.KindText, 0, 4, func(r row) document.Value {
			v := document.Value{Text: m.problemService(r.Service), Second: r.Title, Strong: true}
			if !r.Recorded {
				v.Second = m.words.Text("cost.unrecorded")
			}
			return v
		}),
	}
	columns = append(columns, sumColumns(m, func(r row) *cost.Sum { return &r.Sum })...)
	columns = append(columns,
		costColumn(m, "own_hours", document.KindNumber, 1, 1.5, ownHours),
		costColumn(m, "share", document.KindShare, shareDecimals, 1, func(r row) document.Value { return shareValue(r.Share) }),
		costColumn(m, "cumulative", document.KindShare, shareDecimals, 1.2, func(r row) document.Value { return shareValue(r.Cumulative) }))
	fill(t, columns, rows)
	return t
}

// ownHours is the effort on the problem itself and on its changes, as far as it is known.
func ownHours(p *cost.Problem) document.Value {
	own := p.Cause.Effort.Value + p.ChangeEffort.Value
	return document.Value{
		Kind: document.KindNumber, Number: own.Hours(), Unknown: !p.Cause.Effort.Known && !p.ChangeEffort.Known,
	}
}

func (m *making) serviceCosts(all cost.Sum, services []cost.Service) *document.Table {
	type row = *cost.Service
	t := &document.Table{
		ID: "service_costs", Title: m.words.Text("cost.services.title", "period", m.periodName(m.want.Period)),
		Subtitle: m.words.Text("cost.services.subtitle"), PageRows: rowsOfDetail,
	}
	rows := make([]row, len(services))
	for i := range rows {
		rows[i] = &services[i]
	}
	columns := []column[row]{
		costColumn(m, "service", document.KindText, 0, 4, func(r row) document.Value { return document.TextValue(m.problemService(r.ID)) }),
	}
	columns = append(columns, sumColumns(m, func(r row) *cost.Sum { return &r.Sum })...)
	columns = append(columns, costColumn(m, "share", document.KindShare, shareDecimals, 1, func(r row) document.Value { return shareValue(r.Share) }))
	fill(t, columns, rows)
	whole := &document.Row{}
	for i, c := range columns {
		v := c.cell(&cost.Service{Sum: all})
		v.Strong = true
		switch {
		case i == 0:
			v = document.Value{Text: m.words.Text("cost.services.all"), Strong: true}
		case c.Key == "share":
			v = document.Value{}
		}
		whole.Cells = append(whole.Cells, v)
	}
	t.Total = whole
	return t
}
