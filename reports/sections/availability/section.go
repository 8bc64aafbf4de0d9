// Package availability is the section on availability: the trend against the target, every service, and where its time was
// lost. In go the facts of the period, the periods before and the standings, out come its blocks and figures.
package availability

import (
	"context"
	"slices"

	"nines/analysis/stats"
	"nines/internal/itsm"
	"nines/reports/document"
	"nines/reports/making"
	"nines/reports/narrative"
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
	lead, err := m.Tell(facts(f, h))
	if err != nil {
		return document.Section{}, err
	}
	s := document.Section{
		Lead: lead,
		Blocks: []document.Block{
			availabilityTrend(m, f, h),
			lostTrend(m, f, h),
			everyServiceTable(m, f, standings),
		},
	}
	if regions := regionsOf(standings); len(standings) == 0 || !slices.Equal(regions, []string{undivided}) {
		s.Blocks = append(s.Blocks, cellsTable(m, standings, regions))
	}
	s.Blocks = append(s.Blocks, cellsDetail(m, standings))
	s.Figures = newFigures(f, h, standings)
	return s, nil
}

func facts(f *making.Facts, h *making.History) narrative.Availability {
	overall := f.Availability.Overall
	now := overall.Availability
	facts := narrative.Availability{Actual: now, Least: overall.Lower, Most: overall.Upper, Usual: narrative.Few}
	limits, ok := usualRange(h)
	if ok && now.Known {
		facts.Usual = making.UsualName(limits.JudgeBetween(overall.Lower.Value, overall.Upper.Value))
		facts.Lower, facts.Upper = limits.Lower, limits.Upper
	}
	return facts
}

// usualRange is the usual range of the availability of all, which no more than 1 can be; ok is false where too few periods
// are known.
func usualRange(h *making.History) (limits stats.Limits, ok bool) {
	limits, ok = limitsOf(making.OverallAvailabilities(h))
	limits.Upper = min(limits.Upper, 1)
	return limits, ok
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
