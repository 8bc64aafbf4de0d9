package staffing

import (
	"context"

	"nines/analysis/staffing"
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

// coverageText says how much of their productive time people logged, as far as work logs name them.
func coverageText(m *making.Report, e *making.Effort, r staffing.Result) string {
	if !r.Coverage.Known {
		return m.Words.Text("staffing.coverage.unknown")
	}
	return m.Words.Plural("staffing.coverage", e.Logs.Persons, m.Count(e.Logs.Persons),
		"hours", m.HoursText(e.Logs.PersonalMinutes), "share", m.Locale.Share(r.Coverage.Value, 0))
}
