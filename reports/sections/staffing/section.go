// Package staffing is the section on how many people the work takes, and is likely to take next. In go the effort of the
// period, out come its blocks and figures.
package staffing

import (
	"context"

	"nines/analysis/staffing"
	"nines/reports/document"
	"nines/reports/making"
	"nines/reports/narrative"
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
	facts := narrative.Staffing{
		FTE: now.FTE, Next: nextLabel(m), NextFTE: r.Next.FTE, Lower: r.Next.Lower.Value, Upper: r.Next.Upper.Value, Periods: r.Next.Periods,
	}
	facts.FTE.Known = now.FTE.Known && e.Total.Minutes > 0
	if s.Lead, err = m.Tell(facts); err != nil || !facts.FTE.Known {
		return s, err
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

// coverageText says how much of their productive time people logged, as far as work logs name them.
func coverageText(m *making.Report, e *making.Effort, r staffing.Result) string {
	if !r.Coverage.Known {
		return m.Words.Text("staffing.coverage.unknown")
	}
	return m.Words.Plural("staffing.coverage", e.Logs.Persons, m.Count(e.Logs.Persons),
		"hours", m.HoursText(e.Logs.PersonalMinutes), "share", m.Locale.Share(r.Coverage.Value, 0))
}
