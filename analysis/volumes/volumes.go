// Package volumes counts tickets: how many came, went and remained in a period, and what effort they took. A Counter
// takes one record after the other, so that a period's tickets need not be in memory.
package volumes

import (
	"time"

	"nines/internal/itsm"
)

// Tickets counts records of one kind in a period.
type Tickets struct {
	Opened    int
	Resolved  int // with a resolved time in the period; incidents only, others have none
	Closed    int // with a closing time in the period
	OpenAtEnd int // opened before the end of the period, or the as-of instant, and not over by then
	// Undated tickets are over and nothing tells since when; they are not in OpenAtEnd.
	Undated int
	// NotOnce counts children, duplicates and cancelled tickets opened in the period. They are in no other count.
	NotOnce    int
	ByPriority map[itsm.Priority]int // of the opened ones; requests have none, which is the unknown priority
}

// Changes counts the changes that were implemented in the period.
type Changes struct {
	Implemented int
	ByClass     map[itsm.ChangeClass]int
	ByOutcome   map[itsm.Outcome]int
}

// Volumes is what was counted.
type Volumes struct {
	Incidents, Requests, Problems Tickets
	Changes                       Changes
}

// Counter counts records as they pass. They are expected as they were known at the as-of instant.
type Counter struct {
	elapsed itsm.Span
	counted Volumes
}

// NewCounter counts what happened in the period up to the as-of instant.
func NewCounter(period itsm.Span, asOf time.Time) *Counter {
	if asOf.Before(period.To) {
		period.To = asOf
	}
	c := &Counter{elapsed: period}
	c.counted.Incidents.ByPriority = map[itsm.Priority]int{}
	c.counted.Problems.ByPriority = map[itsm.Priority]int{}
	c.counted.Requests.ByPriority = map[itsm.Priority]int{}
	c.counted.Changes = Changes{ByClass: map[itsm.ChangeClass]int{}, ByOutcome: map[itsm.Outcome]int{}}
	return c
}

// Volumes returns what was counted until now.
func (c *Counter) Volumes() Volumes { return c.counted }

// Incident counts an incident.
func (c *Counter) Incident(i *itsm.Incident) {
	c.ticket(&c.counted.Incidents, life{
		opened: itsm.Incidents.Opened(i), resolved: i.Resolved, closed: i.Closed,
		once: i.CountsOnce(), open: i.Open(), priority: i.Priority,
	})
}

// Request counts a service request.
func (c *Counter) Request(r *itsm.ServiceRequest) {
	c.ticket(&c.counted.Requests, life{
		opened: r.Opened, closed: r.Closed, once: r.Status != itsm.StatusCancelled, open: r.Open(),
	})
}

// Problem counts a problem.
func (c *Counter) Problem(p *itsm.Problem) {
	c.ticket(&c.counted.Problems, life{
		opened: p.Opened, closed: p.Closed, once: p.Status != itsm.StatusCancelled, open: p.Open(), priority: p.Priority,
	})
}

// Change counts a change. It was implemented when it actually ended, else started; one without actual times whose
// outcome is known, or which is over, when it was planned to end, else to start.
func (c *Counter) Change(r *itsm.Change) {
	implemented := itsm.FirstKnown(r.ActualEnd, r.ActualStart)
	if implemented.IsZero() && (r.Outcome != itsm.OutcomeUnknown || r.Status.Over()) {
		implemented = itsm.FirstKnown(r.PlannedEnd, r.PlannedStart)
	}
	if r.Cancelled() || !c.elapsed.Contains(implemented) {
		return
	}
	c.counted.Changes.Implemented++
	c.counted.Changes.ByClass[r.Class]++
	c.counted.Changes.ByOutcome[r.Outcome]++
}

// life is what counting needs of a ticket; unknown instants are zero.
type life struct {
	opened, resolved, closed time.Time
	once, open               bool
	priority                 itsm.Priority
}

func (c *Counter) ticket(n *Tickets, l life) {
	opened := !l.opened.IsZero() && c.elapsed.Contains(l.opened)
	if !l.once {
		n.NotOnce += one(opened)
		return
	}
	if opened {
		n.Opened++
		n.ByPriority[l.priority]++
	}
	n.Resolved += one(!l.resolved.IsZero() && c.elapsed.Contains(l.resolved))
	n.Closed += one(!l.closed.IsZero() && c.elapsed.Contains(l.closed))
	if !l.opened.Before(c.elapsed.To) {
		return
	}
	switch over := itsm.FirstKnown(l.resolved, l.closed); {
	case l.open || !over.IsZero() && !over.Before(c.elapsed.To):
		n.OpenAtEnd++
	case over.IsZero():
		n.Undated++
	}
}

func one(counts bool) int {
	if counts {
		return 1
	}
	return 0
}
