package hotspots

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"nines/analysis/stats"
	"nines/internal/itsm"
)

// recent is how many earlier periods a group is compared with on average.
const recent = 4

// Result is where the time went. Lists of groups: most minutes first, then by key; of tickets: by type, id and source
// where they say nothing else.
type Result struct {
	Total       Group // key ""
	ByType      []Group
	ByService   []Group
	ByComponent []Group
	ByTeam      []Group
	ByLevel     []Group

	Tickets         int     // on which the period's effort was spent
	WithoutEffort   []Ref   // ended in the period, count once, and neither state effort nor have work logs
	Doubtful        []Doubt // more effort than time open, most effort first
	DoubtfulMinutes float64 // of the period's effort, what stands on doubtful tickets
	// UnsettledMinutes are of the period's effort what tickets state that are still open: it counts at their last
	// update, and moves on with it.
	UnsettledMinutes float64
	Unlinked         []Ref // ids on which work of the period was logged and that mean no ticket, or several
	Logs             Logs
	Travel           Travel
	Each             []Took         // what every ticket took in the period, where the terms ask for it; by type, id and source
	Periods          []PeriodEffort // oldest first; the last one is the report's
}

// Took is what of the period's effort went into one ticket.
type Took struct {
	Ref
	Service string // "": not stated
	Minutes float64
}

// took notes it, where it is asked for.
func (c *Collector) took(ref Ref, service string, effort time.Duration) {
	if c.terms.Each {
		ref.ID = strings.Clone(ref.ID)
		c.result.Each = append(c.result.Each, Took{ref, service, effort.Minutes()})
	}
}

// Group is the effort under one key; "" is the effort of which the key is not stated.
type Group struct {
	Key        string
	Minutes    float64
	Share      itsm.Number // of all minutes of the period, unknown where there are none
	Tickets    int         // worked on in the period
	Previous   itsm.Number // minutes in the period before
	MeanOfFour itsm.Number // mean minutes of the last four periods before; unknown where one of them is
	// Usual judges the minutes by the limits of an individuals chart of the earlier periods that are known.
	Usual stats.Usual
	// Services are those that the period's tickets of a component concern, ascending; "" is not stated.
	Services []string
}

// Doubt is a ticket with more effort than the time for which it was open, until the as-of instant where it still is.
type Doubt struct {
	Ref
	Minutes     float64 // all of its effort
	Booked      float64 // what of it counts in the period
	OpenMinutes float64
	Logged      bool // by work logs, not by itself
}

// Logs is what the work logs of the period say of themselves.
type Logs struct {
	Minutes         float64 // of the period's effort, what comes from work logs
	PersonalMinutes float64 // of these, logged by somebody by name
	Persons         int     // who logged time, each once
	WithoutPerson   int     // work logs of the period that name nobody
	WithoutTicket   int     // work logs of the period that name no ticket
	WithoutMinutes  int     // work logs of the period, or without a time, that tell no minutes
	WithoutTime     int     // work logs that tell no time, and so are in no period

	effort, personal time.Duration
}

// PeriodEffort is what staffing needs of a period. Tickets are the incidents, requests and problems that count once.
type PeriodEffort struct {
	Period
	Known           bool    // it is covered, and some effort is booked in it: else nothing is known of it
	Minutes         float64 // booked in the period
	Opened          int
	Finished        int     // resolved, else closed, in the period
	Measured        int     // finished tickets whose effort is known
	MeasuredMinutes float64 // their whole effort, whenever it was spent

	effort, measured time.Duration
}

// Result returns what was collected. Nothing can be collected after it.
func (c *Collector) Result() Result {
	c.settle()
	r := c.result
	all := &tally{effort: make([]time.Duration, len(c.periods)), tickets: r.Tickets}
	for i := range c.periods {
		p := &c.periods[i]
		all.effort[i] = p.effort
		p.Minutes, p.MeasuredMinutes = p.effort.Minutes(), p.measured.Minutes()
	}
	total := all.effort[c.last]
	r.Total = c.group("", all, total)
	for d, into := range []*[]Group{&r.ByType, &r.ByService, &r.ByComponent, &r.ByTeam, &r.ByLevel} {
		*into = c.groups(c.tallies[d], total)
	}
	slices.SortFunc(r.WithoutEffort, Ref.compare)
	slices.SortFunc(r.Unlinked, Ref.compare)
	slices.SortFunc(r.Each, func(a, b Took) int { return a.compare(b.Ref) })
	slices.SortFunc(r.Doubtful, func(a, b Doubt) int { return cmp.Or(cmp.Compare(b.Minutes, a.Minutes), a.compare(b.Ref)) })
	r.Logs.Minutes, r.Logs.PersonalMinutes, r.Logs.Persons = r.Logs.effort.Minutes(), r.Logs.personal.Minutes(), len(c.persons)
	r.DoubtfulMinutes, r.UnsettledMinutes = c.doubtful.Minutes(), c.unsettled.Minutes()
	r.Travel = c.travels.result()
	r.Periods = c.periods
	return r
}

func (r Ref) compare(o Ref) int {
	return cmp.Or(cmp.Compare(r.Type, o.Type), r.Compare(o.Ref))
}

// groups lists what took time in the period or in the one before.
func (c *Collector) groups(tallies map[string]*tally, total time.Duration) []Group {
	var list []Group
	for key, t := range tallies {
		if t.tickets > 0 || t.effort[c.last] != 0 || c.last > 0 && c.periods[c.last-1].Known && t.effort[c.last-1] != 0 {
			list = append(list, c.group(key, t, total))
		}
	}
	slices.SortFunc(list, func(a, b Group) int { return cmp.Or(cmp.Compare(b.Minutes, a.Minutes), cmp.Compare(a.Key, b.Key)) })
	return list
}

func (c *Collector) group(key string, t *tally, total time.Duration) Group {
	g := Group{Key: key, Minutes: t.effort[c.last].Minutes(), Tickets: t.tickets}
	if total > 0 {
		g.Share = itsm.Known(float64(t.effort[c.last]) / float64(total))
	}
	var earlier []float64 // those that are known
	var sum time.Duration
	n := 0
	for i := range c.last {
		if !c.periods[i].Known {
			continue
		}
		earlier = append(earlier, t.effort[i].Minutes())
		if i >= c.last-recent {
			sum += t.effort[i]
			n++
		}
	}
	if c.last > 0 && c.periods[c.last-1].Known {
		g.Previous = itsm.Known(t.effort[c.last-1].Minutes())
	}
	if n == recent {
		g.MeanOfFour = itsm.Known(sum.Minutes() / recent)
	}
	if c.periods[c.last].Known {
		g.Usual = stats.UsualMeasure(earlier, g.Minutes)
	}
	g.Services = slices.Sorted(maps.Keys(t.services))
	return g
}
