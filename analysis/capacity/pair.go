package capacity

import (
	"slices"
	"time"
)

// Steps are the values of a series by step.
type Steps struct {
	Start  []int64   // begin of the step in milliseconds since 1970 UTC, a multiple of the step; ascending, gaps not filled
	Values []float64 // the step's aggregate, finite; as many as Start
}

// Paired are the steps that a KPI and all of its drivers have, in the order of time.
type Paired struct {
	Step    time.Duration
	Start   []int64
	Y       []float64   // the KPI
	X       [][]float64 // one slice a driver, each as long as Y
	Dropped int         // steps that some of them have, and not all
}

// Pair puts the values of the same step beside each other. Without drivers all of the KPI's steps remain. The result
// may share the values of the steps: neither is to be changed.
func Pair(step time.Duration, kpi Steps, drivers ...Steps) Paired {
	if p, ok := alike(step, kpi, drivers); ok {
		return p
	}
	sides := append([]Steps{kpi}, drivers...)
	most := len(kpi.Start)
	for _, s := range drivers {
		most = min(most, len(s.Start))
	}
	p := Paired{Step: step, Start: make([]int64, 0, most), Y: make([]float64, 0, most), X: make([][]float64, len(drivers))}
	for k := range drivers {
		p.X[k] = make([]float64, 0, most)
	}
	next := make([]int, len(sides))
	for {
		start, all, some := earliest(sides, next)
		if !some {
			return p
		}
		if all {
			p.Start, p.Y = append(p.Start, start), append(p.Y, kpi.Values[next[0]])
			for k, s := range drivers {
				p.X[k] = append(p.X[k], s.Values[next[k+1]])
			}
		} else {
			p.Dropped++
		}
		for k, s := range sides {
			if next[k] < len(s.Start) && s.Start[next[k]] == start {
				next[k]++
			}
		}
	}
}

// alike pairs series that all have the same steps, as most do: nothing needs to be copied.
func alike(step time.Duration, kpi Steps, drivers []Steps) (p Paired, ok bool) {
	p = Paired{Step: step, Start: kpi.Start, Y: kpi.Values, X: make([][]float64, len(drivers))}
	for k, s := range drivers {
		if !slices.Equal(s.Start, kpi.Start) {
			return Paired{}, false
		}
		p.X[k] = s.Values
	}
	return p, true
}

// earliest is the first of the steps that come next on each side; all tells whether it is that of every side, some
// whether there is one.
func earliest(sides []Steps, next []int) (start int64, all, some bool) {
	all = true
	for k, s := range sides {
		switch {
		case next[k] == len(s.Start):
			all = false
		case !some:
			start, some = s.Start[next[k]], true
		case s.Start[next[k]] != start:
			start, all = min(start, s.Start[next[k]]), false
		}
	}
	return start, all, some
}

// from leaves out the pairs of steps that begin before the instant, and returns their number.
func (p *Paired) from(instant int64) int {
	n := 0
	for n < len(p.Start) && p.Start[n] < instant {
		n++
	}
	p.Start, p.Y = p.Start[n:], p.Y[n:]
	for k := range p.X {
		p.X[k] = p.X[k][n:]
	}
	return n
}
