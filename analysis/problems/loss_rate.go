package problems

import (
	"math"

	"nines/analysis/stats"
	"nines/internal/itsm"
)

// likeness bounds how strongly a problem's rate is shrunk: the prior's shape, about the number of incidents that the
// service's mean weighs as much as. Problems of one service are different things: where few of them happen to have
// counts alike, that is no reason to believe that their rates are one.
const likeness = 2

// lossRates are the rates of the open problems of a service, in incidents a quarter.
type lossRates struct {
	counts   []int
	quarters float64
	prior    ratePrior
}

// ratePrior is how rates differ between the problems of a service: a gamma distribution of this mean and shape. A
// service with one problem has none (shape 0).
type ratePrior struct {
	mean, shape float64
}

func (s *lossService) rates(quarters float64) lossRates {
	counts := make([]int, len(s.open))
	for i, m := range s.open {
		counts[i] = len(m.losses)
	}
	return lossRates{counts, quarters, priorOf(counts, quarters)}
}

func priorOf(counts []int, quarters float64) ratePrior {
	exposures := make([]float64, len(counts))
	for i := range exposures {
		exposures[i] = quarters
	}
	mean, variance, ok := stats.GroupRate(counts, exposures)
	if !ok || len(counts) < 2 {
		return ratePrior{}
	}
	if mean == 0 { // of a service, or of a draw from it, without incidents: half an incident in all
		mean = 0.5 / (quarters * float64(len(counts)))
	}
	if variance > 0 {
		return ratePrior{mean, math.Min(likeness, mean*mean/variance)}
	}
	return ratePrior{mean, likeness}
}

// posterior is what is known of the rate of problem i under a prior. Shape or rate can be 0: nothing is known.
func (r lossRates) posterior(i int, prior ratePrior) stats.Gamma {
	g := stats.Gamma{Shape: prior.shape + float64(r.counts[i]), Rate: r.quarters}
	if prior.shape > 0 {
		g.Rate += prior.shape / prior.mean
	}
	return g
}

// mean is the rate of problem i; unknown without incidents in its service.
func (r lossRates) mean(i int) itsm.Number {
	for _, n := range r.counts {
		if n > 0 {
			return itsm.Known(r.posterior(i, r.prior).Mean())
		}
	}
	return itsm.Number{}
}

// draws are priors as they would have been with other problems in the service: problems drawn with replacement. Without
// that a prior of five problems would pass for known, and intervals would be too narrow.
func (r lossRates) draws(seed uint64, n int) []ratePrior {
	random := stats.NewRandom(seed, 0)
	drawn := make([]ratePrior, n)
	counts := make([]int, len(r.counts))
	for d := range drawn {
		for i := range counts {
			counts[i] = r.counts[random.Pick(len(counts))]
		}
		drawn[d] = priorOf(counts, r.quarters)
	}
	return drawn
}
