package changes

import (
	"slices"

	"nines/internal/itsm"
)

// backward is what the parts of looking back share.
type backward struct {
	Past
	period   itsm.Span // the part of the report's period that is over as of now
	workdays *itsm.Calendar

	changes   []carried
	calledOff int              // changes that were to begin, or began, in the period
	known     itsm.References  // changes
	byRef     map[itsm.Ref]int // indexes of changes
	suspects  map[*itsm.Service]*suspects
	upstreams map[*itsm.Service][]*suspects // what upstream found out
	mending   map[string][]int              // changes by the id of an incident that they mend

	kept      []*Outage       // of which links are made
	incidents itsm.References // that changes mend
	remedies  []remedy
	causes    map[itsm.Ref][]int        // changes by the problem whose incidents name them as their cause
	starts    map[*itsm.Service][]int64 // when outages that name no change began, in Unix microseconds
	unknown   map[string][]itsm.Ref     // incidents by the id of a change that is not among the data
	gaps      PastGaps
}

// remedy says that a change mends an incident, and of which problem that is.
type remedy struct {
	change   int
	incident itsm.Ref
	problem  itsm.Ref
}

func newBackward(in Past) *backward {
	b := &backward{
		Past: in, known: itsm.References{}, byRef: map[itsm.Ref]int{}, suspects: map[*itsm.Service]*suspects{},
		upstreams: map[*itsm.Service][]*suspects{}, mending: map[string][]int{}, incidents: itsm.References{}, causes: map[itsm.Ref][]int{},
		starts: map[*itsm.Service][]int64{}, unknown: map[string][]itsm.Ref{},
	}
	b.workdays = in.Rules.leadCalendar(in.Zone)
	if n := len(in.Periods); n > 0 {
		b.period = in.Periods[n-1]
	}
	if in.AsOf.Before(b.period.To) {
		b.period.To = in.AsOf
	}
	return b
}

// change takes in a change.
func (b *backward) change(c *itsm.Change) {
	if _, met := b.byRef[c.Ref()]; met {
		return
	}
	k := carried{Ref: c.Ref(), of: b.Catalogue.Find(c.Service), mends: slices.Clone(c.Incident), outcome: c.Outcome}
	k.from, k.at, k.byPlan, k.done = carriedOut(c, b.AsOf)
	k.others = !b.Catalogue.Has(k.of)
	if !k.others && c.Cancelled() && b.period.Contains(c.Start()) {
		b.calledOff++
	}
	if !k.others && k.done && b.period.Contains(k.at) {
		full := *c
		k.full = &full
	}
	i := len(b.changes)
	for _, id := range c.Incident {
		b.mending[id] = append(b.mending[id], i)
	}
	b.known.Add(k.Ref)
	b.byRef[k.Ref] = i
	b.changes = append(b.changes, k)
}

// outage takes in an outage.
func (b *backward) outage(o *Outage) {
	named := b.named(o)
	b.remember(o)
	ofPeriod := slices.ContainsFunc(named, func(i int) bool { return b.changes[i].full != nil })
	if !o.Harmless && o.Service != nil && !o.Start.IsZero() && !o.Start.After(b.AsOf) {
		if len(o.Changes) == 0 {
			b.starts[o.Service] = append(b.starts[o.Service], o.Start.UnixMicro())
		}
		follows := b.suspect(o)
		ofPeriod = ofPeriod || follows
	}
	if ofPeriod || b.period.Contains(o.Start) {
		kept := *o
		kept.Changes, kept.Problems = slices.Clone(o.Changes), slices.Clone(o.Problems)
		b.kept = append(b.kept, &kept)
	}
}

// named resolves the changes that the incident names as its cause, each once, and takes note of what that tells.
func (b *backward) named(o *Outage) []int {
	var list []int
	for _, id := range o.Changes {
		ref, ok, ambiguous := b.known.Find(o.Source, id)
		switch {
		case ambiguous:
			b.gaps.Ambiguous = append(b.gaps.Ambiguous, o.Ref)
		case !ok:
			b.unknown[id] = append(b.unknown[id], o.Ref)
		case !slices.Contains(list, b.byRef[ref]):
			list = append(list, b.byRef[ref])
		}
	}
	for _, i := range list {
		c := &b.changes[i]
		c.named = true
		if !o.Start.IsZero() && o.Start.Before(c.from) {
			b.gaps.BeforeItsCause = append(b.gaps.BeforeItsCause, o.Ref)
		}
		for _, p := range o.Problems {
			if !slices.Contains(b.causes[p], i) {
				b.causes[p] = append(b.causes[p], i)
			}
		}
	}
	if len(o.Changes) > 0 && o.Start.IsZero() {
		b.gaps.NotPlaced = append(b.gaps.NotPlaced, o.Ref)
	}
	return list
}

// remember keeps which changes mend the incident.
func (b *backward) remember(o *Outage) {
	changes := b.mending[o.ID]
	if len(changes) == 0 {
		return
	}
	if !slices.Contains(b.incidents[o.ID], o.Source) {
		b.incidents.Add(o.Ref)
	}
	for _, p := range o.Problems {
		for _, i := range changes {
			b.remedies = append(b.remedies, remedy{i, o.Ref, p})
		}
	}
}

// suspect notes which changes the outage followed, if its incident names none; it tells whether one of the report's
// period is among those that it followed.
func (b *backward) suspect(o *Outage) (ofPeriod bool) {
	b.before(o, func(i int) {
		c := &b.changes[i]
		c.suspected = c.suspected || len(o.Changes) == 0
		ofPeriod = ofPeriod || c.full != nil
	})
	return ofPeriod
}
