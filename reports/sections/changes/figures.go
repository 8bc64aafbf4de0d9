package changes

import (
	"time"

	"nines/analysis/changes"
	"nines/analysis/stats"
	"nines/internal/itsm"
	"nines/reports/making"
)

// Figures are the figures of changes for other programs.
type Figures struct {
	Coming      periodFigures       `json:"coming"`
	Upcoming    []upcomingFigures   `json:"upcoming"`
	Conflicts   []conflictFigures   `json:"conflicts"`
	Freezes     []freezeFigures     `json:"freezes"`
	Conditions  []conditionFigures  `json:"conditions"`
	Past        periodFigures       `json:"past"`
	Implemented []carriedFigures    `json:"implemented"`
	Conduct     conductFigures      `json:"conduct"`
	FailureRate failureFigures      `json:"failure_rate"`
	Trend       []trendFigures      `json:"trend"`
	DORA        doraFigures         `json:"dora"`
	Linked      []linkFigures       `json:"linked"`
	RateRatio   ratioFigures        `json:"rate_ratio"`
	Gaps        map[string][]string `json:"gaps"`
}

type periodFigures struct {
	Name string    `json:"name"`
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
}

type upcomingFigures struct {
	ID           string           `json:"id"`
	Class        *string          `json:"class"`
	Service      *string          `json:"service"`
	Component    *string          `json:"component"`
	Title        string           `json:"title"`
	Risk         *string          `json:"risk"`
	Responsible  *string          `json:"responsible"`
	PlannedStart *time.Time       `json:"planned_start"`
	PlannedEnd   *time.Time       `json:"planned_end"`
	Flags        []string         `json:"flags"`
	InWayOf      []string         `json:"in_way_of"`
	Group        string           `json:"group"`
	LeadDays     *float64         `json:"lead_days"`
	LeadNeeded   int              `json:"lead_days_needed"`
	Record       recordFigures    `json:"record"`
	Standing     *standingFigures `json:"standing"`
	Failure      costFigures      `json:"average_failure"`
	Decision     *string          `json:"decision"`
	Condition    *string          `json:"condition"`
	Before       *beforeFigures   `json:"decided_before"`
}

// beforeFigures is what the last earlier meeting decided.
type beforeFigures struct {
	Meeting  *string `json:"meeting"`
	Decision *string `json:"decision"`
}

type recordFigures struct {
	N      int      `json:"n"`
	Failed int      `json:"failed"`
	Lower  *float64 `json:"lower"`
	Upper  *float64 `json:"upper"`
}

type standingFigures struct {
	Incidents  int      `json:"incidents"`
	Downtime   *float64 `json:"downtime_minutes"`
	BudgetLeft *float64 `json:"budget_left"`
}

type costFigures struct {
	Failed  int      `json:"failed"`
	Linked  int      `json:"linked"`
	Minutes *float64 `json:"minutes"`
	Cost    *float64 `json:"cost"`
	Partial bool     `json:"partial"` // the cost is a lower bound
}

type conflictFigures struct {
	Change    string    `json:"change"`
	With      string    `json:"with"`
	Service   *string   `json:"service"`
	DependsOn *string   `json:"depends_on"`
	From      time.Time `json:"from"`
	To        time.Time `json:"to"`
}

type freezeFigures struct {
	From     time.Time `json:"from"`
	To       time.Time `json:"to"`
	Services []string  `json:"services"`
	Reason   *string   `json:"reason"`
}

type conditionFigures struct {
	Meeting   *string `json:"meeting"`
	Change    string  `json:"change"`
	Decision  *string `json:"decision"`
	Condition string  `json:"condition"`
	Owner     *string `json:"owner"`
	Met       bool    `json:"met"`
}

var groupWords = map[changes.Group]string{changes.GroupDecide: "decide", changes.GroupAgreed: "agreed", changes.GroupStandard: "standard"}

