package staffing

import (
	"nines/analysis/staffing"
	"nines/reports/making"
)

// Figures are the figures of the section for other programs, under the contract's keys: ratios 0..1, durations in minutes,
// unknown as null.
type Figures struct {
	FTE      *float64        `json:"fte"`
	Coverage *float64        `json:"coverage"`
	Next     nextFigures     `json:"next"`
	Periods  []periodFigures `json:"periods"` // oldest first, this one last
}

type nextFigures struct {
	FTE     *float64 `json:"fte"`
	Lower   *float64 `json:"lower"`
	Upper   *float64 `json:"upper"`
	Periods int      `json:"periods"` // on which it rests
}

type periodFigures struct {
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

func newFigures(e *making.Effort, r staffing.Result) Figures {
	f := Figures{
		FTE: r.Periods[len(r.Periods)-1].FTE.Pointer(), Coverage: r.Coverage.Pointer(),
		Next: nextFigures{r.Next.FTE.Pointer(), r.Next.Lower.Pointer(), r.Next.Upper.Pointer(), r.Next.Periods},
	}
	for i, p := range e.Periods {
		d := r.Periods[i]
		figure := periodFigures{Period: e.ReportPeriods[i].Name, WorkingDays: e.Days[i], FTE: d.FTE.Pointer(), DemandPerDay: d.PerDay.Pointer(), TicketMinutes: d.MeanMinutes.Pointer()}
		if p.Known {
			figure.EffortMinutes, figure.BacklogChange = &p.Minutes, &d.Backlog
			figure.FinishedTickets, figure.MeasuredFinished = &p.Finished, &p.Measured
		}
		f.Periods = append(f.Periods, figure)
	}
	return f
}
