package hotspots

import (
	"nines/analysis/hotspots"
	"nines/reports/making"
)

// Figures are the figures of the section for other programs, under the contract's keys: ratios 0..1, durations in minutes,
// unknown as null.
type Figures struct {
	TotalMinutes  *float64         `json:"total_minutes"` // null: nothing states any
	ByType        []effortFigures  `json:"by_type"`
	ByService     []effortFigures  `json:"by_service"`
	ByComponent   []effortFigures  `json:"by_component"`
	ByTeam        []effortFigures  `json:"by_team"`
	ByLevel       []effortFigures  `json:"by_level"`
	WithoutEffort int              `json:"without_effort"` // tickets that ended in the period
	WithoutIDs    []string         `json:"without_effort_ids"`
	Doubtful      []doubtFigures   `json:"doubtful"`
	DoubtfulTotal float64          `json:"doubtful_minutes"`  // of total_minutes
	Unsettled     float64          `json:"unsettled_minutes"` // of total_minutes, on tickets still open
	DoubtfulShare *float64         `json:"doubtful_share"`
	OpenShare     *float64         `json:"unsettled_share"`
	Total         totalFigures     `json:"total"`
	Periods       []periodFigures  `json:"periods"` // oldest first, this one last
	Worklogs      WorklogsFigures  `json:"worklogs"`
	Quadrant      quadrantsFigures `json:"quadrant"`
	Travel        travelFigures    `json:"travel"`
}

// totalFigures is the whole effort beside that of the earlier periods.
type totalFigures struct {
	Tickets           int      `json:"tickets"`
	PreviousMinutes   *float64 `json:"previous_minutes"`
	MeanOfFourMinutes *float64 `json:"mean_of_four_minutes"`
	Trend             *string  `json:"trend"`
}

// effortFigures is the effort under one key.
type effortFigures struct {
	Key               *string  `json:"key"` // null: not stated
	Minutes           float64  `json:"minutes"`
	Share             *float64 `json:"share"`
	Tickets           int      `json:"tickets"`
	PreviousMinutes   *float64 `json:"previous_minutes"`
	MeanOfFourMinutes *float64 `json:"mean_of_four_minutes"` // of the last four periods before
	Trend             *string  `json:"trend"`                // within, above or below its usual range; null: too few periods
}

type doubtFigures struct {
	ID          string  `json:"id"`
	Type        string  `json:"type"`
	Minutes     float64 `json:"minutes"`        // all of its effort
	Booked      float64 `json:"booked_minutes"` // of the period
	OpenMinutes float64 `json:"open_minutes"`
	Logged      bool    `json:"logged"` // the minutes come from work logs
}

type periodFigures struct {
	Period  string   `json:"period"`
	Minutes *float64 `json:"minutes"`
}

// WorklogsFigures is what the work logs of the period hold, and what they lack.
type WorklogsFigures struct {
	Minutes         float64  `json:"minutes"` // of total_minutes
	PersonalMinutes float64  `json:"personal_minutes"`
	Persons         int      `json:"persons"`
	WithoutPerson   int      `json:"without_person"`
	WithoutTicket   int      `json:"without_ticket"`
	WithoutMinutes  int      `json:"without_minutes"`
	WithoutTime     int      `json:"without_time"`
	Unlinked        []string `json:"unlinked"` // ids that mean no ticket, or several
}

type quadrantsFigures struct {
	Services   quadrantFigures `json:"services"`
	Components quadrantFigures `json:"components"`
}

type quadrantFigures struct {
	MedianMinutes         *float64      `json:"median_minutes"`
	MedianDowntimeMinutes *float64      `json:"median_downtime_minutes"`
	Spots                 []spotFigures `json:"spots"`
}

type spotFigures struct {
	Key             string   `json:"key"`
	Minutes         float64  `json:"minutes"`
	DowntimeMinutes *float64 `json:"downtime_minutes"`
	Place           *string  `json:"place"` // toil, pain, both or neither; null: it cannot be placed
}

type travelFigures struct {
	Resolved             int             `json:"resolved"`
	Levels               []levelFigures  `json:"levels"`
	ThreeHands           portionFigures  `json:"three_hands"`
	Reopened             portionFigures  `json:"reopened"`
	Passed               []PassedFigures `json:"passed"`
	ReopenedTickets      []PassedFigures `json:"reopened_tickets"`
	WithoutLevel         int             `json:"without_level"`
	WithoutReassignments int             `json:"without_reassignments"`
	WithoutReopenings    int             `json:"without_reopenings"`
}

type levelFigures struct {
	Level string `json:"level"`
	portionFigures
}

type portionFigures struct {
	N     int      `json:"n"`
	Of    int      `json:"of"`
	Share *float64 `json:"share"`
	Lower *float64 `json:"lower"`
	Upper *float64 `json:"upper"`
}

