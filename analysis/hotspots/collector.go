// Package hotspots tells where the time goes: the effort of several periods by what it was spent on, against the
// downtime of the same things, and how tickets travelled between levels and teams. A Collector takes one record after
// the other, so that the tickets of a year need not be in memory.
//
// A ticket's effort comes from its work logs where it has any, whatever their dates, each booked on its own date; else
// from the ticket itself, booked whole when it was resolved, else closed, else last updated. Never both. Work is work,
// also on a duplicate or a cancelled ticket; means and the backlog leave these out.
package hotspots

import (
	"slices"
	"sort"
	"strings"
	"time"

	"nines/internal/itsm"
)

// Period is one of the periods that are compared.
type Period struct {
	itsm.Span
	Covered bool // the data reach back to its beginning: else its effort is not known, as where nothing states any
}

// Terms are what booking goes by.
type Terms struct {
	Periods []Period // consecutive, oldest first, at least one; the last one is the report's
	AsOf    time.Time
	// Each asks for what every single ticket took in the report's period.
	Each bool
	// Service is how the report calls a service that a source names; "" stays "".
	Service func(name string) string
}

// dimension is one of the ways to divide the effort.
type dimension uint8

const (
	byType dimension = iota
	byService
	byComponent
	byTeam
	byLevel
	dimensions
)

// keys say under what a piece of work counts, by dimension; "" is not stated.
type keys [dimensions]string

// tally is the effort under one key.
type tally struct {
	effort   []time.Duration // by period
	tickets  int             // worked on in the report's period
	services map[string]bool // of components: what their tickets concern in the report's period
}

// Collector books the effort of records as they pass. They are expected as they were known at the as-of instant, work
// logs before all tickets; every ticket that was alive in the periods once, and those of Unplaced.
type Collector struct {
	terms               Terms
	last                int // index of the report's period
	tallies             [dimensions]map[string]*tally
	periods             []PeriodEffort
	named               map[string]*named // by the id that work logs name
	persons             map[string]bool   // of the report's period
	travels             travels
	doubtful, unsettled time.Duration // of the report's period
	result              Result
	settled             bool
}

// NewCollector starts to collect.
func NewCollector(terms Terms) *Collector {
	c := &Collector{
		terms: terms, last: len(terms.Periods) - 1, periods: make([]PeriodEffort, len(terms.Periods)),
		named: map[string]*named{}, persons: map[string]bool{},
	}
	for d := range c.tallies {
		c.tallies[d] = map[string]*tally{}
	}
	for i, p := range terms.Periods {
		c.periods[i].Period = p
	}
	return c
}

// Incident books an incident, and how it travelled.
func (c *Collector) Incident(r *itsm.Incident) {
	c.travelled(r)
	c.ticket(incidentTicket(r))
}

// Request books a service request.
func (c *Collector) Request(r *itsm.ServiceRequest) { c.ticket(requestTicket(r)) }

// Problem books the work on a problem itself.
func (c *Collector) Problem(r *itsm.Problem) { c.ticket(problemTicket(r)) }

// Change books a change.
func (c *Collector) Change(r *itsm.Change) { c.ticket(changeTicket(r)) }

// ticket books a ticket, or keeps it until all that share its id are known, where work logs name that id.
func (c *Collector) ticket(t ticket) {
	c.backlog(&t)
	if n, ok := c.named[t.ID]; ok {
		n.candidates = append(n.candidates, kept(t))
		return
	}
	c.own(&t)
}

// kept is the ticket with words of its own, which do not hold on to the whole row that they were read from.
func kept(t ticket) ticket {
	t.service, t.component, t.team = strings.Clone(t.service), strings.Clone(t.component), strings.Clone(t.team)
	return t
}

// own books a ticket that has no work logs.
func (c *Collector) own(t *ticket) {
	period := c.periodOf(t.booked)
	if !t.effort.Known {
		if t.once && !t.over.IsZero() && !t.open && period == c.last {
			c.result.WithoutEffort = append(c.result.WithoutEffort, t.Ref)
		}
		return
	}
	if period >= 0 {
		k := c.keysOf(t, t.team, t.level)
		c.add(k, period, t.effort.Value)
		if period == c.last {
			c.worked(k)
			c.took(t.Ref, k[byService], t.effort.Value)
			if t.open {
				c.unsettled += t.effort.Value
			}
			c.doubt(t, t.effort.Value, t.effort.Value, false)
		}
	}
	c.finished(t, t.effort.Value)
}

func (c *Collector) keysOf(t *ticket, team string, level itsm.Level) keys {
	return keys{string(t.Type), c.terms.Service(t.service), t.component, team, level.String()}
}

// periodOf is the index of the period in which the instant lies; -1: none, or at an unknown time.
func (c *Collector) periodOf(at time.Time) int {
	if at.IsZero() || !at.Before(c.terms.Periods[c.last].To) {
		return -1
	}
	return sort.Search(len(c.terms.Periods), func(i int) bool { return at.Before(c.terms.Periods[i].From) }) - 1
}

// add books effort under its keys.
func (c *Collector) add(k keys, period int, effort time.Duration) {
	c.periods[period].effort += effort
	c.periods[period].Known = c.periods[period].Covered
	for d, key := range k {
		c.tallyOf(dimension(d), key).effort[period] += effort
	}
	if period == c.last && k[byComponent] != "" {
		c.tallyOf(byComponent, k[byComponent]).services[k[byService]] = true
	}
}

func (c *Collector) tallyOf(d dimension, key string) *tally {
	t, ok := c.tallies[d][key]
	if !ok {
		t = &tally{effort: make([]time.Duration, len(c.terms.Periods))}
		if d == byComponent {
			t.services = map[string]bool{}
		}
		c.tallies[d][strings.Clone(key)] = t
	}
	return t
}

// worked counts one ticket of the report's period under each of its keys, once though several bookings name them.
func (c *Collector) worked(bookings ...keys) {
	c.result.Tickets++
	for d := range dimensions {
		var met []string
		for _, k := range bookings {
			if !slices.Contains(met, k[d]) {
				met = append(met, k[d])
				c.tallyOf(d, k[d]).tickets++
			}
		}
	}
}

// doubt lists a ticket of which the effort is greater than the time for which it was open, with what of it is booked in
// the report's period.
func (c *Collector) doubt(t *ticket, effort, booked time.Duration, logged bool) {
	if open, ok := t.openFor(c.terms.AsOf); ok && effort > open {
		c.result.Doubtful = append(c.result.Doubtful, Doubt{
			Ref: t.Ref, Minutes: effort.Minutes(), Booked: booked.Minutes(), OpenMinutes: open.Minutes(), Logged: logged,
		})
		c.doubtful += booked
	}
}

// backlog notes when a ticket came and went. One that is over, and nothing tells since when, did neither.
func (c *Collector) backlog(t *ticket) {
	if !t.waits() || !t.open && t.over.IsZero() {
		return
	}
	if i := c.periodOf(t.opened); i >= 0 {
		c.periods[i].Opened++
	}
	if i := c.periodOf(t.over); i >= 0 && !t.open {
		c.periods[i].Finished++
	}
}

// finished notes the whole effort of a ticket that left the backlog.
func (c *Collector) finished(t *ticket, effort time.Duration) {
	if !t.waits() || t.open {
		return
	}
	if i := c.periodOf(t.over); i >= 0 {
		c.periods[i].Measured++
		c.periods[i].measured += effort
	}
}
