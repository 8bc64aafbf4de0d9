package reports

import (
	"cmp"
	"time"
	"unique"

	"nines/internal/itsm"
)

// ticket is what the ticket list shows of an incident or a request: a few hundred bytes, so that the tickets of a
// period are read once, for the figures and for the list.
type ticket struct {
	request                                            bool
	source, service, component, status, team, category unique.Handle[string] // these repeat: each word is kept once
	id, title                                          string
	problems, changes                                  []string
	priority                                           itsm.Priority
	opened, started, restored, resolved, closed        int64 // milliseconds since 1970; unknownInstant
	effort                                             itsm.Length

	once, assessed bool  // it counts once; something tells what it cost in availability
	began          int64 // started, else detected, else opened
	contacts       itsm.Number
}

func (t *ticket) ref() itsm.Ref { return itsm.Ref{Source: t.source.Value(), ID: t.id} }

const unknownInstant = -1 << 63

func incidentTicket(i *itsm.Incident, assessed bool) ticket {
	return ticket{
		source: unique.Make(i.Source), service: unique.Make(i.Service), component: unique.Make(i.Component),
		status: unique.Make(statusWord(i.Status, i.StatusText)), team: unique.Make(i.Team), category: unique.Make(i.Category),
		id: i.ID, title: i.Title, problems: i.Problem, changes: i.Change, priority: i.Priority,
		opened: packed(i.Opened), started: packed(i.Started), restored: packed(i.Restored), resolved: packed(i.Resolved),
		closed: packed(i.Closed), effort: i.Effort,
		once: i.CountsOnce(), assessed: assessed, began: packed(i.Start()), contacts: i.Contacts,
	}
}

func requestTicket(r *itsm.ServiceRequest) ticket {
	return ticket{
		request: true, source: unique.Make(r.Source), service: unique.Make(r.Service), component: unique.Make(r.Component),
		status: unique.Make(statusWord(r.Status, r.StatusText)), team: unique.Make(r.Team), category: unique.Make(r.Category),
		id: r.ID, title: titleOf(r), opened: packed(r.Opened), started: unknownInstant, restored: unknownInstant,
		resolved: unknownInstant, closed: packed(r.Closed), effort: r.Effort, once: r.Status != itsm.StatusCancelled,
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
func (t ticket) compare(o ticket) int {
	if t.request != o.request {
		if o.request {
			return -1
		}
		return 1
	}
	return cmp.Or(cmp.Compare(t.id, o.id), cmp.Compare(t.source.Value(), o.source.Value()))
}

// came is when the ticket came into being: opened, else when an incident began; zero where nothing tells it.
func (t *ticket) came() time.Time {
	if t.opened == unknownInstant && !t.request {
		return unpacked(t.began)
	}
	return unpacked(t.opened)
}

func packed(t time.Time) int64 {
	if t.IsZero() {
		return unknownInstant
	}
	return t.UnixMilli()
}

// openFor is how long the ticket was open at most: until it was last said to be over, else until the as-of instant;
// unknown where nothing tells since when.
func (t *ticket) openFor(asOf time.Time) itsm.Length {
	opened, ended := unpacked(t.opened), max(t.restored, t.resolved, t.closed)
	if opened.IsZero() {
		return itsm.Length{}
	}
	if ended == unknownInstant {
		ended = packed(asOf)
	}
	return itsm.Length{Value: unpacked(ended).Sub(opened), Known: unpacked(ended).After(opened)}
}

func unpacked(ms int64) time.Time {
	if ms == unknownInstant {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

// statusWord is the source's own word for the status, else ours.
func statusWord(s itsm.Status, own string) string {
	if own != "" {
		return own
	}
	return s.String()
}
