package cost

import (
	"time"

	"nines/analysis/cost"
	"nines/internal/itsm"
	"nines/reports/making"
)

// Figures are the figures of the section for other programs, under the contract's keys: ratios 0..1, durations in minutes,
// unknown as null.
type Figures struct {
	Currency  *string        `json:"currency"`
	Priced    bool           `json:"priced"`
	Period    sumFigures     `json:"period"`    // all incidents that began in it
	Incidents []incidentCost `json:"incidents"` // of these, the ones that cost anything, greatest cost first
	Services  []serviceCost  `json:"services"`
	From      *time.Time     `json:"problems_from"`
	To        *time.Time     `json:"problems_to"`
	Total     *float64       `json:"total"` // of the problems: money, or minutes where nothing is priced
	Problems  []problemCost  `json:"problems"`
	Partial   bool           `json:"total_partial"` // the total is a lower bound
	Vital     making.OutOf   `json:"problems_for_80_percent"`
	UnpricedFigures
	ProblemsUnpriced UnpricedFigures `json:"problems_unpriced"` // the same of the incidents of problems
}

// UnpricedFigures is downtime that is in no amount, as its service has no rate; unknown where nothing is priced.
type UnpricedFigures struct {
	Services []string `json:"unpriced_services"`
	Minutes  *float64 `json:"unpriced_minutes"`
}

type sumFigures struct {
	Incidents       int      `json:"incidents"`
	Minutes         *float64 `json:"minutes"`
	NotAssessed     int      `json:"not_assessed"`
	EffortMinutes   *float64 `json:"effort_minutes"`
	WithoutEffort   int      `json:"without_effort"`
	Contacts        *float64 `json:"contacts"`
	WithoutContacts int      `json:"without_contacts"`
	Cost            *float64 `json:"cost"`
	Partial         bool     `json:"partial"` // the cost is a lower bound
}

type serviceCost struct {
	Service *string `json:"service"`
	sumFigures
	Share *float64 `json:"share"`
}

type problemCost struct {
	ID       string  `json:"id"`
	Service  *string `json:"service"`
	Recorded bool    `json:"recorded"`
	sumFigures
	OwnEffortMinutes     *float64 `json:"own_effort_minutes"`
	Changes              int      `json:"changes"`
	ChangeEffortMinutes  *float64 `json:"change_effort_minutes"`
	ChangesWithoutEffort int      `json:"changes_without_effort"`
	Share                *float64 `json:"share"`
	CumulativeShare      *float64 `json:"cumulative_share"`
}

type incidentCost struct {
	ID            string   `json:"id"`
	Service       *string  `json:"service"`
	Minutes       *float64 `json:"minutes"`
	EffortMinutes *float64 `json:"effort_minutes"`
	Contacts      *float64 `json:"contacts"`
	Cost          *float64 `json:"cost"`
	Partial       bool     `json:"partial"`
}

func newFigures(m *making.Report, all cost.Sum, services []cost.Service, incidents []cost.Incident, r *making.ProblemReview) Figures {
	p := r.Pareto
	f := Figures{
		Currency: making.TextOrNull(m.Settings.Currency), Priced: m.Settings.Costs.Priced(), Period: figuresOfSum(all), Incidents: []incidentCost{}, Services: []serviceCost{},
		From: m.TimeOrNull(r.Year.From), To: m.TimeOrNull(r.Year.To),
		Total: p.Total.Pointer(), Problems: []problemCost{},
		Partial: p.Partial, Vital: making.OutOf{N: p.Vital, Of: len(p.Problems)},
		UnpricedFigures: newUnpricedFigures(m, m.Settings.Costs.Unpriced(incidents)), ProblemsUnpriced: newUnpricedFigures(m, r.Unpriced),
	}
	for _, s := range services {
		f.Services = append(f.Services, serviceCost{making.TextOrNull(s.ID), figuresOfSum(s.Sum), s.Share.Pointer()})
	}
	for _, i := range cost.Costliest(m.Settings.Costs, incidents) {
		f.Incidents = append(f.Incidents, incidentCost{
			ID: i.ID, Service: making.TextOrNull(i.Service), Minutes: itsm.Number{Value: i.Minutes, Known: i.Assessed}.Pointer(),
			EffortMinutes: i.Effort.Minutes().Pointer(), Contacts: i.Contacts.Pointer(), Cost: i.Cost.Pointer(), Partial: i.Partial,
		})
	}
	for _, q := range p.Problems {
		f.Problems = append(f.Problems, problemCost{
			ID: q.ID, Service: making.TextOrNull(m.ServiceID(q.Service)), Recorded: q.Recorded, sumFigures: figuresOfSum(q.Sum),
			OwnEffortMinutes: q.Cause.Effort.Minutes().Pointer(), Changes: q.Changes, ChangeEffortMinutes: q.ChangeEffort.Minutes().Pointer(),
			ChangesWithoutEffort: q.ChangesWithoutEffort, Share: q.Share.Pointer(), CumulativeShare: q.Cumulative.Pointer(),
		})
	}
	return f
}

func newUnpricedFigures(m *making.Report, u cost.Unpriced) UnpricedFigures {
	return UnpricedFigures{append([]string{}, u.Services...), itsm.Number{Value: u.Minutes, Known: m.Settings.Costs.Priced()}.Pointer()}
}

// figuresOfSum leaves a quantity unknown that is known of none of the incidents.
func figuresOfSum(s cost.Sum) sumFigures {
	unless := func(v float64, lacking int) *float64 {
		return itsm.Number{Value: v, Known: s.Incidents == 0 || lacking < s.Incidents}.Pointer()
	}
	return sumFigures{
		Incidents: s.Incidents, Minutes: s.Downtime().Pointer(), NotAssessed: s.NotAssessed,
		EffortMinutes: unless(s.Effort.Minutes(), s.WithoutEffort), WithoutEffort: s.WithoutEffort,
		Contacts: unless(s.Contacts, s.WithoutContacts), WithoutContacts: s.WithoutContacts, Cost: s.Cost.Pointer(), Partial: s.Partial,
	}
}
