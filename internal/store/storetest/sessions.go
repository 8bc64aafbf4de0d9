package storetest

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/store"
)

// sessionsAreKept keeps logins until they are over, and no more than are asked for.
func sessionsAreKept(t *testing.T, s *store.Store) {
	ctx := context.Background()
	known := func(token string, hour int) bool {
		_, known, err := s.Session(ctx, token, at(5, hour))
		require.NoError(t, err)
		return known
	}
	add := func(token string, ends, now int) {
		require.NoError(t, s.AddSession(ctx, store.Session{Token: token, Name: "anna", Proof: "p", Ends: at(5, ends)}, at(5, now), 2))
	}
	add("a", 10, 7)
	got, ok, err := s.Session(ctx, "a", at(5, 9))
	require.NoError(t, err)
	require.True(t, ok)
	assert.Equal(t, store.Session{Token: "a", Name: "anna", Proof: "p", Ends: at(5, 10)}, got)
	assert.False(t, known("a", 10), "it is over")
	assert.False(t, known("b", 7))
	add("b", 12, 8)
	add("c", 11, 8)
	assert.False(t, known("a", 9), "of three the one that ends first goes")
	assert.True(t, known("b", 9))
	assert.True(t, known("c", 9))
	add("d", 20, 11)
	assert.False(t, known("c", 9), "what is over goes first")
	assert.True(t, known("b", 11))
	require.NoError(t, s.EndSession(ctx, "b"))
	require.NoError(t, s.EndSession(ctx, "b"))
	assert.False(t, known("b", 9))

	key, err := s.WebKey(ctx)
	require.NoError(t, err)
	assert.Len(t, key, 32)
	again, err := s.WebKey(ctx)
	require.NoError(t, err)
	assert.Equal(t, key, again)
}
