package storetest

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
	"nines/internal/store"
)

// Change 1 is known by a row of the 9th only, when it had failed on the 8th; of change 2 a row of the 3rd is known too.
// As of the 5th both are open, and planned.
func changesAsOf(t *testing.T, s *store.Store) {
	failed := func(id string) *itsm.Change {
		return &itsm.Change{
			Head: itsm.Head{ID: id, Version: day(9)}, Requested: day(1), PlannedStart: at(8, 1), PlannedEnd: at(8, 3), ActualStart: at(8, 1),
			ActualEnd: at(8, 4), Approved: itsm.Mark{State: itsm.Yes, At: day(6)}, Approvals: itsm.Known(2), Status: itsm.StatusClosed,
			Outcome: itsm.OutcomeFailed, Updated: day(9),
		}
	}
	pending := itsm.Change{Head: itsm.Head{ID: "2", Version: day(3)}, Requested: day(1), PlannedStart: at(8, 1), Status: itsm.StatusPending, Updated: day(3)}
	importAll(t, s, "s", day(10), failed("1"), &pending, failed("2"))

	read := func(asOf time.Time) []itsm.Change {
		var list []itsm.Change
		require.NoError(t, snapshot(t, s, asOf).Changes(context.Background(), itsm.Span{From: day(8), To: day(9)}, func(r *itsm.Change) error {
			list = append(list, *r)
			return nil
		}))
		require.Len(t, list, 2, asOf)
		return list
	}
	early := read(day(5))
	assert.Equal(t, itsm.StatusOpen, early[0].Status, "the oldest version stands for the time before, and its status goes by its times")
	assert.Equal(t, itsm.OutcomeUnknown, early[0].Outcome)
	assert.Equal(t, itsm.Number{}, early[0].Approvals)
	assert.True(t, early[0].ActualEnd.IsZero())
	assert.Equal(t, at(8, 3), early[0].PlannedEnd, "a plan is known before its time")
	assert.Equal(t, itsm.StatusPending, early[1].Status, "what a version says holds from its instant on")

	running := read(at(8, 3))
	assert.Equal(t, itsm.StatusOpen, running[0].Status, "it overran its plan")
	assert.Equal(t, itsm.Known(2), running[0].Approvals)
	assert.Equal(t, at(8, 1), running[0].ActualStart)

	for _, r := range append(read(at(8, 4))[:1], read(day(9))...) {
		assert.Equal(t, itsm.StatusClosed, r.Status)
		assert.Equal(t, itsm.OutcomeFailed, r.Outcome)
	}
}
