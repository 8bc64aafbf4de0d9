package changes

import (
	"slices"

	"nines/analysis/stats"
	"nines/internal/itsm"
)

// Rate is the share of changes that failed: counted per change, never per incident.
type Rate struct {
	Failed, N int
	Share     itsm.Number    // 0..1, unknown at N = 0
	Interval  stats.Interval // 95 % (Wilson), meaningless at N = 0
}

// add counts a change.
func (r *Rate) add(failed bool) {
	r.N++
	if failed {
		r.Failed++
	}
}

func (r *Rate) close() {
	interval, ok := stats.Wilson(r.Failed, r.N)
	if ok {
		r.Interval, r.Share = interval, itsm.Known(float64(r.Failed)/float64(r.N))
	}
}

// FailureRate is how many of the changes carried out with a known outcome failed, of those whose time of suspicion has
// passed; cancelled ones are in none of it.
type FailureRate struct {
	Explicit     Rate // failed, backed out, or named by an incident as its cause
	WithInferred Rate // the same, and those that an outage followed which names no change
	NoOutcome    int  // carried out, and nobody said how it went
	Unseen       int  // in the explicit rate only: nobody knows the outages of its service
	TooEarly     int  // known outcome, and outages may still follow
}

// PeriodFailures is the failure rate of the changes carried out in a period.
type PeriodFailures struct {
	itsm.Span
	FailureRate
}

// verdict judges a change that was carried out.
func (b *backward) verdict(c *carried) Verdict {
	switch {
	case c.outcome == itsm.OutcomeUnknown:
		return Undecided
	case c.outcome == itsm.OutcomeFailed || c.outcome == itsm.OutcomeBackedOut:
		return FailedOutcome
	case c.named:
		return FailedByName
	case b.tooEarly(c):
		return Waiting
	case c.suspected:
		return FailedInference
	}
	return Succeeded
}

// tooEarly tells whether outages may still follow the change.
func (b *backward) tooEarly(c *carried) bool { return b.AsOf.Before(c.at.Add(b.Rules.Suspect)) }

// count adds a change to the rates. A change that has failed already waits for the end of its time of suspicion too:
// failures would else be in the rate earlier than successes.
func (b *backward) count(f *FailureRate, c *carried) {
	v := b.verdict(c)
	switch {
	case v == Undecided:
		f.NoOutcome++
		return
	case b.tooEarly(c):
		f.TooEarly++
		return
	}
	failed := v == FailedOutcome || v == FailedByName
	f.Explicit.add(failed)
	if b.unseen(c) {
		f.Unseen++
		return
	}
	f.WithInferred.add(failed || v == FailedInference)
}

// unseen tells whether nobody can know if an outage of the change's own service followed it.
func (b *backward) unseen(c *carried) bool { return c.of != nil && b.Unseen[c.of.ID] }

func (f *FailureRate) close() {
	f.Explicit.close()
	f.WithInferred.close()
}

// failures are the rates of all periods.
func (b *backward) failures() []PeriodFailures {
	list := make([]PeriodFailures, len(b.Periods))
	for i, p := range b.Periods {
		list[i].Span = p
	}
	for i := range b.changes {
		c := &b.changes[i]
		if !c.done || c.others {
			continue
		}
		for k := range list {
			if list[k].Contains(c.at) {
				b.count(&list[k].FailureRate, c)
			}
		}
	}
	for k := range list {
		list[k].close()
	}
	return list
}

// usualFailures judges the last period by those before it.
func usualFailures(periods []PeriodFailures) (explicit, inferred stats.Usual) {
	if len(periods) == 0 {
		return stats.TooEarly, stats.TooEarly
	}
	judge := func(of func(p *PeriodFailures) Rate) stats.Usual {
		var earlier []stats.Share
		for i := range periods {
			r := of(&periods[i])
			earlier = append(earlier, stats.Share{Hits: r.Failed, N: r.N})
		}
		return stats.UsualShare(earlier[:len(earlier)-1], earlier[len(earlier)-1])
	}
	return judge(func(p *PeriodFailures) Rate { return p.Explicit }), judge(func(p *PeriodFailures) Rate { return p.WithInferred })
}

// carriedOut lists the changes of the report's period with their links.
func (b *backward) carriedOut(links []Link) []CarriedOut {
	byChange := map[int][]Link{}
	for _, l := range links {
		if l.change >= 0 && b.changes[l.change].full != nil {
			byChange[l.change] = append(byChange[l.change], l)
		}
	}
	var list []CarriedOut
	for i := range b.changes {
		c := &b.changes[i]
		if c.full == nil {
			continue
		}
		done := CarriedOut{Change: *c.full, Of: c.of, From: c.from, At: c.at, ByPlan: c.byPlan, Late: lateness(c.full), Verdict: b.verdict(c), Early: b.tooEarly(c), Unseen: b.unseen(c), Links: byChange[i]}
		b.noteGaps(&done, c)
		list = append(list, done)
	}
	slices.SortFunc(list, func(x, y CarriedOut) int {
		if d := x.At.Compare(y.At); d != 0 {
			return d
		}
		return x.Ref().Compare(y.Ref())
	})
	return list
}

func (b *backward) noteGaps(d *CarriedOut, c *carried) {
	note := func(holds bool, list *[]itsm.Ref) {
		if holds {
			*list = append(*list, c.Ref)
		}
	}
	note(d.Verdict == Undecided, &b.gaps.NoOutcome)
	note(d.Verdict != Undecided && b.tooEarly(c), &b.gaps.TooEarly)
	note(c.of == nil, &b.gaps.NoService)
	note(c.byPlan, &b.gaps.ByPlan)
	note(!d.ActualEnd.IsZero() && d.ActualEnd.Before(d.ActualStart), &b.gaps.Contradictory)
}
