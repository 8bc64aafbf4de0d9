package volumes

import (
	"context"
	"fmt"

	"nines/analysis/volumes"
	"nines/internal/itsm"
	"nines/reports/document"
	"nines/reports/making"
)

// counts is how many tickets were opened in the earlier periods, oldest first.
type counts struct {
	incidents, requests []int
}

func openedBefore(ctx context.Context, m *making.Report) (*counts, error) {
	h, err := m.LookBack(ctx)
	if err != nil {
		return nil, err
	}
	spans := make([]itsm.Span, len(h.Periods))
	for i, p := range h.Periods {
		spans[i] = p.Span
	}
	incidents, requests, err := m.Data.Opened(ctx, spans)
	if err != nil {
		return nil, fmt.Errorf("count the tickets of earlier periods: %w", err)
	}
	return &counts{incidents, requests}, nil
}

func openedTrend(m *making.Report, h *making.History, before *counts, v volumes.Volumes) *document.Chart {
	w := m.Words.Text
	c := &document.Chart{
		ID: "opened_trend", Kind: document.ChartStacked, Title: w("volumes.trend.title", "period", m.PeriodWord()),
		Subtitle: w("volumes.trend.subtitle"), Alt: w("volumes.trend.alt", "n", making.ShownPeriods+1, "periods", m.PeriodsWord()),
		Categories: m.Labels(h), Y: document.Axis{Kind: document.KindCount, FromZero: true},
	}
	requests := document.Series{Name: w("volumes.trend.requests"), Role: document.RolePrevious, Values: floats(h, before.requests, v.Requests.Opened)}
	c.Series = []document.Series{
		{Name: w("volumes.trend.incidents"), Role: document.RoleActual, Values: floats(h, before.incidents, v.Incidents.Opened)},
	}
	if v.Requests.Opened > 0 || some(before.requests) {
		c.Series = append(c.Series, requests)
	}
	return c
}

// floats lists the counts of the earlier periods that are shown and of this one; nil where the data do not reach back.
func floats(h *making.History, earlier []int, now int) []*float64 {
	var values []*float64
	for i := making.PastPeriods - making.ShownPeriods; i < making.PastPeriods; i++ {
		var v *float64
		if h.Trends[i] != nil {
			n := float64(earlier[i])
			v = &n
		}
		values = append(values, v)
	}
	n := float64(now)
	return append(values, &n)
}
