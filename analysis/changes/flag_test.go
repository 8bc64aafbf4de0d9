package changes_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"nines/analysis/changes"
	"nines/internal/itsm"
)

var none time.Time

func approved(at time.Time) func(*itsm.Change) {
	return func(c *itsm.Change) { c.Approved = itsm.Mark{State: itsm.Yes, At: at} }
}

func requested(at time.Time) func(*itsm.Change) {
	return func(c *itsm.Change) { c.Requested = at }
}

func mending(ids ...string) func(*itsm.Change) { return func(c *itsm.Change) { c.Incident = ids } }

// Every flag on both sides of its edge; the changes that are compared differ in what the flag is about only.
func TestFlags(t *testing.T) {
	emergency := []func(*itsm.Change){class(itsm.ClassEmergency), mending("INC1")}
	bau := class(itsm.ClassBAU)
	approvals := func(state itsm.YesNo, n itsm.Number) func(*itsm.Change) {
		return func(c *itsm.Change) { c.Approved, c.Approvals = itsm.Mark{State: state}, n }
	}
	risk := func(r itsm.Risk) func(*itsm.Change) { return func(c *itsm.Change) { c.Risk = r } }
	code := func(f itsm.YesNo) func(*itsm.Change) { return func(c *itsm.Change) { c.ReleasesCode = f } }
	two := itsm.Known(2)
	for _, c := range []struct {
		name string
		set  []func(*itsm.Change)
		asOf time.Time // zero: the usual
		want []string
	}{
		{"risk", []func(*itsm.Change){risk(itsm.RiskUnknown)}, none, []string{"missing_risk"}},
		{"no end", []func(*itsm.Change){planned(oct(21, 18, 0), none)}, none, []string{"missing_timing"}},
		{"no start: nor a lead time", []func(*itsm.Change){planned(none, oct(21, 18, 0)), requested(oct(21, 17, 0))}, none, []string{"missing_timing"}},
		{"an end before its start", []func(*itsm.Change){planned(oct(21, 18, 0), oct(21, 17, 59))}, none, []string{"missing_timing"}},
		{"a start that is its end", []func(*itsm.Change){planned(oct(21, 18, 0), oct(21, 18, 0))}, none, []string{}},
		{"plan", []func(*itsm.Change){func(c *itsm.Change) { c.Plan = "" }}, none, []string{"missing_plan"}},
		{"backout", []func(*itsm.Change){func(c *itsm.Change) { c.Backout = " \n" }}, none, []string{"missing_backout"}},
		{"validation", []func(*itsm.Change){func(c *itsm.Change) { c.Validation = "" }}, none, []string{"missing_validation"}},
		{"responsible", []func(*itsm.Change){func(c *itsm.Change) { c.Responsible = "" }}, none, []string{"missing_responsible"}},

		// Wednesday, 21 October: the five working days before and with it are the 15th, 16th, 19th, 20th and 21st.
		{"requested on the 14th: 5 working days", []func(*itsm.Change){requested(oct(14, 23, 59))}, none, []string{}},
		{"requested on the 15th: 4", []func(*itsm.Change){requested(oct(15, 0, 0))}, none, []string{"short_lead_time"}},
		{"as a day begins it has not begun after", []func(*itsm.Change){requested(oct(15, 0, 0).Add(-time.Nanosecond))}, none, []string{}},
		{"unknown class as normal", []func(*itsm.Change){requested(oct(15, 0, 0)), class(itsm.ClassUnknown)}, none, []string{"short_lead_time"}},
		{"business as usual the day before", []func(*itsm.Change){requested(oct(20, 23, 59)), bau}, none, []string{}},
		{"business as usual on the day", []func(*itsm.Change){requested(oct(21, 0, 0)), bau}, none, []string{"short_lead_time"}},
		{"standard needs none", []func(*itsm.Change){requested(oct(21, 19, 0)), class(itsm.ClassStandard)}, none, []string{}},
		{"nobody knows when it was requested", []func(*itsm.Change){requested(none)}, none, []string{}},

		{"not approved", []func(*itsm.Change){approvals(itsm.Unsaid, itsm.Number{})}, none, []string{"not_approved"}},
		{"not approved, of unknown class", []func(*itsm.Change){approvals(itsm.Unsaid, itsm.Number{}), class(itsm.ClassUnknown)}, none, []string{"not_approved"}},
		{"not approved, standard", []func(*itsm.Change){approvals(itsm.Unsaid, itsm.Number{}), class(itsm.ClassStandard)}, none, []string{}},
		{"approved at an unknown time", []func(*itsm.Change){approvals(itsm.Yes, itsm.Number{})}, none, []string{}},
		{"approved by none", []func(*itsm.Change){approvals(itsm.Yes, itsm.Known(0))}, none, []string{"not_approved"}},
		{"a number only", []func(*itsm.Change){approvals(itsm.Unsaid, itsm.Known(1))}, none, []string{}},
		{"said not to be approved", []func(*itsm.Change){approvals(itsm.No, two)}, none, []string{"not_approved"}},

		{"approved at its start", []func(*itsm.Change){approved(oct(21, 18, 0))}, oct(23, 0, 0), []string{}},
		{"approved a minute later", []func(*itsm.Change){approved(oct(21, 18, 1))}, oct(23, 0, 0), []string{"approved_after_start"}},
		{"it began later than planned", []func(*itsm.Change){approved(oct(21, 18, 1)), actual(oct(21, 18, 1), none)}, oct(23, 0, 0), []string{}},
		{"it began earlier than planned", []func(*itsm.Change){approved(oct(21, 17, 59)), actual(oct(21, 17, 0), none)}, oct(23, 0, 0), []string{"approved_after_start"}},

		{"an emergency with an incident", emergency, none, []string{}},
		{"an emergency without", []func(*itsm.Change){class(itsm.ClassEmergency), mending(" ")}, none, []string{"emergency_without_incident"}},
		{
			"an emergency not approved, two days after its start",
			append([]func(*itsm.Change){approvals(itsm.Unsaid, itsm.Number{})}, emergency...), oct(23, 18, 0),
			[]string{"not_approved"},
		},
		{
			"a minute later",
			append([]func(*itsm.Change){approvals(itsm.Unsaid, itsm.Number{})}, emergency...), oct(23, 18, 1),
			[]string{"not_approved", "no_retrospective_approval"},
		},
		{
			"two days after it began, which was earlier than planned",
			append([]func(*itsm.Change){approvals(itsm.Unsaid, itsm.Number{}), actual(oct(21, 16, 0), none)}, emergency...), oct(23, 16, 1),
			[]string{"not_approved", "no_retrospective_approval"},
		},
		{"a number of approvals only, two days later", append([]func(*itsm.Change){approvals(itsm.Unsaid, two)}, emergency...), oct(24, 0, 0), []string{}},
		{
			"approved in two days", append([]func(*itsm.Change){approved(oct(23, 18, 0))}, emergency...), oct(24, 0, 0),
			[]string{"approved_after_start"},
		},
		{
			"approved after two days", append([]func(*itsm.Change){approved(oct(23, 18, 1))}, emergency...), oct(24, 0, 0),
			[]string{"approved_after_start", "no_retrospective_approval"},
		},
		{"normal changes are not approved afterwards", []func(*itsm.Change){approvals(itsm.Unsaid, itsm.Number{})}, oct(25, 0, 0), []string{"not_approved"}},

		{"business as usual without code", []func(*itsm.Change){bau, code(itsm.No)}, none, []string{}},
		{"business as usual that releases code", []func(*itsm.Change){bau, code(itsm.Yes)}, none, []string{"bau_releases_code"}},
		{"normal changes may", []func(*itsm.Change){code(itsm.Yes)}, none, []string{}},
		{"business as usual with medium risk", []func(*itsm.Change){bau, risk(itsm.RiskMedium)}, none, []string{"bau_with_risk"}},
		{"business as usual with high risk", []func(*itsm.Change){bau, risk(itsm.RiskHigh)}, none, []string{"bau_with_risk"}},
		{"business as usual with unknown risk", []func(*itsm.Change){bau, risk(itsm.RiskUnknown)}, none, []string{"missing_risk"}},
	} {
		in := input(complete("1", c.set...))
		if !c.asOf.IsZero() {
			in.AsOf = c.asOf
		}
		assert.Equal(t, c.want, flags(t, in), c.name)
	}
}

