package problems

import (
	"math"
	"slices"
	"time"

	"nines/analysis/stats"
	"nines/internal/itsm"
)

// Verdict says whether a fix worked.
type Verdict string

// The verdicts.
const (
	Worked     Verdict = "worked"      // fewer incidents than before, beyond chance
	Worse      Verdict = "worse"       // more, beyond chance
	Unclear    Verdict = "unclear"     // enough time has passed, and the difference may be chance
	TooEarly   Verdict = "too_early"   // not even an end to all incidents would be beyond chance yet
	NothingYet Verdict = "no_incident" // no incident between opening and fix: there is nothing to compare with
)

// chance is the probability, on one side, up to which a difference is not taken for chance.
const chance = 0.05

// Fix compares the incidents of a problem before and after its fix.
type Fix struct {
	*itsm.Problem
	FixedAt   time.Time
	Days      itsm.Number // from the opening to the fix, as far as the data reach back
	DaysSince itsm.Number // from the fix to the as-of instant

	Before, After Waiting     // of the incidents of these days
	Ratio         stats.Ratio // of the rates, after over before, with its 95 % interval
	Verdict       Verdict
	// Tells is the instant from which zero incidents since the fix would have been beyond chance; zero time: never.
	Tells time.Time

	Gained    itsm.Number // weighted minutes not lost since: those of as many days before the fix, less those lost; may be negative
	Effort    itsm.Number // hours of effort, likewise
	Uncertain bool        // incidents before or after lack downtime or effort: what was gained is not the whole
}

// fixes judges each problem that was fixed (its fixing change was carried out, else it was resolved or closed), the last
// fix first, then by id and source.
//
// The time before is that from the opening of the problem to the fix: the incidents that led to the opening are left
// out, and the time in which they came. A problem is opened because incidents piled up, by their cause or by chance;
// any stretch that ends with its opening holds the pile, and a rule that cuts a dense run of incidents out of it leaves
// a rate that is too low. And older incidents are linked to a problem only where somebody looked for them. What came
// after the opening was not selected: with a constant rate it is as likely to fall as to rise. The price: of a problem
// fixed within days of its opening it takes long to tell.
//
// Incidents are taken to come independently of each other, the counts to be Poisson; the test is the exact conditional
// one (stats.RateRatio), one-sided at 5 %.
func (r *reviewer) fixes() []Fix {
	var list []Fix
	for _, p := range r.sorted {
		at := r.fixedAt(p)
		if at.IsZero() || p.Opened.IsZero() || !at.Before(r.AsOf) || at.Before(p.Opened) {
			continue
		}
		list = append(list, r.fix(p, at))
	}
	slices.SortStableFunc(list, func(a, b Fix) int { return b.FixedAt.Compare(a.FixedAt) })
	return list
}

// fixedAt is when the fix went in; zero: it is not known to have.
func (r *reviewer) fixedAt(p *itsm.Problem) time.Time {
	if p.Status == itsm.StatusCancelled {
		return time.Time{}
	}
	if at := r.FixedBy[p.Ref()]; !at.IsZero() {
		return at
	}
	if p.Open() {
		return time.Time{}
	}
	return r.endedAt(p)
}

func (r *reviewer) fix(p *itsm.Problem, at time.Time) Fix {
	from := later(p.Opened, r.IncidentsFrom)
	f := Fix{Problem: p, FixedAt: at, DaysSince: days(at, r.AsOf)}
	if from.Before(at) {
		f.Days = itsm.Known(at.Sub(from).Hours() / 24)
	}
	incidents := r.incidents[p.Ref()]
	f.Before = sum(between(incidents, from.Add(1), at.Add(1)))
	f.After = sum(between(incidents, at.Add(1), r.AsOf.Add(1)))
	f.judge()
	f.gains()
	return f
}

// between returns the incidents that began at or after from and before to.
func between(incidents []*Incident, from, to time.Time) []*Incident {
	first := after(incidents, from)
	return first[:len(first)-len(after(first, to))]
}

// judge gives the verdict.
func (f *Fix) judge() {
	wait := telling(f.Before.Incidents, f.Days.Value)
	if wait > 0 {
		f.Tells = f.FixedAt.Add(time.Duration(min(wait, 100*365) * 24 * float64(time.Hour))) // a Duration holds 292 years
	}
	f.Ratio = stats.RateRatio(f.After.Incidents, f.DaysSince.Value, f.Before.Incidents, f.Days.Value)
	switch {
	case f.Ratio.More.Known && f.Ratio.More.Value < chance:
		f.Verdict = Worse
	case wait == 0:
		f.Verdict = NothingYet
	case f.Ratio.Less.Value < chance:
		f.Verdict = Worked
	case f.DaysSince.Value <= wait:
		f.Verdict = TooEarly
	default:
		f.Verdict = Unclear
	}
}

// telling is how many days without an incident it takes after n incidents in d days until that is beyond chance: if
// nothing changed, no incident in d2 days has the probability (d / (d + d2))^n, which is 5 % at d (0.05^(-1/n) - 1). 0
// for no incidents: never.
func telling(n int, d float64) float64 {
	if n == 0 {
		return 0
	}
	return d * (math.Pow(chance, -1/float64(n)) - 1)
}

// gains tells what the days since the fix would have cost at the rate before it, less what they did cost. Unknown where
// there was no incident before.
func (f *Fix) gains() {
	if f.Tells.IsZero() {
		return
	}
	times := f.DaysSince.Value / f.Days.Value
	f.Uncertain = f.Before.NotAssessed+f.After.NotAssessed+f.Before.WithoutEffort+f.After.WithoutEffort > 0
	if f.Before.Downtime().Known && f.After.Downtime().Known {
		f.Gained = itsm.Known(f.Before.Minutes*times - f.After.Minutes)
	}
	if f.Before.WithoutEffort < f.Before.Incidents {
		f.Effort = itsm.Known(f.Before.Effort.Hours()*times - f.After.Effort.Hours())
	}
}
