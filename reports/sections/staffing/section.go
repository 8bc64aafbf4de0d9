package staffing

import (
	"context"
	"slices"

	"nines/analysis/staffing"
	"nines/internal/itsm"
	"nines/reports/document"
	"nines/reports/making"
)

// Present shows how many people the work takes, and is likely to take next.
func Present(ctx context.Context, m *making.Report) (document.Section, error) {
	e, err := m.Effort(ctx)
	if err != nil {
		return document.Section{}, err
	}
	r := staffing.Compute(input(m, e))
	s := document.Section{Figures: newFigures(e, r)}
	now := r.Periods[len(r.Periods)-1]
	if !now.FTE.Known || e.Total.Minutes <= 0 {
		s.Lead = m.Words.Text("staffing.lead.none")
		return s, nil
	}
	fte := m.Locale.Number(now.FTE.Value, 1)
	if r.Next.FTE.Known {
		s.Lead = m.Words.Text("staffing.lead", "fte", fte, "next", m.Locale.Number(r.Next.FTE.Value, 1),
			"lower", m.Locale.Number(r.Next.Lower.Value, 1), "upper", m.Locale.Number(r.Next.Upper.Value, 1), "period", nextLabel(m))
	} else {
		s.Lead = m.Words.Text("staffing.lead.few", "fte", fte, "n", m.Count(r.Next.Periods))
	}
	s.Blocks = []document.Block{chart(m, e, r), table(m, e, r), &document.Text{Text: coverageText(m, e, r), Tone: document.Muted}}
	return s, nil
}

func nextLabel(m *making.Report) string { return m.PeriodName(m.Want.Period.Shift(1)) }

func input(m *making.Report, e *making.Effort) staffing.Input {
	in := staffing.Input{ProductiveWeek: m.Settings.ProductiveWeek, LoggedMinutes: e.Logs.PersonalMinutes, Persons: e.Logs.Persons}
	for i, p := range e.Periods {
		in.Periods = append(in.Periods, staffing.Period{
			Covered: p.Known, Running: i == len(e.Periods)-1 && m.Running(), WorkingDays: e.Days[i], EffortMinutes: p.Minutes,
			Opened: p.Opened, Finished: p.Finished, Measured: p.Measured, MeasuredMinutes: p.MeasuredMinutes,
		})
	}
	return in
}

// chart is the line of full-time equivalents, with the forecast and its interval.
func chart(m *making.Report, e *making.Effort, r staffing.Result) *document.Chart {
	w := m.Words.Text
	c := &document.Chart{
		ID: "staffing_trend", Kind: document.ChartLine, Title: w("staffing.chart.title"), Subtitle: w("staffing.chart.subtitle"),
		Alt: w("staffing.chart.alt"), Y: document.Axis{Kind: document.KindNumber, Decimals: 1, FromZero: true},
	}
	actual := document.Series{Name: w("staffing.chart.actual"), Role: document.RoleActual}
	next := document.Series{Name: w("staffing.chart.next"), Role: document.RoleForecast}
	lower := document.Series{Name: w("staffing.chart.lower"), Role: document.RoleLower}
	upper := document.Series{Name: w("staffing.chart.upper"), Role: document.RoleUpper}
	var before itsm.Period
	for i, d := range r.Periods {
		if len(c.Categories) == 0 && !e.Periods[i].Known {
			continue // the data begin later
		}
		c.Categories = append(c.Categories, m.PeriodLabel(e.ReportPeriods[i], before))
		before = e.ReportPeriods[i]
		actual.Values = append(actual.Values, d.FTE.Pointer())
		for _, s := range []*document.Series{&next, &lower, &upper} {
			s.Values = append(s.Values, nil)
		}
	}
	c.Series = []document.Series{actual}
	if r.Next.FTE.Known {
		c.Note = w("staffing.chart.note")
		last := len(c.Categories) - 1
		c.Categories = append(c.Categories, m.PeriodLabel(m.Want.Period.Shift(1), before))
		for _, s := range []struct {
			series *document.Series
			value  itsm.Number
		}{{&next, r.Next.FTE}, {&lower, r.Next.Lower}, {&upper, r.Next.Upper}} {
			s.series.Values[last] = actual.Values[last]
			s.series.Values = append(s.series.Values, s.value.Pointer())
		}
		c.Series[0].Values = append(c.Series[0].Values, nil)
		c.Series = append(c.Series, next, lower, upper)
	}
	return c
}

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
	return t
}

// coverageText says how much of their productive time people logged, as far as work logs name them.
func coverageText(m *making.Report, e *making.Effort, r staffing.Result) string {
	if !r.Coverage.Known {
		return m.Words.Text("staffing.coverage.unknown")
	}
	return m.Words.Plural("staffing.coverage", e.Logs.Persons, m.Count(e.Logs.Persons),
		"hours", m.HoursText(e.Logs.PersonalMinutes), "share", m.Locale.Share(r.Coverage.Value, 0))
}
