package capacity

import (
	"math"
	"slices"
)

// How many weeks tell how much the base varies from week to week, the newest.
const (
	leastWeeks = 5
	mostWeeks  = 26
)

// baseVariance is that of a driver's base: so much as the same aggregate of one week, as a ratio to the trend, varies
// from week to week, over the weeks that the base was taken from. (A percentile is far less certain than the mean, and
// what follows itself within a week is in it.) So few weeks leave the variance itself uncertain: the last factor is that
// of Student's t. Where there are too few, the base is taken to be as uncertain as the mean volume is over its history.
func (f Fitted) baseVariance(k int, v Volume) float64 {
	level := v.at(f.BaseAt)
	asMean := f.Base[k] * f.Base[k] / (level * level) * v.meanVar
	ratios := f.weeklyBases(k, v)
	n := float64(len(ratios))
	if n < leastWeeks || f.BaseSteps == 0 {
		return asMean
	}
	mean := sum(ratios) / n
	var square float64
	for _, r := range ratios {
		square += (r - mean) * (r - mean)
	}
	weeks := math.Max(1, float64(f.BaseSteps)/f.stepsOfWeek())
	return math.Max(asMean, level*level*square/(n-1)/weeks*(n-1)/(n-3))
}

// together is the correlation of the base with the trend, taken to be that of the mean volume over the same steps: a high
// last month lifts both, and errors that point the same way do not make up for each other.
func (f Fitted) together(v Volume) float64 {
	if v.Days <= 0 || v.N == 0 {
		return 0
	}
	spread := v.Days / math.Sqrt(12) // of instants that lie evenly over the history
	r := days(f.BaseAt.Sub(v.Centre)) / spread * math.Sqrt(float64(f.BaseSteps)/float64(v.N))
	return math.Max(-1, math.Min(1, r))
}

// weeklyBases are the base's aggregate of each whole week of the pairs, as a ratio to the trend; none where the trend is
// not above 0 throughout. Weeks with less than half of their steps do not count.
func (f Fitted) weeklyBases(k int, v Volume) []float64 {
	var ratios, values []float64
	length := week.Milliseconds()
	last := len(f.Start) - 1
	first, _ := slices.BinarySearch(f.Start, f.Start[last]+f.Step.Milliseconds()-mostWeeks*length)
	for i := first; i <= last; i++ {
		at := f.Start[i]
		level := v.Mean + v.PerDay*float64(at-v.Centre.UnixMilli())/float64(day.Milliseconds())
		if level <= 0 {
			return nil
		}
		values = append(values, f.X[k][i]/level)
		if i == last || (at-f.Start[first])/length != (f.Start[i+1]-f.Start[first])/length {
			if 2*float64(len(values)) >= f.stepsOfWeek() {
				ratios = append(ratios, f.BaseBy.Of(values).Value)
			}
			values = values[:0]
		}
	}
	return ratios
}

func (f Fitted) stepsOfWeek() float64 { return float64(week) / float64(max(f.Step, 1)) }
