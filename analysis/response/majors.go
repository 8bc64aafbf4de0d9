package response

import (
	"cmp"
	"slices"
	"time"

	"nines/internal/itsm"
)

// Role is a role of a major incident.
type Role string

// The roles, as the fields of the incident that record them.
const (
	Commander   Role = "commander"
	SupportLead Role = "support_lead"
	Scribe      Role = "scribe"
	Experts     Role = "experts"
)

// Review says whether a major incident was reviewed.
type Review uint8

// The reviews.
const (
	ReviewHeld    Review = iota // in time
	ReviewLate                  // held, but late
	ReviewOverdue               // not held and due
	ReviewWaiting               // not held and not due yet
	ReviewUndated               // nobody knows when the incident ended, or it is not over
)

// String is the word for the review: held, late, overdue, waiting or undated.
func (r Review) String() string {
	return [...]string{"held", "late", "overdue", "waiting", "undated"}[r]
}

// Major is what was recorded of a major incident.
type Major struct {
	*Case
	MissingRoles []Role
	Review       Review
	ReviewDue    time.Time // zero: the incident's end is not known
	ReviewHeld   time.Time // zero: none is recorded
	Actions      int       // follow-ups that name the incident
	// ActionsKnown: the data hold follow-ups of incidents at all.
	ActionsKnown bool
}

// majors lists the major incidents among the cases.
func majors(in *Input, cases []*Case) []Major {
	actions, known := actionsOf(in, cases)
	var list []Major
	for _, c := range cases {
		if !c.Major {
			continue
		}
		m := Major{Case: c, MissingRoles: missingRoles(c.Incident), Actions: actions[c.Ref], ActionsKnown: known}
		m.review(in)
		list = append(list, m)
	}
	return list
}

func actionsOf(in *Input, cases []*Case) (byCase map[Ref]int, known bool) {
	find := finderOf(in, cases)
	byCase = map[Ref]int{}
	for _, a := range in.Actions {
		if a.Incident == "" {
			continue
		}
		known = true
		if ref, ok := find.of(a.Source, a.Incident); ok && a.Status != itsm.StatusCancelled {
			byCase[ref]++
		}
	}
	return byCase, known
}

func missingRoles(i *itsm.Incident) []Role {
	var missing []Role
	for _, r := range []struct {
		role   Role
		absent bool
	}{
		{Commander, i.Commander == ""},
		{SupportLead, i.SupportLead == ""},
		{Scribe, i.Scribe == ""},
		{Experts, !slices.ContainsFunc(i.Experts, func(name string) bool { return name != "" })},
	} {
		if r.absent {
			missing = append(missing, r.role)
		}
	}
	return missing
}

// review judges when the review was held. One before the incident began is none.
func (m *Major) review(in *Input) {
	if held := m.Incident.ReviewHeld; !held.Before(m.Start) {
		m.ReviewHeld = held
	}
	if m.End.IsZero() {
		m.Review = ReviewUndated
		return
	}
	m.ReviewDue = m.End.Add(time.Duration(in.Rules.ReviewDays * float64(24*time.Hour)))
	switch {
	case m.ReviewHeld.IsZero() && in.AsOf.After(m.ReviewDue):
		m.Review = ReviewOverdue
	case m.ReviewHeld.IsZero():
		m.Review = ReviewWaiting
	case m.ReviewHeld.After(m.ReviewDue):
		m.Review = ReviewLate
	}
}

// Lack is what is wrong with a recovery plan.
type Lack string

// The lacks.
const (
	NoPlan    Lack = "no_plan"
	NotTested Lack = "not_tested" // not by the as-of instant
	TestedOld Lack = "tested_long_ago"
)

// Untried is a service whose recovery plan was not tested within a year.
type Untried struct {
	Service *itsm.Service
	Lack    Lack
}

// Plans says how many mission-critical services of the catalogue have a recovery plan that was tested within a year of
// the as-of instant, and lists the others by id.
type Plans struct {
	Services, Tested int
	Untried          []Untried
}

func plans(in *Input) Plans {
	var p Plans
	today := itsm.DateOf(in.AsOf.In(in.Zone))
	yearAgo := itsm.Date{Year: today.Year - 1, Month: today.Month, Day: today.Day}
	for _, s := range in.Catalogue.Services() {
		if s.Criticality != itsm.MissionCritical || !s.Catalogued {
			continue
		}
		p.Services++
		switch tested := s.Continuity.Tested; {
		case s.Continuity.Plan == "":
			p.Untried = append(p.Untried, Untried{s, NoPlan})
		case tested.IsZero() || today.Before(tested):
			p.Untried = append(p.Untried, Untried{s, NotTested})
		case tested.Before(yearAgo):
			p.Untried = append(p.Untried, Untried{s, TestedOld})
		default:
			p.Tested++
		}
	}
	slices.SortFunc(p.Untried, func(a, b Untried) int { return cmp.Compare(a.Service.ID, b.Service.ID) })
	return p
}
