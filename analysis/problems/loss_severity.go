package problems

import (
	"math"
	"slices"

	"nines/analysis/stats"
	"nines/internal/itsm"
)

// How many incidents the losses of others weigh as much as.
const (
	leastCredibility, mostCredibility = 2, 5 // a service's, beside a problem's own
	doubted                           = 5    // as if it had so many more, beside a service's own
)

// unseen is how many times worse than the worst incident on record one may be that the record is too short for. It is
// one incident more among all: nothing among hundreds, and what makes ten incidents without a bad one no proof.
const unseen = 10

// losses are the losses of incidents in one measure, minutes or money, by service and problem. Nothing is taken from one
// service to another: what is expected of a problem is the same in a report about its service and in one about all.
type losses struct {
	services []severity
}

// severity is what incidents of one service cost.
type severity struct {
	own         [][]float64 // by open problem, each ascending
	keys        []uint64    // of the problems' streams of chance, and of the service's
	key         uint64
	pool        []float64 // of all of the service's problems, ascending
	mean        float64
	credibility float64 // how many incidents of a problem's own the service's mean weighs as much as
}

func newLosses(services []*lossService, measure func(*loss) itsm.Number) *losses {
	l := &losses{}
	for _, s := range services {
		l.services = append(l.services, newSeverity(s, measure))
	}
	return l
}

func newSeverity(s *lossService, measure func(*loss) itsm.Number) severity {
	v := severity{key: hashOf(s.name)}
	var groups [][]float64
	for _, m := range s.members() {
		var own []float64
		for i := range m.losses {
			if value := measure(&m.losses[i]); value.Known {
				own = append(own, value.Value)
			}
		}
		slices.Sort(own)
		groups = append(groups, own)
		v.pool = append(v.pool, own...)
		v.keys = append(v.keys, hashOf(m.ref.ID, m.ref.Source))
	}
	v.own = groups[:len(s.open)]
	slices.Sort(v.pool)
	v.mean = total(v.pool) / float64(max(len(v.pool), 1))
	v.credibility = credibility(groups)
	return v
}

// credibility is Bühlmann and Straub's k = variance within the groups / variance between their means: a mean of n
// losses is believed by n / (n + k). From few heavy-tailed losses it is a rough guess, so it is kept within bounds; a
// single group says nothing of others, and the most cautious value is taken.
func credibility(groups [][]float64) float64 {
	var within, between, n, squares, known, grand float64
	for _, g := range groups {
		grand += total(g)
		n += float64(len(g))
	}
	grand /= n
	for _, g := range groups {
		if len(g) == 0 {
			continue
		}
		size := float64(len(g))
		mean := total(g) / size
		for _, x := range g {
			within += (x - mean) * (x - mean)
		}
		between += size * (mean - grand) * (mean - grand)
		squares += size * size
		known++
	}
	if known < 2 || n == known {
		return mostCredibility
	}
	within /= n - known
	between = (between - (known-1)*within) / (n - squares/n)
	if !(between > 0) {
		return mostCredibility
	}
	return math.Max(leastCredibility, math.Min(mostCredibility, within/between))
}

// lossOfOne is the expected loss of one incident of problem i: of its own, and of the service's as far as these few
// cannot tell.
func (v severity) lossOfOne(i int) float64 {
	own := v.own[i]
	return (total(own) + v.credibility*v.mean) / (float64(len(own)) + v.credibility)
}

// resample draws the losses of a service anew: as many as there are, and a few of them from those and the unseen one.
func (v severity) resample(random stats.Random, into []float64) {
	size := len(v.pool)
	for i := range into {
		x := random.Share() * float64(size+doubted)
		if x < float64(size) {
			into[i] = v.pool[int(x)]
		} else if k := random.Pick(size + 1); k < size {
			into[i] = v.pool[k]
		} else {
			into[i] = unseen * v.pool[size-1]
		}
	}
}

func total(values []float64) (sum float64) {
	for _, v := range values {
		sum += v
	}
	return sum
}
