package problems

import (
	"time"

	"nines/analysis/problems"
	"nines/internal/itsm"
	"nines/reports/making"
)

// Figures are the figures of the section for other programs, under the contract's keys: ratios 0..1, durations in minutes,
// unknown as null.
type Figures struct {
	Open          int                 `json:"open"`
	Stale         []reviewFigures     `json:"stale"`
	Agenda        []reviewFigures     `json:"agenda"`
	Weightiest    weightiestFigures   `json:"weightiest"`
	Ageing        map[string]int      `json:"ageing"`
	AgeingStale   map[string]int      `json:"ageing_stale"`
	Weekly        []WeekFigures       `json:"weekly"`
	Backlog       backlogFigures      `json:"backlog"`
	Actions       []actionFigures     `json:"actions"`
	KnownErrors   []knownErrorFigures `json:"known_errors"`
	Orphans       []orphanFigures     `json:"orphans"`
	FalseClosures []closureFigures    `json:"false_closures"`
	Fixes         []fixFigures        `json:"fixes"`
	LateReviews   []lateReviewFigures `json:"late_reviews"`
	WithoutAction []string            `json:"reviews_without_action"`
	Unrecorded    []unrecordedFigures `json:"unrecorded"`
	Gaps          map[string][]string `json:"gaps"`
}

// The figures of the problem review for other programs. Stale problems and the agenda have the same keys; the agenda
// has every open problem.

// weightiestFigures are the first problems of the agenda, n of them, that make a good part of the loss expected of another
// quarter: this share, null where no loss is expected.
type weightiestFigures struct {
	N     int      `json:"n"`
	Stale int      `json:"stale"`
	Share *float64 `json:"share"`
}

type reviewFigures struct {
	ID                string             `json:"id"`
	Title             string             `json:"title"`
	Service           *string            `json:"service"`
	Priority          *string            `json:"priority"`
	Status            *string            `json:"status"`
	Owner             *string            `json:"owner"`
	DaysSinceUpdate   *float64           `json:"days_since_update"`
	DaysSinceProgress *float64           `json:"days_since_progress"`
	AllowedDays       float64            `json:"allowed_days"`
	AgeDays           *float64           `json:"age_days"`
	Missing           []string           `json:"missing"`
	KnownError        bool               `json:"known_error"`
	OpenActions       int                `json:"open_actions"`
	OverdueActions    int                `json:"overdue_actions"`
	NextDue           *time.Time         `json:"next_due"`
	IncidentsOpened   *int               `json:"incidents_since_opened"`
	DowntimeOpened    *float64           `json:"downtime_minutes_since_opened"`
	EffortOpened      *float64           `json:"effort_minutes_since_opened"`
	CostOpened        *float64           `json:"cost_since_opened"`
	IncidentsUpdated  *int               `json:"incidents_since_update"`
	DowntimeUpdated   *float64           `json:"downtime_minutes_since_update"`
	EffortUpdated     *float64           `json:"effort_minutes_since_update"`
	CostUpdated       *float64           `json:"cost_since_update"`
	ExpectedLoss      expectationFigures `json:"expected_loss"`
}

type expectationFigures struct {
	Minutes   *float64 `json:"minutes"`
	Cost      *float64 `json:"cost"`
	Lower     *float64 `json:"lower"` // of the minutes
	Upper     *float64 `json:"upper"`
	CostLower *float64 `json:"cost_lower"`
	CostUpper *float64 `json:"cost_upper"`
}

// WeekFigures is the backlog through one ISO week.
type WeekFigures struct {
	Week        string `json:"week"`
	Opened      int    `json:"opened"`
	Closed      int    `json:"closed"`
	Outstanding int    `json:"outstanding"`
}

type backlogFigures struct {
	Outstanding int        `json:"outstanding"`
	Target      *int       `json:"target"` // of all services: null in a report about a part of them
	Met         *bool      `json:"met"`    // unknown where no source brings problem records, too
	NetPerWeek  *float64   `json:"net_per_week"`
	Lower       *float64   `json:"lower"`
	Upper       *float64   `json:"upper"`
	Earliest    *time.Time `json:"earliest"`
	Likely      *time.Time `json:"likely"`
	Latest      *time.Time `json:"latest"`
}

type actionFigures struct {
	ID       string     `json:"id"`
	Problem  *string    `json:"problem"`
	Incident *string    `json:"incident"`
	Over     bool       `json:"problem_over"`
	Ended    *time.Time `json:"problem_ended"` // unknown where it is open, too
	Title    string     `json:"title"`
	Owner    *string    `json:"owner"`
	State    string     `json:"state"` // overdue, due_soon, due_later, undated or done
	Due      *time.Time `json:"due"`
	DueDays  *float64   `json:"due_days"`
	FirstDue *time.Time `json:"first_due"`
	Slipped  int        `json:"slipped"`
	Done     *time.Time `json:"done"`
}

