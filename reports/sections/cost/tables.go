package cost

import (
	"nines/analysis/cost"
	"nines/reports/document"
	"nines/reports/making"
)

func column[R any](m *making.Report, key string, kind document.Kind, decimals int, width float64, cell func(R) document.Value) making.Column[R] {
	c := m.Column("cost.column.", key, kind, decimals, document.Everywhere)
	c.Width = width
	if kind == document.KindText {
		c.Lines = 2
	}
	return making.Col(c, cell)
}

// sumColumns show what incidents took, and what that cost where anything is priced.
func sumColumns[R any](m *making.Report, of func(R) *cost.Sum) []making.Column[R] {
	columns := []making.Column[R]{
		column(m, "incidents", document.KindCount, 0, 1.2, func(r R) document.Value { return document.Count(of(r).Incidents) }),
		column(m, "minutes", document.KindMinutes, making.MinuteDecimals, 1.4, func(r R) document.Value {
			return m.Lacking(making.MinutesValue(of(r).Downtime()), of(r).NotAssessed)
		}),
		column(m, "hours", document.KindNumber, 1, 1.4, func(r R) document.Value {
			v := document.Value{Kind: document.KindNumber, Number: of(r).Effort.Hours(), Unknown: of(r).WithoutEffort == of(r).Incidents}
			return m.Lacking(v, of(r).WithoutEffort)
		}),
		column(m, "contacts", document.KindNumber, 0, 1.3, func(r R) document.Value {
			v := document.Value{Kind: document.KindNumber, Number: of(r).Contacts, Unknown: of(r).WithoutContacts == of(r).Incidents}
			return m.Lacking(v, of(r).WithoutContacts)
		}),
	}
	if m.Settings.Costs.Priced() {
		c := column(m, "cost", document.KindNumber, 0, 1.7, func(r R) document.Value { return m.CostValue(of(r).Cost, of(r).Partial) })
		c.Title = m.Words.Text("cost.column", "currency", m.Settings.Currency)
		columns = append(columns, c)
	}
	return columns
}

// problemsOnPage is how many problems a page lists below the chart that has more of them.
const problemsOnPage = 10

func problemCosts(m *making.Report, r *making.ProblemReview) *document.Table {
	type row = *cost.Problem
	t := &document.Table{
		ID: "problem_costs", Title: m.Words.Plural("cost.problems.title", len(r.Pareto.Problems), m.Count(len(r.Pareto.Problems))),
		Subtitle: m.Words.Text("cost.problems.subtitle"), PageRows: problemsOnPage,
	}
	rows := make([]row, len(r.Pareto.Problems))
	for i := range rows {
		rows[i] = &r.Pareto.Problems[i]
	}
	columns := []making.Column[row]{
		column(m, "problem", document.KindID, 0, 1.7, func(r row) document.Value { return document.ID(r.ID, m.Link(r.Source, r.ID)) }),
		column(m, "service", document.KindText, 0, 4, func(r row) document.Value {
			v := document.Value{Text: m.ProblemService(r.Service), Second: r.Title, Strong: true}
			switch {
			case r.Elsewhere:
				v.Second = m.Words.Text("cost.elsewhere")
			case !r.Recorded:
				v.Second = m.Words.Text("cost.unrecorded")
			}
			return v
		}),
	}
	columns = append(columns, sumColumns(m, func(r row) *cost.Sum { return &r.Sum })...)
	columns = append(columns, problemBars(m, r)...)
	columns = append(columns,
		column(m, "own_hours", document.KindNumber, 1, 1.5, ownHours),
		column(m, "share", document.KindShare, making.ShareDecimals, 1, func(r row) document.Value { return making.ShareValue(r.Share) }),
		column(m, "cumulative", document.KindShare, making.ShareDecimals, 1.2, func(r row) document.Value { return making.ShareValue(r.Cumulative) }))
	for i := range columns { // the bars have these on a page
		switch columns[i].Key {
		case worth(m), "share", "cumulative":
			columns[i].Medium = document.BookOnly
		case "service":
			columns[i].Lines = 3
		}
	}
	if r.Pareto.Partial {
		t.Note = m.Words.Text("cost.pareto.partial")
	}
	making.Fill(t, columns, rows)
	making.Shares(t, worth(m), document.Sum(t.ID, worth(m)))
	return t
}

