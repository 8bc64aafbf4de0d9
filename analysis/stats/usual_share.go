package stats

import "gonum.org/v1/gonum/mathext"

// Share is so many hits of n.
type Share struct{ Hits, N int }

// UsualShare judges a share by the ones before it (a p chart): beyond the limits is what would be as improbable as a
// measure beyond three standard deviations if its hits were as probable as all earlier ones together say, by the
// binomial distribution itself and not by the normal one, which is far off for few hits. Shares of nothing are passed
// over. Too early below MinHistory earlier shares, and for a share of nothing.
func UsualShare(earlier []Share, last Share) Usual {
	var hits, n, shares int
	for _, s := range earlier {
		if s.N > 0 {
			hits += s.Hits
			n += s.N
			shares++
		}
	}
	if shares < MinHistory || last.N <= 0 {
		return TooEarly
	}
	p := float64(hits) / float64(n)
	switch {
	case atLeast(last.Hits, last.N, p) < threeSigma:
		return Above
	case 1-atLeast(last.Hits+1, last.N, p) < threeSigma:
		return Below
	}
	return Within
}

// atLeast is the probability of k hits of n or more, each with probability p.
func atLeast(k, n int, p float64) float64 {
	switch {
	case k <= 0:
		return 1
	case k > n:
		return 0
	}
	return mathext.RegIncBeta(float64(k), float64(n-k)+1, p)
}
