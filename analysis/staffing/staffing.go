// Package staffing tells how many people the work of a period takes: effort, and what was left undone. Full-time
// equivalents are those of productive hours, not of contracts.
package staffing

import (
	"time"

	"nines/internal/itsm"
)

// WeekDays is how many working days a week has: Monday to Friday. Public holidays are working days here; productive
// hours allow for them.
const WeekDays = 5

// minForecast is the least number of periods from which the next one is forecast.
const minForecast = 8

// Period is what one period's work was.
type Period struct {
	Covered         bool    // the data cover it: else nothing is known of it
	Running         bool    // it is not over: it is shown, and nothing is forecast from it
	WorkingDays     float64 // that have passed
	EffortMinutes   float64 // booked
	Opened          int     // tickets that joined the backlog
	Finished        int     // tickets that left it
	Measured        int     // finished tickets whose effort is known
	MeasuredMinutes float64 // their effort
}

// Input is a row of periods.
type Input struct {
	Periods        []Period      // consecutive, oldest first; the last one is the report's
	ProductiveWeek time.Duration // productive hours of one person a week, greater than 0
	LoggedMinutes  float64       // by persons by name, in the last period
	Persons        int           // who logged them
}

// Demand is what a period's work took, or would have taken.
type Demand struct {
	Backlog     int         // change in the number of waiting tickets
	MeanMinutes itsm.Number // effort of a ticket: sum over finished tickets by their number; unknown where none is measured
	// PerDay is minutes per working day: effort, and the change in backlog by the mean effort. Unknown where the period
	// is not covered, has no working days, or has a change in backlog without a mean effort.
	PerDay itsm.Number
	FTE    itsm.Number // PerDay by the productive minutes of a working day
}

// Forecast is what the next period is expected to take, in full-time equivalents, with the 95 % prediction interval.
type Forecast struct {
	FTE, Lower, Upper itsm.Number // unknown below eight periods, and where the fit fails
	Periods           int         // on which it rests
}

// Result is what the work takes.
type Result struct {
	Periods []Demand // as the input's
	// Coverage is what the last period's persons logged, by their productive hours; unknown where nobody logged any.
	Coverage itsm.Number
	Next     Forecast
}

// Compute computes demand, full-time equivalents and the forecast.
func Compute(in Input) Result {
	perDay := in.ProductiveWeek.Minutes() / WeekDays
	var r Result
	for _, p := range in.Periods {
		r.Periods = append(r.Periods, demand(p, perDay))
	}
	if len(in.Periods) == 0 {
		return r
	}
	last := in.Periods[len(in.Periods)-1]
	if could := float64(in.Persons) * last.WorkingDays * perDay; could > 0 {
		r.Coverage = itsm.Known(in.LoggedMinutes / could)
	}
	r.Next = forecast(in.Periods, r.Periods)
	return r
}

func demand(p Period, perDay float64) Demand {
	d := Demand{Backlog: p.Opened - p.Finished}
	if !p.Covered {
		return Demand{}
	}
	if p.Measured > 0 {
		d.MeanMinutes = itsm.Known(p.MeasuredMinutes / float64(p.Measured))
	}
	if p.WorkingDays <= 0 || d.Backlog != 0 && !d.MeanMinutes.Known {
		return d
	}
	d.PerDay = itsm.Known((p.EffortMinutes + float64(d.Backlog)*d.MeanMinutes.Value) / p.WorkingDays)
	if perDay > 0 {
		d.FTE = itsm.Known(d.PerDay.Value / perDay)
	}
	return d
}
