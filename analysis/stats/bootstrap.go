package stats

import (
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// Random is a source of chance (PCG) that gives the same numbers for the same seed. It is not for use by several
// goroutines at once.
type Random struct{ source *rand.Rand }

// NewRandom starts a source; stream sets apart sources of the same seed (one per member of a group, say), so that one
// member more does not change the numbers of the others.
func NewRandom(seed, stream uint64) Random { return Random{rand.New(rand.NewPCG(seed, stream))} }

// Poisson draws a count of the given mean; 0 where the mean is not positive.
func (r Random) Poisson(mean float64) int {
	if !positive(mean) {
		return 0
	}
	return int(distuv.Poisson{Lambda: mean, Src: r.source}.Rand())
}

// Gamma draws a rate; 0 where shape or rate are not positive.
func (r Random) Gamma(g Gamma) float64 {
	if !g.valid() {
		return 0
	}
	return distuv.Gamma{Alpha: g.Shape, Beta: g.Rate, Src: r.source}.Rand()
}

// Pick draws an index 0 <= i < n with equal chances; n must be at least 1.
func (r Random) Pick(n int) int { return r.source.IntN(n) }

// Share draws a number of [0, 1).
func (r Random) Share() float64 { return r.source.Float64() }

// Bootstrap resamples the values with replacement and returns the statistic of each of the draws, ascending. Statistics
// that are not finite are left out. The slice that the statistic is given is used again for the next draw. Values in
// another order give other draws: sort what has no order. Empty for no values.
func Bootstrap(r Random, draws int, values []float64, statistic func(sample []float64) float64) []float64 {
	if len(values) == 0 {
		return nil
	}
	var found []float64
	sample := make([]float64, len(values))
	for range draws {
		for i := range sample {
			sample[i] = values[r.Pick(len(values))]
		}
		if s := statistic(sample); finite(s) {
			found = append(found, s)
		}
	}
	slices.Sort(found)
	return found
}

// CompoundSums draws the total of a random number of losses, ascending: a rate from the gamma distribution, a Poisson
// count of that rate times the exposure ahead (so the count is negative binomial), and as many losses with replacement.
// It is what one future stretch may really cost, chance of the stretch included. A Gamma whose shape is large is a known
// rate. Empty where there are no losses, or rate or exposure are not positive.
func CompoundSums(r Random, draws int, rate Gamma, exposure float64, losses []float64) []float64 {
	if len(losses) == 0 || !rate.valid() || !positive(exposure) {
		return nil
	}
	sums := make([]float64, max(draws, 0))
	for i := range sums {
		for range r.Poisson(r.Gamma(rate) * exposure) {
			sums[i] += losses[r.Pick(len(losses))]
		}
	}
	slices.Sort(sums)
	return sums
}

// Percentile is the 95 % percentile interval of draws in ascending order, by R-7. It is not ok for no draws.
func Percentile(sorted []float64) (in Interval, ok bool) {
	lower, upper := Quantile(sorted, tail), Quantile(sorted, 1-tail)
	return Interval{lower.Value, upper.Value}, lower.Known && upper.Known
}
