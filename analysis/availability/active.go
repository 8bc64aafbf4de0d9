package availability

import (
	"container/heap"
	"math"
)

// lossUnits is how many integer units a whole loss has when losses are added up: their sum comes back to exactly 0
// when all outages are over, and shares stated in per cent, with up to ten decimals, are exact. Nine million outages
// at a time fit.
const lossUnits = 1e12

// unitsOf rounds a part lost, above 0, to units; it never becomes 0, so that every outage has its share.
func unitsOf(part float64) int64 { return max(1, int64(math.Round(part*lossUnits))) }

// active is the set of losses in force at an instant. Losses are ranked: of two, the greater has the higher rank.
type active struct {
	count []int // by rank
	ranks ranks // every rank in force, and some that no longer are
	total int64 // sum of the losses, in units
}

func newActive(distinct int) *active { return &active{count: make([]int, distinct)} }

func (a *active) add(rank int, units int64) {
	if a.count[rank] == 0 {
		heap.Push(&a.ranks, rank)
	}
	a.count[rank]++
	a.total += units
}

func (a *active) remove(rank int, units int64) {
	a.count[rank]--
	a.total -= units
}

// greatest is the rank of the greatest loss in force, -1 for none.
func (a *active) greatest() int {
	for len(a.ranks) > 0 {
		if top := a.ranks[0]; a.count[top] > 0 {
			return top
		}
		heap.Pop(&a.ranks)
	}
	return -1
}

// ranks is a heap with the greatest rank on top.
type ranks []int

func (r ranks) Len() int           { return len(r) }
func (r ranks) Less(i, j int) bool { return r[i] > r[j] }
func (r ranks) Swap(i, j int)      { r[i], r[j] = r[j], r[i] }
func (r *ranks) Push(rank any)     { *r = append(*r, rank.(int)) }
func (r *ranks) Pop() any {
	last := len(*r) - 1
	rank := (*r)[last]
	*r = (*r)[:last]
	return rank
}

// running is a sum that keeps what rounding loses (Neumaier), so that the difference of two of its states is exact
// to the last digit however long it has run.
type running struct {
	sum, lost float64
}

func (r *running) add(v float64) {
	sum := r.sum + v
	if math.Abs(r.sum) >= math.Abs(v) {
		r.lost += (r.sum - sum) + v
	} else {
		r.lost += (v - sum) + r.sum
	}
	r.sum = sum
}

// since is how much was added since the earlier state.
func (r *running) since(earlier running) float64 {
	return (r.sum - earlier.sum) + (r.lost - earlier.lost)
}
