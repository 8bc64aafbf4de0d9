package availability

import (
	"time"

	"nines/analysis/stats"
	"nines/internal/itsm"
)

// Times summarises how long things took, in elapsed minutes, over the outages that ended in a period. Missing counts
// those that lack a time and those that are still open.
type Times struct {
	Restore     stats.Summary // MTTR: start to end, by outage
	Detect      stats.Summary // MTTD: started to detected, by incident
	Acknowledge stats.Summary // MTTA: opened to acknowledged, by incident
	Engage      stats.Summary // MTTE: detected to engaged, by incident
}

// timesOf takes outages that matter to the span. An incident counts once, however many outage records it has.
func timesOf(outages []*Outage, elapsed itsm.Span) Times {
	var restore, detect, acknowledge, engage sample
	ended := map[Ref]*Outage{} // nil: of an incident that has not ended
	var incidents []Ref
	for _, o := range outages {
		counts, done := o.InTimes(elapsed)
		if !counts {
			continue
		}
		restore.add(between(o.Start, o.End), done)
		if o.Incident.ID == "" {
			continue
		}
		if known, met := ended[o.Incident]; !met {
			incidents = append(incidents, o.Incident)
		} else if known != nil {
			continue
		}
		ended[o.Incident] = nil
		if done {
			ended[o.Incident] = o
		}
	}
	for _, ref := range incidents {
		o := ended[ref]
		if o == nil {
			o = &Outage{}
		}
		detect.add(o.Detection, true)
		acknowledge.add(o.Acknowledgement, true)
		engage.add(o.Engagement, true)
	}
	return Times{restore.summary(), detect.summary(), acknowledge.summary(), engage.summary()}
}

// restoreOf is the Restore of the outages' Times alone.
func restoreOf(outages []*Outage, elapsed itsm.Span) stats.Summary {
	var restore sample
	for _, o := range outages {
		if counts, done := o.InTimes(elapsed); counts {
			restore.add(between(o.Start, o.End), done)
		}
	}
	return restore.summary()
}

// InTimes tells whether the outage is one of those over which the Times of the elapsed part of a period are taken, and
// whether it ended there; if not, it is missing in them.
func (o *Outage) InTimes(elapsed itsm.Span) (counts, ended bool) {
	if !o.touches(elapsed) {
		return false, false
	}
	ended = o.State == Decided && elapsed.Contains(o.End)
	return ended || o.lacksEnd(elapsed), ended
}

// lacksEnd tells whether the outage should have an end in the span and has none: it is still open, or it was over
// without anybody noting when.
func (o *Outage) lacksEnd(elapsed itsm.Span) bool {
	switch o.State {
	case Open:
		return o.Start.Before(elapsed.To)
	case UndecidedClosing:
		return elapsed.Contains(o.Closed)
	case UndecidedNoClosing:
		return elapsed.Contains(o.Start)
	}
	return false
}

// sample gathers lengths.
type sample struct {
	minutes []float64
	missing int
}

func (s *sample) add(l itsm.Length, counts bool) {
	if !l.Known || !counts {
		s.missing++
		return
	}
	s.minutes = append(s.minutes, float64(l.Value)/float64(time.Minute))
}

func (s *sample) summary() stats.Summary { return stats.Summarise(s.minutes, s.missing) }
