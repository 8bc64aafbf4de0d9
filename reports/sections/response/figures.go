package response

import (
	"time"

	"nines/analysis/response"
	"nines/internal/itsm"
	"nines/reports/making"
)

// Figures are the section's figures: what is known is true or false, what is unknown or not due yet null.
type Figures struct {
	Incidents     int                   `json:"incidents"` // over which how_soon and noticed_by are taken
	HowSoon       []stepFigures         `json:"how_soon"`
	StartAssumed  []string              `json:"start_assumed"`
	MTTRMinutes   making.SummaryFigures `json:"mttr_minutes"`
	MTTDMinutes   making.SummaryFigures `json:"mttd_minutes"`
	MTTAMinutes   making.SummaryFigures `json:"mtta_minutes"`
	MTTEMinutes   making.SummaryFigures `json:"mtte_minutes"`
	NoticedBy     noticedFigures        `json:"noticed_by"`
	Communication communicationFigures  `json:"communication"`
	Tiers         tiersFigures          `json:"tiers"`
	Priority      priorityFigures       `json:"priority"`
	Majors        []majorFigures        `json:"majors"`
	Continuity    continuityFigures     `json:"continuity"`
}

type stepFigures struct {
	Step                  string                `json:"step"` // as the incident's field is called
	Minutes               making.SummaryFigures `json:"minutes"`
	PreviousMedianMinutes *float64              `json:"previous_median_minutes"`
	Contradictory         []string              `json:"contradictory"` // of the missing: the time lies before the start
}

type rateFigures struct {
	N     int      `json:"n"`
	Of    int      `json:"of"`
	Share *float64 `json:"share"`
	Lower *float64 `json:"lower"`
	Upper *float64 `json:"upper"`
}

type noticedFigures struct {
	Customer   rateFigures `json:"customer"`
	Monitoring rateFigures `json:"monitoring"`
	Staff      rateFigures `json:"staff"`
	Unknown    int         `json:"unknown"`
}

type communicationFigures struct {
	CadenceMinutes float64         `json:"cadence_minutes"`
	Outages        promisesFigures `json:"outages"`
	Majors         promisesFigures `json:"majors"`
	Incidents      []talkFigures   `json:"incidents"`
	NotRecorded    []string        `json:"not_recorded"`
	UnknownKind    int             `json:"unknown_kind"`
	Untimed        int             `json:"untimed"`
}

type promisesFigures struct {
	Acknowledged   rateFigures `json:"acknowledged"`
	CadenceKept    rateFigures `json:"cadence_kept"`
	RestoredNotice rateFigures `json:"restored_notice"`
}

type talkFigures struct {
	Incident          string     `json:"incident"`
	Service           *string    `json:"service"`
	Major             bool       `json:"major"`
	From              *time.Time `json:"from"`
	To                *time.Time `json:"to"`
	Messages          int        `json:"messages"`
	Acknowledged      *bool      `json:"acknowledged"`
	Undecided         bool       `json:"undecided"` // nobody knows when it ended: "to" is its closing
	LongestGapMinutes *float64   `json:"longest_gap_minutes"`
	CadenceKept       *bool      `json:"cadence_kept"`
	RestoredNotice    *bool      `json:"restored_notice"`
}

type tiersFigures struct {
	Counts      []tierFigures       `json:"counts"`
	Escalations []escalationFigures `json:"escalations"`
}

type tierFigures struct {
	Tier       string `json:"tier"`
	Judged     int    `json:"judged"`
	NoRule     int    `json:"no_rule"`
	NoEnd      int    `json:"no_end"`
	Due        int    `json:"due"`
	OnTime     int    `json:"on_time"`
	Late       int    `json:"late"`
	Never      int    `json:"never"`
	Unrecorded int    `json:"unrecorded"`
	NotDue     int    `json:"not_due"`
}

type escalationFigures struct {
	Incident     string     `json:"incident"`
	Service      *string    `json:"service"`
	Tier         string     `json:"tier"`
	Verdict      string     `json:"verdict"`
	AfterMinutes *float64   `json:"after_minutes"`
	Due          *time.Time `json:"due"`
	Declared     *time.Time `json:"declared"`
	LateMinutes  *float64   `json:"late_minutes"`
	Undecided    bool       `json:"undecided"` // nobody knows when it ended: it is taken to its closing
}

