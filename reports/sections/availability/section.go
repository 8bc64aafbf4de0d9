package availability

import (
	"context"

	"nines/analysis/stats"
	"nines/internal/itsm"
	"nines/reports/document"
	"nines/reports/making"
)

// Present shows the trend against the target, every service, and where its time was lost.
func Present(ctx context.Context, m *making.Report) (document.Section, error) {
	f, err := m.Facts(ctx)
	if err != nil {
		return document.Section{}, err
	}
	h, err := m.LookBack(ctx)
	if err != nil {
		return document.Section{}, err
	}
	standings, err := m.Standings(ctx)
	if err != nil {
		return document.Section{}, err
	}
	s := document.Section{
		Lead: lead(m, f, h),
		Blocks: []document.Block{
			availabilityTrend(m, f, h),
			lostTrend(m, f, h),
			everyServiceTable(m, f, standings),
			cellsTable(m, standings),
			cellsDetail(m, standings),
		},
	}
	s.Figures = newFigures(f, standings)
	return s, nil
}

func lead(m *making.Report, f *making.Facts, h *making.History) string {
	now := f.Availability.Overall.Availability
	if !now.Known {
		return m.Words.Text("availability.lead.unknown")
	}
	limits, ok := limitsOf(making.OverallAvailabilities(h))
	key := "availability.lead.plain"
	if ok {
		key = "availability.lead.unusual"
		if limits.Judge(now.Value) == stats.Within {
			key = "availability.lead.usual"
		}
	}
	return m.Words.Text(key, "actual", m.Percent(now),
		"lower", m.Locale.Share(limits.Lower, making.AvailabilityDecimals), "upper", m.Locale.Share(min(limits.Upper, 1), making.AvailabilityDecimals))
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
