package storetest

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/store"
)

// deliveriesAreLookedInto keeps who has looked into what did not arrive, and counts what nobody has.
func deliveriesAreLookedInto(t *testing.T, s *store.Store) {
	ctx := context.Background()
	due := at(5, 7)
	_, err := s.ClaimRun(ctx, run("a", due, "one"))
	require.NoError(t, err)
	list := map[string]store.Delivery{}
	for target, state := range map[string]store.DeliveryState{
		"w": store.DeliveryDoubtful, "x": store.DeliveryDoubtful, "y": store.DeliveryRefused, "z": store.DeliverySent,
	} {
		d := store.Delivery{Job: "a", Due: due, Kind: "email", Target: target, Changed: due}
		require.NoError(t, s.PlanDeliveries(ctx, "report", []byte("{}"), d))
		_, err := s.BeginDelivery(ctx, d, "one")
		require.NoError(t, err)
		d.State, d.Attempts = state, 1
		require.NoError(t, s.EndDelivery(ctx, d))
		list[target] = d
	}
	assertCounts(t, s, map[store.DeliveryState]int{"doubtful": 2, "refused": 1, "sent": 0})

	look := func(d store.Delivery, hour int) int {
		n, err := s.LookedIntoDeliveries(ctx, d, "anna", at(5, hour))
		require.NoError(t, err)
		return n
	}
	require.NoError(t, s.ToldOfDelivery(ctx, list["w"], at(5, 8)))
	assert.Equal(t, 1, look(list["w"], 9))
	assert.Equal(t, 0, look(list["w"], 10), "once")
	assert.Equal(t, 0, look(list["z"], 10), "it arrived")
	assertCounts(t, s, map[store.DeliveryState]int{"doubtful": 1, "refused": 1, "sent": 0})
	all := store.Delivery{Job: "a", Due: due}
	assert.Equal(t, 2, look(all, 11), "all that are left of the run")
	assert.Equal(t, 0, look(store.Delivery{Job: "a", Due: at(6, 7)}, 11), "another run")
	assertCounts(t, s, map[store.DeliveryState]int{"doubtful": 0, "refused": 0, "sent": 0})

	got, err := s.Deliveries(ctx, store.DeliveryQuery{State: store.DeliveryDoubtful})
	require.NoError(t, err)
	w, x := list["w"], list["x"]
	w.Told, w.Looked, w.LookedBy = at(5, 8), at(5, 9), "anna"
	x.Looked, x.LookedBy = at(5, 11), "anna"
	assert.Empty(t, cmp.Diff([]store.Delivery{w, x}, got))
}

func assertCounts(t *testing.T, s *store.Store, toLookAt map[store.DeliveryState]int) {
	t.Helper()
	counts, err := s.DeliveryCounts(context.Background())
	require.NoError(t, err)
	got := map[store.DeliveryState]int{}
	for _, c := range counts {
		got[c.State] = c.ToLookInto
	}
	assert.Equal(t, toLookAt, got)
}
