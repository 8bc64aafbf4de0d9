package response

import (
	"cmp"
	"slices"
	"time"

	"nines/internal/itsm"
)

// Tier is how high an incident is handled.
type Tier uint8

// The tiers above the normal one.
const (
	TierMajor Tier = iota
	TierContinuity
	numberOfTiers
)

// String is the word for the tier: major or continuity.
func (t Tier) String() string { return [...]string{"major", "continuity"}[t] }

// Verdict says how an incident went up a tier.
type Verdict uint8

// The verdicts, what is to be mended first.
const (
	Never      Verdict = iota // it was due and was not declared
	Late                      // it was declared after it was due
	Unrecorded                // it was due, and its source records no such declarations
	OnTime                    // it was declared when it was due, or before
	NotDue                    // it was declared and never became due, which is no fault
)

// String is the word for the verdict: never, late, unrecorded, on_time or not_due.
func (v Verdict) String() string {
	return [...]string{"never", "late", "unrecorded", "on_time", "not_due"}[v]
}

// Escalation is a case that went up a tier, or should have.
type Escalation struct {
	*Case
	Tier     Tier
	Verdict  Verdict
	After    itsm.Length // the rule: how long an outage of the service may last before it goes up; unknown: no rule
	Due      time.Time   // zero: never due
	Declared time.Time   // zero: it was not
	Late     itsm.Length // from due to declared; 0 where it was in time, unknown where it was not due or not declared
}

// TierCount counts the cases of one tier.
type TierCount struct {
	Tier                                 Tier
	Judged                               int // cases with a rule and a known end, or still open
	NoRule                               int // the criticality of their service has none
	NoEnd                                int // nobody knows how long they lasted
	Due, OnTime, Late, Never, Unrecorded int // of the judged: Due is the sum of the others
	NotDue                               int // declared though it never became due
}

// Tiers says which outages went up a tier in time.
type Tiers struct {
	Counts      [numberOfTiers]TierCount
	Escalations []Escalation // never, late (latest first), unrecorded, on time, not due; then by start, id, source and tier
}

// Unrecorded counts the escalations that were due and of which nobody knows whether they were declared.
func (t *Tiers) Unrecorded() (n int) {
	for _, c := range t.Counts {
		n += c.Unrecorded
	}
	return n
}

func tiers(in *Input, cases []*Case) Tiers {
	var t Tiers
	for tier := range numberOfTiers {
		t.Counts[tier].Tier = tier
		for _, c := range cases {
			t.judge(in, c, tier)
		}
	}
	slices.SortStableFunc(t.Escalations, func(a, b Escalation) int {
		return cmp.Or(cmp.Compare(a.Verdict, b.Verdict), cmp.Compare(b.Late.Value, a.Late.Value), a.Case.compare(b.Case), cmp.Compare(a.Tier, b.Tier))
	})
	return t
}

func (t *Tiers) judge(in *Input, c *Case, tier Tier) {
	n := &t.Counts[tier]
	e := Escalation{Case: c, Tier: tier, After: in.Rules.after(tier, c.Service), Declared: c.declared(tier)}
	if len(c.outages) > 0 {
		switch {
		case !e.After.Known:
			n.NoRule++
		case c.End.IsZero() && !c.Open:
			n.NoEnd++
		default:
			n.Judged++
			e.Due = c.due(e.After.Value, in.until())
		}
	}
	switch {
	case e.Due.IsZero() && e.Declared.IsZero():
		return
	case e.Due.IsZero():
		e.Verdict = NotDue
		n.NotDue++
	case e.Declared.IsZero() && !in.Escalating[c.Source]:
		e.Verdict = Unrecorded
		n.Unrecorded++
	case e.Declared.IsZero():
		e.Verdict = Never
		n.Never++
	default:
		e.Verdict, e.Late = OnTime, itsm.Length{Known: true}
		n.OnTime++
		if late := e.Declared.Sub(e.Due); late > 0 {
			e.Verdict, e.Late.Value = Late, late
			n.OnTime--
			n.Late++
		}
	}
	if !e.Due.IsZero() {
		n.Due++
	}
	t.Escalations = append(t.Escalations, e)
}

func (r *Rules) after(t Tier, s *itsm.Service) itsm.Length {
	if s == nil {
		return itsm.Length{}
	}
	rule := r.MajorAfter
	if t == TierContinuity {
		rule = r.ContinuityAfter
	}
	after, ok := rule[s.Criticality]
	return itsm.Length{Value: after, Known: ok}
}

// declared is when the case went up to the tier, or above it.
func (c *Case) declared(t Tier) time.Time {
	if c.Incident == nil {
		return time.Time{}
	}
	major, continuity := c.Incident.Major, c.Incident.Continuity
	if t == TierContinuity || major.IsZero() || !continuity.IsZero() && continuity.Before(major) {
		return continuity
	}
	return major
}

// due is when the outage had lasted as long as it may: of its outages, those that overlap or touch as one, the first
// that lasted longer. What is open lasts until now, what is undecided until its closing. Zero: none did.
func (c *Case) due(after time.Duration, until time.Time) time.Time {
	var spans []itsm.Span
	for _, o := range c.outages {
		end := o.End
		if o.Open || end.After(until) {
			end = until
		}
		spans = append(spans, itsm.Span{From: o.Start, To: end})
	}
	for _, s := range itsm.Merge(spans) {
		if s.Length() > after {
			return s.From.Add(after)
		}
	}
	return time.Time{}
}
