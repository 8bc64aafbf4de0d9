// Package response tells how outages and major incidents were handled, as practice.md section 8 defines it: how soon
// they were noticed, told and resolved, whether they went up a tier in time, whether their priority is what impact and
// urgency make of it, who had which role, and whether the plans for the worst were tried.
//
// Every record is expected as it was known at the as-of instant. All lengths are elapsed time, around the clock.
package response

import (
	"time"

	"nines/analysis/stats"
	"nines/internal/itsm"
)

// Rules is what the organisation asks of its response.
type Rules struct {
	Update          time.Duration                      // the longest gap between two messages
	ReviewDays      float64                            // days of 24 hours from the end of a major incident to its review
	MajorAfter      map[itsm.Criticality]time.Duration // an outage that lasts longer is major; none named: never due
	ContinuityAfter map[itsm.Criticality]time.Duration // an outage that lasts longer calls for the recovery plan
	Matrix          [levels][levels]itsm.Priority      // by impact, then urgency, high first
}

// Ref names an incident.
type Ref = itsm.Ref

// Outage is one outage of an incident.
type Outage struct {
	Incident  Ref // without a source: it names one that is not among the data
	Service   *itsm.Service
	Start     time.Time
	End       time.Time // zero: not known
	Undecided bool      // it ended between Start and End, nobody knows when
	Open      bool      // it is not over
	// Counts tells that it is one of those over which the mean times are taken: it ended in the period, which is Ended,
	// or should have an end there and has none.
	Counts, Ended bool
}

// Input is what the response of a period is told from.
type Input struct {
	Period itsm.Span
	AsOf   time.Time
	Zone   *time.Location // of the days on which plans were tested
	Rules  Rules
	// Outages of any time; of the incidents of those that count, all.
	Outages []Outage
	// Incidents holds those of the outages, and those that were declared major. Others do no harm.
	Incidents []*itsm.Incident
	Updates   []*itsm.Update
	// Communicating tells of which sources of incidents any message is known at all. Without one their incidents'
	// communication is unknown, and not bad.
	Communicating map[string]bool
	// Escalating tells of which sources of incidents any is known to have been declared major at all. Without one nobody
	// knows whether their incidents were.
	Escalating map[string]bool
	Actions    []*itsm.Action // all there are
	Catalogue  *itsm.Catalogue
}

// until is the end of what is judged: that of the period or the as-of instant, whichever is earlier.
func (in *Input) until() time.Time {
	if in.AsOf.Before(in.Period.To) {
		return in.AsOf
	}
	return in.Period.To
}

// Result is the response of a period.
type Result struct {
	Cases         int       // incidents over which HowSoon and NoticedBy are taken
	HowSoon       []HowSoon // by step, in the order of the steps
	StartAssumed  []Ref     // cases that state no start: their detection or opening stands in for it
	NoticedBy     NoticedBy
	Communication Communication
	Tiers         Tiers
	Majors        []Major // by start, id and source
	Plans         Plans
}

// Compute tells how the period's incidents were handled. Nothing of it depends on the order of the input.
func Compute(in Input) Result {
	cases := casesOf(&in)
	r := Result{
		NoticedBy:     noticedBy(cases),
		Communication: communication(&in, cases),
		Tiers:         tiers(&in, cases),
		Majors:        majors(&in, cases),
		Plans:         plans(&in),
	}
	r.HowSoon, r.StartAssumed = howSoon(cases)
	for _, c := range cases {
		if c.Counts {
			r.Cases++
		}
	}
	return r
}

// Brief tells only how soon things were done, for the comparison with an earlier period.
func Brief(in Input) []HowSoon {
	steps, _ := howSoon(casesOf(&in))
	return steps
}

// Rate is a share of cases with its 95 % Wilson interval, ratios 0..1; unknown where N = 0.
type Rate struct {
	Hits, N             int
	Share, Lower, Upper itsm.Number
}

func rate(hits, n int) Rate {
	r := Rate{Hits: hits, N: n}
	if in, ok := stats.Wilson(hits, n); ok {
		r.Share, r.Lower, r.Upper = itsm.Known(float64(hits)/float64(n)), itsm.Known(in.Lower), itsm.Known(in.Upper)
	}
	return r
}

// tally counts cases of which something is asked that may be unknown.
type tally struct{ yes, n int }

func (t *tally) add(answer itsm.YesNo) {
	if answer == itsm.Unsaid {
		return
	}
	t.n++
	if answer == itsm.Yes {
		t.yes++
	}
}

func (t tally) rate() Rate { return rate(t.yes, t.n) }

func yesNo(yes bool) itsm.YesNo {
	if yes {
		return itsm.Yes
	}
	return itsm.No
}
