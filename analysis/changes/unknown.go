package changes

import (
	"cmp"
	"slices"

	"nines/internal/itsm"
)

// UnknownChange is a change that incidents name as their cause and that is not among the data.
type UnknownChange struct {
	ID        string
	Incidents []itsm.Ref // by id and source, each once
}

// unknownChanges lists those that most incidents name first, then by id.
func (b *backward) unknownChanges() []UnknownChange {
	var list []UnknownChange
	for id, incidents := range b.unknown {
		list = append(list, UnknownChange{ID: id, Incidents: tidy(incidents)})
	}
	slices.SortFunc(list, func(x, y UnknownChange) int {
		return cmp.Or(cmp.Compare(len(y.Incidents), len(x.Incidents)), cmp.Compare(x.ID, y.ID))
	})
	return list
}

// tidy puts refs in order, each once.
func tidy(refs []itsm.Ref) []itsm.Ref {
	slices.SortFunc(refs, itsm.Ref.Compare)
	return slices.Compact(refs)
}

func (g *PastGaps) tidy() {
	for _, list := range []*[]itsm.Ref{
		&g.NoOutcome, &g.TooEarly, &g.NoService, &g.ByPlan, &g.Contradictory, &g.Ambiguous, &g.NotPlaced, &g.BeforeItsCause,
	} {
		*list = tidy(*list)
	}
}
