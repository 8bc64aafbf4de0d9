package problems

import (
	"time"

	"nines/internal/itsm"
)

// Waiting is what the incidents of a problem have cost in a stretch of time. An incident counts wholly for each of its
// problems; its minutes, effort and cost are split between them equally.
type Waiting struct {
	Known         bool // false: nothing tells since when to count, or what
	Incidents     int
	Minutes       float64 // weighted downtime
	NotAssessed   int     // of the incidents: nothing tells their downtime
	Effort        time.Duration
	WithoutEffort int         // of the incidents: nothing tells their effort
	Cost          itsm.Number // unknown where nothing of it is priced
	Partial       bool        // parts of the cost are unknown: it is a lower bound
	First, Last   time.Time   // when the first and the last of the incidents began
}

// Downtime is the weighted minutes lost: 0 of no incidents, unknown where there are some and none of them could be
// assessed, a lower bound where NotAssessed is not 0.
func (w *Waiting) Downtime() itsm.Number {
	return itsm.Number{Value: w.Minutes, Known: w.Known && (w.Incidents == 0 || w.NotAssessed < w.Incidents)}
}

// since adds up the incidents of the problem that began at or after the instant.
func (r *reviewer) since(problem itsm.Ref, from time.Time) Waiting {
	if from.IsZero() || r.WithoutIncidents {
		return Waiting{}
	}
	w := sum(after(r.incidents[problem], from))
	if w.Incidents == 0 && r.Priced {
		w.Cost = itsm.Known(0) // that is known, not unknown
	}
	return w
}

// after returns the incidents, in the order of their starts, that began at or after the instant.
func after(incidents []*Incident, from time.Time) []*Incident {
	for i, n := range incidents {
		if !n.Start.IsZero() && !n.Start.Before(from) {
			return incidents[i:]
		}
	}
	return nil
}

func sum(incidents []*Incident) Waiting {
	w := Waiting{Known: true, Incidents: len(incidents)}
	for _, n := range incidents {
		share := float64(len(n.Problems))
		w.Minutes += n.Minutes / share
		if !n.Assessed {
			w.NotAssessed++
		}
		w.Effort += time.Duration(float64(n.Effort.Value) / share)
		if !n.Effort.Known {
			w.WithoutEffort++
		}
		w.Partial = w.Partial || n.Partial
		if n.Cost.Known {
			w.Cost = itsm.Known(w.Cost.Value + n.Cost.Value/share)
		}
		if n.Start.IsZero() {
			continue
		}
		if w.First.IsZero() {
			w.First = n.Start
		}
		w.Last = n.Start
	}
	return w
}

func idsOf(incidents []*Incident) []string {
	ids := make([]string, len(incidents))
	for i, n := range incidents {
		ids[i] = n.ID
	}
	return ids
}
