package making

import (
	"cmp"
	"time"
	"unique"

	"nines/internal/itsm"
)

// Ticket is what the ticket list shows of an incident or a request: a few hundred bytes, so that the tickets of a
// period are read once, for the figures and for the list.
type Ticket struct {
	Request                                            bool
	Source, Service, Component, Status, Team, Category unique.Handle[string] // these repeat: each word is kept once
	ID, Title                                          string
	Problems, Changes                                  []string
	Priority                                           itsm.Priority
	Opened, Started, Restored, Resolved, Closed        int64 // milliseconds since 1970: see Unpacked
	Effort                                             itsm.Length

	Once, Assessed bool  // it counts once; something tells what it cost in availability
	Began          int64 // started, else detected, else opened; as above
	Contacts       itsm.Number
}

// Ref is the ticket's reference: its source and id.
func (t *Ticket) Ref() itsm.Ref { return itsm.Ref{Source: t.Source.Value(), ID: t.ID} }

const unknownInstant = -1 << 63

func incidentTicket(i *itsm.Incident, assessed bool) Ticket {
	return Ticket{
		Source: unique.Make(i.Source), Service: unique.Make(i.Service), Component: unique.Make(i.Component),
		Status: unique.Make(StatusWord(i.Status, i.StatusText)), Team: unique.Make(i.Team), Category: unique.Make(i.Category),
		ID: i.ID, Title: i.Title, Problems: i.Problem, Changes: i.Change, Priority: i.Priority,
		Opened: packed(i.Opened), Started: packed(i.Started), Restored: packed(i.Restored), Resolved: packed(i.Resolved),
		Closed: packed(i.Closed), Effort: i.Effort,
		Once: i.CountsOnce(), Assessed: assessed, Began: packed(i.Start()), Contacts: i.Contacts,
	}
}

func requestTicket(r *itsm.ServiceRequest) Ticket {
	return Ticket{
		Request: true, Source: unique.Make(r.Source), Service: unique.Make(r.Service), Component: unique.Make(r.Component),
		Status: unique.Make(StatusWord(r.Status, r.StatusText)), Team: unique.Make(r.Team), Category: unique.Make(r.Category),
		ID: r.ID, Title: titleOf(r), Opened: packed(r.Opened), Started: unknownInstant, Restored: unknownInstant,
		Resolved: unknownInstant, Closed: packed(r.Closed), Effort: r.Effort, Once: r.Status != itsm.StatusCancelled,
	}
}

// titleOf is what a request asks for: its title, else the item of the catalogue.
func titleOf(r *itsm.ServiceRequest) string {
	if r.Title != "" {
		return r.Title
	}
	return r.Item
}

// compare orders tickets for the list: incidents first, each kind by id, then source.
func (t Ticket) compare(o Ticket) int {
	if t.Request != o.Request {
		if o.Request {
			return -1
		}
		return 1
	}
	return cmp.Or(cmp.Compare(t.ID, o.ID), cmp.Compare(t.Source.Value(), o.Source.Value()))
}

// came is when the ticket came into being: opened, else when an incident began; zero where nothing tells it.
func (t *Ticket) came() time.Time {
	if t.Opened == unknownInstant && !t.Request {
		return Unpacked(t.Began)
	}
	return Unpacked(t.Opened)
}

func packed(t time.Time) int64 {
	if t.IsZero() {
		return unknownInstant
	}
	return t.UnixMilli()
}

// openFor is how long the ticket was open at most: until it was last said to be over, else until the as-of instant;
// unknown where nothing tells since when.
func (t *Ticket) openFor(asOf time.Time) itsm.Length {
	opened, ended := Unpacked(t.Opened), max(t.Restored, t.Resolved, t.Closed)
	if opened.IsZero() {
		return itsm.Length{}
	}
	if ended == unknownInstant {
		ended = packed(asOf)
	}
	return itsm.Length{Value: Unpacked(ended).Sub(opened), Known: Unpacked(ended).After(opened)}
}

// Unpacked is the instant of a ticket's milliseconds; zero where it is unknown.
func Unpacked(ms int64) time.Time {
	if ms == unknownInstant {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

// StatusWord is the source's own word for the status, else ours.
func StatusWord(s itsm.Status, own string) string {
	if own != "" {
		return own
	}
	return s.String()
}
