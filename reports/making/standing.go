package making

import (
	"cmp"
	"context"
	"slices"

	"nines/analysis/availability"
	"nines/analysis/stats"
	"nines/internal/itsm"
	"nines/reports/document"
)

// Standing is a service as page one shows it: this period beside the earlier ones.
type Standing struct {
	*availability.Service
	Name    string
	Weight  float64                 // at the end of the period
	Earlier []*availability.Figures // oldest first; nil where not known
	Usual   stats.Usual             // of the availability
}

// Previous is the availability of the period before.
func (s *Standing) Previous() itsm.Number {
	if last := s.Earlier[len(s.Earlier)-1]; last != nil {
		return last.Availability
	}
	return itsm.Number{}
}

// Changed tells whether the service deserves a line of its own on a page with many: it missed, cannot be told, or is
// outside what is usual for it.
func (s *Standing) Changed() bool {
	return !s.Rating.Met() || s.Usual == stats.Above || s.Usual == stats.Below
}

// worstFirst is the order of ratings on a page.
var worstFirst = []availability.Rating{
	availability.Red, availability.Undecided, availability.RatingUnknown, availability.Amber, availability.Green,
}

// Standings lists the services worst first: by rating, then by the error budget spent, then by lost minutes, then id.
func (m *Report) Standings(ctx context.Context) ([]*Standing, error) {
	f, err := m.Facts(ctx)
	if err != nil {
		return nil, err
	}
	h, err := m.LookBack(ctx)
	if err != nil {
		return nil, err
	}
	list := make([]*Standing, len(f.Availability.Services))
	for i := range f.Availability.Services {
		s := &Standing{Service: &f.Availability.Services[i], Earlier: h.ofService(i)}
		s.Name = s.Service.Service.Name
		s.Weight = s.Service.Service.At(m.Want.Period.To.Add(-1)).Weight
		s.Usual = UsualBetween(availabilities(s.Earlier), s.Lower, s.Upper)
		list[i] = s
	}
	slices.SortStableFunc(list, func(a, b *Standing) int {
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

// Actual is the availability; of an undecided service with its other bound below, of an unknown one with the reason.
func (m *Report) Actual(s *Standing) document.Value {
	v := ShareValue(s.Availability)
	v.Strong = !s.Rating.Met()
	if !s.Availability.Known {
		v.Text = m.GapWord(s.Gap)
		return v
	}
	if s.Upper.Value > s.Availability.Value {
		v.Second = m.Words.Text("overview.services.to", "upper", m.Percent(s.Upper))
	}
	if s.Rating == availability.Red {
		v.Tone = document.Missed
	}
	return v
}

// GapWord says why an availability is unknown.
func (m *Report) GapWord(g availability.Gap) string {
	switch g {
	case availability.NoAgreedTime:
		return m.Words.Text("overview.services.no_time")
	case availability.NoneAssessable:
		return m.Words.Text("overview.services.not_assessed")
	}
	return m.Words.Text("overview.services.no_data")
}

// OverallTarget is the target that the services' error budgets make together.
func OverallTarget(o availability.Overall) itsm.Number {
	if !o.Budget.Known || o.Whole.Value <= 0 {
		return itsm.Number{}
	}
	return itsm.Known(1 - o.Budget.Value/o.Whole.Value)
}
