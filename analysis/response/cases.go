package response

import (
	"slices"
	"time"

	"nines/internal/itsm"
)

// Case is one incident with its outages, or a major incident without any.
type Case struct {
	Ref
	Incident *itsm.Incident // nil: it is not among the data
	Service  *itsm.Service  // the most critical of those that its outages hit; nil: none
	Start    time.Time      // of its first outage
	End      time.Time      // of its last outage; zero: not known
	// Undecided: it ended between Start and End, nobody knows when. Open: it is not over.
	Undecided, Open bool
	Major           bool // declared major, or a continuity case
	Counts, Ended   bool // as Outage has them
	outages         []Outage
}

// compare orders cases by start, id and source.
func (c *Case) compare(o *Case) int {
	if d := c.Start.Compare(o.Start); d != 0 {
		return d
	}
	return c.Ref.Compare(o.Ref)
}

// casesOf lists the incidents of the period: those of which an outage counts, and the major ones that ended in it or
// are not over.
func casesOf(in *Input) []*Case {
	known := map[Ref]*itsm.Incident{}
	for _, i := range in.Incidents {
		known[refOf(i)] = i
	}
	byRef := map[Ref]*Case{}
	for _, o := range in.Outages {
		c := byRef[o.Incident]
		if c == nil {
			c = &Case{Ref: o.Incident, Incident: known[o.Incident]}
			byRef[o.Incident] = c
		}
		c.outages = append(c.outages, o)
	}
	var list []*Case
	for _, c := range byRef {
		if c.fill(); c.Counts {
			list = append(list, c)
		}
	}
	for ref, i := range known {
		if c := byRef[ref]; c == nil && declaredMajor(i) && i.CountsOnce() {
			if c = majorOnly(i, in.Catalogue); c.concerns(in) {
				list = append(list, c)
			}
		}
	}
	slices.SortFunc(list, (*Case).compare)
	return list
}

func refOf(i *itsm.Incident) Ref { return Ref{Source: i.Source, ID: i.ID} }

func declaredMajor(i *itsm.Incident) bool { return !i.Major.IsZero() || !i.Continuity.IsZero() }

// fill sums the outages up. One that is open, or of unknown end, leaves the end of the whole unknown.
func (c *Case) fill() {
	c.Major = c.Incident != nil && declaredMajor(c.Incident)
	unknown := false
	for _, o := range c.outages {
		if c.Start.IsZero() || o.Start.Before(c.Start) {
			c.Start = o.Start
		}
		switch {
		case o.Open:
			c.Open = true
		case o.End.IsZero():
			unknown = true
		case o.End.After(c.End):
			c.End, c.Undecided = o.End, o.Undecided
		case o.End.Equal(c.End):
			c.Undecided = c.Undecided && o.Undecided
		}
		c.Counts, c.Ended = c.Counts || o.Counts, c.Ended || o.Ended
		if moreCritical(o.Service, c.Service) {
			c.Service = o.Service
		}
	}
	if c.Open || unknown {
		c.End, c.Undecided = time.Time{}, false
	}
}

// rank is how critical a service is, most critical first.
var rank = map[itsm.Criticality]int{itsm.MissionCritical: 0, itsm.Supporting: 1, itsm.Internal: 2}

// moreCritical prefers the more critical service, among equals the one with the lesser id.
func moreCritical(s, than *itsm.Service) bool {
	if s == nil || than == nil {
		return s != nil
	}
	if a, b := rank[s.Criticality], rank[than.Criticality]; a != b {
		return a < b
	}
	return s.ID < than.ID
}

// majorOnly is the case of an incident that was declared major and is no outage.
func majorOnly(i *itsm.Incident, catalogue *itsm.Catalogue) *Case {
	c := &Case{Ref: refOf(i), Incident: i, Service: catalogue.Lookup(i.Service), Start: i.Start(), Major: true, Open: i.Open()}
	if c.Start.IsZero() {
		c.Start = c.declared(TierMajor)
	}
	for _, end := range []time.Time{i.Restored, i.Resolved} {
		if !end.IsZero() && !end.Before(c.Start) {
			c.End, c.Open = end, false
			return c
		}
	}
	if !c.Open && i.Closed.After(c.Start) {
		c.End, c.Undecided = i.Closed, true
	}
	return c
}

// concerns tells whether a major incident without outages is one of the period.
func (c *Case) concerns(in *Input) bool {
	span := itsm.Span{From: in.Period.From, To: in.until()}
	if c.Open {
		return c.Start.Before(span.To)
	}
	return span.Contains(c.End) || c.End.IsZero() && span.Contains(c.Start)
}
