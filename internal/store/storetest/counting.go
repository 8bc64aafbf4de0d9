package storetest

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
	"nines/internal/store"
)

// v is a version of incident 1; hour 0: it states no instant.
func v(title string, hour int) any {
	r := &itsm.Incident{Head: itsm.Head{ID: "1"}, Title: title}
	if hour > 0 {
		r.Updated = at(1, hour)
		r.Version = r.Updated
	}
	return r
}

// step is an import at noon of a day, from the 2nd on: its rows, how they count, and what stands after it.
type step struct {
	rows                        []any
	stored, replaced, unchanged int
	stands                      string
}

var countingCases = map[string][]step{
	"the same again": {
		{[]any{v("A", 1)}, 1, 0, 0, "A"}, {[]any{v("A", 1)}, 0, 0, 1, "A"},
	},
	"the same without an instant": {
		{[]any{v("A", 0)}, 1, 0, 0, "A"}, {[]any{v("A", 0)}, 0, 0, 1, "A"},
	},
	"newer, then older": {
		{[]any{v("A", 3)}, 1, 0, 0, "A"}, {[]any{v("B", 5)}, 0, 1, 0, "B"}, {[]any{v("C", 4)}, 0, 0, 1, "B"}, {[]any{v("C", 4)}, 0, 0, 1, "B"},
	},
	"counted as if sorted": { // sorted: A is stored, B and C replace; the second A is equal
		{[]any{v("C", 3), v("A", 1), v("B", 2), v("A", 1)}, 1, 2, 1, "C"}, {[]any{v("B", 2), v("C", 3), v("A", 1), v("A", 1)}, 0, 0, 4, "C"},
	},
	"equal instants go by the rows": {
		{[]any{v("A", 1), v("B", 1)}, 1, 1, 0, "B"},
		{[]any{v("A", 1), v("B", 1)}, 0, 0, 2, "B"},
		{[]any{v("B", 1), v("A", 1)}, 0, 1, 1, "A"}, // another order says that A is the last
		{[]any{v("B", 1), v("A", 1)}, 0, 0, 2, "A"},
	},
	"a log without instants that grows": {
		{[]any{v("A", 0)}, 1, 0, 0, "A"},
		{[]any{v("A", 0), v("B", 0)}, 0, 1, 1, "B"},
		{[]any{v("A", 0), v("B", 0), v("A", 0)}, 0, 1, 2, "A"},
		{[]any{v("A", 0), v("B", 0), v("A", 0)}, 0, 0, 3, "A"},
		{[]any{v("B", 0), v("A", 0)}, 0, 0, 2, "A"}, // its first file was removed
	},
	"back to an earlier state": {
		{[]any{v("A", 0)}, 1, 0, 0, "A"},
		{[]any{v("B", 0)}, 0, 1, 0, "B"},
		{[]any{v("A", 0)}, 0, 1, 0, "A"},
		{[]any{v("A", 0)}, 0, 0, 1, "A"},
		{[]any{v("B", 0), v("A", 0)}, 0, 0, 2, "A"},
	},
	"a mapping was changed and changed back": {
		{[]any{v("A", 1)}, 1, 0, 0, "A"}, {[]any{v("B", 1)}, 0, 1, 0, "B"}, {[]any{v("A", 1)}, 0, 1, 0, "A"}, {[]any{v("A", 1)}, 0, 0, 1, "A"},
	},
	"the same row twice": {
		{[]any{v("A", 1), v("A", 1)}, 1, 0, 1, "A"}, {[]any{v("A", 0), v("A", 0), v("A", 1)}, 0, 1, 2, "A"},
	},
	"some rows with an instant, some without": {
		{[]any{v("B", 0), v("A", 1)}, 1, 1, 0, "B"}, {[]any{v("B", 0), v("A", 1)}, 0, 0, 2, "B"}, {[]any{v("A", 1), v("B", 0)}, 0, 0, 2, "B"},
	},
}

func rowsAreCounted(t *testing.T, s *store.Store) {
	for name, steps := range countingCases {
		for i, step := range steps { // every case has a source of its own
			counts := importAll(t, s, name, at(2+i, 12), step.rows...)
			want := store.Counts{Read: len(step.rows), Stored: step.stored, Replaced: step.replaced, Unchanged: step.unchanged}
			assert.Equal(t, want, counts, "%s, import %d", name, i+1)
			for _, r := range incidents(t, snapshot(t, s, day(30)), itsm.IncidentQuery{}) {
				if r.Source == name {
					assert.Equal(t, step.stands, r.Title, "%s, import %d", name, i+1)
				}
			}
		}
	}
}

