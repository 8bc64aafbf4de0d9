package problems

import (
	"cmp"
	"slices"
	"time"

	"nines/internal/itsm"
)

// What a problem can miss.
const (
	MissingOwner      = "owner"
	MissingRootCause  = "root_cause"
	MissingAction     = "action"
	MissingDueDate    = "due_date"
	MissingWorkaround = "workaround"
)

// Review is an open problem on the agenda.
type Review struct {
	*itsm.Problem
	Age, Idle, Quiet itsm.Number // days since it was opened, updated, and since it last moved
	Allowed          float64     // days that its priority may be idle
	Stale            bool        // idle for longer
	Missing          []string
	KnownError       bool

	OpenActions, Overdue int
	NextDue              time.Time // of its open actions; zero: none is dated
	// Late is the overdue action that is due since longest, Undated the first open one without a date; nil: none.
	Late, Undated *itsm.Action

	SinceOpened, SinceUpdated Waiting
	Expected                  Expected
}

// agenda reviews the open problems: by expected loss (money where it is priced, else minutes), greatest first and
// unknown last, then by priority, then by age, then by id and source.
func (r *reviewer) agenda() []Review {
	var list []Review
	for _, p := range r.sorted {
		if p.Open() {
			list = append(list, r.review(p))
		}
	}
	slices.SortStableFunc(list, func(a, b Review) int {
		return cmp.Or(
			cmp.Compare(r.rank(&b), r.rank(&a)),
			cmp.Compare(urgency(a.Priority), urgency(b.Priority)),
			cmp.Compare(b.Age.Value, a.Age.Value),
			a.Ref().Compare(b.Ref()),
		)
	})
	return list
}

// rank is what the agenda goes by, -1 where it is unknown.
func (r *reviewer) rank(v *Review) float64 {
	loss := v.Expected.Minutes
	if r.Priced {
		loss = v.Expected.Cost
	}
	if !loss.Known {
		return -1
	}
	return loss.Value
}

// urgency is the priority, an unknown one being taken as P3.
func urgency(p itsm.Priority) itsm.Priority {
	if p == itsm.PriorityUnknown {
		return itsm.P3
	}
	return p
}

func (r *reviewer) review(p *itsm.Problem) Review {
	ref := p.Ref()
	v := Review{
		Problem: p, Age: days(p.Opened, r.AsOf), Idle: days(p.Updated, r.AsOf), Quiet: days(r.progress(p), r.AsOf),
		Allowed: r.Rules.AllowedDays[urgency(p.Priority)], KnownError: knownError(p),
		SinceOpened: r.since(ref, p.Opened), SinceUpdated: r.since(ref, p.Updated), Expected: r.Expected[ref],
	}
	v.Stale = v.Idle.Known && v.Idle.Value > v.Allowed
	dated := r.actionsOf(&v)
	v.Missing = r.missing(&v, dated)
	if !v.Idle.Known {
		r.gaps.NotUpdated = append(r.gaps.NotUpdated, ref)
	}
	if !v.Age.Known {
		r.gaps.NotOpened = append(r.gaps.NotOpened, ref)
	}
	if p.Priority == itsm.PriorityUnknown {
		r.gaps.NoPriority = append(r.gaps.NoPriority, ref)
	}
	return v
}

// actionsOf counts the problem's actions, and tells whether all of the open ones have a date.
func (r *reviewer) actionsOf(v *Review) (dated bool) {
	dated = true
	for _, a := range r.actions[v.Ref()] {
		if !open(a) {
			continue
		}
		v.OpenActions++
		if a.Due.IsZero() {
			if dated {
				v.Undated = a
			}
			dated = false
			continue
		}
		if a.Overdue(r.AsOf, r.Zone) {
			v.Overdue++
			if v.Late == nil || a.Due.Before(v.Late.Due) {
				v.Late = a
			}
		}
		if v.NextDue.IsZero() || a.Due.Before(v.NextDue) {
			v.NextDue = a.Due
		}
	}
	return dated
}

// missing lists what the problem misses: an owner; a root cause, when it is older than the days allowed for finding
// one; any action that was not called off; the date of an open action; the workaround of a known error.
func (r *reviewer) missing(v *Review, dated bool) []string {
	missing := []string{}
	add := func(what string, is bool) {
		if is {
			missing = append(missing, what)
		}
	}
	add(MissingOwner, v.Owner == "")
	add(MissingRootCause, v.RootCause == "" && v.Age.Known && v.Age.Value > r.Rules.RootCauseDays)
	add(MissingAction, !slices.ContainsFunc(r.actions[v.Ref()], func(a *itsm.Action) bool { return a.Status != itsm.StatusCancelled }))
	add(MissingDueDate, !dated)
	add(MissingWorkaround, v.KnownError && v.Workaround == "")
	return missing
}