type priorityFigures struct {
	Incidents      int                   `json:"incidents"`
	Assessed       int                   `json:"assessed"`
	UrgencyDerived int                   `json:"urgency_derived"`
	NoImpact       int                   `json:"no_impact"`
	NoUrgency      int                   `json:"no_urgency"`
	NoPriority     int                   `json:"no_priority"`
	NotUnderstood  int                   `json:"not_understood"`
	Words          []string              `json:"words"` // of impact and urgency that were not understood
	TooLow         int                   `json:"too_low"`
	TooHigh        int                   `json:"too_high"`
	Disagreements  []disagreementFigures `json:"disagreements"`
}

type disagreementFigures struct {
	ID       string  `json:"id"`
	Service  *string `json:"service"`
	Own      string  `json:"own"`
	ByMatrix string  `json:"by_matrix"`
	Impact   int     `json:"impact"` // 1 high to 3 low
	Urgency  int     `json:"urgency"`
	Derived  bool    `json:"urgency_derived"`
}

type majorFigures struct {
	Incident     string     `json:"incident"`
	Service      *string    `json:"service"`
	Ended        *time.Time `json:"ended"`
	MissingRoles []string   `json:"missing_roles"`
	Review       string     `json:"review"`
	ReviewDue    *time.Time `json:"review_due"`
	ReviewHeld   *time.Time `json:"review_held"`
	Actions      *int       `json:"actions"`
}

type continuityFigures struct {
	Services int           `json:"services"`
	Tested   int           `json:"tested"`
	Untested []planFigures `json:"untested"`
}

type planFigures struct {
	Service string  `json:"service"`
	Plan    *string `json:"plan"`
	Tested  *string `json:"tested"` // a date
	Lack    string  `json:"lack"`
}

func newFigures(m *making.Report, f *making.Facts, r *response.Result, before []response.HowSoon) Figures {
	times := f.Availability.Times
	figures := Figures{
		Incidents: r.Cases, HowSoon: stepsFigures(r.HowSoon, before), StartAssumed: making.IDsOf(r.StartAssumed),
		MTTRMinutes: making.NewSummaryFigures(times.Restore), MTTDMinutes: making.NewSummaryFigures(times.Detect), MTTAMinutes: making.NewSummaryFigures(times.Acknowledge), MTTEMinutes: making.NewSummaryFigures(times.Engage),
		NoticedBy: noticedFigures{
			rateOf(r.NoticedBy.Customers), rateOf(r.NoticedBy.Monitoring), rateOf(r.NoticedBy.Staff), r.NoticedBy.Unknown,
		},
		Communication: newCommunicationFigures(m, &r.Communication), Tiers: newTiersFigures(m, &r.Tiers),
		Priority: newPriorityFigures(m, &f.Handled.Priorities), Majors: newMajorFigures(m, r.Majors), Continuity: newContinuityFigures(&r.Plans),
	}
	return figures
}

func stepsFigures(now, before []response.HowSoon) []stepFigures {
	var list []stepFigures
	for i, h := range now {
		s := stepFigures{Step: h.Step.String(), Minutes: making.NewSummaryFigures(h.Summary), Contradictory: making.IDsOf(h.Contradictory)}
		if before != nil {
			s.PreviousMedianMinutes = making.Number(before[i].Median).Pointer()
		}
		list = append(list, s)
	}
	return list
}

func rateOf(r response.Rate) rateFigures {
	return rateFigures{r.Hits, r.N, r.Share.Pointer(), r.Lower.Pointer(), r.Upper.Pointer()}
}

func promisesOf(p response.Promises) promisesFigures {
	return promisesFigures{rateOf(p.Acknowledged), rateOf(p.Cadence), rateOf(p.Restored)}
}

