package reports

import (
	"context"

	"nines/analysis/availability"
	"nines/analysis/stats"
	"nines/internal/itsm"
	"nines/reports/document"
)

// presentAvailability shows the trend against the target, every service, and where its time was lost.
func presentAvailability(ctx context.Context, m *making) (document.Section, error) {
	f, err := m.facts(ctx)
	if err != nil {
		return document.Section{}, err
	}
	h, err := m.lookBack(ctx)
	if err != nil {
		return document.Section{}, err
	}
	standings, err := m.standings(ctx)
	if err != nil {
		return document.Section{}, err
	}
	s := document.Section{
		Lead: m.availabilityLead(f, h),
		Blocks: []document.Block{
			m.availabilityTrend(f, h),
			m.lostTrend(f, h),
			m.everyServiceTable(f, standings),
			m.cellsTable(standings),
		},
	}
	s.Figures = m.availabilityFigures(f, standings)
	return s, nil
}

func (m *making) availabilityLead(f *facts, h *history) string {
	now := f.result.Overall.Availability
	if !now.Known {
		return m.words.Text("availability.lead.unknown")
	}
	limits, ok := limitsOf(overallAvailabilities(h))
	key := "availability.lead.plain"
	if ok {
		key = "availability.lead.unusual"
		if limits.Judge(now.Value) == stats.Within {
			key = "availability.lead.usual"
		}
	}
	return m.words.Text(key, "actual", m.percent(now),
		"lower", m.locale.Share(limits.Lower, availabilityDecimals), "upper", m.locale.Share(min(limits.Upper, 1), availabilityDecimals))
}

func limitsOf(earlier []itsm.Number) (stats.Limits, bool) {
	var values []float64
	for _, n := range earlier {
		if n.Known {
			values = append(values, n.Value)
		}
	}
	return stats.Individuals(values)
}

// labels names the earlier periods and this one for an axis.
func (m *making) labels(h *history) []string {
	var before itsm.Period
	earlier := h.periods[past-shown:]
	labels := make([]string, 0, shown+1)
	for _, p := range append(earlier[:shown:shown], m.want.Period) {
		labels = append(labels, m.periodLabel(p, before))
		before = p
	}
	return labels
}

func (m *making) availabilityTrend(f *facts, h *history) *document.Chart {
	w := m.words.Text
	overall := f.result.Overall
	n := shown + 1
	c := &document.Chart{
		ID: "availability_trend", Kind: document.ChartLine,
		Title:    w("availability.trend.title", "n", n, "periods", m.periodsWord()),
		Subtitle: w("availability.trend.subtitle"),
		Alt:      w("availability.trend.alt", "n", n, "periods", m.periodsWord(), "actual", m.percent(overall.Availability)),
		Empty:    w("availability.trend.empty", "periods", m.periodsWord()), Categories: m.labels(h),
		Y: document.Axis{Kind: document.KindShare, Decimals: availabilityDecimals},
	}
	actual := document.Series{Name: w("availability.trend.actual"), Role: document.RoleActual}
	target := document.Series{Name: w("availability.trend.target"), Role: document.RoleTarget}
	known := false
	for _, o := range overalls(f, h) {
		known = known || (o != nil && o.Availability.Known)
		actual.Values = append(actual.Values, valueOf(o, func(o *availability.Overall) itsm.Number { return o.Availability }))
		target.Values = append(target.Values, overallTarget(overall).Pointer())
	}
	if !known {
		return c
	}
	c.Series = []document.Series{actual, target}
	if limits, ok := limitsOf(overallAvailabilities(h)); ok {
		c.Band = &document.Band{Lower: limits.Lower, Upper: min(limits.Upper, 1), Label: w("availability.trend.band")}
	}
	return c
}

// overalls lists the blends of the earlier periods and of this one; nil where the data do not reach back so far.
func overalls(f *facts, h *history) []*availability.Overall {
	var list []*availability.Overall
	for _, t := range h.trends[past-shown:] {
		if t == nil {
			list = append(list, nil)
			continue
		}
		list = append(list, &t.Overall)
	}
	return append(list, &f.result.Overall)
}

func valueOf(o *availability.Overall, of func(*availability.Overall) itsm.Number) *float64 {
	if o == nil {
		return nil
	}
	return of(o).Pointer()
}

func (m *making) lostTrend(f *facts, h *history) *document.Chart {
	w := m.words.Text
	n := shown + 1
	c := &document.Chart{
		ID: "lost_trend", Kind: document.ChartBars, Title: w("availability.lost.title"), Subtitle: w("availability.lost.subtitle"),
		Alt: w("availability.lost.alt", "n", n, "periods", m.periodsWord()), Categories: m.labels(h),
		Empty: w("availability.trend.empty", "periods", m.periodsWord()),
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
	if now := f.result.Overall; now.Upper.Known {
		lost.Open[n-1] = (now.Upper.Value - now.Availability.Value) * now.Agreed.Value
	}
	c.Series = []document.Series{lost, earlier, budget}
	return c
}

func (m *making) availabilityFigures(f *facts, standings []*standing) availabilityFigures {
	overall := f.result.Overall
	figures := availabilityFigures{
		Overall: overallFigures{
			Availability: overall.Availability.Pointer(), DowntimeMinutes: overall.Downtime.Value,
			AgreedMinutes: overall.Agreed.Value, UnweightedAvailability: overall.Unweighted.Pointer(),
		},
		Services: []serviceFigures{}, Cells: []cellFigures{},
	}
	for _, s := range standings {
		figures.Services = append(figures.Services, s.figures())
		for _, c := range s.Cells {
			figures.Cells = append(figures.Cells, cellFigures{
				Service: s.Service.Service.ID, Region: c.Region, AgreedMinutes: c.Agreed,
				DowntimeMinutes: c.Downtime.Pointer(), Availability: c.Availability.Pointer(),
			})
		}
	}
	return figures
}

func (s *standing) figures() serviceFigures {
	return serviceFigures{
		Service: s.Service.Service.ID, AgreedMinutes: s.Agreed, DowntimeMinutes: s.Downtime.Pointer(),
		Availability: s.Availability.Pointer(), Lower: s.Lower.Pointer(), Upper: s.Upper.Pointer(),
		Undecided: s.Undecided, ByRuleMinutes: s.ByRule, UnweightedAvailability: s.Unweighted.Pointer(),
		Target: s.Target.Pointer(), BudgetMinutes: s.Budget.Value, BudgetSpent: s.BudgetSpent.Pointer(),
		Rating: s.Rating.String(), Outages: s.Outages, NotAssessed: s.NotAssessed,
		PreviousAvailability: s.previous().Pointer(),
		MTTRMinutes:          summary(s.Times.Restore), MTTDMinutes: summary(s.Times.Detect),
		MTTAMinutes: summary(s.Times.Acknowledge), MTTEMinutes: summary(s.Times.Engage),
		MTBFMinutes: s.BetweenFailures.Pointer(),
	}
}

func summary(s stats.Summary) summaryFigures {
	return summaryFigures{
		Mean: number(s.Mean).Pointer(), Median: number(s.Median).Pointer(), P90: number(s.P90).Pointer(), N: s.N, Missing: s.Missing,
	}
}
