package hotspots

import (
	"time"

	"nines/internal/itsm"
)

// Type is the kind of record that work was spent on, in the contract's words.
type Type string

// The types. Unlinked work was logged on a ticket that the data do not have, or that cannot be told from others.
const (
	TypeIncident Type = "incident"
	TypeRequest  Type = "request"
	TypeProblem  Type = "problem"
	TypeChange   Type = "change"
	TypeUnlinked Type = "unlinked"
)

// Ref names a ticket of a type.
type Ref struct {
	Type Type
	itsm.Ref
}

// ticket is what booking its effort needs; unknown instants are zero.
type ticket struct {
	Ref
	service, component, team string
	level                    itsm.Level
	effort                   itsm.Length // its own, whole
	booked                   time.Time   // when the own effort counts: resolved, else closed, else last updated
	opened                   time.Time
	over                     time.Time // when it left the backlog: resolved, else closed
	ended                    time.Time // the last that was done to it
	open                     bool
	once                     bool // no child, no duplicate, not cancelled
}

func incidentTicket(r *itsm.Incident) ticket {
	return ticket{
		Ref: Ref{TypeIncident, r.Ref()}, service: r.Service, component: r.Component, team: r.Team, level: r.Level,
		effort: r.Effort, booked: itsm.FirstKnown(r.Resolved, r.Closed, r.Updated), opened: itsm.Incidents.Opened(r),
		over: itsm.FirstKnown(r.Resolved, r.Closed), ended: itsm.Latest(r.Restored, r.Resolved, r.Closed), open: r.Open(), once: r.CountsOnce(),
	}
}

func requestTicket(r *itsm.ServiceRequest) ticket {
	return ticket{
		Ref: Ref{TypeRequest, r.Ref()}, service: r.Service, component: r.Component, team: r.Team, level: r.Level,
		effort: r.Effort, booked: itsm.FirstKnown(r.Closed, r.Updated), opened: r.Opened,
		over: r.Closed, ended: r.Closed, open: r.Open(), once: r.Status != itsm.StatusCancelled,
	}
}

func problemTicket(r *itsm.Problem) ticket {
	return ticket{
		Ref: Ref{TypeProblem, r.Ref()}, service: r.Service, component: r.Component, team: r.Team,
		effort: r.Effort, booked: itsm.FirstKnown(r.Closed, r.Updated), opened: r.Opened,
		over: r.Closed, ended: r.Closed, open: r.Open(), once: r.Status != itsm.StatusCancelled,
	}
}

// changeTicket takes a change as over when it was implemented: when it actually ended, else started; one without
// actual times whose outcome is known, or which is over, when it was planned to end, else to start. It has no team.
func changeTicket(r *itsm.Change) ticket {
	done := itsm.FirstKnown(r.ActualEnd, r.ActualStart)
	if done.IsZero() && (r.Outcome != itsm.OutcomeUnknown || r.Status.Over()) {
		done = itsm.FirstKnown(r.PlannedEnd, r.PlannedStart)
	}
	return ticket{
		Ref: Ref{TypeChange, r.Ref()}, service: r.Service, component: r.Component,
		effort: r.Effort, booked: itsm.FirstKnown(done, r.Updated), opened: r.Requested,
		over: done, ended: done, open: done.IsZero(), once: !r.Cancelled(),
	}
}

// waits tells whether the ticket is part of the backlog while it is open; changes are planned, and do not wait.
func (t *ticket) waits() bool { return t.once && t.Type != TypeChange }

// openFor is how long the ticket was open, until the as-of instant where it still is; not ok where nothing tells it.
func (t *ticket) openFor(asOf time.Time) (d time.Duration, ok bool) {
	end := t.ended
	if t.open {
		end = asOf
	}
	if t.opened.IsZero() || end.IsZero() || end.Before(t.opened) {
		return 0, false
	}
	return end.Sub(t.opened), true
}
