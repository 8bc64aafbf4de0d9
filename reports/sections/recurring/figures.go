package recurring

import (
	"time"

	"nines/analysis/recurring"
	"nines/reports/making"
)

// Figures are the figures of the section for other programs, under the contract's keys: ratios 0..1, durations in minutes,
// unknown as null.
type Figures struct {
	Groups    []groupFigures `json:"groups"`
	Incidents tallyFigures   `json:"incidents"`
	Requests  tallyFigures   `json:"requests"`
}

// tallyFigures is how many of the tickets opened are in groups.
type tallyFigures struct {
	Opened         int      `json:"opened"`
	Untitled       int      `json:"untitled"`
	Grouped        int      `json:"grouped"`
	Share          *float64 `json:"grouped_share"` // of those opened
	Groups         int      `json:"groups"`
	WithoutProblem int      `json:"groups_without_problem"` // 0 of requests, which need none
}

type groupFigures struct {
	Signature          string         `json:"signature"`
	Service            *string        `json:"service"`
	Kind               string         `json:"kind"` // incident or request
	Count              int            `json:"count"`
	Minutes            *float64       `json:"minutes"`
	WithoutEffort      int            `json:"without_effort"`
	DowntimeMinutes    *float64       `json:"downtime_minutes"`
	NotAssessed        int            `json:"not_assessed"` // incidents of which the downtime is not known
	First              *time.Time     `json:"first"`
	Last               *time.Time     `json:"last"`
	MeanMinutesBetween *float64       `json:"mean_minutes_between"`
	HoursAYear         *float64       `json:"hours_a_year"`
	Problem            *string        `json:"problem"` // that most incidents name
	Problems           []problemCount `json:"problems"`
	IDs                []string       `json:"ids"`
}

type problemCount struct {
	Problem string `json:"problem"`
	Tickets int    `json:"tickets"`
}

func newFigures(m *making.Report, r *recurring.Result) Figures {
	figures := Figures{Groups: []groupFigures{}, Incidents: newTallyFigures(r.Incidents), Requests: newTallyFigures(r.Requests)}
	figures.Incidents.WithoutProblem = orphans(r)
	for _, g := range r.Groups {
		group := groupFigures{
			Signature: g.Signature, Service: making.TextOrNull(g.Service), Kind: g.Kind.String(), Count: g.Count,
			Minutes: g.Minutes.Pointer(), WithoutEffort: g.WithoutEffort, DowntimeMinutes: g.Downtime.Pointer(),
			NotAssessed: g.NotAssessed, First: m.TimeOrNull(g.First), Last: m.TimeOrNull(g.Last),
			MeanMinutesBetween: g.MinutesBetween.Pointer(), HoursAYear: g.HoursAYear.Pointer(),
			Problem: making.TextOrNull(g.Problem()), Problems: []problemCount{}, IDs: making.IDsOf(g.Members),
		}
		if g.Kind == recurring.Request { // an incident's matter
			group.NotAssessed = 0
		}
		for _, link := range g.Problems {
			group.Problems = append(group.Problems, problemCount(link))
		}
		figures.Groups = append(figures.Groups, group)
	}
	return figures
}

func newTallyFigures(t recurring.Tally) tallyFigures {
	f := tallyFigures{Opened: t.Tickets, Untitled: t.Untitled, Grouped: t.Grouped, Groups: t.Groups}
	if t.Tickets > 0 {
		share := shareOf(t)
		f.Share = &share
	}
	return f
}
