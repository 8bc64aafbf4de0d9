package storetest

import (
	"context"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/store"
)

func run(job string, due time.Time, owner string) store.Run {
	return store.Run{
		Job: job, Due: due, Cause: store.CauseSchedule, Report: "weekly", Period: "2026-W42",
		Owner: owner, Started: due.Add(time.Second), Version: "1.0",
	}
}

// runsAreClaimedOnce lets many processes ask for the same slots at once.
func runsAreClaimedOnce(t *testing.T, s *store.Store) {
	ctx := context.Background()
	const slots, processes = 20, 4
	var claimed [slots]atomic.Int32
	var group sync.WaitGroup
	for p := range processes {
		group.Go(func() {
			for slot := range slots {
				ok, err := s.ClaimRun(ctx, run("a", at(1, slot), strconv.Itoa(p)))
				assert.NoError(t, err)
				if ok {
					claimed[slot].Add(1)
				}
			}
		})
	}
	group.Wait()
	for slot := range slots {
		assert.Equal(t, int32(1), claimed[slot].Load(), "slot %d", slot)
	}
	last, err := s.LastDue(ctx, "a")
	require.NoError(t, err)
	assert.Equal(t, at(1, slots-1), last)
}

func runsAreKept(t *testing.T, s *store.Store) {
	ctx := context.Background()
	none, err := s.LastDue(ctx, "a")
	require.NoError(t, err)
	assert.True(t, none.IsZero())

	r := run("a", at(5, 7), "one")
	ok, err := s.ClaimRun(ctx, r)
	require.NoError(t, err)
	require.True(t, ok)
	r.State, r.Ended, r.Revision, r.Attempt, r.Reason = store.RunDone, at(5, 8), 2, 1, "late: <b>"
	r.RunFacts = store.RunFacts{Rows: []store.RunRows{{Source: "x", Read: 3, Stored: 2, Rejected: 1}}, Files: []string{"out/a.pdf"}}
	require.NoError(t, s.EndRun(ctx, r))
	require.ErrorIs(t, s.EndRun(ctx, r), store.ErrNotOurs, "it is over")

	waits := run("a", at(6, 7), "")
	waits.State, waits.Reason, waits.Started = store.RunPlanned, "the source x is old", time.Time{}
	ok, err = s.PlanRun(ctx, waits)
	require.NoError(t, err)
	assert.True(t, ok)
	ok, err = s.PlanRun(ctx, waits)
	require.NoError(t, err)
	assert.False(t, ok, "it is known")

	skipped := run("b", at(6, 7), "")
	skipped.State, skipped.Started, skipped.Ended = store.RunSkipped, time.Time{}, at(6, 9)
	ok, err = s.PlanRun(ctx, skipped)
	require.NoError(t, err)
	assert.True(t, ok)
	skipped.Owner = "one"
	ok, err = s.ClaimRun(ctx, skipped)
	require.NoError(t, err)
	assert.False(t, ok, "what is skipped is not made up for")
	skipped.Owner = ""

	got, err := s.Runs(ctx, store.RunQuery{})
	require.NoError(t, err)
	assert.Empty(t, cmp.Diff([]store.Run{waits, skipped, r}, got))
	got, err = s.Runs(ctx, store.RunQuery{Job: r.Job, Due: r.Due})
	require.NoError(t, err)
	assert.Empty(t, cmp.Diff([]store.Run{r}, got))
	got, err = s.Runs(ctx, store.RunQuery{Job: "a", Limit: 1})
	require.NoError(t, err)
	assert.Empty(t, cmp.Diff([]store.Run{waits}, got))

	waits.Owner, waits.Started, waits.Reason = "two", at(6, 10), ""
	ok, err = s.ClaimRun(ctx, waits)
	require.NoError(t, err)
	require.True(t, ok)
	waits.State, waits.Attempt = store.RunRunning, 1
	got, err = s.Runs(ctx, store.RunQuery{State: store.RunRunning})
	require.NoError(t, err)
	assert.Empty(t, cmp.Diff([]store.Run{waits}, got))

	taken, err := s.TakeOverRuns(ctx, "three", at(6, 11))
	require.NoError(t, err)
	was := waits
	waits.Owner, waits.Attempt, waits.Started = "three", 2, at(6, 11)
	assert.Empty(t, cmp.Diff([]store.Run{waits}, taken))
	again, err := s.TakeOverRuns(ctx, "three", at(6, 12))
	require.NoError(t, err)
	assert.Empty(t, again)
	was.State, was.Ended = store.RunDone, at(6, 12)
	require.ErrorIs(t, s.EndRun(ctx, was), store.ErrNotOurs, "who was taken for dead does not end it")
}

func runLogs(t *testing.T, s *store.Store) {
	ctx := context.Background()
	lines := []store.RunEvent{{At: at(5, 7), Level: "info", Message: "begun"}, {At: at(5, 7), Level: "error", Message: "it's \"broken\""}}
	for _, e := range lines {
		require.NoError(t, s.AddRunEvent(ctx, "a", at(5, 7), e))
	}
	require.NoError(t, s.AddRunEvent(ctx, "b", at(5, 7), lines[1]))
	got, err := s.RunEvents(ctx, "a", at(5, 7))
	require.NoError(t, err)
	assert.Empty(t, cmp.Diff(lines, got))
	got, err = s.RunEvents(ctx, "a", at(5, 8))
	require.NoError(t, err)
	assert.Empty(t, got)
}

func deliveriesAreSentOnce(t *testing.T, s *store.Store) {
	ctx := context.Background()
	ok, err := s.ClaimRun(ctx, run("a", at(5, 7), "one"))
	require.NoError(t, err)
	require.True(t, ok)
	d := store.Delivery{Job: "a", Due: at(5, 7), Kind: "email", Target: "x@example.com", MessageID: "<1@nines>", Changed: at(5, 8)}
	other := d
	other.Target = "y@example.com"
	for range 2 {
		require.NoError(t, s.PlanDeliveries(ctx, "report", []byte("{}"), d))
	}
	require.NoError(t, s.PlanDeliveries(ctx, "report", []byte("{}"), other))

	begin := func(d store.Delivery, owner string) bool {
		ok, err := s.BeginDelivery(ctx, d, owner)
		require.NoError(t, err)
		return ok
	}
	assert.False(t, begin(d, "two"), "the run is another's")
	assert.True(t, begin(d, "one"))
	assert.False(t, begin(d, "one"), "it is being sent")
	d.State, d.Changed, d.Next, d.Detail = store.DeliveryPending, at(5, 9), at(5, 10), "451 try again"
	require.NoError(t, s.EndDelivery(ctx, d))
	d.Attempts = 1
	other.State = store.DeliveryPending
	got, err := s.Deliveries(ctx, store.DeliveryQuery{Job: "a", Due: at(5, 7)})
	require.NoError(t, err)
	assert.Empty(t, cmp.Diff([]store.Delivery{d, other}, got))

	assert.True(t, begin(d, "one"))
	d.State, d.Next, d.Detail = store.DeliverySent, time.Time{}, ""
	require.NoError(t, s.EndDelivery(ctx, d))
	require.ErrorIs(t, s.EndDelivery(ctx, d), store.ErrNotOurs)
	assert.False(t, begin(d, "one"), "it is sent")
	require.NoError(t, s.PlanDeliveries(ctx, "report", []byte("{}"), d))
	d.Attempts = 2
	got, err = s.Deliveries(ctx, store.DeliveryQuery{State: store.DeliverySent})
	require.NoError(t, err)
	assert.Empty(t, cmp.Diff([]store.Delivery{d}, got), "and stays so when it is planned again")
}