func newFigures(m *making.Report, a *ahead, b *back) Figures {
	f := Figures{
		Coming: newPeriod(m, a.coming), Past: newPeriod(m, b.past),
		Upcoming: []upcomingFigures{}, Conflicts: []conflictFigures{}, Freezes: []freezeFigures{}, Conditions: []conditionFigures{},
		Gaps: map[string][]string{},
	}
	for i := range a.schedule.Changes {
		f.Upcoming = append(f.Upcoming, upcoming(m, a, &a.schedule.Changes[i]))
	}
	for _, c := range a.schedule.Conflicts {
		f.Conflicts = append(f.Conflicts, conflictFigures{
			Change: c.Change.ID, With: c.With.ID, Service: making.TextOrNull(c.Service), DependsOn: making.TextOrNull(c.DependsOn),
			From: c.From.In(m.Settings.Zone), To: c.To.In(m.Settings.Zone),
		})
	}
	for _, z := range a.schedule.Freezes {
		f.Freezes = append(f.Freezes, freezeFigures{
			From: z.Span.From.In(m.Settings.Zone), To: z.Span.To.In(m.Settings.Zone), Services: append([]string{}, z.Services...), Reason: making.TextOrNull(z.Reason),
		})
	}
	for _, d := range a.decisions.conditions {
		f.Conditions = append(f.Conditions, conditionFigures{
			Meeting: making.TextOrNull(d.Meeting), Change: d.Change, Decision: making.TextOrNull(d.Verdict.String()),
			Condition: d.Condition, Owner: making.TextOrNull(m.Person(d.Owner)), Met: d.Met.Done(),
		})
	}
	for key, refs := range map[string][]itsm.Ref{
		"cancelled": a.schedule.Gaps.Cancelled, "no_service": a.schedule.Gaps.NoService, "no_class": a.schedule.Gaps.NoClass,
		"no_request": a.schedule.Gaps.NoRequest, "no_outcome": b.Gaps.NoOutcome, "too_early": b.Gaps.TooEarly, "implemented_no_service": b.Gaps.NoService,
		"by_plan": b.Gaps.ByPlan, "contradictory": b.Gaps.Contradictory, "ambiguous": b.Gaps.Ambiguous, "not_placed": b.Gaps.NotPlaced,
		"before_its_cause": b.Gaps.BeforeItsCause, "decided_unknown": a.decisions.unknown, "unknown_change": unknownChanges(b),
	} {
		f.Gaps[key] = making.IDsOf(refs)
	}
	f.Gaps["no_volume"] = append([]string{}, a.schedule.Gaps.NoVolume...)
	f.Gaps["not_assessed"] = append([]string{}, b.unseen...)
	f.lookBack(m, b)
	return f
}

func newPeriod(m *making.Report, p itsm.Period) periodFigures {
	return periodFigures{Name: p.Name, From: p.From.In(m.Settings.Zone), To: p.To.In(m.Settings.Zone)}
}

func upcoming(m *making.Report, a *ahead, s *changes.Scheduled) upcomingFigures {
	u := upcomingFigures{
		ID: s.ID, Class: making.TextOrNull(s.Class.String()), Service: making.TextOrNull(m.ServiceID(s.Service)), Component: making.TextOrNull(s.Component),
		Title: s.Title, Risk: making.TextOrNull(s.Risk.String()), Responsible: making.TextOrNull(m.Person(s.Responsible)),
		PlannedStart: m.TimeOrNull(s.PlannedStart), PlannedEnd: m.TimeOrNull(s.PlannedEnd), Flags: s.Words(), InWayOf: making.IDsOf(s.InWayOf), Group: groupWords[s.Group],
		LeadDays: s.Notice.Pointer(), LeadNeeded: s.Lead, Record: recordFigures{N: s.Record.N, Failed: s.Record.Failed},
		Failure: costFigures{Failed: s.Failure.N, Linked: s.Failure.Linked, Minutes: s.Failure.Minutes.Pointer(), Cost: s.Failure.Cost.Pointer(), Partial: s.Failure.Partial},
	}
	if s.Record.N > 0 {
		u.Record.Lower, u.Record.Upper = &s.Record.Interval.Lower, &s.Record.Interval.Upper
	}
	if s.Standing != nil {
		u.Standing = &standingFigures{s.Standing.Incidents, s.Standing.Downtime.Pointer(), s.Standing.BudgetLeft.Pointer()}
	}
	if d := a.decisions.now[s.ID]; d != nil {
		u.Decision, u.Condition = making.TextOrNull(d.Verdict.String()), making.TextOrNull(d.Condition)
	}
	if d := a.decisions.before[s.ID]; d != nil {
		u.Before = &beforeFigures{making.TextOrNull(d.Meeting), making.TextOrNull(d.Verdict.String())}
	}
	return u
}

// pointer is nil for what is not known.
func pointer(n stats.Number) *float64 { return making.Number(n).Pointer() }
