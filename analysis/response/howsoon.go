package response

import (
	"time"

	"nines/analysis/stats"
	"nines/internal/itsm"
)

// Step is something that is to happen in every outage.
type Step uint8

// The steps, in the order in which a report shows them.
const (
	Detected Step = iota
	Told          // the customers
	ExtentKnown
	ImpactKnown
	Handled // somebody started to work on it
	WorkedAround
	Resolved
	CauseTold // the customers were told of resolution and cause
	numberOfSteps
)

var stepWords = [numberOfSteps]string{
	"detected", "notified", "extent_known", "impact_known", "engaged", "workaround", "resolved", "cause_told",
}

// String is the field of the incident that tells the step.
func (s Step) String() string { return stepWords[s] }

func (s Step) of(i *itsm.Incident) time.Time {
	return [numberOfSteps]time.Time{
		i.Detected, i.Notified, i.ExtentKnown, i.ImpactKnown, i.Engaged, i.Workaround, i.Resolved, i.CauseTold,
	}[s]
}

// HowSoon summarises the minutes from the start of an outage to a step, over the incidents of which an outage ended in
// the period. Missing counts those that lack the time, have one before the start, or are not over.
type HowSoon struct {
	Step Step
	stats.Summary
	Contradictory []Ref // of the missing: the time lies before the start; by start, id and source
}

// howSoon takes the cases in order, and lists those whose start is only assumed: for these the time of detection tells
// nothing, as it may be the very instant that stands in for the start.
func howSoon(cases []*Case) (steps []HowSoon, assumed []Ref) {
	steps = make([]HowSoon, numberOfSteps)
	for _, c := range cases {
		if c.Counts && c.startAssumed() {
			assumed = append(assumed, c.Ref)
		}
	}
	for s := range numberOfSteps {
		var minutes []float64
		missing := 0
		steps[s].Step = s
		for _, c := range cases {
			if !c.Counts {
				continue
			}
			after, contradictory := c.After(s)
			if contradictory {
				steps[s].Contradictory = append(steps[s].Contradictory, c.Ref)
			}
			if !after.Known {
				missing++
				continue
			}
			minutes = append(minutes, after.Value.Minutes())
		}
		steps[s].Summary = stats.Summarise(minutes, missing)
	}
	return steps, assumed
}

// After is how long after its start the case took the step; unknown where it is not over, lacks the time or has a
// contradictory one, which lies before the start.
func (c *Case) After(s Step) (l itsm.Length, contradictory bool) {
	if !c.Ended || c.Incident == nil || s == Detected && c.startAssumed() {
		return itsm.Length{}, false
	}
	at := s.of(c.Incident)
	if at.IsZero() || at.Before(c.Start) {
		return itsm.Length{}, !at.IsZero()
	}
	return itsm.Length{Value: at.Sub(c.Start), Known: true}, false
}

// startAssumed tells whether nothing states when the case began, so that its detection or opening stands in.
func (c *Case) startAssumed() bool {
	return c.Incident != nil && c.Incident.Started.IsZero() && c.Start.Equal(c.Incident.Start())
}

// NoticedBy says who noticed the outages first. The shares are those of the incidents of which it is known.
type NoticedBy struct {
	Customers, Monitoring, Staff Rate
	Unknown                      int
}

func noticedBy(cases []*Case) NoticedBy {
	counts := map[itsm.Detector]int{}
	n := 0
	for _, c := range cases {
		switch {
		case !c.Counts:
		case c.Incident == nil:
			counts[itsm.DetectorUnknown]++
		default:
			counts[c.Incident.DetectedBy]++
			if c.Incident.DetectedBy != itsm.DetectorUnknown {
				n++
			}
		}
	}
	return NoticedBy{
		Customers: rate(counts[itsm.DetectorCustomer], n), Monitoring: rate(counts[itsm.DetectorMonitoring], n),
		Staff: rate(counts[itsm.DetectorStaff], n), Unknown: counts[itsm.DetectorUnknown],
	}
}
