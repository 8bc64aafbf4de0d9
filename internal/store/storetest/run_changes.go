package storetest

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/store"
)

func runsWait(t *testing.T, s *store.Store) {
	ctx := context.Background()
	r := run("a", at(5, 7), "one")
	ok, err := s.ClaimRun(ctx, r)
	require.NoError(t, err)
	require.True(t, ok)
	skipped, err := s.SkipRun(ctx, r)
	require.NoError(t, err)
	assert.False(t, skipped, "it runs")

	r.Reason = "the source x is old"
	require.NoError(t, s.PostponeRun(ctx, r))
	require.ErrorIs(t, s.PostponeRun(ctx, r), store.ErrNotOurs, "it does not run")
	r.State, r.Owner, r.Attempt = store.RunPlanned, "", 0
	got, err := s.Runs(ctx, store.RunQuery{})
	require.NoError(t, err)
	assert.Empty(t, cmp.Diff([]store.Run{r}, got))

	r.Reason, r.Ended = "too late", at(9, 7)
	for _, want := range []bool{true, false} {
		skipped, err = s.SkipRun(ctx, r)
		require.NoError(t, err)
		assert.Equal(t, want, skipped)
	}
	r.State = store.RunSkipped
	got, err = s.Runs(ctx, store.RunQuery{State: store.RunSkipped})
	require.NoError(t, err)
	assert.Empty(t, cmp.Diff([]store.Run{r}, got))
}

// Of what a dead process ended, only what is still to be delivered is taken over.
func deliveriesAreTakenOver(t *testing.T, s *store.Store) {
	ctx := context.Background()
	for hour, state := range []store.DeliveryState{store.DeliveryPending, store.DeliverySending, store.DeliverySent} {
		r := run("a", at(5, hour), "dead")
		_, err := s.ClaimRun(ctx, r)
		require.NoError(t, err)
		d := store.Delivery{Job: "a", Due: r.Due, Kind: "folder", Target: "out", Changed: r.Due}
		require.NoError(t, s.PlanDeliveries(ctx, "report", []byte("{}"), d))
		if state != store.DeliveryPending {
			_, err = s.BeginDelivery(ctx, d, "dead")
			require.NoError(t, err)
		}
		if d.State = state; state == store.DeliverySent {
			require.NoError(t, s.EndDelivery(ctx, d))
		}
		r.State, r.Ended = store.RunDone, r.Due.Add(time.Minute)
		require.NoError(t, s.EndRun(ctx, r))
	}
	require.NoError(t, s.AdoptRuns(ctx, "new"))
	got, err := s.Runs(ctx, store.RunQuery{})
	require.NoError(t, err)
	var owners []string
	for _, r := range got { // the latest first
		owners = append(owners, r.Owner)
	}
	assert.Equal(t, []string{"dead", "new", "new"}, owners)
}

func schedulesAreKept(t *testing.T, s *store.Store) {
	ctx := context.Background()
	weekly := store.JobSchedule{Job: "weekly", Expression: "0 7 * * Mon", Zone: "Europe/London", Since: at(5, 7)}
	daily := store.JobSchedule{Job: "daily", Expression: "0 7 * * *", Zone: "Europe/London", Since: at(6, 7)}
	require.NoError(t, s.SaveJobSchedules(ctx, []store.JobSchedule{weekly, daily}))
	got, err := s.JobSchedules(ctx)
	require.NoError(t, err)
	assert.Empty(t, cmp.Diff([]store.JobSchedule{daily, weekly}, got))
	daily.Zone, daily.Since = "UTC", at(7, 7)
	require.NoError(t, s.SaveJobSchedules(ctx, []store.JobSchedule{daily}))
	got, err = s.JobSchedules(ctx)
	require.NoError(t, err)
	assert.Empty(t, cmp.Diff([]store.JobSchedule{daily}, got))
}
