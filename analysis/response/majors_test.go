package response

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
)

func TestRolesAndReviews(t *testing.T) {
	end := at(10, 0) // the review is due on 7 October, 10:00
	day := 24 * time.Hour
	for name, c := range map[string]struct {
		change  func(*itsm.Incident)
		review  Review
		missing []Role
	}{
		"all recorded, held in time": {func(i *itsm.Incident) {
			i.Commander, i.SupportLead, i.Scribe, i.Experts, i.ReviewHeld = "a", "b", "c", []string{"d"}, end.Add(2*day)
		}, ReviewHeld, nil},
		"late, without scribe and experts": {func(i *itsm.Incident) {
			i.Commander, i.SupportLead, i.Experts, i.ReviewHeld = "a", "b", []string{""}, end.Add(2*day+time.Minute)
		}, ReviewLate, []Role{Scribe, Experts}},
		"not held":           {func(*itsm.Incident) {}, ReviewOverdue, []Role{Commander, SupportLead, Scribe, Experts}},
		"held before it was": {func(i *itsm.Incident) { i.ReviewHeld = at(8, 0) }, ReviewOverdue, []Role{Commander, SupportLead, Scribe, Experts}},
	} {
		in := input([]Outage{ended("A", critical, at(9, 0), end)}, incident("A", func(i *itsm.Incident) { i.Major = at(9, 5); c.change(i) }))
		got := Compute(in).Majors
		require.Len(t, got, 1, name)
		assert.Equal(t, c.review, got[0].Review, name)
		assert.Equal(t, c.missing, got[0].MissingRoles, name)
		assert.Equal(t, end.Add(2*day), got[0].ReviewDue, name)
	}
}

// Due on 7 October at 10:00: at that very instant it is still waited for.
func TestReviewThatIsNotDueYet(t *testing.T) {
	in := input([]Outage{ended("A", critical, at(9, 0), at(10, 0))}, incident("A", func(i *itsm.Incident) { i.Major = at(9, 5) }))
	in.AsOf = time.Date(2026, 10, 7, 10, 0, 0, 0, time.UTC)
	assert.Equal(t, ReviewWaiting, Compute(in).Majors[0].Review)
	in.AsOf = in.AsOf.Add(time.Minute)
	assert.Equal(t, ReviewOverdue, Compute(in).Majors[0].Review)
	in.Outages[0] = Outage{Incident: ref("A"), Service: critical, Start: at(9, 0), Open: true, Counts: true}
	assert.Equal(t, ReviewUndated, Compute(in).Majors[0].Review)
}

func TestActionsOfReviews(t *testing.T) {
	major := func(id string) *itsm.Incident {
		return incident(id, func(i *itsm.Incident) { i.Major = at(9, 5) })
	}
	in := input([]Outage{ended("A", critical, at(9, 0), at(10, 0)), ended("B", critical, at(9, 0), at(10, 0))}, major("A"), major("B"))
	in.Actions = []*itsm.Action{{Problem: "P"}}
	assert.False(t, Compute(in).Majors[0].ActionsKnown, "no follow-up names an incident")
	in.Actions = append(in.Actions, &itsm.Action{Incident: "A"}, &itsm.Action{Incident: "A", Status: itsm.StatusCancelled})
	got := Compute(in).Majors
	assert.Equal(t, []int{1, 0}, []int{got[0].Actions, got[1].Actions})
	assert.True(t, got[1].ActionsKnown)
}

// Major incidents that are no outage: by their own times. A child, and one of another month, are none of them.
func TestMajorWithoutOutage(t *testing.T) {
	major := func(id string, change func(*itsm.Incident)) *itsm.Incident {
		return incident(id, func(i *itsm.Incident) { i.Started, i.Major = at(9, 0), at(9, 5); change(i) })
	}
	got := Compute(input(nil,
		major("restored", func(i *itsm.Incident) { i.Restored = at(10, 0) }),
		major("child", func(i *itsm.Incident) { i.Restored, i.Parent = at(10, 0), "restored" }),
		major("closed", func(i *itsm.Incident) { i.Closed = at(12, 0) }),
		major("november", func(i *itsm.Incident) { i.Resolved = october.To }),
		major("open", func(i *itsm.Incident) { i.Status = itsm.StatusOpen }),
		incident("plain", func(i *itsm.Incident) { i.Started, i.Restored = at(9, 0), at(10, 0) }),
	))
	var names []string
	for _, m := range got.Majors {
		names = append(names, m.ID+" "+m.Review.String())
	}
	assert.Equal(t, []string{"closed overdue", "open undated", "restored overdue"}, names)
	assert.Zero(t, got.Cases, "they are in no mean")
	assert.Equal(t, 3, got.Tiers.Counts[TierMajor].NotDue)
}

// As of 2 November 2026: tested on 2 November 2025 is within a year, a day earlier is not; tomorrow's test is not known.
func TestRecoveryPlans(t *testing.T) {
	plan := func(id, plan string, tested itsm.Date) *itsm.Service {
		s := service(id, itsm.MissionCritical, itsm.AlwaysOpen())
		s.Continuity = itsm.Continuity{Plan: plan, Tested: tested}
		return s
	}
	met := plan("met-in-the-data", "", itsm.Date{})
	met.Catalogued = false
	in := input(nil)
	in.Catalogue = itsm.NewCatalogue([]*itsm.Service{
		plan("old", "DR-1", itsm.Date{Year: 2025, Month: 11, Day: 1}), plan("new", "DR-2", itsm.Date{Year: 2025, Month: 11, Day: 2}),
		plan("never", "DR-3", itsm.Date{}), plan("future", "DR-4", itsm.Date{Year: 2026, Month: 11, Day: 3}),
		plan("bare", "", itsm.Date{Year: 2026, Month: 5, Day: 1}), met, supporting,
	}, nil)
	got := Compute(in).Plans
	assert.Equal(t, []int{5, 1}, []int{got.Services, got.Tested})
	var lacks []string
	for _, u := range got.Untried {
		lacks = append(lacks, u.Service.ID+" "+string(u.Lack))
	}
	assert.Equal(t, []string{"bare no_plan", "future not_tested", "never not_tested", "old tested_long_ago"}, lacks)
}
