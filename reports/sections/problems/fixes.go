package problems

import (
	"time"

	"nines/analysis/problems"
	"nines/internal/itsm"
	"nines/reports/document"
	"nines/reports/making"
)

// fixesTable tells of each problem that was fixed whether its incidents became fewer.
func fixesTable(m *making.Report, v *problems.Result) *document.Table {
	type row = *problems.Fix
	rows := make([]row, len(v.Fixes))
	for i := range rows {
		rows[i] = &v.Fixes[i]
	}
	rate := func(n int, days itsm.Number) document.Value {
		if !days.Known {
			return document.Value{Kind: document.KindCount, Unknown: true}
		}
		return document.Value{Kind: document.KindCount, Number: float64(n), Second: m.Words.Text("problems.fixes.days", "n", m.Locale.Number(days.Value, 0))}
	}
	return detailTable(m, "fixes", rows, []making.Column[row]{
		detailColumn(m, "problem", document.KindID, 1.7, func(r row) document.Value { return document.ID(r.ID, m.Link(r.Source, r.ID)) }),
		detailColumn(m, "title", document.KindText, 3.6, func(r row) document.Value {
			return document.Value{Text: m.ProblemService(r.Service), Second: r.Title, Strong: true}
		}),
		detailColumn(m, "fixed", document.KindDay, 1.7, func(r row) document.Value { return dayValue(r.FixedAt) }),
		detailColumn(m, "before", document.KindCount, 1.2, func(r row) document.Value { return rate(r.Before.Incidents, r.Days) }),
		detailColumn(m, "after", document.KindCount, 1.2, func(r row) document.Value { return rate(r.After.Incidents, r.DaysSince) }),
		detailColumn(m, "ratio", document.KindNumber, 1.4, func(r *problems.Fix) document.Value { return ratioValue(m, r) }),
		detailColumn(m, "verdict", document.KindText, 2, func(r row) document.Value {
			value := document.Value{Text: m.Words.Text("problems.verdict." + string(r.Verdict))}
			if r.Verdict == problems.TooEarly {
				value.Second = m.Words.Text("problems.fixes.tells", "day", m.Locale.Day(r.Tells.In(m.Settings.Zone)))
			}
			return value
		}),
		detailColumn(m, "gained", document.KindMinutes, 1.3, func(r row) document.Value { return making.MinutesValue(r.Gained) }),
		detailColumn(m, "hours_gained", document.KindNumber, 1.3, func(r row) document.Value {
			return document.Known(document.KindNumber, r.Effort.Pointer())
		}),
	})
}

// ratioValue is the rate of incidents after the fix over that before it, with its interval.
func ratioValue(m *making.Report, r *problems.Fix) document.Value {
	v := document.Known(document.KindNumber, making.Number(r.Ratio.Value).Pointer())
	if r.Ratio.Lower.Known && r.Ratio.Upper.Known {
		v.Second = m.Words.Text("problems.agenda.interval", "lower", m.Locale.Number(r.Ratio.Lower.Value, 1), "upper", m.Locale.Number(r.Ratio.Upper.Value, 1))
	}
	return v
}

type fixFigures struct {
	Problem       string       `json:"problem"`
	Fixed         *time.Time   `json:"fixed"`
	DaysBefore    *float64     `json:"days_before"`
	Before        int          `json:"incidents_before"`
	DaysAfter     *float64     `json:"days_after"`
	After         int          `json:"incidents_after"`
	RateRatio     ratioFigures `json:"rate_ratio"`
	Verdict       string       `json:"verdict"` // worked, unclear, worse, too_early or no_incident
	Tells         *time.Time   `json:"tells_from"`
	MinutesGained *float64     `json:"minutes_gained"`
	HoursGained   *float64     `json:"hours_gained"`
	Partial       bool         `json:"partial"` // incidents lack downtime or effort
}

type ratioFigures struct {
	Ratio *float64 `json:"ratio"`
	Lower *float64 `json:"lower"`
	Upper *float64 `json:"upper"`
}

func newFixFigures(m *making.Report, f *problems.Fix) fixFigures {
	return fixFigures{
		Problem: f.ID, Fixed: m.TimeOrNull(f.FixedAt), DaysBefore: f.Days.Pointer(), Before: f.Before.Incidents,
		DaysAfter: f.DaysSince.Pointer(), After: f.After.Incidents,
		RateRatio: ratioFigures{making.Number(f.Ratio.Value).Pointer(), making.Number(f.Ratio.Lower).Pointer(), making.Number(f.Ratio.Upper).Pointer()},
		Verdict:   string(f.Verdict), Tells: m.TimeOrNull(f.Tells), MinutesGained: f.Gained.Pointer(), HoursGained: f.Effort.Pointer(), Partial: f.Uncertain,
	}
}
