package availability

import (
	"nines/analysis/availability"
	"nines/internal/itsm"
	"nines/reports/document"
	"nines/reports/making"
)

func availabilityTrend(m *making.Report, f *making.Facts, h *making.History) *document.Chart {
	w := m.Words.Text
	overall := f.Availability.Overall
	n := making.ShownPeriods + 1
	c := &document.Chart{
		ID: "availability_trend", Kind: document.ChartLine,
		Title:    w("availability.trend.title", "n", n, "periods", m.PeriodsWord()),
		Subtitle: w("availability.trend.subtitle"),
		Alt:      w("availability.trend.alt", "n", n, "periods", m.PeriodsWord(), "actual", m.Percent(overall.Availability)),
		Empty:    w("availability.trend.empty", "periods", m.PeriodsWord()), Categories: m.Labels(h),
		Y: document.Axis{Kind: document.KindShare, Decimals: making.AvailabilityDecimals},
	}
	actual := document.Series{Name: w("availability.trend.actual"), Role: document.RoleActual}
	target := document.Series{Name: w("availability.trend.target"), Role: document.RoleTarget}
	known := false
	for _, o := range overalls(f, h) {
		known = known || (o != nil && o.Availability.Known)
		actual.Values = append(actual.Values, valueOf(o, func(o *availability.Overall) itsm.Number { return o.Availability }))
		target.Values = append(target.Values, making.OverallTarget(overall).Pointer())
	}
	if !known {
		return c
	}
	c.Series = []document.Series{actual, target}
	if limits, ok := limitsOf(making.OverallAvailabilities(h)); ok {
		c.Band = &document.Band{Lower: limits.Lower, Upper: min(limits.Upper, 1), Label: w("availability.trend.band")}
	}
	return c
}

// overalls lists the blends of the earlier periods and of this one; nil where the data do not reach back so far.
func overalls(f *making.Facts, h *making.History) []*availability.Overall {
	var list []*availability.Overall
	for _, t := range h.Trends[making.PastPeriods-making.ShownPeriods:] {
		if t == nil {
			list = append(list, nil)
			continue
		}
		list = append(list, &t.Overall)
	}
	return append(list, &f.Availability.Overall)
}

func valueOf(o *availability.Overall, of func(*availability.Overall) itsm.Number) *float64 {
	if o == nil {
		return nil
	}
	return of(o).Pointer()
}

func lostTrend(m *making.Report, f *making.Facts, h *making.History) *document.Chart {
	w := m.Words.Text
	n := making.ShownPeriods + 1
	c := &document.Chart{
		ID: "lost_trend", Kind: document.ChartBars, Title: w("availability.lost.title"), Subtitle: w("availability.lost.subtitle"),
		Alt: w("availability.lost.alt", "n", n, "periods", m.PeriodsWord()), Categories: m.Labels(h),
		Empty: w("availability.trend.empty", "periods", m.PeriodsWord()),
		Y:     document.Axis{Kind: document.KindMinutes, FromZero: true},
	}
	lost := document.Series{Name: w("availability.lost.actual"), Role: document.RoleActual, Open: make([]float64, n), Values: make([]*float64, n)}
	earlier := document.Series{Name: w("availability.lost.earlier"), Role: document.RolePrevious}
	budget := document.Series{Name: w("availability.lost.budget"), Role: document.RoleBudget}
	known := false
	for _, o := range overalls(f, h) {
		known = known || (o != nil && o.Downtime.Known)
		earlier.Values = append(earlier.Values, valueOf(o, func(o *availability.Overall) itsm.Number { return o.Downtime }))
		budget.Values = append(budget.Values, valueOf(o, func(o *availability.Overall) itsm.Number { return o.Budget }))
	}
	if !known {
		return c
	}
	lost.Values[n-1], earlier.Values[n-1] = earlier.Values[n-1], nil
	if now := f.Availability.Overall; now.Upper.Known {
		lost.Open[n-1] = (now.Upper.Value - now.Availability.Value) * now.Agreed.Value
	}
	c.Series = []document.Series{lost, earlier, budget}
	return c
}
