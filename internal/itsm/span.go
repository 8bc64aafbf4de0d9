package itsm

import (
	"slices"
	"time"
)

// Span is the half open interval of instants [From, To).
type Span struct {
	From, To time.Time
}

// Empty tells whether no instant lies in the span.
func (s Span) Empty() bool { return !s.From.Before(s.To) }

// Length is the elapsed time from From to To, 0 for an empty span.
func (s Span) Length() time.Duration {
	if s.Empty() {
		return 0
	}
	return s.To.Sub(s.From)
}

// Contains tells whether the instant lies in the span.
func (s Span) Contains(t time.Time) bool { return !t.Before(s.From) && t.Before(s.To) }

// Overlaps tells whether the spans share an instant; touching ends do not.
func (s Span) Overlaps(o Span) bool { return s.From.Before(o.To) && o.From.Before(s.To) }

// Intersect returns what both spans cover; it may be empty.
func (s Span) Intersect(o Span) Span {
	if o.From.After(s.From) {
		s.From = o.From
	}
	if o.To.Before(s.To) {
		s.To = o.To
	}
	return s
}

// Spans is a set of instants: spans in ascending order, disjoint, none empty, touching ones merged.
// The operations below take and return this form; Merge makes it from any list.
type Spans []Span

// Merge returns the union of any spans, in n log n.
func Merge(spans []Span) Spans {
	sorted := make([]Span, 0, len(spans))
	for _, s := range spans {
		if !s.Empty() {
			sorted = append(sorted, s)
		}
	}
	slices.SortFunc(sorted, func(a, b Span) int { return a.From.Compare(b.From) })
	var merged Spans
	for _, s := range sorted {
		if n := len(merged); n > 0 && !s.From.After(merged[n-1].To) {
			if s.To.After(merged[n-1].To) {
				merged[n-1].To = s.To
			}
			continue
		}
		merged = append(merged, s)
	}
	return merged
}

// Length is the sum of the spans' lengths.
func (s Spans) Length() time.Duration {
	var total time.Duration
	for _, span := range s {
		total += span.Length()
	}
	return total
}

// Intersect returns the instants in both sets, in linear time.
func (s Spans) Intersect(o Spans) Spans {
	var both Spans
	for i, j := 0, 0; i < len(s) && j < len(o); {
		if common := s[i].Intersect(o[j]); !common.Empty() {
			both = append(both, common)
		}
		if s[i].To.Before(o[j].To) {
			i++
		} else {
			j++
		}
	}
	return both
}

// Subtract returns the instants of s that are not in o, in linear time.
func (s Spans) Subtract(o Spans) Spans {
	var rest Spans
	j := 0
	for _, span := range s {
		for j < len(o) && !o[j].To.After(span.From) {
			j++
		}
		for k := j; k < len(o) && o[k].From.Before(span.To); k++ {
			if before := (Span{span.From, o[k].From}); !before.Empty() {
				rest = append(rest, before)
			}
			if o[k].To.After(span.From) {
				span.From = o[k].To
			}
		}
		if !span.Empty() {
			rest = append(rest, span)
		}
	}
	return rest
}

// Clip returns the instants of s within the span.
func (s Spans) Clip(within Span) Spans {
	if within.Empty() {
		return nil
	}
	return s.Intersect(Spans{within})
}
