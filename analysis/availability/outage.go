// Package availability computes how available services were to their users, weighted by regions, functions and the
// part lost, as practice.md sections 1 and 2 define it. Assess makes outages of tickets; Compute measures them against
// the agreed service time of a period, and Brief does the same with less for trends.
//
// It knows nothing of clocks, files or languages: the as-of instant is an argument, and every record is expected as
// it was known then (itsm.Schema.AsOf applied). Ratios are 0..1 and minutes are elapsed minutes.
package availability

import (
	"cmp"
	"time"

	"nines/internal/itsm"
)

// State says how well the end of an outage is known.
type State uint8

// The states.
const (
	// Decided: start and end are known.
	Decided State = iota
	// Open: not over; it lasts until the as-of instant, as far as anybody knows.
	Open
	// UndecidedClosing: over, but the end lies somewhere between the start and the closing of the ticket. The figure
	// takes the closing.
	UndecidedClosing
	// UndecidedNoClosing: over, and nothing says since when. The figure leaves it out; the bounds take it in.
	UndecidedNoClosing
)

// Undecided tells whether the end lies within bounds only.
func (s State) Undecided() bool { return s == UndecidedClosing || s == UndecidedNoClosing }

// Ref names a record.
type Ref = itsm.Ref

// Outage is one interval of one service at one part lost.
type Outage struct {
	Ref          // the outage record's, or the incident's where it has none
	Incident Ref // zero: the outage record stands alone; without a source: it names one that is not among the data
	Service  *itsm.Service
	Priority itsm.Priority // the incident's

	Title, Component, Team, Cause string
	Problems, Changes             []string

	Regions   []string // as the catalogue spells them; nil: all
	Functions []string // as the catalogue spells them; nil: all
	Lost      float64  // part of the work lost there, above 0, up to 1
	ByRule    bool     // Lost comes from the rule per priority, not from the ticket

	State  State
	Start  time.Time
	End    time.Time // zero unless Decided
	Closed time.Time // when the ticket was closed; zero unless UndecidedClosing
	// Spans is when it counts: from its start to its end (closing, as-of instant), less what exclusions took out.
	Spans    itsm.Spans
	Excluded bool // wholly, by exclusions

	// From started to detected, opened to acknowledged and detected to engaged: of the incident, unknown where a time
	// is missing or the two contradict each other.
	Detection, Acknowledgement, Engagement itsm.Length
}

// compare orders outages by start, then id, then source: an order that does not depend on how they were read.
func (o *Outage) compare(p *Outage) int {
	if c := o.Start.Compare(p.Start); c != 0 { // nearly always: the ids need not be looked at
		return c
	}
	return cmp.Or(cmp.Compare(o.ID, p.ID), cmp.Compare(o.Source, p.Source))
}

// touches tells whether the outage matters to the span: it lasts or ends in it and is not wholly excluded.
func (o *Outage) touches(span itsm.Span) bool {
	if o.Excluded || !o.Start.Before(span.To) {
		return false
	}
	since := func(t time.Time) bool { return !t.Before(span.From) && !t.IsZero() }
	n := len(o.Spans)
	return since(o.End) || since(o.Closed) || n > 0 && since(o.Spans[n-1].To)
}