func countsAddUp(t *testing.T, s *store.Store) {
	ctx := context.Background()
	begin := func() *store.Import {
		im, err := s.BeginImport(ctx, store.ImportSpec{Source: "s", Record: "incident", At: day(1)})
		require.NoError(t, err)
		require.NoError(t, im.Put(ctx, v("A", 1)))
		return im
	}
	_, err := begin().Commit(ctx, store.Tally{Read: 5, Rejected: 1, Skipped: 2})
	require.ErrorContains(t, err, "5 rows were read, but 1 put, 1 rejected and 2 skipped")
	assert.Empty(t, titles(t, s, day(9)), "an import that fails leaves nothing")
	counts, err := begin().Commit(ctx, store.Tally{Read: 4, Rejected: 1, Skipped: 2, Notes: []string{"read as windows-1252"}})
	require.NoError(t, err)
	assert.Equal(t, store.Counts{Read: 4, Stored: 1, Rejected: 1, Skipped: 2}, counts)
	_, err = s.BeginImport(ctx, store.ImportSpec{Source: "s"})
	require.ErrorContains(t, err, "instant")
}

func rollback(t *testing.T, s *store.Store) {
	ctx := context.Background()
	importAll(t, s, "s", day(2), v("A", 1))
	im, err := s.BeginImport(ctx, store.ImportSpec{Source: "s", Record: "incident", At: day(3)})
	require.NoError(t, err)
	for i := range 50 {
		r := itsm.Incident{Head: itsm.Head{ID: fmt.Sprint(i)}, Title: "B", Service: "fx", Opened: at(3, 1)}
		require.NoError(t, im.Put(ctx, &r))
	}
	require.NoError(t, im.Rollback())
	assert.Equal(t, map[string]string{"1": "A"}, titles(t, s, day(9)))
	states, err := snapshot(t, s, day(9)).Sources(ctx)
	require.NoError(t, err)
	require.Len(t, states, 1)
	assert.Equal(t, day(2), states[0].ImportedAt)
	assert.Empty(t, states[0].Services)
	assert.Equal(t, store.Counts{Read: 1, Unchanged: 1}, importAll(t, s, "s", day(4), v("A", 1)))
}

func cancelled(t *testing.T, s *store.Store) {
	ctx, cancel := context.WithCancel(context.Background())
	im, err := s.BeginImport(ctx, store.ImportSpec{Source: "s", Record: "incident", At: day(3)})
	require.NoError(t, err)
	for i := range 50 {
		require.NoError(t, im.Put(ctx, &itsm.Incident{Head: itsm.Head{ID: fmt.Sprint(i)}}))
	}
	cancel()
	_, err = im.Commit(ctx, store.Tally{Read: 50})
	require.ErrorIs(t, err, context.Canceled)
	assert.Empty(t, titles(t, s, day(9)))
	assert.Equal(t, store.Counts{Read: 1, Stored: 1}, importAll(t, s, "s", day(4), v("A", 1)), "the store goes on")
}

func failedPut(t *testing.T, s *store.Store) {
	ctx := context.Background()
	for want, record := range map[string]any{
		"without an id":         &itsm.Incident{},
		"the store keeps no *s": new(string),
	} {
		im, err := s.BeginImport(ctx, store.ImportSpec{Source: "s", Record: "incident", At: day(3)})
		require.NoError(t, err)
		require.NoError(t, im.Put(ctx, v("A", 1)))
		require.ErrorContains(t, im.Put(ctx, record), want)
		_, err = im.Commit(ctx, store.Tally{Read: 2})
		require.ErrorContains(t, err, want)
		assert.Empty(t, titles(t, s, day(9)))
	}
}

func isolation(t *testing.T, s *store.Store) {
	ctx := context.Background()
	importAll(t, s, "s", day(2), v("A", 1))
	before := snapshot(t, s, day(9))
	im, err := s.BeginImport(ctx, store.ImportSpec{Source: "s", Record: "incident", At: day(3)})
	require.NoError(t, err)
	require.NoError(t, im.Put(ctx, v("B", 2)))
	assert.Equal(t, map[string]string{"1": "A"}, titles(t, s, day(9)), "an import that is being made")
	_, err = im.Commit(ctx, store.Tally{Read: 1})
	require.NoError(t, err)
	assert.Equal(t, "A", incidents(t, before, itsm.IncidentQuery{})[0].Title, "an older snapshot")
	assert.Equal(t, map[string]string{"1": "B"}, titles(t, s, day(9)))

	stop := errors.New("stop")
	require.ErrorIs(t, before.Incidents(ctx, itsm.IncidentQuery{}, func(*itsm.Incident) error { return stop }), stop)
	assert.Equal(t, day(9), before.AsOf())
	require.NoError(t, before.Close())
}