func newCommunicationFigures(m *making.Report, c *response.Communication) communicationFigures {
	figures := communicationFigures{
		CadenceMinutes: m.Settings.Response.Update.Minutes(), Outages: promisesOf(c.Outages), Majors: promisesOf(c.Majors),
		Incidents: []talkFigures{}, NotRecorded: making.IDsOf(c.Unrecorded), UnknownKind: c.UnknownKind, Untimed: c.Untimed,
	}
	for _, t := range c.Talks {
		figures.Incidents = append(figures.Incidents, talkFigures{
			Incident: t.ID, Service: idOrNull(t.Service), Major: t.Major, From: m.TimeOrNull(t.Start), To: m.TimeOrNull(t.End), Undecided: t.Undecided, Messages: t.Messages,
			Acknowledged: boolOrNull(t.Acknowledged), LongestGapMinutes: t.Gap.Minutes().Pointer(),
			CadenceKept: boolOrNull(t.Cadence), RestoredNotice: boolOrNull(t.Restored),
		})
	}
	return figures
}

func newTiersFigures(m *making.Report, t *response.Tiers) tiersFigures {
	figures := tiersFigures{Escalations: []escalationFigures{}}
	for _, n := range t.Counts {
		figures.Counts = append(figures.Counts, tierFigures{n.Tier.String(), n.Judged, n.NoRule, n.NoEnd, n.Due, n.OnTime, n.Late, n.Never, n.Unrecorded, n.NotDue})
	}
	for _, e := range t.Escalations {
		figures.Escalations = append(figures.Escalations, escalationFigures{
			Incident: e.ID, Service: idOrNull(e.Service), Tier: e.Tier.String(), Verdict: e.Verdict.String(),
			AfterMinutes: e.After.Minutes().Pointer(), Due: m.TimeOrNull(e.Due), Declared: m.TimeOrNull(e.Declared),
			LateMinutes: e.Late.Minutes().Pointer(), Undecided: e.Undecided,
		})
	}
	return figures
}

func newPriorityFigures(m *making.Report, p *response.Priorities) priorityFigures {
	figures := priorityFigures{
		Incidents: p.Incidents, Assessed: p.Assessed, UrgencyDerived: p.Derived,
		NoImpact: p.NoImpact, NoUrgency: p.NoUrgency, NoPriority: p.NoPriority, NotUnderstood: p.Unreadable,
		Words: append([]string{}, p.UnreadableWords...), TooLow: p.TooLow, TooHigh: p.TooHigh,
		Disagreements: make([]disagreementFigures, 0, len(p.Disagreements)),
	}
	for _, d := range p.Disagreements {
		figures.Disagreements = append(figures.Disagreements, disagreementFigures{
			d.ID, making.TextOrNull(m.ServiceID(d.Service)), d.Own.String(), d.ByMatrix.String(), int(d.Impact), int(d.Urgency), d.Derived,
		})
	}
	return figures
}

func newMajorFigures(m *making.Report, majors []response.Major) []majorFigures {
	list := []majorFigures{}
	for _, r := range majors {
		f := majorFigures{
			Incident: r.ID, Service: idOrNull(r.Service), Ended: m.TimeOrNull(r.End), MissingRoles: []string{}, Review: r.Review.String(),
			ReviewDue: m.TimeOrNull(r.ReviewDue), ReviewHeld: m.TimeOrNull(r.ReviewHeld),
		}
		for _, role := range r.MissingRoles {
			f.MissingRoles = append(f.MissingRoles, string(role))
		}
		if r.ActionsKnown {
			f.Actions = &r.Actions
		}
		list = append(list, f)
	}
	return list
}

func newContinuityFigures(p *response.Plans) continuityFigures {
	figures := continuityFigures{Services: p.Services, Tested: p.Tested, Untested: []planFigures{}}
	for _, u := range p.Untried {
		f := planFigures{Service: u.Service.ID, Plan: making.TextOrNull(u.Service.Continuity.Plan), Lack: string(u.Lack)}
		if tested := u.Service.Continuity.Tested; !tested.IsZero() {
			f.Tested = making.TextOrNull(tested.String())
		}
		figures.Untested = append(figures.Untested, f)
	}
	return figures
}

func idOrNull(s *itsm.Service) *string {
	if s == nil {
		return nil
	}
	return &s.ID
}

func boolOrNull(answer itsm.YesNo) *bool {
	if answer == itsm.Unsaid {
		return nil
	}
	yes := answer == itsm.Yes
	return &yes
}
