package stats

import "math"

// Gamma is what is known of a rate (events per unit of exposure): a gamma distribution with this shape, and with Rate
// in units of exposure (the inverse scale). Both are positive. Its mean is the rate's estimate.
type Gamma struct {
	Shape, Rate float64
}

// Mean is the expected rate, Shape / Rate.
func (g Gamma) Mean() float64 { return g.Shape / g.Rate }

// GroupRate is what the members of a group tell of a rate that differs between them (gamma-Poisson, by moments): the
// mean m = sum of counts / sum of exposures, and the variance A between the members beyond what chance makes of one
// rate (Marshall 1991, with k/(k-1) since m is estimated from the same k members), 0 where there is none and for one
// member:
//
//	A = k/(k-1) sum e (count/e - m)^2 / sum e  -  m / (mean of e)
//
// Moments, not maximum likelihood: a closed form, the same result on each machine, and where both have a choice they
// differ little. It is not ok where there are no members, the lengths differ, a count is negative or an exposure not
// positive.
func GroupRate(counts []int, exposures []float64) (mean, variance float64, ok bool) {
	total, watched, ok := pool(counts, exposures)
	if !ok {
		return 0, 0, false
	}
	m := float64(total) / watched
	return m, between(counts, exposures, m, watched), true
}

// Shrink estimates the rate of each member of a group from its own count and exposure and from the group's (empirical
// Bayes): by GroupRate's mean m and variance A the prior has shape m*m/A and rate m/A, and a posterior that shape +
// count and that rate + exposure, so that little exposure moves far towards m. Where A is 0 the group is one: every
// posterior is that of the pooled count. It is not ok, and nothing is known of any rate, where the group has no events
// or GroupRate is not ok.
func Shrink(counts []int, exposures []float64) (posteriors []Gamma, ok bool) {
	total, watched, ok := pool(counts, exposures)
	if !ok || total == 0 {
		return nil, false
	}
	posteriors = make([]Gamma, len(counts))
	m := float64(total) / watched
	variance := between(counts, exposures, m, watched)
	for i := range counts {
		posteriors[i] = Gamma{Shape: float64(total), Rate: watched}
		if g := (Gamma{m*m/variance + float64(counts[i]), m/variance + exposures[i]}); variance > 0 && g.valid() {
			posteriors[i] = g
		}
	}
	return posteriors, true
}

func (g Gamma) valid() bool { return positive(g.Shape) && positive(g.Rate) }

// pool adds up a group's counts and exposures.
func pool(counts []int, exposures []float64) (total int, watched float64, ok bool) {
	if len(counts) == 0 || len(counts) != len(exposures) {
		return 0, 0, false
	}
	for i, n := range counts {
		if n < 0 || !positive(exposures[i]) {
			return 0, 0, false
		}
		total += n
	}
	watched = preciseSum(exposures)
	return total, watched, finite(watched)
}

// between is the variance of the members' rates beyond what chance makes of one rate; 0 for one member.
func between(counts []int, exposures []float64, m, watched float64) float64 {
	k := float64(len(counts))
	if k < 2 {
		return 0
	}
	squares := make([]float64, len(counts))
	for i, n := range counts {
		off := float64(n)/exposures[i] - m
		squares[i] = exposures[i] * off * off
	}
	return math.Max(0, k/(k-1)*preciseSum(squares)/watched-m*k/watched)
}
