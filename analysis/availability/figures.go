package availability

import (
	"slices"
	"time"

	"nines/internal/itsm"
)

// Gap says why an availability is unknown.
type Gap uint8

// The gaps.
const (
	NoGap          Gap = iota
	NoAgreedTime       // |T| is 0
	NoneAssessable     // the period has incidents of the service, and none can be assessed
	NotCovered         // the data do not cover the period; the input says why
)

// Figures is a service's availability in a period. Ratios are 0..1, minutes are weighted by users and work.
type Figures struct {
	Service *itsm.Service
	Gap     Gap     // why Availability is unknown
	Agreed  float64 // |T| up to the as-of instant, minutes

	Downtime     itsm.Number // D, minutes; unknown for want of data
	Availability itsm.Number // A = 1 - D/|T|
	Lower, Upper itsm.Number // A with undecided outages at their longest and at their shortest
	Undecided    int         // outages whose end is undecided and that may have cost agreed time
	Outages      int         // that cost agreed minutes
	NotAssessed  int         // tickets of the period that nothing says the loss of

	Unweighted         itsm.Number   // A if any outage in any cell counts whole
	UnweightedAgreed   time.Duration // time agreed in any region
	UnweightedDowntime time.Duration // of it, time in which any outage was active

	Target      itsm.Number // ratio, over dated targets the one that gives the same budget; unknown without terms
	Budget      itsm.Number // (1 - target) |T| of the whole period, minutes
	BudgetSpent itsm.Number // D / Budget; unknown for a budget of 0
	Rating      Rating

	weighted weighted
}

// weighted is what the blend of all services adds up: minutes times the service's weight, piece by piece.
type weighted struct {
	downtime, longest, shortest float64 // D, and with undecided outages at their longest and shortest
	agreed, whole, budget       float64 // |T| up to the as-of instant and of the whole period; the error budget
}

// measured is what Compute and Brief have in common: a service's ground and what its outages cost on it.
type measured struct {
	Figures
	ground *ground
	figure *tally // decided, open, and undecided ones at their closing
}

func measure(in *Input, s *itsm.Service, outages []*Outage) (*measured, error) {
	g := newGround(in, s, outages)
	m := &measured{ground: g, figure: g.tally(func(o *Outage) bool { return o.State != UndecidedNoClosing })}
	if err := m.figure.check(s); err != nil {
		return nil, err
	}
	activity := in.Activity[s.ID]
	m.Service, m.NotAssessed = s, activity.Incidents-activity.Assessable
	for i := range m.figure.outages {
		if m.figure.outages[i].gross > 0 {
			m.Outages++
		}
	}
	allowed := m.terms()
	m.UnweightedAgreed, m.UnweightedDowntime = g.anyRegion().Length(), m.figure.down.Length()
	_, notCovered := in.NotCovered[s.ID]
	switch {
	case notCovered:
		m.Gap = NotCovered
	case activity.Incidents > 0 && activity.Assessable == 0:
		m.Gap = NoneAssessable
	case m.Agreed == 0:
		m.Gap = NoAgreedTime
	}
	m.judge(allowed, in.AmberAt)
	return m, nil
}

// terms fills in agreed time, target and budget, and returns the downtime allowed up to now, in minutes.
func (m *measured) terms() (allowed float64) {
	var whole, budget float64
	same := true
	for i := range m.ground.terms {
		t := &m.ground.terms[i]
		elapsed, all := t.agreedMinutes()
		m.Agreed += elapsed
		m.weighted.agreed += t.Weight * elapsed
		m.weighted.whole += t.Weight * all
		m.weighted.budget += t.Weight * allowance(t.Target) * all
		whole += all
		budget += allowance(t.Target) * all
		allowed += allowance(t.Target) * elapsed
		same = same && t.Target == m.ground.terms[0].Target
	}
	m.weighted.downtime = m.figure.weighted
	switch {
	case len(m.ground.terms) == 0:
		return 0
	case same:
		m.Target = itsm.Known(m.ground.terms[0].Target)
	case whole > 0:
		m.Target = itsm.Known(1 - budget/whole)
	}
	m.Budget = itsm.Known(budget)
	return allowed
}

// judge fills in availability with its bounds, the budget spent and the rating.
func (m *measured) judge(allowed, amberAt float64) {
	longest, shortest := m.bounds()
	if m.Gap == NoneAssessable || m.Gap == NotCovered {
		return
	}
	m.Downtime = itsm.Known(m.figure.downtime)
	if m.Gap != NoGap {
		return
	}
	m.Availability = ratio(m.figure.downtime, m.Agreed)
	m.Lower, m.Upper = ratio(longest, m.Agreed), ratio(shortest, m.Agreed)
	m.Unweighted = ratio(m.UnweightedDowntime.Minutes(), m.UnweightedAgreed.Minutes())
	if m.Budget.Value > 0 {
		m.BudgetSpent = itsm.Known(m.figure.downtime / m.Budget.Value)
	}
	m.Rating = rate(m.figure.downtime, allowed, m.Budget.Value, amberAt)
	if met(longest, allowed) != met(shortest, allowed) {
		m.Rating = Undecided
	}
}

// bounds returns D with the undecided outages at their longest and at their shortest, which is no time at all, and
// counts those that matter.
func (m *measured) bounds() (longest, shortest float64) {
	longest, shortest = m.figure.downtime, m.figure.downtime
	m.weighted.longest, m.weighted.shortest = m.figure.weighted, m.figure.weighted
	if !slices.ContainsFunc(m.ground.schedule.outages, func(o *Outage) bool { return o.State.Undecided() }) {
		return longest, shortest
	}
	all := m.ground.tally(func(*Outage) bool { return true })
	for i, o := range m.ground.schedule.outages {
		if o.State.Undecided() && all.outages[i].gross > 0 {
			m.Undecided++
		}
	}
	least := m.ground.tally(func(o *Outage) bool { return !o.State.Undecided() })
	m.weighted.longest, m.weighted.shortest = all.weighted, least.weighted
	return all.downtime, least.downtime
}

// ratio is 1 - down/agreed within 0..1; unknown where nothing is agreed.
func ratio(down, agreed float64) itsm.Number {
	if agreed <= 0 {
		return itsm.Number{}
	}
	return itsm.Known(min(1, max(0, 1-down/agreed)))
}