// problemBars make a Pareto of the table on a page: what the problems cost, ink for the few that make most of it, and the
// share reached with each.
func problemBars(m *making.Report, r *making.ProblemReview) []making.Column[*cost.Problem] {
	priced, rank := m.Settings.Costs.Priced(), map[*cost.Problem]int{}
	title, decimals := m.Words.Text("cost.column.minutes"), making.MinuteDecimals
	if priced {
		title, decimals = m.Words.Text("cost.column", "currency", m.Settings.Currency), 0
	}
	for i := range r.Pareto.Problems {
		rank[&r.Pareto.Problems[i]] = i
	}
	bar := func(key, title string, width float64, ticks []document.Tick, cell func(*cost.Problem) document.Value) making.Column[*cost.Problem] {
		return making.Col(document.Column{Key: key, Title: title, Kind: document.KindBar, Width: width, Medium: document.PageOnly, Ticks: ticks}, cell)
	}
	return []making.Column[*cost.Problem]{
		bar("worth_bar", title, 1, nil, func(p *cost.Problem) document.Value {
			worth := p.Worth(priced)
			if !worth.Known {
				return document.Value{Kind: document.KindBar, Unknown: true}
			}
			v := making.RankedBar(worth.Value, 0, m.Locale.Number(worth.Value, decimals), rank[p] < r.Pareto.Vital)
			switch {
			case !priced:
				return m.Lacking(v, p.NotAssessed)
			case p.Partial:
				v.Second = m.Words.Text("cost.at_least")
			}
			return v
		}),
		bar("cumulative_bar", m.Words.Text("cost.column.cumulative"), 0.6, m.ReachedTicks(), func(p *cost.Problem) document.Value { return m.ReachedBar(p.Cumulative) }),
	}
}

// worth is the column that things are ranked by.
func worth(m *making.Report) string {
	if m.Settings.Costs.Priced() {
		return "cost"
	}
	return "minutes"
}

// ownHours is the effort on the problem itself and on its changes, as far as it is known.
func ownHours(p *cost.Problem) document.Value {
	own := p.Cause.Effort.Value + p.ChangeEffort.Value
	return document.Value{
		Kind: document.KindNumber, Number: own.Hours(), Unknown: !p.Cause.Effort.Known && !p.ChangeEffort.Known,
	}
}

func serviceCosts(m *making.Report, all cost.Sum, services []cost.Service) *document.Table {
	type row = *cost.Service
	t := &document.Table{
		ID: "service_costs", Title: m.Words.Text("cost.services.title", "period", m.PeriodName(m.Want.Period)),
		Subtitle: m.Words.Text("cost.services.subtitle"), PageRows: making.RowsOfDetail,
	}
	rows := make([]row, len(services))
	for i := range rows {
		rows[i] = &services[i]
	}
	columns := []making.Column[row]{
		column(m, "service", document.KindText, 0, 4, func(r row) document.Value { return document.TextValue(m.ProblemService(r.ID)) }),
	}
	columns[0].Title = m.Words.Text("cost.services.service")
	columns = append(columns, sumColumns(m, func(r row) *cost.Sum { return &r.Sum })...)
	columns = append(columns, column(m, "share", document.KindShare, making.ShareDecimals, 1, func(r row) document.Value { return making.ShareValue(r.Share) }))
	making.Fill(t, columns, rows)
	making.Shares(t, worth(m), document.Sum(t.ID, worth(m)))
	whole := &document.Row{}
	for i, c := range columns {
		v := c.Cell(&cost.Service{Sum: all})
		v.Strong, v.Source = true, document.Sum(t.ID, c.Key)
		switch {
		case i == 0:
			v = document.Value{Text: m.Words.Text("cost.services.all"), Strong: true}
		case c.Key == "share":
			v = document.Value{}
		}
		whole.Cells = append(whole.Cells, v)
	}
	t.Total = whole
	return t
}
