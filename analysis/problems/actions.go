package problems

import (
	"cmp"
	"slices"
	"time"

	"nines/internal/itsm"
)

// ActionState says how an action stands to its date.
type ActionState uint8

// The states, in the order in which actions are listed.
const (
	Overdue ActionState = iota // the day on which it is due is over
	DueSoon                    // due within two weeks
	DueLater
	Undated // open, without a date
	Done    // since the last review
)

// soon is what an action that is due soon is due within.
const soon = 14

// ActionReview is an open action, or one that was done since the last review.
type ActionReview struct {
	*itsm.Action
	State    ActionState
	DueDays  itsm.Number // calendar days until it is due, negative when it is overdue
	PutOff   int         // how often its date moved to a later one
	FirstDue time.Time   // the first date that it had; zero: none is known
	Finished time.Time   // when it was done; zero unless Done
	// ProblemOver tells that its problem is over, ProblemEnded since when; zero: nothing tells.
	ProblemOver  bool
	ProblemEnded time.Time
}

// actionReviews lists the actions of problems that are over after all others, which are before the meeting: overdue
// ones, those due within two weeks, later and undated ones and those done since the last review; within each by date,
// the latest first where done, then by id and source.
func (r *reviewer) actionReviews() []ActionReview {
	var list []ActionReview
	for i := range r.Actions {
		if v, ok := r.actionReview(&r.Actions[i]); ok {
			if p := r.over[v.Ref()]; p != nil {
				v.ProblemOver, v.ProblemEnded = true, r.endedAt(p)
			}
			list = append(list, v)
		}
	}
	slices.SortFunc(list, func(a, b ActionReview) int {
		return cmp.Or(compareBool(a.ProblemOver, b.ProblemOver), cmp.Compare(a.State, b.State), b.Finished.Compare(a.Finished), a.Due.Compare(b.Due), a.Ref().Compare(b.Ref()))
	})
	return list
}

// compareBool puts false before true.
func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

func (r *reviewer) actionReview(a *itsm.Action) (v ActionReview, shown bool) {
	v = ActionReview{Action: a, State: Undated}
	for i, versions := 0, r.telling[a.Ref()]; i < len(versions); i++ {
		if v.FirstDue.IsZero() {
			v.FirstDue = versions[i].Due
		}
		if i > 0 && !versions[i].Due.IsZero() && putOff(&versions[i-1], &versions[i]) {
			v.PutOff++
		}
	}
	if !open(a) {
		return r.finished(v)
	}
	if a.Due.IsZero() {
		return v, true
	}
	v.DueDays = itsm.Known(float64(calendarDays(r.AsOf.In(r.Zone), a.Due.In(r.Zone))))
	switch {
	case a.Overdue(r.AsOf, r.Zone):
		v.State = Overdue
	case v.DueDays.Value <= soon:
		v.State = DueSoon
	default:
		v.State = DueLater
	}
	return v, true
}

// finished tells whether an action that is over was done since the last review. Where it says only that it was done,
// it was when that was first seen.
func (r *reviewer) finished(v ActionReview) (ActionReview, bool) {
	done := v.Done.Done() || v.Status == itsm.StatusResolved || v.Status == itsm.StatusClosed
	if !done || v.Status == itsm.StatusCancelled {
		return v, false
	}
	v.State, v.Finished = Done, v.Done.At
	if v.Finished.IsZero() {
		versions := r.telling[v.Ref()]
		n := len(versions)
		for n > 0 && !open(&versions[n-1]) {
			n--
		}
		if n == 0 || n == len(versions) {
			r.gaps.DoneAtUnknown = append(r.gaps.DoneAtUnknown, v.Ref())
			return v, false
		}
		v.Finished = versions[n].Version
	}
	return v, !v.Finished.Before(r.LastReview)
}

func open(a *itsm.Action) bool { return !a.Done.Done() && !a.Status.Over() }

// calendarDays counts the midnights from one local time to another, negative where that is earlier.
func calendarDays(from, to time.Time) int {
	noon := func(t time.Time) time.Time {
		y, m, d := t.Date()
		return time.Date(y, m, d, 12, 0, 0, 0, time.UTC)
	}
	return int(noon(to).Sub(noon(from)).Hours() / 24)
}
