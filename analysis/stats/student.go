package stats

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// StudentCDF is the probability (0..1) that Student's t with df > 0 degrees of freedom is at most t. Unknown where t is
// not a number or df not positive and finite.
func StudentCDF(t, df float64) Number {
	if math.IsNaN(t) || !positive(df) {
		return Number{}
	}
	return known(distuv.StudentsT{Sigma: 1, Nu: df}.CDF(t))
}

// StudentQuantile is the t that Student's t with df > 0 degrees of freedom stays below with probability p, 0 < p < 1.
// Unknown for any other p or df.
func StudentQuantile(p, df float64) Number {
	if !(p > 0 && p < 1) || !positive(df) {
		return Number{}
	}
	if df >= manyDF && min(p, 1-p) >= 1e-4 {
		return known(nearNormal(distuv.UnitNormal.Quantile(p), df))
	}
	if t := (distuv.StudentsT{Sigma: 1, Nu: df}).Quantile(p); finite(t) {
		return known(t)
	}
	return Number{}
}

// manyDF is where the series of nearNormal is good for twelve digits; the quantile itself takes a hundred times as long.
const manyDF = 1000

// nearNormal is the quantile of Student's t from that of the normal distribution, x (Abramowitz and Stegun, 26.7.5).
func nearNormal(x, df float64) float64 {
	q := x * x
	return x + x*(q+1)/4/df + x*((5*q+16)*q+3)/96/(df*df) + x*(((3*q+19)*q+17)*q-15)/384/(df*df*df) +
		x*((((79*q+776)*q+1482)*q-1920)*q-945)/92160/(df*df*df*df)
}

// twoSided is the probability that Student's t lies as far from 0 as t does, or farther. It is taken from the tail
// itself: 1 less a probability near 1 would have no digits left.
func twoSided(t, df float64) float64 {
	return 2 * distuv.StudentsT{Sigma: 1, Nu: df}.CDF(-math.Abs(t))
}

func positive(v float64) bool { return v > 0 && finite(v) }

func finite(values ...float64) bool {
	for _, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return false
		}
	}
	return true
}
