package problems

import (
	"slices"
	"time"

	"nines/internal/itsm"
)

// Major is a major incident, which has to be reviewed.
type Major struct {
	itsm.Ref
	Title, Service string
	Problems       []itsm.Ref
	Ended          time.Time // restored, else resolved, else closed; zero: it goes on
	Held           time.Time // when its review was held; zero: it was not
}

// LateReview is a major incident whose review was not held in time.
type LateReview struct {
	Major
	Due      time.Time
	LateDays float64 // days from then until it was held, or until now
}

// lateReviews lists the reviews that were not held within the days allowed, those never held first, then by due date,
// id and source.
func (r *reviewer) lateReviews() []LateReview {
	allowed := time.Duration(r.Rules.ReviewDays * float64(24*time.Hour))
	var list []LateReview
	for _, m := range r.Majors {
		if m.Ended.IsZero() {
			continue
		}
		due, held := m.Ended.Add(allowed), m.Held
		if held.IsZero() {
			held = r.AsOf
		}
		if held.After(due) {
			list = append(list, LateReview{Major: m, Due: due, LateDays: days(due, held).Value})
		}
	}
	slices.SortFunc(list, func(a, b LateReview) int {
		switch never := a.Held.IsZero(); {
		case never != b.Held.IsZero() && never:
			return -1
		case never != b.Held.IsZero():
			return 1
		}
		if c := a.Due.Compare(b.Due); c != 0 {
			return c
		}
		return a.Ref.Compare(b.Ref)
	})
	return list
}

// withoutAction lists the major incidents that were reviewed and of which no action came: none names the incident or
// one of its problems. By id and source.
func (r *reviewer) withoutAction() []Major {
	known := itsm.References{}
	for _, m := range r.Majors {
		known.Add(m.Ref)
	}
	followed := map[itsm.Ref]bool{}
	for i := range r.Actions {
		a := &r.Actions[i]
		if ref, ok, _ := known.Find(a.Source, a.Incident); ok {
			followed[ref] = true
		}
	}
	var list []Major
	for _, m := range r.Majors {
		byProblem := slices.ContainsFunc(m.Problems, func(p itsm.Ref) bool { return len(r.actions[p]) > 0 || r.Followed[p] })
		if !m.Held.IsZero() && !followed[m.Ref] && !byProblem {
			list = append(list, m)
		}
	}
	slices.SortFunc(list, func(a, b Major) int { return a.Ref.Compare(b.Ref) })
	return list
}
