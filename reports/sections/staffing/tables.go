package staffing

import (
	"slices"

	"nines/analysis/staffing"
	"nines/internal/itsm"
	"nines/reports/document"
	"nines/reports/making"
)

func table(m *making.Report, e *making.Effort, r staffing.Result) *document.Table {
	const words = "staffing.table."
	t := &document.Table{ID: "staffing_periods", Title: m.Words.Text(words + "title"), Note: m.Words.Text(words+"note", "hours", m.Locale.Number(m.Settings.ProductiveWeek.Hours(), 1))}
	col := func(key string, kind document.Kind, decimals int, of func(int) itsm.Number) making.Column[int] {
		return making.Col(m.Column(words, key, kind, decimals, document.Everywhere), func(i int) document.Value {
			n := of(i)
			return document.Value{Kind: kind, Number: n.Value, Unknown: !n.Known}
		})
	}
	hours := func(n itsm.Number) itsm.Number { n.Value /= 60; return n }
	var rows []int
	for i, p := range slices.Backward(e.Periods) { // the latest first
		if p.Known {
			rows = append(rows, i)
		}
	}
	name := m.Column(words, "period", document.KindText, 0, document.Everywhere)
	name.Width = 2
	making.Fill(t, []making.Column[int]{
		making.Col(name, func(i int) document.Value { return document.TextValue(m.PeriodName(e.ReportPeriods[i])) }),
		col("days", document.KindNumber, 0, func(i int) itsm.Number { return itsm.Known(e.Days[i]) }),
		col("effort", document.KindNumber, 0, func(i int) itsm.Number { return hours(itsm.Known(e.Periods[i].Minutes)) }),
		col("backlog", document.KindNumber, 0, func(i int) itsm.Number { return itsm.Known(float64(r.Periods[i].Backlog)) }),
		col("mean", document.KindNumber, 2, func(i int) itsm.Number { return hours(r.Periods[i].MeanMinutes) }),
		col("demand", document.KindNumber, 1, func(i int) itsm.Number { return hours(r.Periods[i].PerDay) }),
		col("fte", document.KindNumber, 1, func(i int) itsm.Number { return r.Periods[i].FTE }),
	}, rows)
	here := func(key string) *document.Source { return document.Here(t.ID, key) }
	worked := document.Plus(here("effort"), document.Product(here("backlog"), here("mean")))
	making.Each(t, "demand", document.Ratio(worked, here("days")))
	return t
}
