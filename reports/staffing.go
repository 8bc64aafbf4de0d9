package reports

import (
	"context"
	"slices"

	"nines/analysis/staffing"
	"nines/internal/itsm"
	"nines/reports/document"
)

type staffingFigures struct {
	FTE      *float64               `json:"fte"`
	Coverage *float64               `json:"coverage"`
	Next     nextFigures            `json:"next"`
	Periods  []staffingPeriodFigure `json:"periods"` // oldest first, this one last
}

type nextFigures struct {
	FTE     *float64 `json:"fte"`
	Lower   *float64 `json:"lower"`
	Upper   *float64 `json:"upper"`
	Periods int      `json:"periods"` // on which it rests
}

type staffingPeriodFigure struct {
	Period           string   `json:"period"`
	FTE              *float64 `json:"fte"`
	DemandPerDay     *float64 `json:"demand_minutes_per_working_day"`
	WorkingDays      float64  `json:"working_days"`
	EffortMinutes    *float64 `json:"effort_minutes"`
	BacklogChange    *int     `json:"backlog_change"`
	TicketMinutes    *float64 `json:"mean_ticket_minutes"`
	FinishedTickets  *int     `json:"finished"`
	MeasuredFinished *int     `json:"finished_with_effort"`
}

// presentStaffing shows how many people the work takes, and is likely to take next.
func presentStaffing(ctx context.Context, m *making) (document.Section, error) {
	e, err := m.effort(ctx)
	if err != nil {
		return document.Section{}, err
	}
	r := staffing.Compute(m.staffingInput(e))
	s := document.Section{Figures: staffingFiguresOf(e, r)}
	now := r.Periods[len(r.Periods)-1]
	if !now.FTE.Known || e.Total.Minutes <= 0 {
		s.Lead = m.words.Text("staffing.lead.none")
		return s, nil
	}
	fte := m.locale.Number(now.FTE.Value, 1)
	if r.Next.FTE.Known {
		s.Lead = m.words.Text("staffing.lead", "fte", fte, "next", m.locale.Number(r.Next.FTE.Value, 1),
			"lower", m.locale.Number(r.Next.Lower.Value, 1), "upper", m.locale.Number(r.Next.Upper.Value, 1), "period", m.nextLabel())
	} else {
		s.Lead = m.words.Text("staffing.lead.few", "fte", fte, "n", m.count(r.Next.Periods))
	}
	s.Blocks = []document.Block{m.staffingChart(e, r), m.staffingTable(e, r), &document.Text{Text: m.coverageText(e, r), Tone: document.Muted}}
	return s, nil
}

func (m *making) nextLabel() string { return m.periodName(m.want.Period.Shift(1)) }

func (m *making) staffingInput(e *effort) staffing.Input {
	in := staffing.Input{ProductiveWeek: m.set.ProductiveWeek, LoggedMinutes: e.Logs.PersonalMinutes, Persons: e.Logs.Persons}
	for i, p := range e.Periods {
		in.Periods = append(in.Periods, staffing.Period{
			Covered: p.Known, Running: i == len(e.Periods)-1 && m.running(), WorkingDays: e.days[i], EffortMinutes: p.Minutes,
			Opened: p.Opened, Finished: p.Finished, Measured: p.Measured, MeasuredMinutes: p.MeasuredMinutes,
		})
	}
	return in
}

// staffingChart is the line of full-time equivalents, with the forecast and its interval.
func (m *making) staffingChart(e *effort, r staffing.Result) *document.Chart {
	w := m.words.Text
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
		c.Categories = append(c.Categories, m.periodLabel(e.periods[i], before))
		before = e.periods[i]
		actual.Values = append(actual.Values, d.FTE.Pointer())
		for _, s := range []*document.Series{&next, &lower, &upper} {
			s.Values = append(s.Values, nil)
		}
	}
	c.Series = []document.Series{actual}
	if r.Next.FTE.Known {
		c.Note = w("staffing.chart.note")
		last := len(c.Categories) - 1
		c.Categories = append(c.Categories, m.periodLabel(m.want.Period.Shift(1), before))
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

func (m *making) staffingTable(e *effort, r staffing.Result) *document.Table {
	const words = "staffing.table."
	t := &document.Table{ID: "staffing_periods", Title: m.words.Text(words + "title"), Note: m.words.Text(words+"note", "hours", m.locale.Number(m.set.ProductiveWeek.Hours(), 1))}
	col := func(key string, kind document.Kind, decimals int, of func(int) itsm.Number) column[int] {
		return column[int]{m.column(words, key, kind, decimals, document.Everywhere), func(i int) document.Value {
			n := of(i)
			return document.Value{Kind: kind, Number: n.Value, Unknown: !n.Known}
		}}
	}
	hours := func(n itsm.Number) itsm.Number { n.Value /= 60; return n }
	var rows []int
	for i, p := range slices.Backward(e.Periods) { // the latest first
		if p.Known {
			rows = append(rows, i)
		}
	}
	name := m.column(words, "period", document.KindText, 0, document.Everywhere)
	name.Width = 2
	fill(t, []column[int]{
		{name, func(i int) document.Value { return document.TextValue(m.periodName(e.periods[i])) }},
		col("days", document.KindNumber, 0, func(i int) itsm.Number { return itsm.Known(e.days[i]) }),
		col("effort", document.KindNumber, 0, func(i int) itsm.Number { return hours(itsm.Known(e.Periods[i].Minutes)) }),
		col("backlog", document.KindNumber, 0, func(i int) itsm.Number { return itsm.Known(float64(r.Periods[i].Backlog)) }),
		col("mean", document.KindNumber, 2, func(i int) itsm.Number { return hours(r.Periods[i].MeanMinutes) }),
		col("demand", document.KindNumber, 1, func(i int) itsm.Number { return hours(r.Periods[i].PerDay) }),
		col("fte", document.KindNumber, 1, func(i int) itsm.Number { return r.Periods[i].FTE }),
	}, rows)
	return t
}

// coverageText says how much of their productive time people logged, as far as work logs name them.
func (m *making) coverageText(e *effort, r staffing.Result) string {
	if !r.Coverage.Known {
		return m.words.Text("staffing.coverage.unknown")
	}
	return m.words.Plural("staffing.coverage", e.Logs.Persons, m.count(e.Logs.Persons),
		"hours", m.hoursText(e.Logs.PersonalMinutes), "share", m.locale.Share(r.Coverage.Value, 0))
}

func staffingFiguresOf(e *effort, r staffing.Result) staffingFigures {
	f := staffingFigures{
		FTE: r.Periods[len(r.Periods)-1].FTE.Pointer(), Coverage: r.Coverage.Pointer(),
		Next: nextFigures{r.Next.FTE.Pointer(), r.Next.Lower.Pointer(), r.Next.Upper.Pointer(), r.Next.Periods},
	}
	for i, p := range e.Periods {
		d := r.Periods[i]
		figure := staffingPeriodFigure{Period: e.periods[i].Name, WorkingDays: e.days[i], FTE: d.FTE.Pointer(), DemandPerDay: d.PerDay.Pointer(), TicketMinutes: d.MeanMinutes.Pointer()}
		if p.Known {
			figure.EffortMinutes, figure.BacklogChange = &p.Minutes, &d.Backlog
			figure.FinishedTickets, figure.MeasuredFinished = &p.Finished, &p.Measured
		}
		f.Periods = append(f.Periods, figure)
	}
	return f
}
