package store

import (
	"math"

	"nines/internal/store/strip"
)

// placed is a beginning as v_place has it.
func placed(began int64) int64 {
	const half = levelWidth / 2
	return min(max(began, -half), half-1)
}

// pick is what a filter asks of lives, as filter.query asks it of the columns.
type pick struct {
	asOf     int64
	within   bool // only lives that overlap the span of these instants, and are of the classes
	from, to int64
	classes  uint32 // a bit each, from the least
	standing bool   // only classes that are not cancelled
}

func newPick(f filter, asOf int64) pick {
	p := pick{asOf: asOf, standing: f.losing, from: math.MinInt64}
	if !f.span.From.IsZero() || !f.span.To.IsZero() {
		p.within, p.from, p.to = true, f.span.From.UnixMilli(), placed(f.span.To.UnixMilli())
	}
	classes := f.classes
	if classes == nil {
		classes = []int64{0}
	}
	for _, class := range classes {
		p.classes |= 1 << (class + classShift)
	}
	return p
}

// takes tells whether version i is one that is asked for.
func (p *pick) takes(l *strip.Lives, i int) bool {
	if l.From[i] > p.asOf || l.To[i] <= p.asOf || l.Opened[i] > p.asOf || p.standing && l.Class[i] < 0 {
		return false
	}
	return !p.within || l.Began[i] < p.to && l.Ended[i] >= p.from && p.classes>>(l.Class[i]+classShift)&1 == 1
}
