package availability

import (
	"time"

	"nines/internal/itsm"
)

// placing is when an outage was: the times of an Outage, and whether some contradicted others.
type placing struct {
	state         State
	start         time.Time // zero: cannot be placed
	end, closed   time.Time
	contradictory bool
}

// place puts an incident (nil: none) or one of its outage records (nil: the incident itself) in time. Times that a
// record leaves out are its incident's. An end or a closing before the start is contradictory and treated as missing.
func place(r *itsm.OutageRecord, i *itsm.Incident) placing {
	var p placing
	if r != nil {
		p.start = r.From
	}
	if p.start.IsZero() && i != nil {
		p.start = i.Start()
	}
	if p.start.IsZero() {
		return p
	}
	if r != nil {
		if p.end = p.firstAfterStart([]time.Time{r.To}); !p.end.IsZero() {
			return p
		}
	}
	if i == nil || r != nil && overBefore(i, p.start) {
		p.state = Open
		return p
	}
	if p.end = p.firstAfterStart([]time.Time{i.Restored, i.Resolved}); !p.end.IsZero() {
		return p
	}
	if i.Open() {
		p.state = Open
		return p
	}
	p.state = UndecidedClosing
	if p.closed = p.firstAfterStart([]time.Time{i.Closed}); p.closed.IsZero() {
		p.state = UndecidedNoClosing
	}
	return p
}

// overBefore tells whether all that is known of the incident's end lies before the instant: an outage record that
// begins later tells of something that went on.
func overBefore(i *itsm.Incident, t time.Time) bool {
	known := false
	for _, end := range []time.Time{i.Restored, i.Resolved, i.Closed} {
		if !end.IsZero() && !end.Before(t) {
			return false
		}
		known = known || !end.IsZero()
	}
	return known
}

// firstAfterStart returns the first known instant that does not lie before the start, and notes those that do.
func (p *placing) firstAfterStart(instants []time.Time) time.Time {
	for _, t := range instants {
		switch {
		case t.IsZero():
		case t.Before(p.start):
			p.contradictory = true
		default:
			return t
		}
	}
	return time.Time{}
}

// span is when the outage lasts at its longest, as known at the instant.
func (p *placing) span(asOf time.Time) itsm.Span {
	for _, to := range []time.Time{p.end, p.closed} {
		if !to.IsZero() {
			return itsm.Span{From: p.start, To: to}
		}
	}
	return itsm.Span{From: p.start, To: asOf}
}

// between is the time from one instant to the other, unknown where one is missing or they contradict each other.
func between(from, to time.Time) itsm.Length {
	if from.IsZero() || to.IsZero() || to.Before(from) {
		return itsm.Length{}
	}
	return itsm.Length{Value: to.Sub(from), Known: true}
}
