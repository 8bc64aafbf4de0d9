package storetest

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/store"
)

// messagesAreKept keeps what runs send until nothing of it is to be delivered, and lets a word about a run be sent by
// whoever has the run.
func messagesAreKept(t *testing.T, s *store.Store) {
	ctx := context.Background()
	due := at(5, 7)
	none, err := s.Message(ctx, "a", due, "report")
	require.NoError(t, err)
	assert.Nil(t, none)
	d := store.Delivery{Job: "a", Due: due, Kind: "alarm late", Target: "ops@example.com", Changed: at(5, 9)}
	require.NoError(t, s.PlanDeliveries(ctx, "report", []byte("first"), d))
	require.NoError(t, s.PlanDeliveries(ctx, "report", []byte("second"), d))
	kept, err := s.Message(ctx, "a", due, "report")
	require.NoError(t, err)
	assert.Equal(t, "second", string(kept))

	begun, err := s.BeginDelivery(ctx, d, "one")
	require.NoError(t, err)
	assert.False(t, begun, "there is no run")
	removed, err := s.RemoveMessages(ctx, "a", due)
	require.NoError(t, err)
	assert.False(t, removed)
	kept, err = s.Message(ctx, "a", due, "report")
	require.NoError(t, err)
	assert.NotNil(t, kept, "something is to be delivered")
	begun, err = s.BeginNotice(ctx, d)
	require.NoError(t, err)
	assert.True(t, begun)
	begun, err = s.BeginNotice(ctx, d)
	require.NoError(t, err)
	assert.False(t, begun, "it is being sent")
	for since, want := range map[int]int{8: 1, 10: 0} {
		n, err := s.CountNotices(ctx, "alarm", at(5, since))
		require.NoError(t, err)
		assert.Equal(t, want, n)
	}
	n, err := s.CountNotices(ctx, "alarms", at(5, 8))
	require.NoError(t, err)
	assert.Zero(t, n)
	d.State = store.DeliverySent
	require.NoError(t, s.EndDelivery(ctx, d))
	removed, err = s.RemoveMessages(ctx, "a", due)
	require.NoError(t, err)
	assert.True(t, removed)
	kept, err = s.Message(ctx, "a", due, "report")
	require.NoError(t, err)
	assert.Nil(t, kept)
}
