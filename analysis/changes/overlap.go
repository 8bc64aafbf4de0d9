package changes

import (
	"cmp"
	"slices"
	"strings"

	"nines/internal/itsm"
)

// Conflict is two changes that are under way at the same time where one may hurt the other. One of them at least is
// ahead.
type Conflict struct {
	itsm.Span             // in which both are under way
	Change, With itsm.Ref // on the same service by id and source
	Service      string   // id of the service of Change; empty: unknown
	DependsOn    string   // id of the service of With, on which that of Change depends; empty: it is the same
}

// overlaps finds the changes that are under way at the same time as one ahead on the same service, or on one that its
// service depends on directly. That one is not flagged in turn, as it does not depend on the other: it is in its way.
func (s *scheduler) overlaps() {
	on, reach := map[string][]*placed{}, s.reach()
	for _, p := range s.placed {
		if place := p.place(); p.at.Overlaps(reach) && place != "" {
			on[place] = append(on[place], p)
		}
	}
	for _, list := range on {
		slices.SortFunc(list, byStart)
		sweep(list, s.sameService)
		if of := list[0].of; of != nil {
			s.onDependencies(of, list, on)
		}
	}
	for _, p := range s.placed {
		if p.listed != nil {
			slices.SortFunc(p.listed.Overlaps, itsm.Ref.Compare)
			p.listed.InWayOf = slices.DeleteFunc(p.listed.InWayOf, func(r itsm.Ref) bool { return slices.Contains(p.listed.Overlaps, r) })
			slices.SortFunc(p.listed.InWayOf, itsm.Ref.Compare)
		}
	}
	slices.SortFunc(s.schedule.Conflicts, func(a, b Conflict) int {
		return cmp.Or(a.From.Compare(b.From), a.Change.Compare(b.Change), a.With.Compare(b.With))
	})
}

// place is where the change takes place, as far as overlaps are concerned: its service, of which its component is a
// part. Changes that state the component only are on the same service, whichever that is. Empty: unknown.
func (p *placed) place() string {
	component := strings.ToLower(strings.TrimSpace(p.change.Component))
	switch {
	case p.of != nil:
		return "service " + p.of.ID
	case component != "":
		return "component " + component
	}
	return ""
}

func byStart(a, b *placed) int {
	return cmp.Or(a.at.From.Compare(b.at.From), a.change.Ref().Compare(b.change.Ref()))
}

// sweep calls pair for every two changes of the list, which is sorted by start, that are under way at the same time. The
// time it takes goes by the number of changes and of such pairs.
func sweep(list []*placed, pair func(a, b *placed)) {
	var active []*placed
	for _, p := range list {
		active = slices.DeleteFunc(active, func(a *placed) bool { return !a.at.To.After(p.at.From) })
		for _, a := range active {
			pair(a, p)
		}
		active = append(active, p)
	}
}

func (s *scheduler) sameService(a, b *placed) {
	if a.change.Ref().Compare(b.change.Ref()) > 0 {
		a, b = b, a
	}
	conflict := Conflict{Span: a.at.Intersect(b.at), Change: a.change.Ref(), With: b.change.Ref()}
	if a.of != nil {
		conflict.Service = a.of.ID
	}
	for _, p := range [][2]*placed{{a, b}, {b, a}} {
		if p[0].listed != nil {
			p[0].listed.Overlaps = append(p[0].listed.Overlaps, p[1].change.Ref())
		}
	}
	s.conflict(a, b, conflict)
}

// onDependencies finds the changes on services that this one depends on, each service once.
func (s *scheduler) onDependencies(of *itsm.Service, list []*placed, on map[string][]*placed) {
	seen := map[*itsm.Service]bool{of: true}
	for _, name := range of.DependsOn {
		d := s.Catalogue.Lookup(name)
		if d == nil || seen[d] {
			continue
		}
		seen[d] = true
		both := slices.Concat(list, on["service "+d.ID])
		slices.SortFunc(both, byStart)
		sweep(both, func(a, b *placed) {
			if a.of == d {
				a, b = b, a
			}
			if a.of == b.of || b.of != d {
				return
			}
			if a.listed != nil {
				a.listed.Overlaps = append(a.listed.Overlaps, b.change.Ref())
			}
			if b.listed != nil {
				b.listed.InWayOf = append(b.listed.InWayOf, a.change.Ref())
			}
			s.conflict(a, b, Conflict{
				Span: a.at.Intersect(b.at), Change: a.change.Ref(), With: b.change.Ref(), Service: of.ID, DependsOn: d.ID,
			})
		})
	}
}

func (s *scheduler) conflict(a, b *placed, c Conflict) {
	if a.listed != nil || b.listed != nil {
		s.schedule.Conflicts = append(s.schedule.Conflicts, c)
	}
}
