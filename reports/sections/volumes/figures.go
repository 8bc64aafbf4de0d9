package volumes

import (
	"nines/analysis/volumes"
	"nines/internal/itsm"
	"nines/reports/making"
)

// Figures are the figures of the section for other programs, under the contract's keys: ratios 0..1, durations in minutes,
// unknown as null.
type Figures struct {
	Incidents     incidentVolumes `json:"incidents"`
	Requests      ticketVolumes   `json:"requests"`
	Problems      ticketVolumes   `json:"problems"`
	Changes       changeVolumes   `json:"changes"`
	EffortMinutes *float64        `json:"effort_minutes"`
}

type incidentVolumes struct {
	Opened     int            `json:"opened"`
	Resolved   int            `json:"resolved"`
	Closed     int            `json:"closed"`
	OpenAtEnd  int            `json:"open_at_end"`
	Before     *int           `json:"opened_before"` // in the period before; null where the data do not reach back
	ByPriority map[string]int `json:"by_priority"`
}

type ticketVolumes struct {
	Opened    int  `json:"opened"`
	Resolved  *int `json:"resolved"` // null where the record has no such time
	Closed    int  `json:"closed"`
	OpenAtEnd int  `json:"open_at_end"`
}

type changeVolumes struct {
	Implemented int            `json:"implemented"`
	ByClass     map[string]int `json:"by_class"`
	ByOutcome   map[string]int `json:"by_outcome"`
}

func newFigures(v volumes.Volumes, before itsm.Number, e *making.Effort) Figures {
	f := Figures{
		Incidents: incidentVolumes{
			Opened: v.Incidents.Opened, Resolved: v.Incidents.Resolved, Closed: v.Incidents.Closed,
			OpenAtEnd: v.Incidents.OpenAtEnd, ByPriority: map[string]int{},
		},
		Requests: ticketFigures(v.Requests), Problems: ticketFigures(v.Problems),
		Changes: changeVolumes{Implemented: v.Changes.Implemented, ByClass: map[string]int{}, ByOutcome: map[string]int{}},
	}
	if before.Known {
		n := int(before.Value)
		f.Incidents.Before = &n
	}
	if now := e.Now(); now.Known {
		f.EffortMinutes = &now.Minutes
	}
	for _, p := range priorities {
		f.Incidents.ByPriority[orUnknown(p.String())] = v.Incidents.ByPriority[p]
	}
	for class, n := range v.Changes.ByClass {
		f.Changes.ByClass[orUnknown(class.String())] = n
	}
	for outcome, n := range v.Changes.ByOutcome {
		f.Changes.ByOutcome[orUnknown(outcome.String())] = n
	}
	return f
}

func ticketFigures(t volumes.Tickets) ticketVolumes {
	return ticketVolumes{Opened: t.Opened, Closed: t.Closed, OpenAtEnd: t.OpenAtEnd}
}

func orUnknown(word string) string {
	if word == "" {
		return "unknown"
	}
	return word
}
