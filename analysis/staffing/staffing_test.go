package staffing

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
)

const week = 30 * time.Hour // 360 productive minutes a working day

// 20 working days; 30,000 minutes booked; 40 tickets came, 30 went, whose 25 measured ones took 7,500: 300 each.
// (30,000 + 10 x 300) / 20 = 1,650 minutes a working day; by 360: 4.583333 people.
func TestDemand(t *testing.T) {
	busy := Period{Covered: true, WorkingDays: 20, EffortMinutes: 30000, Opened: 40, Finished: 30, Measured: 25, MeasuredMinutes: 7500}
	for name, c := range map[string]struct {
		change func(*Period)
		want   Demand
	}{
		"a growing backlog": {func(*Period) {}, Demand{10, itsm.Known(300), itsm.Known(1650), itsm.Known(1650. / 360)}},
		"a shrinking one: (30,000 - 20 x 300) / 20 = 1,200": {
			func(p *Period) { p.Opened = 10 }, Demand{-20, itsm.Known(300), itsm.Known(1200), itsm.Known(1200. / 360)},
		},
		"no effort of a ticket is known":          {func(p *Period) { p.Measured = 0 }, Demand{Backlog: 10}},
		"and none is needed: 30,000 / 20 = 1,500": {func(p *Period) { p.Measured, p.Opened = 0, 30 }, Demand{PerDay: itsm.Known(1500), FTE: itsm.Known(1500. / 360)}},
		"no working day":                          {func(p *Period) { p.WorkingDays = 0 }, Demand{Backlog: 10, MeanMinutes: itsm.Known(300)}},
		"the data do not reach back":              {func(p *Period) { p.Covered = false }, Demand{}},
	} {
		p := busy
		c.change(&p)
		r := Compute(Input{Periods: []Period{p}, ProductiveWeek: week})
		assert.Equal(t, []Demand{c.want}, r.Periods, name)
		assert.False(t, r.Coverage.Known, name)
		assert.False(t, r.Next.FTE.Known, name)
	}
	assert.Equal(t, Result{}, Compute(Input{ProductiveWeek: week}))
}

// 3 persons, 20 working days of 360 minutes: 21,600 could be logged; 16,200 were.
func TestCoverage(t *testing.T) {
	r := Compute(Input{Periods: []Period{{Covered: true, WorkingDays: 20}}, ProductiveWeek: week, LoggedMinutes: 16200, Persons: 3})
	assert.Equal(t, itsm.Known(0.75), r.Coverage)
}

// steady makes periods of 10 working days with so many full-time equivalents each.
func steady(fte ...float64) []Period {
	var list []Period
	for _, v := range fte {
		list = append(list, Period{Covered: true, WorkingDays: 10, EffortMinutes: v * 3600})
	}
	return list
}

// FTE 2, 4, 3, 5, 4, 6, 5, 7 at 0 to 7: means 4.5 and 3.5; Sxy = 24, Sxx = 42, slope 4/7, intercept 2.5. At 8:
// 7.071429. Residuals: squares add up to Syy - Sxy^2/Sxx = 18 - 13.714286 = 4.285714, by 6: 0.714286, s = 0.845154.
// Leverage 1/8 + (8 - 3.5)^2/42 = 0.607143; s x sqrt(1.607143) = 1.071429. Student's t 0.975 with 6: 2.446912.
// 7.071429 -+ 2.621691 = 4.449738 and 9.693120.
func TestForecast(t *testing.T) {
	r := Compute(Input{Periods: steady(2, 4, 3, 5, 4, 6, 5, 7), ProductiveWeek: week})
	require.True(t, r.Next.FTE.Known)
	assert.Equal(t, 8, r.Next.Periods)
	assert.InDelta(t, 7.071429, r.Next.FTE.Value, 1e-6)
	assert.InDelta(t, 4.449738, r.Next.Lower.Value, 2e-6)
	assert.InDelta(t, 9.693120, r.Next.Upper.Value, 2e-6)
}

func TestForecastNeedsEightPeriods(t *testing.T) {
	seven := steady(2, 4, 3, 5, 4, 6, 5)
	assert.Equal(t, Forecast{Periods: 7}, Compute(Input{Periods: seven, ProductiveWeek: week}).Next)
	gone := steady(9, 2, 4, 3, 5, 4, 6, 5)
	gone[0].Covered = false
	assert.Equal(t, 7, Compute(Input{Periods: gone, ProductiveWeek: week}).Next.Periods)
	running := steady(2, 4, 3, 5, 4, 6, 5, 7, 99)
	running[8].Running = true
	r := Compute(Input{Periods: running, ProductiveWeek: week})
	assert.InDelta(t, 7.071429+4./7, r.Next.FTE.Value, 1e-6, "the one after the running period, which is in no fit")
}

// Falling from 7 to 0: the line is below 0 after it, and nobody can need less than none.
func TestNobodyNeedsLessThanNone(t *testing.T) {
	n := Compute(Input{Periods: steady(7, 6, 5, 4, 3, 2, 1, 0), ProductiveWeek: week}).Next
	assert.Zero(t, n.FTE.Value)
	assert.Zero(t, n.Lower.Value)
	same := Compute(Input{Periods: steady(3, 3, 3, 3, 3, 3, 3, 3), ProductiveWeek: week}).Next
	assert.InDelta(t, 3, same.FTE.Value, 1e-9)
	assert.InDelta(t, 3, same.Upper.Value, 1e-9)
}