// waitingFigures is what the incidents of a problem cost.
type waitingFigures struct {
	Incidents       int        `json:"incidents"`
	DowntimeMinutes *float64   `json:"downtime_minutes"`
	NotAssessed     int        `json:"not_assessed"`
	EffortMinutes   *float64   `json:"effort_minutes"`
	WithoutEffort   int        `json:"without_effort"`
	Cost            *float64   `json:"cost"`
	Partial         bool       `json:"partial"`
	First           *time.Time `json:"first"`
	Last            *time.Time `json:"last"`
}

type knownErrorFigures struct {
	Problem      string     `json:"problem"`
	Since        *time.Time `json:"since"`
	WorkedAround int        `json:"worked_around"`
	waitingFigures
}

type closureFigures struct {
	Problem string     `json:"problem"`
	Closed  *time.Time `json:"closed"`
	waitingFigures
	IDs []string `json:"ids"`
}

type unrecordedFigures struct {
	Problem string `json:"problem"`
	waitingFigures
	IDs []string `json:"ids"`
}

type orphanFigures struct {
	Signature       string     `json:"signature"`
	Service         *string    `json:"service"`
	Count           int        `json:"count"`
	DowntimeMinutes *float64   `json:"downtime_minutes"`
	EffortMinutes   *float64   `json:"minutes"`
	WithoutEffort   int        `json:"without_effort"`
	First           *time.Time `json:"first"`
	Last            *time.Time `json:"last"`
	IDs             []string   `json:"ids"`
}

type lateReviewFigures struct {
	Incident string     `json:"incident"`
	Service  *string    `json:"service"`
	Ended    *time.Time `json:"ended"`
	Due      *time.Time `json:"due"`
	Held     *time.Time `json:"held"`
	LateDays float64    `json:"late_days"`
}

func newWeightiestFigures(m *making.Report, v *problems.Result) (w weightiestFigures) {
	n, share, stale := weightiest(m, v)
	if n > 0 {
		w = weightiestFigures{N: n, Stale: stale, Share: &share}
	}
	return w
}

func newFigures(m *making.Report, r *making.ProblemReview) Figures {
	v := r.Review
	f := Figures{
		Open: len(v.Agenda), Stale: []reviewFigures{}, Agenda: []reviewFigures{}, Ageing: map[string]int{}, AgeingStale: map[string]int{},
		Weekly: []WeekFigures{}, Backlog: newBacklogFigures(m, v.Backlog, r.Lacks), Actions: []actionFigures{}, KnownErrors: []knownErrorFigures{},
		Orphans: []orphanFigures{}, FalseClosures: []closureFigures{}, Fixes: []fixFigures{}, LateReviews: []lateReviewFigures{},
		WithoutAction: []string{}, Unrecorded: []unrecordedFigures{}, Gaps: map[string][]string{},
		Weightiest: newWeightiestFigures(m, v),
	}
	for i := range v.Agenda {
		review := newReviewFigures(m, &v.Agenda[i])
		f.Agenda = append(f.Agenda, review)
		if v.Agenda[i].Stale {
			f.Stale = append(f.Stale, review)
		}
	}
	for _, b := range v.Ageing {
		f.Ageing[ageRange(b)], f.AgeingStale[ageRange(b)] = b.N, b.Stale
	}
	for i := range v.Weeks {
		w := &v.Weeks[i]
		f.Weekly = append(f.Weekly, WeekFigures{Week: w.Name, Opened: w.Opened, Closed: w.Closed, Outstanding: w.Outstanding})
	}
	for _, a := range v.Actions {
		f.Actions = append(f.Actions, newActionFigures(m, &a))
	}
	aftermathFigures(m, v, &f)
	for _, g := range gapLists(&v.Gaps) {
		f.Gaps[g.word] = making.IDsOf(g.refs)
	}
	return f
}

func aftermathFigures(m *making.Report, v *problems.Result, f *Figures) {
	for _, k := range v.KnownErrors {
		f.KnownErrors = append(f.KnownErrors, knownErrorFigures{k.ID, m.TimeOrNull(k.Since), k.WorkedAround, newWaitingFigures(m, &k.Waiting)})
	}
	for _, c := range v.FalseClosures {
		f.FalseClosures = append(f.FalseClosures, closureFigures{c.ID, m.TimeOrNull(c.ClosedAt), newWaitingFigures(m, &c.Waiting), c.IDs})
	}
	for i := range v.Fixes {
		f.Fixes = append(f.Fixes, newFixFigures(m, &v.Fixes[i]))
	}
	for _, u := range v.Unrecorded {
		f.Unrecorded = append(f.Unrecorded, unrecordedFigures{u.ID, newWaitingFigures(m, &u.Waiting), u.IDs})
	}
	for _, g := range v.Orphans {
		f.Orphans = append(f.Orphans, orphanFigures{
			Signature: g.Signature, Service: making.TextOrNull(g.Service), Count: g.Count, DowntimeMinutes: g.Minutes.Pointer(), EffortMinutes: g.Effort.Minutes().Pointer(),
			WithoutEffort: g.WithoutEffort, First: m.TimeOrNull(g.First), Last: m.TimeOrNull(g.Last), IDs: g.IDs,
		})
	}
	for _, r := range v.LateReviews {
		f.LateReviews = append(f.LateReviews, lateReviewFigures{
			Incident: r.ID, Service: making.TextOrNull(r.Service), Ended: m.TimeOrNull(r.Ended), Due: m.TimeOrNull(r.Due), Held: m.TimeOrNull(r.Held), LateDays: r.LateDays,
		})
	}
	for _, r := range v.WithoutAction {
		f.WithoutAction = append(f.WithoutAction, r.ID)
	}
}

