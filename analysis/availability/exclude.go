package availability

import (
	"cmp"
	"slices"

	"nines/internal/itsm"
)

// ExclusionOutcome says what became of an exclusion.
type ExclusionOutcome uint8

// The outcomes.
const (
	// Applied: it took time out of an outage, or an incident that cannot be assessed out of account.
	Applied ExclusionOutcome = iota
	// Idle: its incident or outage is known, but lost nothing in the time that it excludes.
	Idle
	// TargetNotFound: no incident or outage of that id is among the data.
	TargetNotFound
	// TargetAmbiguous: several other sources have that id.
	TargetAmbiguous
	// Backwards: it ends before it starts, so it excludes nothing.
	Backwards
)

// Excluded is an exclusion and what it did.
type Excluded struct {
	*itsm.Exclusion
	Outcome ExclusionOutcome
	Cuts    []Cut
}

// Cut is the time that an exclusion took out of an outage and that no exclusion before it had taken.
type Cut struct {
	Outage *Outage
	Spans  itsm.Spans
}

// exclude applies the exclusions in the order of their approval.
func (a *assessor) exclude() []Excluded {
	if len(a.Exclusions) == 0 {
		return nil
	}
	byRecord, byIncident := map[Ref][]*candidate{}, map[Ref][]*candidate{}
	for _, c := range a.candidates {
		byRecord[c.Ref] = append(byRecord[c.Ref], c)
		if c.Incident.ID != "" {
			byIncident[c.Incident] = append(byIncident[c.Incident], c)
		}
	}
	list := make([]Excluded, 0, len(a.Exclusions))
	for _, e := range slices.SortedFunc(slices.Values(a.Exclusions), compareExclusions) {
		ref, m := a.target(e)
		hit := byIncident[ref]
		if e.Outage != "" {
			hit = byRecord[ref]
		}
		done := Excluded{Exclusion: e}
		switch {
		case !e.From.IsZero() && !e.To.IsZero() && e.To.Before(e.From):
			done.Outcome = Backwards
		case m == ambiguous:
			done.Outcome = TargetAmbiguous
		case m == missing && len(hit) == 0:
			done.Outcome = TargetNotFound
		default:
			done.apply(hit)
		}
		list = append(list, done)
	}
	return list
}

func compareExclusions(e, f *itsm.Exclusion) int {
	return cmp.Or(e.At.Compare(f.At), cmp.Compare(e.ID, f.ID), cmp.Compare(e.Source, f.Source),
		cmp.Compare(e.Incident, f.Incident), cmp.Compare(e.Outage, f.Outage), e.From.Compare(f.From), e.To.Compare(f.To))
}

// target resolves what the exclusion names: an outage (which has its incident's id where it has no record), else an
// incident. An incident that is known only by the outage records that name it has no source.
func (a *assessor) target(e *itsm.Exclusion) (Ref, match) {
	if e.Outage != "" {
		if r, m := a.records.find(e.Source, e.Outage); m == found {
			return refOf(&r.Head), m
		} else if m == ambiguous {
			return Ref{}, m
		}
	}
	id := cmp.Or(e.Outage, e.Incident)
	if id == "" {
		return Ref{}, missing
	}
	i, m := a.incidents.find(e.Source, id)
	if m == found {
		return refOf(&i.Head), m
	}
	return Ref{ID: id}, m
}

// apply takes the exclusion's time out of what it hits.
func (x *Excluded) apply(hit []*candidate) {
	x.Outcome = Idle
	for _, c := range hit {
		if c.Excluded {
			continue
		}
		cut := x.within(c.Spans)
		if len(cut) > 0 && c.assessable {
			x.Outcome = Applied
			x.Cuts = append(x.Cuts, Cut{&c.Outage, cut})
		}
		hadTime := len(c.Spans) > 0
		c.Spans = c.Spans.Subtract(cut)
		if whole := x.From.IsZero() && x.To.IsZero(); whole || (hadTime && len(c.Spans) == 0) {
			x.Outcome = Applied
			c.Excluded = true
		}
	}
}

// within is the part of the spans that lies between the exclusion's From and To, each open where it is not stated.
func (x *Excluded) within(spans itsm.Spans) itsm.Spans {
	var part itsm.Spans
	for _, s := range spans {
		if x.From.After(s.From) {
			s.From = x.From
		}
		if !x.To.IsZero() && x.To.Before(s.To) {
			s.To = x.To
		}
		if !s.Empty() {
			part = append(part, s)
		}
	}
	return part
}
