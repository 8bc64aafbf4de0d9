package availability

import (
	"cmp"
	"slices"
)

// FindingKind says what had to be assumed, dropped or left out when tickets became outages.
type FindingKind uint8

// The kinds of findings, in the order in which they are listed.
const (
	NotOnce           FindingKind = iota // a child, a duplicate or a cancelled ticket, or an outage record of one: does not count
	NoService                            // costs no availability
	NotAssessable                        // nothing says what part was lost: left out
	NotPlaced                            // no time says when it began: left out
	ContradictoryTime                    // an end or a closing before the start: treated as missing
	EndUndecided                         // over, end between start and closing: the figure takes the closing
	EndUnknown                           // over, neither end nor closing: in the bounds only
	LostByRule                           // the part lost comes from the rule per priority
	UnknownRegion                        // Text: a name that the service has not; dropped
	UnknownFunction                      // Text: a name that the service has not; dropped
	PlannedNotCounted                    // a planned outage of a service that excludes maintenance
	IncidentNotFound                     // Text: the incident that an outage record names; the record stands alone
	IncidentAmbiguous                    // Text: an incident id that several other sources have; the record stands alone
	numberOfFindingKinds
)

// Mention is one ticket of a finding, with the word in question where there is one.
type Mention struct {
	Ref
	Text string
}

// Finding lists the tickets of one kind of finding, by id.
type Finding struct {
	Kind     FindingKind
	Mentions []Mention
}

// findings gathers mentions by kind.
type findings [numberOfFindingKinds][]Mention

func (f *findings) add(kind FindingKind, ref Ref, text string) {
	f[kind] = append(f[kind], Mention{ref, text})
}

// list returns the kinds that were met, each with its mentions in the order of ids.
func (f *findings) list() []Finding {
	var list []Finding
	for kind, mentions := range f {
		if len(mentions) == 0 {
			continue
		}
		slices.SortFunc(mentions, func(a, b Mention) int {
			return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Source, b.Source), cmp.Compare(a.Text, b.Text))
		})
		list = append(list, Finding{FindingKind(kind), mentions})
	}
	return list
}
