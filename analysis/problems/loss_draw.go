package problems

import (
	"math"
	"slices"

	"nines/analysis/stats"
	"nines/internal/itsm"
)

// The number of draws behind an interval: fewer where a service has so many incidents that theirs would take seconds, and
// their intervals are narrow anyway.
const (
	mostDraws, leastDraws = 2000, 400
	mostPicks             = 400_000
)

// lossEstimate is an expected loss with its 95 % interval; all or nothing is known.
type lossEstimate struct {
	mean, lower, upper itsm.Number
}

func lossDraws(most, incidents int) int {
	return min(most, max(leastDraws, mostPicks/max(incidents, 1)))
}

// estimate tells of the open problems of a service what they will cost, in the measure of the losses.
//
// In each draw the service's losses are drawn anew (a severity known from few incidents is not known well), then for
// each problem a rate from its posterior, and the mean of n + k losses, each its own with probability n / (n + k), else
// the service's, k being the credibility of the service. For the upper end half an incident more is counted, as bad as
// the worst of its own: a gamma posterior of n events covers from below, one of n + 1 from above (Garwood; for weighted
// sums of events Fay and Feuer 1997), and half an event, the mid-P interval (Fay and Kim 2017), comes nearest to 95 %.
func (l *losses) estimate(seed uint64, service int, rates lossRates, priors []ratePrior) []lossEstimate {
	v := l.services[service]
	found := make([]lossEstimate, len(v.own))
	if len(v.own) == 0 || len(v.pool) == 0 || rates.quarters <= 0 {
		return found
	}
	lower, upper := make([][]float64, len(v.own)), make([][]float64, len(v.own))
	streams := make([]stats.Random, len(v.own))
	for i := range v.own {
		streams[i] = stats.NewRandom(seed, v.keys[i])
	}
	random, drawn := stats.NewRandom(seed, v.key), make([]float64, len(v.pool))
	for _, prior := range priors {
		v.resample(random, drawn)
		for i, own := range v.own {
			low, extra := v.draw(streams[i], i, rates.posterior(i, prior), drawn), 0.0
			if len(own) > 0 {
				extra = own[len(own)-1]
			}
			lower[i] = append(lower[i], low)
			upper[i] = append(upper[i], low-math.Log(1-streams[i].Share())/rates.quarters*extra/2)
		}
	}
	for i := range found {
		if mean := rates.mean(i); mean.Known {
			found[i] = estimateOf(mean.Value*v.lossOfOne(i), lower[i], upper[i])
		}
	}
	return found
}

// estimateOf puts the interval around the estimate. It always holds it: the one bad incident of a thousand moves the
// mean, and is met in few draws.
func estimateOf(mean float64, lower, upper []float64) lossEstimate {
	slices.Sort(lower)
	slices.Sort(upper)
	low, _ := stats.Percentile(lower)
	high, _ := stats.Percentile(upper)
	return lossEstimate{itsm.Known(mean), itsm.Known(min(mean, low.Lower)), itsm.Known(max(mean, high.Upper))}
}

// draw is one drawn rate times the mean of losses drawn for problem i.
func (v severity) draw(random stats.Random, i int, rate stats.Gamma, service []float64) float64 {
	own := v.own[i]
	n := float64(len(own))
	picks := int(math.Round(n + v.credibility))
	var sum float64
	for range picks {
		if x := random.Share() * (n + v.credibility); x < n {
			sum += own[int(x)]
		} else {
			sum += service[random.Pick(len(service))]
		}
	}
	return random.Gamma(rate) * sum / float64(picks)
}
