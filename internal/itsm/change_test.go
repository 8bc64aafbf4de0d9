package itsm

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Of each change one version is known, of the 9th: what it was at noon of the 8th goes by its times.
func TestChangeAsOf(t *testing.T) {
	at := func(hour int) time.Time { return time.Date(2026, 10, 8, hour, 0, 0, 0, time.UTC) }
	closed := Change{Status: StatusClosed, Outcome: OutcomeFailed}
	with := func(c Change, set func(*Change)) Change {
		set(&c)
		return c
	}
	for _, c := range []struct {
		name    string
		change  Change
		status  Status
		outcome Outcome
	}{
		{"ended before", with(closed, func(c *Change) { c.ActualEnd = at(12) }), StatusClosed, OutcomeFailed},
		{"ended later", with(closed, func(c *Change) { c.ActualEnd = at(13) }), StatusOpen, OutcomeUnknown},
		{
			"overran its plan and ended later",
			with(closed, func(c *Change) { c.PlannedEnd, c.ActualStart, c.ActualEnd = at(11), at(10), at(13) }), StatusOpen, OutcomeUnknown,
		},
		{"planned to end before, and over", with(closed, func(c *Change) { c.PlannedStart, c.PlannedEnd = at(9), at(12) }), StatusClosed, OutcomeFailed},
		{"planned to end later", with(closed, func(c *Change) { c.PlannedStart, c.PlannedEnd = at(9), at(13) }), StatusOpen, OutcomeUnknown},
		{"planned to end before, and open still", Change{Status: StatusPending, PlannedEnd: at(9)}, StatusOpen, OutcomeUnknown},
		{"open still, though it ended", Change{Status: StatusInProgress, ActualEnd: at(9)}, StatusClosed, OutcomeUnknown},
		{"no time at all", closed, StatusOpen, OutcomeUnknown},
		{"resolved stays resolved", Change{Status: StatusResolved, ActualEnd: at(9)}, StatusResolved, OutcomeUnknown},
		{"called off by status", Change{Status: StatusCancelled, PlannedEnd: at(20)}, StatusCancelled, OutcomeUnknown},
		{"called off by outcome", Change{Status: StatusClosed, Outcome: OutcomeCancelled, PlannedEnd: at(20)}, StatusClosed, OutcomeCancelled},
	} {
		r := c.change
		r.Oldest, r.Version = true, at(24)
		require.True(t, Changes.AsOf(&r, at(12)), c.name)
		assert.Equal(t, c.status, r.Status, c.name)
		assert.Equal(t, c.outcome, r.Outcome, c.name)

		known := c.change
		known.Version = at(12)
		require.False(t, Changes.AsOf(&known, at(12)), c.name)
		assert.Equal(t, c.change.Status, known.Status, "%s: a version says what it says from its instant on", c.name)
	}
}

func TestAChangeThatWasOnlyMadeIsNotThereBefore(t *testing.T) {
	at := func(hour int) time.Time { return time.Date(2026, 10, 8, hour, 0, 0, 0, time.UTC) }
	made := Change{Status: StatusClosed, ActualStart: at(12), ActualEnd: at(13)}
	assert.Equal(t, at(12), Changes.Opened(&made))
	for name, tell := range map[string]func(*Change){
		"approved": func(c *Change) { c.Approved = Mark{Yes, at(10)} },
		"planned":  func(c *Change) { c.PlannedEnd = at(11) },
	} {
		c := made
		tell(&c)
		assert.Zero(t, Changes.Opened(&c), "%s before: nobody knows since when it is there", name)
	}
	made.Requested = at(9)
	assert.Equal(t, at(9), Changes.Opened(&made))
}

func TestApprovalsAsOf(t *testing.T) {
	at := func(hour int) time.Time { return time.Date(2026, 10, 8, hour, 0, 0, 0, time.UTC) }
	approved := Change{Head: Head{Oldest: true, Version: at(20)}, Approved: Mark{Yes, at(12)}, Approvals: Known(2), ApprovedBy: "Ann"}
	r := approved
	Changes.AsOf(&r, at(11))
	assert.Equal(t, Change{Head: approved.Head, Status: StatusOpen}, r, "an approval that came later, with how many gave it and who")
	r = approved
	Changes.AsOf(&r, at(12))
	assert.Equal(t, Known(2), r.Approvals)
	assert.Equal(t, "Ann", r.ApprovedBy)
}
