package reports

import (
	"cmp"
	"context"
	"slices"

	"nines/analysis/availability"
	"nines/analysis/stats"
	"nines/internal/itsm"
)

// standing is a service as page one shows it: this period beside the earlier ones.
type standing struct {
	*availability.Service
	name    string
	weight  float64                 // at the end of the period
	earlier []*availability.Figures // oldest first; nil where not known
	usual   stats.Usual             // of the availability
}

// previous is the availability of the period before.
func (s *standing) previous() itsm.Number {
	if last := s.earlier[len(s.earlier)-1]; last != nil {
		return last.Availability
	}
	return itsm.Number{}
}

// changed tells whether the service deserves a line of its own on a page with many: it missed, cannot be told, or is
// outside what is usual for it.
func (s *standing) changed() bool {
	return !s.Rating.Met() || s.usual == stats.Above || s.usual == stats.Below
}

// worstFirst is the order of ratings on a page.
var worstFirst = []availability.Rating{
	availability.Red, availability.Undecided, availability.RatingUnknown, availability.Amber, availability.Green,
}

// standings lists the services worst first: by rating, then by the error budget spent, then by lost minutes, then id.
func (m *making) standings(ctx context.Context) ([]*standing, error) {
	f, err := m.facts(ctx)
	if err != nil {
		return nil, err
	}
	h, err := m.lookBack(ctx)
	if err != nil {
		return nil, err
	}
	list := make([]*standing, len(f.result.Services))
	for i := range f.result.Services {
		s := &standing{Service: &f.result.Services[i], earlier: h.ofService(i)}
		s.name = s.Service.Service.Name
		s.weight = s.Service.Service.At(m.want.Period.To.Add(-1)).Weight
		s.usual = usual(availabilities(s.earlier), s.Availability)
		list[i] = s
	}
	slices.SortStableFunc(list, func(a, b *standing) int {
		return cmp.Or(
			cmp.Compare(slices.Index(worstFirst, a.Rating), slices.Index(worstFirst, b.Rating)),
			cmp.Compare(b.BudgetSpent.Value, a.BudgetSpent.Value),
			cmp.Compare(b.Downtime.Value, a.Downtime.Value),
			cmp.Compare(a.Service.Service.ID, b.Service.Service.ID),
		)
	})
	return list, nil
}

func availabilities(earlier []*availability.Figures) []itsm.Number {
	list := make([]itsm.Number, len(earlier))
	for i, f := range earlier {
		if f != nil {
			list[i] = f.Availability
		}
	}
	return list
}
