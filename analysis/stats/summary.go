package stats

import (
	"math"
	"slices"
)

// minForP90 is the least number of values for which a 90th percentile is shown.
const minForP90 = 10

// Summary describes a sample of durations or other measures, in the unit of its values.
type Summary struct {
	N       int    // values in the sample
	Missing int    // cases that should have a value and have none
	Mean    Number // unknown at N = 0
	Median  Number // unknown at N = 0
	P90     Number // unknown below N = 10
}

// Summarise describes the values, of which as many as missing could not be had. It does not change the slice.
func Summarise(values []float64, missing int) Summary {
	s := Summary{N: len(values), Missing: missing}
	if s.N == 0 {
		return s
	}
	sorted := slices.Sorted(slices.Values(values))
	s.Mean = known(mean(sorted)) // in one order, so that the order of the tickets cannot change the last digit
	s.Median = Quantile(sorted, 0.5)
	if s.N >= minForP90 {
		s.P90 = Quantile(sorted, 0.9)
	}
	return s
}

// Quantile is the quantile p (0..1) of values in ascending order by definition R-7, which is Excel's PERCENTILE.INC:
// at position p (n - 1), counted from 0, interpolated. Unknown for an empty slice and for a p outside 0..1.
func Quantile(sorted []float64, p float64) Number {
	if len(sorted) == 0 || !(p >= 0 && p <= 1) {
		return Number{}
	}
	below, part := math.Modf(p * float64(len(sorted)-1))
	i := int(below)
	if part == 0 {
		return known(sorted[i])
	}
	return known(sorted[i] + part*(sorted[i+1]-sorted[i]))
}