func newReviewFigures(m *making.Report, r *problems.Review) reviewFigures {
	opened, updated := &r.SinceOpened, &r.SinceUpdated
	return reviewFigures{
		ID: r.ID, Title: r.Title, Service: making.TextOrNull(m.ServiceID(r.Service)), Priority: making.TextOrNull(r.Priority.String()),
		Status: making.TextOrNull(r.Status.String()), Owner: making.TextOrNull(m.Person(r.Owner)), DaysSinceUpdate: r.Idle.Pointer(),
		DaysSinceProgress: r.Quiet.Pointer(), AllowedDays: r.Allowed, AgeDays: r.Age.Pointer(), Missing: r.Missing,
		KnownError: r.KnownError, OpenActions: r.OpenActions, OverdueActions: r.Overdue, NextDue: m.TimeOrNull(r.NextDue),
		IncidentsOpened: countOrNull(opened), DowntimeOpened: opened.Downtime().Pointer(), EffortOpened: effortOrNull(opened), CostOpened: opened.Cost.Pointer(),
		IncidentsUpdated: countOrNull(updated), DowntimeUpdated: updated.Downtime().Pointer(), EffortUpdated: effortOrNull(updated), CostUpdated: updated.Cost.Pointer(),
		ExpectedLoss: expectationFigures{
			Minutes: r.Expected.Minutes.Pointer(), Cost: r.Expected.Cost.Pointer(), Lower: r.Expected.Lower.Pointer(), Upper: r.Expected.Upper.Pointer(),
			CostLower: r.Expected.LowestCost.Pointer(), CostUpper: r.Expected.HighestCost.Pointer(),
		},
	}
}

func countOrNull(w *problems.Waiting) *int {
	if !w.Known {
		return nil
	}
	return &w.Incidents
}

// effortOrNull is unknown where that of none of the incidents is known; of no incidents it is 0.
func effortOrNull(w *problems.Waiting) *float64 {
	known := w.Known && (w.Incidents == 0 || w.WithoutEffort < w.Incidents)
	return itsm.Number{Value: w.Effort.Minutes(), Known: known}.Pointer()
}

func newWaitingFigures(m *making.Report, w *problems.Waiting) waitingFigures {
	return waitingFigures{
		Incidents: w.Incidents, DowntimeMinutes: w.Downtime().Pointer(), NotAssessed: w.NotAssessed, EffortMinutes: effortOrNull(w),
		WithoutEffort: w.WithoutEffort, Cost: w.Cost.Pointer(), Partial: w.Partial, First: m.TimeOrNull(w.First), Last: m.TimeOrNull(w.Last),
	}
}

func newBacklogFigures(m *making.Report, b problems.Backlog, lacks making.Lacking) backlogFigures {
	f := backlogFigures{
		Outstanding: b.Outstanding, NetPerWeek: b.Net.Pointer(), Lower: b.Lower.Pointer(), Upper: b.Upper.Pointer(),
	}
	if m.Catalogue.Restricted() {
		return f
	}
	if f.Target = &b.Target; !lacks.Problems {
		f.Met = &b.Met
	}
	f.Earliest, f.Likely, f.Latest = m.TimeOrNull(b.Earliest), m.TimeOrNull(b.Likely), m.TimeOrNull(b.Latest)
	return f
}

func newActionFigures(m *making.Report, a *problems.ActionReview) actionFigures {
	return actionFigures{
		ID: a.ID, Problem: making.TextOrNull(a.Action.Problem), Incident: making.TextOrNull(a.Incident),
		Over: a.ProblemOver, Ended: m.TimeOrNull(a.ProblemEnded), Title: a.Title, Owner: making.TextOrNull(m.Person(a.Owner)),
		State: actionStates[a.State], Due: m.TimeOrNull(a.Due), DueDays: a.DueDays.Pointer(), FirstDue: m.TimeOrNull(a.FirstDue),
		Slipped: a.PutOff, Done: m.TimeOrNull(a.Finished),
	}
}
