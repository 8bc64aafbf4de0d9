package changes

import (
	"cmp"
	"slices"

	"nines/internal/itsm"
)

// Group is a part of the pack; the board works through them in their order.
type Group uint8

// The groups.
const (
	// GroupDecide holds what needs a decision: flagged, in the way of another, an emergency, or of high risk. Emergencies first, then by risk
	// from high to low, an unknown one before medium; then by start, those without a time last.
	GroupDecide Group = iota
	// GroupAgreed holds what nothing speaks against. By start.
	GroupAgreed
	// GroupStandard holds standard changes, flagged or not: listed, not discussed. By start.
	GroupStandard
)

func groupOf(c *Scheduled) Group {
	switch {
	case c.Class == itsm.ClassStandard:
		return GroupStandard
	case len(c.Flags) > 0 || len(c.InWayOf) > 0 || c.Class == itsm.ClassEmergency || c.Risk == itsm.RiskHigh:
		return GroupDecide
	}
	return GroupAgreed
}

// concern ranks risks for the board, greatest first.
var concern = map[itsm.Risk]int{itsm.RiskHigh: 0, itsm.RiskUnknown: 1, itsm.RiskMedium: 2, itsm.RiskLow: 3}

func (s *scheduler) order() {
	slices.SortFunc(s.schedule.Changes, func(a, b Scheduled) int {
		return cmp.Or(cmp.Compare(a.Group, b.Group), byConcern(&a, &b), compareStart(&a, &b), a.Ref().Compare(b.Ref()))
	})
}

func byConcern(a, b *Scheduled) int {
	if a.Group != GroupDecide {
		return 0
	}
	return cmp.Or(
		cmp.Compare(last(a.Class != itsm.ClassEmergency), last(b.Class != itsm.ClassEmergency)),
		cmp.Compare(concern[a.Risk], concern[b.Risk]),
	)
}

func compareStart(a, b *Scheduled) int {
	return cmp.Or(cmp.Compare(last(a.At.Empty()), last(b.At.Empty())), a.At.From.Compare(b.At.From))
}

// last puts what it holds for behind the rest.
func last(holds bool) int {
	if holds {
		return 1
	}
	return 0
}

// gaps lists what the flags of the changes ahead could not be told from.
func (s *scheduler) gaps() {
	g := &s.schedule.Gaps
	untold := map[string]bool{}
	for i := range s.schedule.Changes {
		c := &s.schedule.Changes[i]
		if c.Of == nil {
			g.NoService = append(g.NoService, c.Ref())
		} else if s.busyHours(c.Of.ID) == nil {
			untold[c.Of.ID] = true
		}
		if c.Class == itsm.ClassUnknown {
			g.NoClass = append(g.NoClass, c.Ref())
		}
		if c.Requested.IsZero() && !c.At.Empty() {
			g.NoRequest = append(g.NoRequest, c.Ref())
		}
	}
	for _, list := range [][]itsm.Ref{g.Cancelled, g.NoService, g.NoClass, g.NoRequest} {
		slices.SortFunc(list, itsm.Ref.Compare)
	}
	for id := range untold {
		g.NoVolume = append(g.NoVolume, id)
	}
	slices.Sort(g.NoVolume)
}
