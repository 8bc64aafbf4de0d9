package storetest

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
	"nines/internal/store"
)

// othersByID asks for requests, problems and changes by id, as the tickets that work logs name.
func othersByID(t *testing.T, s *store.Store) {
	ctx := context.Background()
	for _, source := range []string{"b", "a"} {
		importAll(t, s, source, day(1),
			&itsm.ServiceRequest{Head: itsm.Head{ID: "1"}, Opened: day(1), Title: "one", Service: "pay"},
			&itsm.Problem{Head: itsm.Head{ID: "1"}, Opened: day(1)}, &itsm.Problem{Head: itsm.Head{ID: "2"}, Opened: day(9)},
			&itsm.Change{Head: itsm.Head{ID: "1"}, Requested: day(1)}, &itsm.Change{Head: itsm.Head{ID: "2"}, Requested: day(1), Service: "pay", Title: "t"})
	}
	view, ids := snapshot(t, s, day(5)), []string{"2", "1", "missing"}
	var got []string
	note := func(record string, h *itsm.Head) error {
		got = append(got, record+" "+h.ID+" "+h.Source)
		return nil
	}
	require.NoError(t, view.RequestsByID(ctx, ids, func(r *itsm.ServiceRequest) error { return note("request", &r.Head) }))
	require.NoError(t, view.ProblemsByID(ctx, ids, func(r *itsm.Problem) error { return note("problem", &r.Head) }))
	require.NoError(t, view.ChangesByID(ctx, ids, func(r *itsm.Change) error { return note("change", &r.Head) }))
	assert.Equal(t, []string{
		"request 1 a", "request 1 b", "problem 1 a", "problem 1 b", "change 1 a", "change 1 b", "change 2 a", "change 2 b",
	}, got, "problem 2 is opened later")
	got = nil
	require.NoError(t, view.RequestsInAnyOrder(ctx, itsm.Span{From: day(1), To: day(2)}, []string{"service"}, func(r *itsm.ServiceRequest) error {
		assert.Equal(t, "pay", r.Service)
		assert.Empty(t, r.Title, "nobody asked for it")
		return note("request", &r.Head)
	}))
	assert.ElementsMatch(t, []string{"request 1 a", "request 1 b"}, got)
	got = nil
	require.NoError(t, view.ChangesInAnyOrder(ctx, itsm.Span{From: day(1), To: day(2)}, []string{"service"}, func(r *itsm.Change) error {
		assert.Empty(t, r.Title, "nobody asked for it")
		return note("change "+r.Service, &r.Head)
	}))
	assert.ElementsMatch(t, []string{"change  1 a", "change  1 b", "change pay 2 a", "change pay 2 b"}, got)
}
