package changes_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"nines/analysis/changes"
	"nines/internal/itsm"
)

// Of fx, normal, no component: 20 carried out, 3 of which failed (failed, backed out, named by an incident). Wilson:
// 3 of 20 is 0.05237 to 0.36042.
func TestRecordOfItsKind(t *testing.T) {
	c := catalogue()
	h := changes.NewHistory(c, asOf)
	add := func(n int, caused *changes.Loss, set ...func(*itsm.Change)) {
		for range n {
			past := complete("x", append([]func(*itsm.Change){planned(oct(2, 1, 0), oct(2, 2, 0)), func(c *itsm.Change) { c.Outcome = itsm.OutcomeSuccessful }}, set...)...)
			h.Add(&past, caused)
		}
	}
	outcome := func(o itsm.Outcome) func(*itsm.Change) { return func(c *itsm.Change) { c.Outcome = o } }
	component := func(name string) func(*itsm.Change) { return func(c *itsm.Change) { c.Component = name } }
	add(16, nil)
	add(1, nil, outcome(itsm.OutcomeSuccessfulWithIssues), on(" FX Pricing"))
	add(1, nil, outcome(itsm.OutcomeFailed))
	add(1, nil, outcome(itsm.OutcomeBackedOut), planned(oct(16, 11, 0), asOf))
	add(1, &changes.Loss{Minutes: itsm.Known(30)})
	// None of these is of the kind, or carried out with a known outcome.
	add(4, nil, outcome(itsm.OutcomeCancelled))
	add(4, nil, outcome(itsm.OutcomeUnknown))
	add(4, nil, func(c *itsm.Change) { c.Status = itsm.StatusCancelled })
	add(4, nil, planned(oct(16, 11, 0), oct(16, 12, 1)))
	add(4, nil, planned(none, none))
	add(4, nil, on("mail"))
	add(4, nil, class(itsm.ClassBAU))
	add(4, nil, component("db"))
	add(4, nil, on(""))
	add(4, nil, class(itsm.ClassUnknown))

	in := input(complete("1"), complete("2", component("DB ")), complete("3", on("network")), complete("4", on("")), complete("5", class(itsm.ClassUnknown)))
	in.Catalogue, in.History = c, h
	got := map[string]changes.Record{}
	for _, c := range changes.NewSchedule(in).Changes {
		got[c.ID] = c.Record
	}
	assert.Equal(t, 20, got["1"].N)
	assert.Equal(t, 3, got["1"].Failed)
	assert.InDelta(t, 0.05237, got["1"].Interval.Lower, 1e-5)
	assert.InDelta(t, 0.36042, got["1"].Interval.Upper, 1e-5)
	assert.Equal(t, 4, got["2"].N, "components are compared without case and space")
	for _, id := range []string{"3", "4", "5"} {
		assert.Zero(t, got[id].N, id)
	}
}

// Four normal changes failed: one of 30 min and 300, one of 90 min and an unknown cost, one that an incident names of
// which nobody knows what it cost, and one that no incident names. 120 min / 2 and 300 / 1.
func TestWhatAFailedChangeOfTheClassHasCost(t *testing.T) {
	h := changes.NewHistory(catalogue(), asOf)
	past := complete("x", planned(oct(2, 1, 0), oct(2, 2, 0)), func(c *itsm.Change) { c.Outcome = itsm.OutcomeFailed })
	h.Add(&past, &changes.Loss{Minutes: itsm.Known(30), Cost: itsm.Known(300)})
	past.Service = "mail" // of whatever service
	h.Add(&past, &changes.Loss{Minutes: itsm.Known(90)})
	h.Add(&past, &changes.Loss{})
	h.Add(&past, nil)
	past.Outcome = itsm.OutcomeSuccessful
	h.Add(&past, nil)
	assert.Equal(t, changes.Failure{N: 4, Linked: 3, Minutes: itsm.Known(60), Cost: itsm.Known(300)}, h.Failure(itsm.ClassNormal))
	assert.Equal(t, changes.Failure{}, h.Failure(itsm.ClassBAU))
	in := input(complete("1"))
	in.History = h
	assert.Equal(t, 4, changes.NewSchedule(in).Changes[0].Failure.N)
}
