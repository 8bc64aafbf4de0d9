package stats

import (
	"math"

	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/stat/distuv"
)

// Interval is a closed range of values, in their unit.
type Interval struct {
	Lower, Upper float64
}

// tail is the probability left out on each side of a two-sided 95 % interval.
const tail = 0.025

// Poisson is the exact (Garwood) 95 % interval of the mean behind an observed count: its ends are half the chi-square
// quantiles with 2n and 2n + 2 degrees of freedom. The lower end of no events is 0; a negative count counts as 0.
func Poisson(count int) Interval {
	n := float64(max(count, 0))
	in := Interval{Upper: mathext.GammaIncRegInv(n+1, 1-tail)}
	if n > 0 {
		in.Lower = mathext.GammaIncRegInv(n, tail)
	}
	return in
}

// Wilson is the 95 % score interval of the share that hits of n show, as ratios 0..1. It is not ok where there is
// nothing to take a share of (n < 1) or the hits lie outside 0..n.
func Wilson(hits, n int) (in Interval, ok bool) {
	if n < 1 || hits < 0 || hits > n {
		return Interval{}, false
	}
	z := distuv.UnitNormal.Quantile(1 - tail)
	size, share := float64(n), float64(hits)/float64(n)
	scale := 1 + z*z/size
	centre := (share + z*z/(2*size)) / scale
	half := z / scale * math.Sqrt(share*(1-share)/size+z*z/(4*size*size))
	return Interval{math.Max(0, centre-half), math.Min(1, centre+half)}, true
}
