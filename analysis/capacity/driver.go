package capacity

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"time"
)

// driver is a metric that drives others, summed over the components of its service.
type driver struct {
	parts  []part
	total  *Steps  // of the parts, once it was asked for
	course *Volume // over time, likewise
}

type part struct {
	component string
	steps     Steps
	off       int // steps with another number of samples than most have; 0 where that does not matter
}

// mostUneven is the share of steps that may have another number of samples than most have: a sum over them is as much
// too small or too great, which no mean is.
const mostUneven = 0.05

// uneven counts the steps of all components whose sum is of another number of samples than most, and all steps.
func (d *driver) uneven() (off, of int) {
	for _, p := range d.parts {
		off, of = off+p.off, of+len(p.steps.Start)
	}
	return off, of
}

// unevenSteps counts the steps with another number of samples than most of the series' steps have.
func unevenSteps(at []int64, values []float64, step time.Duration) int {
	width := step.Milliseconds()
	steps := map[int]int{} // by their number of samples
	total, samples, end := 0, 0, int64(math.MinInt64)
	for i, t := range at {
		if !isFinite(values[i]) {
			continue
		}
		if t >= end {
			if samples > 0 {
				steps[samples]++
			}
			end, samples = floor(t, width)+width, 0
			total++
		}
		samples++
	}
	if total == 0 {
		return 0
	}
	steps[samples]++
	return total - slices.Max(slices.Collect(maps.Values(steps)))
}

// steps is the sum over the components by step. A component belongs to the service from its first to its last step
// (hosts come and go); a step between them that lacks one of its values would sum up to too little and is none.
func (d *driver) steps() Steps {
	if d == nil {
		return Steps{}
	}
	if d.total == nil {
		slices.SortStableFunc(d.parts, func(a, b part) int { return cmp.Compare(a.component, b.component) })
		total := d.add()
		d.total = &total
	}
	return *d.total
}

func (d *driver) add() Steps {
	if len(d.parts) == 1 {
		return d.parts[0].steps
	}
	var t tally
	var joins, leaves []int64 // first and last steps of the components
	for _, p := range d.parts {
		if n := len(p.steps.Start); n > 0 {
			t = t.plus(p.steps)
			joins, leaves = append(joins, p.steps.Start[0]), append(leaves, p.steps.Start[n-1])
		}
	}
	slices.Sort(joins)
	slices.Sort(leaves)
	var whole Steps
	joined, left := 0, 0
	for i, start := range t.Start {
		for joined < len(joins) && joins[joined] <= start {
			joined++
		}
		for left < len(leaves) && leaves[left] < start {
			left++
		}
		if t.counts[i] == joined-left && isFinite(t.Values[i]) {
			whole.Start, whole.Values = append(whole.Start, start), append(whole.Values, t.Values[i])
		}
	}
	return whole
}

// tally is a sum by step, and how many values it has of.
type tally struct {
	Steps
	counts []int
}

// plus is the tally with the values of one more component.
func (t tally) plus(s Steps) tally {
	var sum tally
	i, j := 0, 0
	for i < len(t.Start) || j < len(s.Start) {
		var start int64
		var value float64
		count := 0
		fromTally := i < len(t.Start) && (j == len(s.Start) || t.Start[i] <= s.Start[j])
		fromSteps := j < len(s.Start) && (i == len(t.Start) || s.Start[j] <= t.Start[i])
		if fromTally {
			start, value, count = t.Start[i], t.Values[i], t.counts[i]
			i++
		}
		if fromSteps {
			start, value, count = s.Start[j], value+s.Values[j], count+1
			j++
		}
		sum.Start, sum.Values = append(sum.Start, start), append(sum.Values, value)
		sum.counts = append(sum.counts, count)
	}
	return sum
}
