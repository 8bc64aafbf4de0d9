package changes

import (
	"time"

	"nines/analysis/changes"
	"nines/reports/making"
)

type carriedFigures struct {
	ID        string     `json:"id"`
	Class     *string    `json:"class"`
	Service   *string    `json:"service"`
	Title     string     `json:"title"`
	Outcome   *string    `json:"outcome"`
	From      *time.Time `json:"from"`
	At        *time.Time `json:"at"`
	ByPlan    bool       `json:"by_plan"`
	Verdict   string     `json:"verdict"`
	Incidents []string   `json:"incidents"`
}

// conductFigures are shares of changes, each with how many it can be told of.
type conductFigures struct {
	Emergency    partFigures           `json:"emergency"`
	Late         partFigures           `json:"late"`
	LateStart    partFigures           `json:"late_start"`
	LateEnd      partFigures           `json:"late_end"`
	Unapproved   partFigures           `json:"unapproved"`
	ApprovedLate partFigures           `json:"approved_after_start"`
	NotValidated partFigures           `json:"not_validated"`
	Logged       int                   `json:"logged"`
	CalledOff    int                   `json:"called_off"`
	LeadMinutes  making.SummaryFigures `json:"lead_minutes"`
	LeadDays     making.SummaryFigures `json:"lead_working_days"`
}

type partFigures struct {
	N     int      `json:"n"`
	Of    int      `json:"of"`
	Share *float64 `json:"share"`
}

type failureFigures struct {
	Explicit     rateFigures `json:"explicit"`
	WithInferred rateFigures `json:"with_inferred"`
	NotAssessed  int         `json:"not_assessed"` // of services whose outages nobody knows: not in with_inferred
	NoOutcome    int         `json:"no_outcome"`
	TooEarly     int         `json:"too_early"`
}

type rateFigures struct {
	Failed int      `json:"failed"`
	N      int      `json:"n"`
	Rate   *float64 `json:"rate"`
	Lower  *float64 `json:"lower"`
	Upper  *float64 `json:"upper"`
}

type trendFigures struct {
	Period string `json:"period"`
	failureFigures
}

type doraFigures struct {
	Deployments   *int                  `json:"deployments"`
	PerDay        *float64              `json:"deployments_per_day"`
	Unsaid        int                   `json:"unsaid"`
	SinceRequest  making.SummaryFigures `json:"minutes_since_request"`
	SinceApproval making.SummaryFigures `json:"minutes_since_approval"`
	FailureRate   failureFigures        `json:"failure_rate"`
	Recovery      making.SummaryFigures `json:"recovery_minutes"`
}

type linkFigures struct {
	Change   string        `json:"change"`
	Incident string        `json:"incident"`
	Grade    changes.Grade `json:"grade"`
	Minutes  *float64      `json:"minutes_between"`
}

type ratioFigures struct {
	Ratio    *float64 `json:"ratio"`
	Lower    *float64 `json:"lower"`
	Upper    *float64 `json:"upper"`
	Events   *int     `json:"events"`   // outages that can be compared
	Observed *int     `json:"observed"` // of these, after changes
	Expected *float64 `json:"expected"` // of these, after changes if these made no difference
}

func (f *Figures) lookBack(m *making.Report, b *back) {
	f.Implemented, f.Trend, f.Linked = []carriedFigures{}, []trendFigures{}, []linkFigures{}
	for i := range b.Carried {
		f.Implemented = append(f.Implemented, carriedFigure(m, &b.Carried[i]))
	}
	for i := range b.Failures {
		f.Trend = append(f.Trend, trendFigures{b.periods[i].Name, newFailure(&b.Failures[i].FailureRate)})
	}
	f.FailureRate = newFailure(&b.Failures[len(b.Failures)-1].FailureRate)
	for _, l := range b.Links {
		f.Linked = append(f.Linked, linkFigures{l.Change.ID, l.Incident.ID, l.Grade, l.Minutes.Pointer()})
	}
	c, d := &b.Counts, &b.Delivery
	f.Conduct = conductFigures{
		newPart(c.Emergency), newPart(c.Late), newPart(c.LateStart), newPart(c.LateEnd), newPart(c.Unapproved), newPart(c.ApprovedLate),
		newPart(c.NotValidated), c.Logged, c.CalledOff, making.NewSummaryFigures(b.Lead.All.Elapsed), making.NewSummaryFigures(b.Lead.All.Working),
	}
	f.DORA = doraFigures{
		PerDay: d.PerDay.Pointer(), Unsaid: d.Unsaid, SinceRequest: making.NewSummaryFigures(d.SinceRequest),
		SinceApproval: making.NewSummaryFigures(d.SinceApproval), FailureRate: newFailure(&d.Failures), Recovery: making.NewSummaryFigures(d.Recovery),
	}
	if d.Known {
		f.DORA.Deployments = &d.Deployments
	}
	f.RateRatio = ratioFigures{
		pointer(b.Ratio.Ratio), pointer(b.Ratio.Lower), pointer(b.Ratio.Upper), nil, nil, nil,
	}
	if b.Ratio.Ratio.Known {
		f.RateRatio.Events, f.RateRatio.Observed, f.RateRatio.Expected = &b.Ratio.Events, &b.Ratio.Observed, &b.Ratio.Expected
	}
}

func carriedFigure(m *making.Report, c *changes.CarriedOut) carriedFigures {
	f := carriedFigures{
		ID: c.ID, Class: making.TextOrNull(c.Class.String()), Service: making.TextOrNull(m.ServiceID(c.Service)), Title: c.Title,
		Outcome: making.TextOrNull(c.Outcome.String()), From: m.TimeOrNull(c.From), At: m.TimeOrNull(c.At), ByPlan: c.ByPlan,
		Verdict: verdicts[c.Verdict], Incidents: []string{},
	}
	for _, l := range c.Links {
		f.Incidents = append(f.Incidents, l.Incident.ID)
	}
	return f
}

func newPart(p changes.Part) partFigures { return partFigures{p.Holds, p.Of, p.Share().Pointer()} }

func newFailure(r *changes.FailureRate) failureFigures {
	return failureFigures{newRate(&r.Explicit), newRate(&r.WithInferred), r.Unseen, r.NoOutcome, r.TooEarly}
}

func newRate(r *changes.Rate) rateFigures {
	f := rateFigures{Failed: r.Failed, N: r.N, Rate: r.Share.Pointer()}
	if r.N > 0 {
		f.Lower, f.Upper = &r.Interval.Lower, &r.Interval.Upper
	}
	return f
}
