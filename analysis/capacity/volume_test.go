package capacity

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var monday = time.Date(2026, 10, 5, 0, 0, 0, 0, time.UTC)

// stepsOf are n steps from Monday on, by a function of the step's begin.
func stepsOf(n int, step time.Duration, value func(at time.Time) float64) Steps {
	var s Steps
	for i := range n {
		at := monday.Add(time.Duration(i) * step)
		s.Start, s.Values = append(s.Start, at.UnixMilli()), append(s.Values, value(at))
	}
	return s
}

func inOffice(at time.Time) bool { return at.Hour() >= 8 && at.Hour() < 18 }

func weekend(at time.Time) bool { return at.Weekday() == time.Saturday || at.Weekday() == time.Sunday }

func TestSeason(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	noise := func() float64 { return r.NormFloat64() }
	for name, c := range map[string]struct {
		n     int
		step  time.Duration
		value func(time.Time) float64
		want  time.Duration
	}{
		"noise only": {672, time.Hour, func(time.Time) float64 { return noise() }, 0},
		"office hours every day": {672, time.Hour, func(at time.Time) float64 {
			if inOffice(at) {
				return 10 + noise()
			}
			return noise()
		}, day},
		"and none at weekends": {672, time.Hour, func(at time.Time) float64 {
			if inOffice(at) && !weekend(at) {
				return 10 + noise()
			}
			return noise()
		}, week},
		"days of the week": {56, day, func(at time.Time) float64 {
			if weekend(at) {
				return noise()
			}
			return 10 + noise()
		}, week},
		"a week does not fit in four days": {96, time.Hour, func(at time.Time) float64 {
			if inOffice(at) {
				return 10 + noise()
			}
			return noise()
		}, day},
		"steps of five hours do not divide the day": {300, 5 * time.Hour, func(at time.Time) float64 { return float64(at.Hour()) }, 0},
		"one value": {1, time.Hour, func(time.Time) float64 { return 1 }, 0},
		"none":      {0, time.Hour, nil, 0},
	} {
		s := stepsOf(c.n, c.step, c.value)
		assert.Equal(t, c.want, seasonOf(s.Start, s.Values, c.step).length, name)
	}
}

// Parts count from Thursday 00:00 UTC: Monday 2026-10-05 is four days on, hour 96. After a gap the count goes on where
// it must, also before 1970.
func TestSlots(t *testing.T) {
	hours := seasonsFor(time.Hour)[1]
	at := func(d time.Duration) int64 { return monday.Add(d).UnixMilli() }
	assert.Equal(t, []uint8{96, 97, 97, 98, 0, 24, 24},
		hours.slotsOf([]int64{at(0), at(time.Hour), at(90 * time.Minute), at(2 * time.Hour), at(3 * day), at(4 * day), at(11 * day)}))
	before := time.Date(1969, 12, 31, 23, 0, 0, 0, time.UTC).UnixMilli()
	assert.Equal(t, []uint8{167, 0}, hours.slotsOf([]int64{before, 0}))
	assert.Equal(t, []uint8{4, 5}, seasonsFor(day)[0].slotsOf([]int64{at(0), at(day)}))
}

// 100 in the night, 200 in office hours, and 2 a day more, without noise: each part of the season has the trend's
// 2 a day, whatever the parts' means. Over 28 days the middle is 13 days and 23.5 hours on, the mean there
// 100 + 100 x 10/24 + 2 x (13 + 23.5/24) = 169.625.
func TestVolumeTrend(t *testing.T) {
	s := stepsOf(28*24, time.Hour, func(at time.Time) float64 {
		v := 100 + 2*days(at.Sub(monday))
		if inOffice(at) {
			v += 100
		}
		return v
	})
	v := volumeOf(s, time.Hour)
	require.True(t, v.enough())
	assert.NotZero(t, v.Season, "without noise the day and the week fit alike")
	assert.InDelta(t, 2, v.PerDay, 1e-9)
	assert.InDelta(t, 0, v.SE, 1e-6)
	assert.InDelta(t, 100+1000.0/24+2*(13+23.5/24), v.Mean, 1e-9)
	assert.WithinDuration(t, monday.Add(13*day+23*time.Hour+30*time.Minute), v.Centre, time.Second)
	assert.InDelta(t, v.Mean+2, v.at(v.Centre.Add(day)), 1e-9)
	// A night hour lies below the trend by 100 x 10/24, an office hour above it by 100 x 14/24.
	assert.InDelta(t, -1000.0/24, v.Slots[3], 1e-6)
	assert.InDelta(t, 1400.0/24, v.Slots[12], 1e-6)
}

func TestVolumeTooShort(t *testing.T) {
	rising := func(at time.Time) float64 { return days(at.Sub(monday)) }
	assert.False(t, volumeOf(Steps{}, time.Hour).enough(), "none")
	assert.False(t, volumeOf(stepsOf(1, time.Hour, rising), time.Hour).enough(), "one")
	assert.False(t, volumeOf(stepsOf(13*24, time.Hour, rising), time.Hour).enough(), "thirteen days")
	assert.True(t, volumeOf(stepsOf(14*24, time.Hour, rising), time.Hour).enough(), "fourteen days")
	assert.True(t, volumeOf(stepsOf(14, day, rising), day).enough(), "fourteen days of a step each")
	assert.False(t, volumeOf(stepsOf(3, week, rising), week).enough(), "too few steps")
}

// The trend's interval holds the truth for noise that follows itself beside a season.
func TestVolumeTrendCovers(t *testing.T) {
	const series, hours = 200, 60 * 24
	for _, phi := range []float64{0, 0.6, 0.9} {
		r, held := rand.New(rand.NewPCG(9, 9)), 0
		for range series {
			u, i := following(phi, normal)(r, hours), 0
			v := volumeOf(stepsOf(hours, time.Hour, func(at time.Time) float64 {
				i++
				if inOffice(at) && !weekend(at) {
					return 300 + 10*u[i]
				}
				return 100 + 10*u[i]
			}), time.Hour)
			if v.PerDay-1.96*v.SE <= 0 && 0 <= v.PerDay+1.96*v.SE {
				held++
			}
		}
		t.Logf("phi %.1f: %d of %d", phi, held, series)
		assert.InDelta(t, 0.95, share(held, series), 0.045)
	}
}
