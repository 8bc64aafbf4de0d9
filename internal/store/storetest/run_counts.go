package storetest

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/store"
)

func runsAreCounted(t *testing.T, s *store.Store) {
	ctx := context.Background()
	require.NoError(t, s.Ready(ctx))
	for _, r := range []store.Run{run("b", at(5, 7), "one"), run("a", at(5, 7), "one"), run("a", at(6, 7), "one"), run("a", at(7, 7), "one")} {
		_, err := s.ClaimRun(ctx, r)
		require.NoError(t, err)
		for _, target := range []string{"x", "y"} {
			require.NoError(t, s.PlanDeliveries(ctx, "report", []byte("{}"), store.Delivery{Job: r.Job, Due: r.Due, Kind: "email", Target: target, Changed: r.Due}))
		}
	}
	first := run("a", at(5, 7), "one")
	first.State = store.RunDone
	require.NoError(t, s.EndRun(ctx, first))
	refused := store.Delivery{Job: "a", Due: at(6, 7), Kind: "email", Target: "x", Changed: at(6, 7)}
	_, err := s.BeginDelivery(ctx, refused, "one")
	require.NoError(t, err)
	refused.State = store.DeliveryRefused
	require.NoError(t, s.EndDelivery(ctx, refused))

	runs, err := s.RunCounts(ctx)
	require.NoError(t, err)
	assert.Empty(t, cmp.Diff([]store.RunCount{{Job: "a", State: "done", N: 1}, {Job: "a", State: "running", N: 2}, {Job: "b", State: "running", N: 1}}, runs))
	deliveries, err := s.DeliveryCounts(ctx)
	require.NoError(t, err)
	assert.Empty(t, cmp.Diff([]store.DeliveryCount{{Kind: "email", State: "pending", N: 7}, {Kind: "email", State: "refused", N: 1, ToLookInto: 1}}, deliveries))

	got, known, err := s.Run(ctx, "a", at(6, 7))
	require.NoError(t, err)
	assert.True(t, known)
	assert.Equal(t, store.RunRunning, got.State)
	_, known, err = s.Run(ctx, "a", at(6, 8))
	require.NoError(t, err)
	assert.False(t, known)
}
