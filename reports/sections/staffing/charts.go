package staffing

import (
	"nines/analysis/staffing"
	"nines/internal/itsm"
	"nines/reports/document"
	"nines/reports/making"
)

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
