package capacity

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"nines/analysis/stats"
)

// Aggregate says how the values of one step become one: 1 to 99 are the percentiles, the others are named below.
// The zero value is the mean.
type Aggregate uint8

// The aggregates that are no percentile.
const (
	Mean Aggregate = 0
	P95  Aggregate = 95
	Sum  Aggregate = 101
	Min  Aggregate = 102
	Max  Aggregate = 103
)

var aggregateWords = map[string]Aggregate{"mean": Mean, "sum": Sum, "min": Min, "max": Max}

// ParseAggregate reads sum, mean, min, max, and p1 to p99; ok is false for any other word.
func ParseAggregate(word string) (a Aggregate, ok bool) {
	if a, ok = aggregateWords[word]; ok {
		return a, true
	}
	digits, isPercentile := strings.CutPrefix(word, "p")
	n, err := strconv.ParseUint(digits, 10, 8)
	if !isPercentile || err != nil || n < 1 || n > 99 {
		return Mean, false
	}
	return Aggregate(n), true
}

// String is the word that ParseAggregate reads.
func (a Aggregate) String() string {
	for word, named := range aggregateWords {
		if named == a {
			return word
		}
	}
	return "p" + strconv.Itoa(int(a))
}

// Mirrored is the aggregate that is to low values what this one is to high ones: p5 for p95, the least for the greatest;
// mean and sum are their own.
func (a Aggregate) Mirrored() Aggregate {
	switch a {
	case Min:
		return Max
	case Max:
		return Min
	case Mean, Sum:
		return a
	}
	return 100 - a
}

// Of is the aggregate of the values, which are put in order for a percentile. Unknown where there are none, or where
// it is not finite.
func (a Aggregate) Of(values []float64) stats.Number {
	if len(values) == 0 {
		return stats.Number{}
	}
	v := values[0]
	switch {
	case len(values) == 1:
	case a == Sum:
		v = sum(values)
	case a == Mean:
		v = sum(values) / float64(len(values))
	case a == Min:
		v = slices.Min(values)
	case a == Max:
		v = slices.Max(values)
	default:
		slices.Sort(values)
		v = stats.Quantile(values, float64(a)/100).Value
	}
	return stats.Number{Value: v, Known: isFinite(v)}
}

func sum(values []float64) float64 {
	var total float64
	for _, v := range values {
		total += v
	}
	return total
}

func isFinite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

// Resample puts the samples of one series into steps that are aligned to UTC (a step of a day begins at midnight UTC,
// also before 1970) and makes one value of each. at is in milliseconds since 1970, ascending; NaN and infinities are no
// values, and a step without a value is no step.
func Resample(at []int64, values []float64, step time.Duration, by Aggregate) Steps {
	width := step.Milliseconds()
	if width < 1 {
		return Steps{}
	}
	s := Steps{Start: make([]int64, 0, len(at)), Values: make([]float64, 0, len(at))}
	var inStep []float64
	var start int64
	for i := 0; i < len(at); {
		if start += width; i == 0 || at[i] < start || at[i]-start >= width { // not the step after the last one
			start = floor(at[i], width)
		}
		inStep = inStep[:0]
		for ; i < len(at) && at[i]-start < width; i++ {
			if isFinite(values[i]) {
				inStep = append(inStep, values[i])
			}
		}
		if v := by.Of(inStep); v.Known {
			s.Start, s.Values = append(s.Start, start), append(s.Values, v.Value)
		}
	}
	return s
}

// floor is the greatest multiple of the width that is not above the instant.
func floor(at, width int64) int64 {
	rest := at % width
	if rest < 0 {
		rest += width
	}
	return at - rest
}
