package capacity

import "math"

// leastWeeks is how many weeks tell how much the base varies from week to week.
const leastWeeks = 5

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
	weeks := math.Max(1, float64(f.BaseSteps)/float64(len(f.Start))*n)
	return math.Max(asMean, level*level*square/(n-1)/weeks*(n-1)/(n-3))
}

// weeklyBases are the base's aggregate of each whole week of the pairs, as a ratio to the trend; none where the trend is
// not above 0 throughout. Weeks with less than half of their steps do not count.
func (f Fitted) weeklyBases(k int, v Volume) []float64 {
	var ratios, values []float64
	length := week.Milliseconds()
	inWeek := int(week / max(f.Step, 1))
	last := len(f.Start) - 1
	for i, at := range f.Start {
		level := v.Mean + v.PerDay*float64(at-v.Centre.UnixMilli())/float64(day.Milliseconds())
		if level <= 0 {
			return nil
		}
		values = append(values, f.X[k][i]/level)
		if i == last || (at-f.Start[0])/length != (f.Start[i+1]-f.Start[0])/length {
			if 2*len(values) >= inWeek {
				ratios = append(ratios, f.BaseBy.Of(values).Value)
			}
			values = values[:0]
		}
	}
	return ratios
}