// PassedFigures is an incident that changed hands, or was opened again, and how often.
type PassedFigures struct {
	ID      string  `json:"id"`
	Service *string `json:"service"`
	Team    *string `json:"team"`
	Times   int     `json:"times"`
}

func newFigures(m *making.Report, e *making.Effort, services, components hotspots.Quadrant) Figures {
	f := Figures{
		TotalMinutes: knownMinutes(e.Now()), Total: totalFigures{e.Tickets, e.Total.Previous.Pointer(), e.Total.MeanOfFour.Pointer(), usualFigure(m, e.Total.Usual)},
		ByType: effortsOf(m, e.ByType), ByService: effortsOf(m, e.ByService), ByComponent: effortsOf(m, e.ByComponent),
		ByTeam: effortsOf(m, e.ByTeam), ByLevel: effortsOf(m, e.ByLevel),
		WithoutEffort: len(e.WithoutEffort), WithoutIDs: ticketIDs(e.WithoutEffort), Doubtful: []doubtFigures{}, DoubtfulTotal: e.DoubtfulMinutes, Unsettled: e.UnsettledMinutes,
		Worklogs: WorklogsFigures{
			Minutes: e.Logs.Minutes, PersonalMinutes: e.Logs.PersonalMinutes, Persons: e.Logs.Persons, WithoutPerson: e.Logs.WithoutPerson,
			WithoutTicket: e.Logs.WithoutTicket, WithoutMinutes: e.Logs.WithoutMinutes, WithoutTime: e.Logs.WithoutTime, Unlinked: ticketIDs(e.Unlinked),
		},
		Quadrant: quadrantsFigures{Services: quadrantOf(services), Components: quadrantOf(components)},
		Travel:   travelOf(e.Travel),
	}
	if e.Total.Minutes > 0 {
		doubtful, open := doubtfulShare(e), openShare(e)
		f.DoubtfulShare, f.OpenShare = &doubtful, &open
	}
	for _, d := range e.Doubtful {
		f.Doubtful = append(f.Doubtful, doubtFigures{d.ID, string(d.Type), d.Minutes, d.Booked, d.OpenMinutes, d.Logged})
	}
	for i := range e.Periods {
		f.Periods = append(f.Periods, periodFigures{e.ReportPeriods[i].Name, knownMinutes(e.Periods[i])})
	}
	return f
}

func portionOf(s hotspots.Share) portionFigures {
	f := portionFigures{N: s.N, Of: s.Of, Share: s.Ratio.Pointer()}
	if s.Ratio.Known {
		f.Lower, f.Upper = &s.Interval.Lower, &s.Interval.Upper
	}
	return f
}

func passedOf(list []hotspots.Passed) []PassedFigures {
	figures := []PassedFigures{}
	for _, p := range list {
		figures = append(figures, PassedFigures{p.ID, making.TextOrNull(p.Service), making.TextOrNull(p.Team), p.Times})
	}
	return figures
}

func effortsOf(m *making.Report, groups []hotspots.Group) []effortFigures {
	list := make([]effortFigures, 0, len(groups))
	for _, g := range groups {
		list = append(list, effortOf(m, g))
	}
	return list
}

func effortOf(m *making.Report, g hotspots.Group) effortFigures {
	return effortFigures{
		Key: making.TextOrNull(g.Key), Minutes: g.Minutes, Share: g.Share.Pointer(), Tickets: g.Tickets,
		PreviousMinutes: g.Previous.Pointer(), MeanOfFourMinutes: g.MeanOfFour.Pointer(), Trend: usualFigure(m, g.Usual),
	}
}

func quadrantOf(q hotspots.Quadrant) quadrantFigures {
	f := quadrantFigures{
		MedianMinutes: making.Number(q.Effort).Pointer(), MedianDowntimeMinutes: making.Number(q.Downtime).Pointer(), Spots: []spotFigures{},
	}
	for _, s := range q.Spots {
		spot := spotFigures{Key: s.Key, Minutes: s.Effort, DowntimeMinutes: s.Downtime.Pointer()}
		if q.Effort.Known {
			word := placeWords[s.Place]
			spot.Place = &word
		}
		f.Spots = append(f.Spots, spot)
	}
	for _, s := range q.Unknown {
		f.Spots = append(f.Spots, spotFigures{Key: s.Key, Minutes: s.Effort})
	}
	return f
}

func travelOf(t hotspots.Travel) travelFigures {
	f := travelFigures{
		Resolved: t.Resolved, Levels: []levelFigures{}, ThreeHands: portionOf(t.Hands), Reopened: portionOf(t.Reopened),
		Passed: passedOf(t.Passed), ReopenedTickets: passedOf(t.Again),
		WithoutLevel: t.WithoutLevel, WithoutReassignments: t.WithoutHands, WithoutReopenings: t.WithoutReopenings,
	}
	for _, l := range t.Levels {
		f.Levels = append(f.Levels, levelFigures{l.Level.String(), portionOf(l.Share)})
	}
	return f
}
