package stats

import "gonum.org/v1/gonum/mathext"

// Ratio compares two rates of events.
type Ratio struct {
	Value Number // first rate / second; unknown where the second count is 0
	Lower Number // of the exact 95 % interval; unknown where there are no events at all
	Upper Number // unknown, without bound, where the second count is 0
	Less  Number // probability (0..1) of so few events in the first, or fewer, if both rates were the same
	More  Number // the same of so many, or more
}

// RateRatio compares two Poisson counts over their exposures (time watched, both in the same unit). Given their sum n,
// the first count is binomial with share p = R e1 / (R e1 + e2), R the ratio of the rates: the interval is that of
// Clopper and Pearson for p, turned back into R (Przyborowski and Wilenski 1940; Lehmann). All is unknown for a
// negative count and an exposure that is not positive.
func RateRatio(count1 int, exposure1 float64, count2 int, exposure2 float64) Ratio {
	if count1 < 0 || count2 < 0 || !positive(exposure1) || !positive(exposure2) || count1+count2 == 0 {
		return Ratio{}
	}
	a, b := float64(count1), float64(count2)
	times := exposure2 / exposure1
	odds := func(share float64) Number {
		if r := share / (1 - share) * times; finite(r) {
			return known(r)
		}
		return Number{}
	}
	equal := exposure1 / (exposure1 + exposure2) // the share of the events if the rates were the same
	r := Ratio{Lower: known(0), Less: known(1), More: known(1)}
	if count1 > 0 {
		r.Lower = odds(mathext.InvRegIncBeta(a, b+1, tail))
		r.More = known(mathext.RegIncBeta(a, b+1, equal))
	}
	if count2 > 0 {
		r.Value = odds(a / (a + b))
		r.Upper = odds(mathext.InvRegIncBeta(a+1, b, 1-tail))
		r.Less = known(mathext.RegIncBeta(b, a+1, 1-equal))
	}
	return r
}
