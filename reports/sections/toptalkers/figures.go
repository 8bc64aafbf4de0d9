package toptalkers

import (
	"time"

	"nines/analysis/toptalkers"
	"nines/reports/making"
)

// Figures are the figures of the section for other programs, under the contract's keys: ratios 0..1, durations in minutes,
// unknown as null.
type Figures struct {
	Outages     []outageFigures `json:"outages"`
	VitalFew    fewFigures      `json:"vital_few"`
	ByProblem   []groupFigures  `json:"by_problem"`
	ByCause     []groupFigures  `json:"by_cause"`
	ByComponent []groupFigures  `json:"by_component"`
	ByChange    []groupFigures  `json:"by_change"`
	ByTeam      []groupFigures  `json:"by_team,omitempty"`
}

// fewFigures are the first outages, n of them, that make most of the loss: this share, null where there are none.
type fewFigures struct {
	N     int      `json:"n"`
	Share *float64 `json:"share"`
}

type outageFigures struct {
	ID                string     `json:"id"`
	Incident          *string    `json:"incident"`
	Service           string     `json:"service"`
	Title             string     `json:"title"`
	From              *time.Time `json:"from"`
	To                *time.Time `json:"to"`
	GrossMinutes      float64    `json:"gross_minutes"`
	AttributedMinutes float64    `json:"attributed_minutes"`
	Score             float64    `json:"score"`
	Share             *float64   `json:"share"`
	CumulativeShare   *float64   `json:"cumulative_share"`
}

type groupFigures struct {
	Key               *string  `json:"key"` // null: the tickets state none
	Outages           int      `json:"outages"`
	AttributedMinutes float64  `json:"attributed_minutes"`
	Score             float64  `json:"score"`
	Share             *float64 `json:"share"`
	CumulativeShare   *float64 `json:"cumulative_share"`
}

func newFigures(m *making.Report, r toptalkers.Result) Figures {
	figures := Figures{
		Outages:   []outageFigures{},
		ByProblem: newGroupFigures(r.ByProblem), ByCause: newGroupFigures(r.ByCause),
		ByComponent: newGroupFigures(r.ByComponent), ByChange: newGroupFigures(r.ByChange),
	}
	if m.Settings.ByTeam {
		figures.ByTeam = newGroupFigures(r.ByTeam)
	}
	if n, share := vitalFew(r.Outages); n > 0 {
		figures.VitalFew = fewFigures{n, &share}
	}
	for _, o := range r.Outages {
		figures.Outages = append(figures.Outages, outageFigures{
			ID: o.ID, Incident: making.TextOrNull(o.Incident), Service: o.Service, Title: o.Title,
			From: m.TimeOrNull(o.From), To: m.TimeOrNull(o.To), GrossMinutes: o.Gross, AttributedMinutes: o.Attributed,
			Score: o.Score, Share: o.Share.Pointer(), CumulativeShare: o.Cumulative.Pointer(),
		})
	}
	return figures
}

func newGroupFigures(groups []toptalkers.Group) []groupFigures {
	list := make([]groupFigures, 0, len(groups))
	for _, g := range groups {
		list = append(list, groupFigures{
			Key: making.TextOrNull(g.Key), Outages: g.Outages, AttributedMinutes: g.Attributed, Score: g.Score,
			Share: g.Share.Pointer(), CumulativeShare: g.Cumulative.Pointer(),
		})
	}
	return list
}
