package demo

import (
	"math"
	"math/rand/v2"
	"time"
)

// dice draws the made-up facts. Each part of the world has its own, so that more samples do not change the incidents.
type dice struct{ *rand.Rand }

// The streams of chance.
const (
	ofChanges uint64 = iota + 1
	ofProblems
	ofOutages
	ofIncidents
	ofRequests
	ofWork
	ofSamples
)

func newDice(seed, stream uint64) dice { return dice{rand.New(rand.NewPCG(seed, stream))} }

func (d dice) chance(p float64) bool { return d.Float64() < p }

// between returns a whole number from low to high, both included.
func (d dice) between(low, high int) int { return low + d.IntN(high-low+1) }

// lognormal has the given median; about two of three values lie within a factor of e^sigma of it.
func (d dice) lognormal(median, sigma float64) float64 {
	return median * math.Exp(sigma*d.NormFloat64())
}

// minutes is a lognormal time in whole minutes, at least one.
func (d dice) minutes(median, sigma float64) time.Duration {
	return time.Duration(math.Max(1, math.Round(d.lognormal(median, sigma)))) * time.Minute
}

// within is a whole minute after from and not later than until, by the fraction of the way from low to high.
func (d dice) within(from, until time.Time, low, high float64) time.Time {
	way := until.Sub(from).Minutes() * (low + (high-low)*d.Float64())
	return from.Add(time.Duration(math.Round(way)) * time.Minute)
}

// count is a Poisson number.
func (d dice) count(mean float64) int {
	n, product := 0, d.Float64()
	for limit := math.Exp(-mean); product > limit; n++ {
		product *= d.Float64()
	}
	return n
}

func pick[T any](d dice, from []T) T { return from[d.IntN(len(from))] }

// weighted returns an index, each as likely as its weight.
func (d dice) weighted(weights []float64) int {
	total := 0.0
	for _, w := range weights {
		total += w
	}
	rest := d.Float64() * total
	for i, w := range weights {
		if rest -= w; rest < 0 {
			return i
		}
	}
	return len(weights) - 1
}