// A class that needs two approvals, and one that needs none.
func TestApprovalsOfAClass(t *testing.T) {
	for _, c := range []struct {
		class itsm.ChangeClass
		n     float64
		want  []string
	}{
		{itsm.ClassNormal, 1, []string{"not_approved"}},
		{itsm.ClassNormal, 2, []string{}},
		{itsm.ClassBAU, 0, []string{}},
		{itsm.ClassStandard, 0, []string{}},
	} {
		in := input(complete("1", class(c.class), func(c2 *itsm.Change) { c2.Approvals = itsm.Known(c.n) }))
		in.Rules.Approvals = map[itsm.ChangeClass]int{itsm.ClassNormal: 2, itsm.ClassStandard: 3}
		assert.Equal(t, c.want, flags(t, in), "%s %v", c.class, c.n)
		got := changes.NewSchedule(in).Changes[0]
		assert.Equal(t, int(c.n), got.Given)
		assert.Equal(t, map[itsm.ChangeClass]int{itsm.ClassNormal: 2}[c.class], got.Needed)
	}
}

// All that can be said against one change, in the order of the contract.
func TestOrderOfFlags(t *testing.T) {
	worst := itsm.Change{
		Head: itsm.Head{Source: "s", ID: "1"}, Service: "fx", Class: itsm.ClassEmergency, PlannedStart: oct(20, 18, 0), Requested: oct(20, 18, 0),
		Approved: itsm.Mark{State: itsm.Yes, At: oct(23, 0, 0)}, Approvals: itsm.Known(0),
	}
	other := complete("2", planned(oct(20, 17, 0), oct(20, 19, 0)))
	in := input(worst, other)
	in.AsOf = oct(24, 0, 0)
	in.Rules.LeadDays[itsm.ClassEmergency] = 1
	in.Rules.Freezes = []changes.Freeze{{From: itsm.Date{Year: 2026, Month: 10, Day: 20}, To: itsm.Date{Year: 2026, Month: 10, Day: 20}}}
	in.Catalogue.Lookup("fx").ChangeWindow = calendarOf(20, 22)
	in.Catalogue.Lookup("fx").Critical = calendarOf(18, 19)
	want := []string{
		"missing_risk", "missing_timing", "missing_plan", "missing_backout", "missing_validation", "missing_responsible", "short_lead_time",
		"not_approved", "approved_after_start", "emergency_without_incident", "no_retrospective_approval", "overlaps:2", "in_freeze",
		"outside_window", "busy_hours",
	}
	s := changes.NewSchedule(in)
	assert.Equal(t, want, s.Changes[0].Words())
	assert.True(t, s.Changes[0].Flagged(changes.FlagBusyHours))
	assert.False(t, s.Changes[0].Flagged(changes.FlagBAUWithRisk))
}
