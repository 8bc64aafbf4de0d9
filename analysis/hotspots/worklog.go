package hotspots

import (
	"slices"
	"strings"
	"time"

	"nines/internal/itsm"
)

// named is an id that work logs name: what they say, and the tickets that it may mean.
type named struct {
	books      []logbook
	candidates []ticket
}

// logbook is what one source logged on an id.
type logbook struct {
	source   string
	total    time.Duration // whatever the dates
	bookings []booking     // of the periods
}

// booking is the work of one team at one level in one period.
type booking struct {
	period int
	team   string
	level  itsm.Level
	effort time.Duration
}

// WorkLog takes a work log. One without minutes tells nothing and is counted; one without a time, or outside the
// periods, is in no figure but that it stands for its ticket's own effort.
func (c *Collector) WorkLog(r *itsm.WorkLog) {
	period := c.periodOf(r.At)
	switch {
	case !r.Minutes.Known:
		if period == c.last || r.At.IsZero() {
			c.result.Logs.WithoutMinutes++
		}
		return
	case r.At.IsZero():
		c.result.Logs.WithoutTime++
	}
	if period == c.last {
		c.person(r)
		if r.Ticket == "" {
			c.result.Logs.WithoutTicket++
		}
	}
	book := c.bookOf(r.Source, r.Ticket)
	book.total += r.Minutes.Value
	if period < 0 {
		return
	}
	i := slices.IndexFunc(book.bookings, func(b booking) bool {
		return b.period == period && b.level == r.Level && b.team == r.Team
	})
	if i < 0 {
		i = len(book.bookings)
		book.bookings = append(book.bookings, booking{period: period, team: strings.Clone(r.Team), level: r.Level})
	}
	book.bookings[i].effort += r.Minutes.Value
}

// person notes who logged time in the report's period: coverage is their time against what they could have logged.
func (c *Collector) person(r *itsm.WorkLog) {
	name := strings.TrimSpace(r.Person)
	if name == "" {
		c.result.Logs.WithoutPerson++
		return
	}
	c.persons[name] = true
	c.result.Logs.personal += r.Minutes.Value
}

func (c *Collector) bookOf(source, id string) *logbook {
	n, ok := c.named[id]
	if !ok {
		n = &named{}
		c.named[strings.Clone(id)] = n
	}
	for i := range n.books {
		if n.books[i].source == source {
			return &n.books[i]
		}
	}
	n.books = append(n.books, logbook{source: strings.Clone(source)})
	return &n.books[len(n.books)-1]
}

// Unplaced lists the ids on which work was logged in the periods and that no ticket had so far, ascending: of tickets
// that were not alive in the periods, or that the data do not have.
func (c *Collector) Unplaced() []string {
	var ids []string
	for id, n := range c.named {
		if id != "" && len(n.candidates) == 0 && slices.ContainsFunc(n.books, func(b logbook) bool { return len(b.bookings) > 0 }) {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

// settle books what work logs say, now that all tickets are known, and the own effort of tickets that only share an id
// with one that was logged on.
func (c *Collector) settle() {
	if c.settled {
		return
	}
	c.settled = true
	for id, n := range c.named {
		taken := make([][]*logbook, len(n.candidates))
		for i := range n.books {
			book := &n.books[i]
			if k := n.meant(book.source); k >= 0 {
				taken[k] = append(taken[k], book)
				continue
			}
			c.unlinked(id, book)
		}
		for k := range n.candidates {
			if len(taken[k]) == 0 {
				c.own(&n.candidates[k])
				continue
			}
			c.logged(&n.candidates[k], taken[k])
		}
	}
}

// meant is the ticket that a source's work logs mean by the id: that of the same source, else the only one of another.
// It is -1 where there is none or several could be meant.
func (n *named) meant(source string) int {
	var same, other []int
	for i := range n.candidates {
		if n.candidates[i].Source == source {
			same = append(same, i)
		} else {
			other = append(other, i)
		}
	}
	switch {
	case len(same) == 1:
		return same[0]
	case len(same) == 0 && len(other) == 1:
		return other[0]
	}
	return -1
}

// logged books the work logs of a ticket, in place of its own effort.
func (c *Collector) logged(t *ticket, books []*logbook) {
	var total, booked time.Duration
	var now []keys
	for _, book := range books {
		total += book.total
		for _, b := range book.bookings {
			k := c.keysOf(t, orElse(b.team, t.team), orElse(b.level, t.level))
			c.add(k, b.period, b.effort)
			if b.period == c.last {
				now = append(now, k)
				booked += b.effort
			}
		}
	}
	c.result.Logs.effort += booked
	if len(now) > 0 {
		c.worked(now...)
		c.took(t.Ref, c.terms.Service(t.service), booked)
		c.doubt(t, total, booked, true)
	}
	c.finished(t, total)
}

// unlinked books work on a ticket that is not known.
func (c *Collector) unlinked(id string, book *logbook) {
	var now []keys
	var booked time.Duration
	for _, b := range book.bookings {
		k := keys{byType: string(TypeUnlinked), byTeam: b.team, byLevel: b.level.String()}
		c.add(k, b.period, b.effort)
		if b.period == c.last {
			now = append(now, k)
			c.result.Logs.effort += b.effort
			booked += b.effort
		}
	}
	if len(now) > 0 && id != "" {
		ref := Ref{TypeUnlinked, itsm.Ref{Source: book.source, ID: id}}
		c.worked(now...)
		c.took(ref, "", booked)
		c.result.Unlinked = append(c.result.Unlinked, ref)
	}
}

func orElse[T comparable](v, other T) T {
	var unstated T
	if v == unstated {
		return other
	}
	return v
}
