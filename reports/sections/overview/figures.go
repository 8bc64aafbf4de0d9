package overview

import (
	"nines/reports/making"
	"nines/reports/narrative"
)

// Figures are the figures of the section for other programs, under the contract's keys: ratios 0..1, durations in minutes,
// unknown as null.
type Figures struct {
	Met       making.OutOf      `json:"met"`
	Decisions []decisionFigures `json:"decisions"`
	Banners   []string          `json:"banners"`
	Headline  headlineFigures   `json:"headline"`
}

// headlineFigures are those of the message.
type headlineFigures struct {
	Rated        int           `json:"rated"`
	NotRated     int           `json:"not_rated"`
	Missed       int           `json:"missed"`
	Availability *float64      `json:"availability"` // weighted, of all
	Worst        *worstFigures `json:"worst"`        // null: none missed its target
}

// worstFigures are those of the service that missed its target by most.
type worstFigures struct {
	Service      string   `json:"service"`
	Availability *float64 `json:"availability"`
	Target       *float64 `json:"target"`
	BudgetSpent  *float64 `json:"budget_spent"` // null: it had none
}

func newHeadlineFigures(facts narrative.Overview, worst *making.Standing) headlineFigures {
	h := headlineFigures{Rated: facts.Rated, NotRated: facts.NotRated, Missed: facts.Missed, Availability: facts.Availability.Pointer()}
	if worst != nil {
		h.Worst = &worstFigures{worst.Service.Service.ID, worst.Availability.Pointer(), worst.Target.Pointer(), worst.BudgetSpent.Pointer()}
	}
	return h
}

type decisionFigures struct {
	Service  string `json:"service"`
	Kind     string `json:"kind"` // missed, undecided, unknown, tight or capacity
	Decision string `json:"decision"`
	Detail   string `json:"detail"`
	Owner    string `json:"owner"`
	Due      string `json:"due"`
}
