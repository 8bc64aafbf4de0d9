package stats

import (
	"math"
	"sort"

	"gonum.org/v1/gonum/mathext"
)

// MinHistory is the least number of earlier values from which limits are drawn.
const MinHistory = 5

// Limits is the range in which a series usually moves, in the unit of its values.
type Limits struct {
	Centre, Lower, Upper float64
}

// Usual judges a value against the usual range of the values before it.
type Usual uint8

// The judgements. TooEarly: there are fewer than MinHistory earlier values. Unclear: the value is only known to lie between
// two, of which one is within the limits and the other is not, or which are on both sides of them.
const (
	TooEarly Usual = iota
	Within
	Below
	Above
	Unclear
)

// Individuals draws the natural process limits of an individuals chart (XmR) for a measure: the mean of the earlier
// values and 2.66 (3/1.128) times their mean moving range to either side. The order of the values matters. It is not
// ok below MinHistory values.
func Individuals(earlier []float64) (l Limits, ok bool) {
	if len(earlier) < MinHistory {
		return Limits{}, false
	}
	var moved float64
	for i, v := range earlier[1:] {
		moved += math.Abs(v - earlier[i])
	}
	centre, reach := mean(earlier), 2.66*moved/float64(len(earlier)-1)
	return Limits{Centre: centre, Lower: centre - reach, Upper: centre + reach}, true
}

// threeSigma is the probability beyond three standard deviations on one side of a normal distribution; limits of
// counts leave out as much as those of measures do.
const threeSigma = 0.0013498980316301

// Counts draws the limits of a count: those of the Poisson distribution whose mean is that of the earlier counts, as
// whole numbers. It is not ok below MinHistory counts, or where one is negative.
func Counts(earlier []int) (l Limits, ok bool) {
	if len(earlier) < MinHistory {
		return Limits{}, false
	}
	total := 0
	for _, n := range earlier {
		if n < 0 {
			return Limits{}, false
		}
		total += n
	}
	rate := float64(total) / float64(len(earlier))
	return Limits{Centre: rate, Lower: poissonQuantile(rate, threeSigma), Upper: poissonQuantile(rate, 1-threeSigma)}, true
}

// poissonQuantile is the least count k with P(X <= k) >= p.
func poissonQuantile(rate, p float64) float64 {
	if rate == 0 {
		return 0
	}
	beyond := int(rate+12*math.Sqrt(rate)) + 12 // far outside any p that is asked for
	return float64(sort.Search(beyond, func(k int) bool { return mathext.GammaIncRegComp(float64(k)+1, rate) >= p }))
}

// Judge tells on which side of the limits the value lies; on a limit is within. A difference in the thirteenth digit
// is rounding and no signal.
func (l Limits) Judge(value float64) Usual {
	slack := 1e-12 * math.Max(math.Abs(l.Lower), math.Abs(l.Upper))
	switch {
	case value < l.Lower-slack:
		return Below
	case value > l.Upper+slack:
		return Above
	}
	return Within
}

// JudgeBetween judges a value that lies between two others.
func (l Limits) JudgeBetween(least, most float64) Usual {
	u := l.Judge(least)
	if l.Judge(most) != u {
		return Unclear
	}
	return u
}

// UsualMeasure judges a measure by the individuals chart of the ones before it, oldest first.
func UsualMeasure(earlier []float64, last float64) Usual {
	l, ok := Individuals(earlier)
	if !ok {
		return TooEarly
	}
	return l.Judge(last)
}

// UsualCount judges a count by the Poisson limits of the ones before it.
func UsualCount(earlier []int, last int) Usual {
	l, ok := Counts(earlier)
	if !ok {
		return TooEarly
	}
	return l.Judge(float64(last))
}
