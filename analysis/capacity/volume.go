package capacity

import (
	"math"
	"time"
)

// Volume is the course of a driver over time: a straight trend, and the means of the hours of the week (or of the day,
// or of the days of the week) about it where the data show such a season.
type Volume struct {
	N       int
	Days    float64       // from the first step's begin to the last step's
	Mean    float64       // in the unit of the driver, at Centre
	Centre  time.Time     // the mean of the steps' begins
	PerDay  float64       // trend, unit of the driver a day
	SE      float64       // its standard error, robust to autocorrelation
	Season  time.Duration // length: a week, a day, or 0 where there is none
	Slots   []float64     // mean departure from the trend in each part of the season, the first from Thursday 00:00 UTC on
	meanVar float64       // of the level at Centre
	known   bool          // there is a trend, with its error
}

// leastVolume is the history, in days, from which a trend is taken: two of every day of the week, as within one week a
// trend cannot be told from the season.
const leastVolume = 14

// enough tells whether the history is long enough for a trend.
func (v Volume) enough() bool { return v.known && v.Days >= leastVolume-1 && v.N >= leastPairs }

// at is the trend's level at an instant.
func (v Volume) at(t time.Time) float64 { return v.Mean + v.PerDay*days(t.Sub(v.Centre)) }

func days(d time.Duration) float64 { return d.Hours() / 24 }

// volumeOf fits the trend by least squares beside the season's means (by the departures from each part's means, which
// gives the same slope as a column for each part). The standard error takes the long-run variance of what is left.
func volumeOf(s Steps, step time.Duration) Volume {
	v := Volume{N: len(s.Start)}
	if v.N < 3 {
		return v
	}
	found := seasonOf(s.Start, detrended(s.Start, s.Values), step)
	when := daysSince(s.Start)
	v.Days, v.Season = when[v.N-1], found.length
	middle := sum(when) / float64(v.N)
	v.Mean, v.Centre = sum(s.Values)/float64(v.N), time.UnixMilli(s.Start[0]).Add(time.Duration(middle*float64(day))).UTC()

	slots := found.slots
	whens, values := newMeans(found.parts), newMeans(found.parts)
	for i, slot := range slots {
		whens.add(slot, when[i])
		values.add(slot, s.Values[i])
	}
	whens.settle()
	values.settle()
	var cross, square float64
	for i, slot := range slots {
		t := when[i] - whens.of[slot]
		cross, square = cross+t*(s.Values[i]-values.of[slot]), square+t*t
	}
	if square <= 0 {
		return v
	}
	v.PerDay = cross / square
	left := make([]float64, v.N)
	for i, slot := range slots {
		left[i] = s.Values[i] - values.of[slot] - v.PerDay*(when[i]-whens.of[slot])
	}
	if found.length > 0 {
		v.Slots = make([]float64, found.parts)
		for slot := range v.Slots {
			if values.n[slot] > 0 {
				v.Slots[slot] = values.of[slot] - v.Mean - v.PerDay*(whens.of[slot]-middle)
			}
		}
	}
	// The parts' means take as many degrees of freedom; they leave the correlation of neighbours as it is.
	free := float64(v.N - found.parts - 1)
	if run := longRunVariance(left, 2); run.Known && free > 0 {
		variance := run.Value * float64(v.N-2) / free
		v.SE, v.meanVar, v.known = math.Sqrt(variance/square), variance/float64(v.N), true
	}
	return v
}

// daysSince are the begins of steps in days since the first.
func daysSince(start []int64) []float64 {
	when := make([]float64, len(start))
	for i, at := range start {
		when[i] = float64(at-start[0]) / float64(day.Milliseconds())
	}
	return when
}

// detrended is what a straight line on time leaves of the values.
func detrended(start []int64, values []float64) []float64 {
	when, n := daysSince(start), float64(len(values))
	middle, mean := sum(when)/n, sum(values)/n
	var cross, square float64
	for i, v := range values {
		t := when[i] - middle
		cross, square = cross+t*(v-mean), square+t*t
	}
	slope := 0.0
	if square > 0 {
		slope = cross / square
	}
	for i, v := range values {
		when[i] = v - mean - slope*(when[i]-middle)
	}
	return when
}
