package availability

import (
	"nines/reports/making"
)

// Figures are the figures of the section for other programs, under the contract's keys: ratios 0..1, durations in minutes,
// unknown as null.
type Figures struct {
	Overall  overallFigures   `json:"overall"`
	Services []serviceFigures `json:"services"`
	Cells    []cellFigures    `json:"cells"`
}

type overallFigures struct {
	Availability           *float64     `json:"availability"`
	Lower                  *float64     `json:"lower"`
	Upper                  *float64     `json:"upper"`
	DowntimeMinutes        float64      `json:"downtime_minutes"`
	AgreedMinutes          float64      `json:"agreed_minutes"`
	UnweightedAvailability *float64     `json:"unweighted_availability"`
	Usual                  usualFigures `json:"usual"`
}

// usualFigures is the usual range of the periods before, null where these are too few.
type usualFigures struct {
	Lower *float64 `json:"lower"`
	Upper *float64 `json:"upper"`
}

type serviceFigures struct {
	Service                string                `json:"service"`
	AgreedMinutes          float64               `json:"agreed_minutes"`
	DowntimeMinutes        *float64              `json:"downtime_minutes"`
	Availability           *float64              `json:"availability"`
	Lower                  *float64              `json:"lower"`
	Upper                  *float64              `json:"upper"`
	Undecided              int                   `json:"undecided"`
	ByRuleMinutes          float64               `json:"by_rule_minutes"`
	UnweightedAvailability *float64              `json:"unweighted_availability"`
	Target                 *float64              `json:"target"`
	BudgetMinutes          float64               `json:"budget_minutes"`
	BudgetSpent            *float64              `json:"budget_spent"`
	Rating                 string                `json:"rating"`
	Outages                int                   `json:"outages"`
	NotAssessed            int                   `json:"not_assessed"`
	PreviousAvailability   *float64              `json:"previous_availability"`
	MTTRMinutes            making.SummaryFigures `json:"mttr_minutes"`
	MTTDMinutes            making.SummaryFigures `json:"mttd_minutes"`
	MTTAMinutes            making.SummaryFigures `json:"mtta_minutes"`
	MTTEMinutes            making.SummaryFigures `json:"mtte_minutes"`
	MTBFMinutes            *float64              `json:"mtbf_minutes"`
}

type cellFigures struct {
	Service         string   `json:"service"`
	Region          string   `json:"region"`
	AgreedMinutes   float64  `json:"agreed_minutes"`
	DowntimeMinutes *float64 `json:"downtime_minutes"`
	Availability    *float64 `json:"availability"`
}

func newFigures(f *making.Facts, h *making.History, standings []*making.Standing) Figures {
	overall := f.Availability.Overall
	figures := Figures{
		Overall: overallFigures{
			Availability: overall.Availability.Pointer(), Lower: overall.Lower.Pointer(), Upper: overall.Upper.Pointer(), DowntimeMinutes: overall.Downtime.Value,
			AgreedMinutes: overall.Agreed.Value, UnweightedAvailability: overall.Unweighted.Pointer(),
			Usual: newUsualFigures(h),
		},
		Services: []serviceFigures{}, Cells: []cellFigures{},
	}
	for _, s := range standings {
		figures.Services = append(figures.Services, newServiceFigures(s))
		for _, c := range s.Cells {
			figures.Cells = append(figures.Cells, cellFigures{
				Service: s.Service.Service.ID, Region: c.Region, AgreedMinutes: c.Agreed,
				DowntimeMinutes: c.Downtime.Pointer(), Availability: c.Availability.Pointer(),
			})
		}
	}
	return figures
}

func newUsualFigures(h *making.History) (u usualFigures) {
	if limits, ok := usualRange(h); ok {
		u.Lower, u.Upper = &limits.Lower, &limits.Upper
	}
	return u
}

func newServiceFigures(s *making.Standing) serviceFigures {
	return serviceFigures{
		Service: s.Service.Service.ID, AgreedMinutes: s.Agreed, DowntimeMinutes: s.Downtime.Pointer(),
		Availability: s.Availability.Pointer(), Lower: s.Lower.Pointer(), Upper: s.Upper.Pointer(),
		Undecided: s.Undecided, ByRuleMinutes: s.ByRule, UnweightedAvailability: s.Unweighted.Pointer(),
		Target: s.Target.Pointer(), BudgetMinutes: s.Budget.Value, BudgetSpent: s.BudgetSpent.Pointer(),
		Rating: s.Rating.String(), Outages: s.Outages, NotAssessed: s.NotAssessed,
		PreviousAvailability: s.Previous().Pointer(),
		MTTRMinutes:          making.NewSummaryFigures(s.Times.Restore), MTTDMinutes: making.NewSummaryFigures(s.Times.Detect),
		MTTAMinutes: making.NewSummaryFigures(s.Times.Acknowledge), MTTEMinutes: making.NewSummaryFigures(s.Times.Engage),
		MTBFMinutes: s.BetweenFailures.Pointer(),
	}
}
