// Package recurring finds out what keeps coming back: it groups tickets by what they are about, as practice.md section 3
// defines it, per service and kind of record. Titles are masked first (numbers, ids, hosts, dates, paths, quoted strings
// say which one, not what); equal masked titles are one group; titles of which one says all that the other says, and
// little more, are joined with the more frequent one. No two titles are joined that each say something of their own,
// and no title through a third: a wrong group costs more than a missing one. Whatever the order of the tickets, the
// same tickets make the same groups.
package recurring

import (
	"cmp"
	"iter"
	"slices"
	"time"

	"nines/internal/itsm"
)

// Kind is the kind of record that a group is made of.
type Kind uint8

// The kinds.
const (
	Incident Kind = iota
	Request
)

// String returns the kind's name in the contract.
func (k Kind) String() string {
	if k == Request {
		return "request"
	}
	return "incident"
}

// Ref names a ticket.
type Ref = itsm.Ref

// Ticket is an incident or a request that counts once.
type Ticket struct {
	Ref
	Kind     Kind
	Title    string
	Service  string // id; empty: unknown, which is a service of its own here
	Opened   time.Time
	Effort   itsm.Length
	OpenFor  itsm.Length // at most; effort beyond it is doubtful
	Downtime itsm.Number // weighted minutes that it cost; unknown: it could not be assessed
	Problems []string    // several count each

	Component, Team string
	Priority        itsm.Priority
}

// Input is what is grouped. Of the tickets, whose order does not matter, each is kept in about a hundred bytes beside
// its id and title.
type Input struct {
	Span    itsm.Span // that the tickets were opened in, as far as it has elapsed: their rate goes by it
	Tickets iter.Seq[Ticket]
}

// Result is what came back.
type Result struct {
	Groups              []Group
	Incidents, Requests Tally
	member              map[memberKey]int32
}

// Tally counts the tickets of one kind.
type Tally struct {
	Tickets  int // given
	Untitled int // of these, without a title: in no group
	Grouped  int // of these, in a group
	Groups   int
}

type memberKey struct {
	Ref
	kind Kind
}

// Of returns the group of a ticket, nil where it is in none.
func (r *Result) Of(kind Kind, ref Ref) *Group {
	if i, ok := r.member[memberKey{ref, kind}]; ok {
		return &r.Groups[i]
	}
	return nil
}

// Compute groups the tickets. Groups come by what they cost, weighted minutes lost and minutes worked added up, the
// most first; then by count; then incidents before requests, by service, signature and first ticket.
func Compute(in Input) *Result {
	c := newCollector()
	for t := range in.Tickets {
		c.add(&t)
	}
	r := &Result{Incidents: c.tally[Incident], Requests: c.tally[Request], member: map[memberKey]int32{}}
	for _, members := range c.groups() {
		r.Groups = append(r.Groups, c.figures(members, in.Span))
	}
	slices.SortFunc(r.Groups, Group.compare)
	for i := range r.Groups {
		g := &r.Groups[i]
		tally := &r.Incidents
		if g.Kind == Request {
			tally = &r.Requests
		}
		tally.Groups++
		tally.Grouped += g.Count
		for _, ref := range g.Members {
			r.member[memberKey{ref, g.Kind}] = int32(i)
		}
	}
	return r
}

func (g Group) compare(o Group) int {
	return cmp.Or(
		cmp.Compare(o.Cost(), g.Cost()), cmp.Compare(o.Count, g.Count), cmp.Compare(g.Kind, o.Kind),
		cmp.Compare(g.Service, o.Service), cmp.Compare(g.Signature, o.Signature),
		cmp.Compare(g.Members[0].ID, o.Members[0].ID), cmp.Compare(g.Members[0].Source, o.Members[0].Source),
	)
}
