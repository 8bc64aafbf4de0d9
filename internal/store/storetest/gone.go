package storetest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
	"nines/internal/store"
)

// importSnapshot imports records that are all there is, and tells what that changed per kind of record.
func importSnapshot(t *testing.T, s *store.Store, source string, now time.Time, records ...any) (store.Counts, map[string]store.Differences) {
	t.Helper()
	return importAs(t, s, store.ImportSpec{Source: source, Record: "incident", At: now, Snapshot: true}, records...)
}

func importAs(t *testing.T, s *store.Store, spec store.ImportSpec, records ...any) (store.Counts, map[string]store.Differences) {
	t.Helper()
	ctx := context.Background()
	im, err := s.BeginImport(ctx, spec)
	require.NoError(t, err)
	for _, r := range records {
		require.NoError(t, im.Put(ctx, r))
	}
	found, err := im.Finish(ctx)
	require.NoError(t, err)
	counts, err := im.Commit(ctx, store.Tally{Read: len(records)})
	require.NoError(t, err)
	differences := map[string]store.Differences{}
	for _, d := range found {
		differences[d.Record] = d
	}
	return counts, differences
}

func titled(id, title string) *itsm.Incident {
	return &itsm.Incident{Head: itsm.Head{ID: id}, Title: title, Service: "web", Opened: at(1, 8), Priority: itsm.P1}
}

// What no longer comes is gone from the import on and not before; when it comes again it is there from then on.
func gone(t *testing.T, s *store.Store) {
	one, two, three := titled("1", "A"), titled("2", "B"), titled("3", "C")
	importAll(t, s, "other", at(2, 12), titled("2", "another source's"))
	counts, _ := importSnapshot(t, s, "s", at(3, 12), one, two, three)
	assert.Equal(t, store.Counts{Read: 3, Stored: 3}, counts)

	counts, found := importSnapshot(t, s, "s", at(5, 12), titled("4", "D"), titled("1", "changed"), titled("4", "E"))
	assert.Equal(t, store.Counts{Read: 3, Stored: 1, Replaced: 2}, counts)
	assert.Equal(t, store.Some{Count: 2, IDs: []string{"2", "3"}}, found["incident"].Gone)
	assert.Equal(t, 3, found["incident"].Stood)

	counts, found = importSnapshot(t, s, "s", at(5, 13), one)
	assert.Equal(t, store.Counts{Read: 1, Replaced: 1}, counts)
	assert.Equal(t, store.Some{Count: 1, IDs: []string{"4"}}, found["incident"].Gone, "the others are gone only once")
	assert.Equal(t, 2, found["incident"].Stood)

	counts, found = importSnapshot(t, s, "s", at(7, 12), one, two)
	assert.Equal(t, store.Counts{Read: 2, Replaced: 1, Unchanged: 1}, counts, "the same row again is news, as it was gone")
	assert.Equal(t, 1, found["incident"].Stood)
	for range 2 {
		counts, _ = importSnapshot(t, s, "s", at(8, 12), one, two)
		assert.Equal(t, store.Counts{Read: 2, Unchanged: 2}, counts)
	}

	for _, c := range []struct {
		asOf time.Time
		ids  []string
	}{
		{at(3, 11), []string{"1", "2", "2", "3", "4"}},
		{at(5, 11), []string{"1", "2", "2", "3", "4"}},
		{at(5, 12), []string{"1", "2", "4"}},
		{at(5, 13), []string{"1", "2"}},
		{at(7, 11), []string{"1", "2"}},
		{at(7, 12), []string{"1", "2", "2"}},
		{at(30, 0), []string{"1", "2", "2"}},
	} {
		view := snapshot(t, s, c.asOf)
		october := itsm.Span{From: day(1), To: day(31)}
		for _, q := range []itsm.IncidentQuery{{}, {Span: october}, {Span: october, Losing: []itsm.Priority{itsm.P1}}} {
			var ids []string
			for _, r := range incidents(t, view, q) {
				ids = append(ids, r.ID)
			}
			assert.Equal(t, c.ids, ids, "as of %v", c.asOf)
		}
		opened, _, err := view.Opened(context.Background(), []itsm.Span{october})
		require.NoError(t, err)
		assert.Equal(t, []int{len(c.ids)}, opened, "as of %v", c.asOf)
	}
}

// A kind of record of which nothing comes is gone as well, but not everything that a source has.
func goneKinds(t *testing.T, s *store.Store) {
	ctx := context.Background()
	problem := &itsm.Problem{Head: itsm.Head{ID: "P1"}, Title: "leak"}
	importSnapshot(t, s, "s", at(3, 12), titled("1", "A"), problem)
	_, found := importSnapshot(t, s, "s", at(4, 12), titled("1", "A"))
	assert.Equal(t, []string{"P1"}, found["problem"].Gone.IDs)
	assert.Zero(t, found["incident"].Gone.Count)
	require.NoError(t, snapshot(t, s, at(9, 0)).Problems(ctx, itsm.Span{}, func(*itsm.Problem) error {
		t.Error("a problem that is gone was read")
		return nil
	}))

	im, err := s.BeginImport(ctx, store.ImportSpec{Source: "s", Record: "incident", At: at(5, 12), Snapshot: true})
	require.NoError(t, err)
	_, err = im.Commit(ctx, store.Tally{})
	require.ErrorContains(t, err, "all 1 that stand would be gone: is the export complete")
	assert.Len(t, titles(t, s, at(9, 0)), 1)

	counts, _ := importSnapshot(t, s, "empty from the beginning", at(5, 12))
	assert.Equal(t, store.Counts{}, counts)
	_, found = importSnapshot(t, s, "s", at(6, 12), problem)
	assert.Equal(t, []string{"1"}, found["incident"].Gone.IDs)
	counts, _ = importSnapshot(t, s, "s", at(7, 12), titled("1", "A"), problem)
	assert.Equal(t, store.Counts{Read: 2, Replaced: 1, Unchanged: 1}, counts)
}

// An import that is not committed removes nothing.
func goneRolledBack(t *testing.T, s *store.Store) {
	ctx := context.Background()
	importSnapshot(t, s, "s", at(3, 12), titled("1", "A"), titled("2", "B"))
	im, err := s.BeginImport(ctx, store.ImportSpec{Source: "s", At: at(4, 12), Snapshot: true})
	require.NoError(t, err)
	require.NoError(t, im.Put(ctx, titled("1", "A")))
	found, err := im.Finish(ctx)
	require.NoError(t, err)
	assert.Equal(t, 1, found[0].Gone.Count)
	require.NoError(t, im.Rollback())
	assert.Len(t, titles(t, s, at(9, 0)), 2)
	counts, _ := importSnapshot(t, s, "s", at(5, 12), titled("1", "A"), titled("2", "B"))
	assert.Equal(t, store.Counts{Read: 2, Unchanged: 2}, counts)
}

// lives are what a snapshot source told of a record: each time that it was there is a model of its own.
type lives []life

type life struct {
	from, to time.Time // zero: open
	model    model
}

func (l lives) asOf(id string, asOf time.Time) (title string, there bool) {
	for _, one := range l {
		if !asOf.Before(one.from) && (one.to.IsZero() || asOf.Before(one.to)) {
			return one.model.asOf(id, asOf), true
		}
	}
	return "", false
}

// importLives is importRows for rows that are all there is.
func importLives(all map[string]lives, rows []modelVersion, now time.Time) (c store.Counts) {
	byID := map[string][]modelVersion{}
	for _, r := range rows {
		byID[r.id] = append(byID[r.id], r)
	}
	for id, rows := range byID {
		l := all[id]
		switch {
		case len(l) == 0:
			l = append(l, life{model: model{}})
		case !l[len(l)-1].to.IsZero():
			l = append(l, life{from: now, model: model{}})
		}
		all[id] = l
		one := l[len(l)-1].model.importRows(rows, now)
		if len(l) > 1 { // known from an earlier life
			one.Replaced, one.Stored = one.Replaced+one.Stored, 0
		}
		c.Stored, c.Replaced, c.Unchanged = c.Stored+one.Stored, c.Replaced+one.Replaced, c.Unchanged+one.Unchanged
	}
	for id, l := range all {
		if last := &l[len(l)-1]; byID[id] == nil && last.to.IsZero() {
			last.to = now
		}
	}
	c.Read = len(rows)
	return c
}

// snapshotsFollowTheModel imports random files that are all there is, each twice.
func snapshotsFollowTheModel(t *testing.T, s *store.Store) {
	for seed := range uint64(3) {
		rng := rand.New(rand.NewPCG(seed, 2))
		all, source := map[string]lives{}, fmt.Sprintf("source %d", seed)
		for n := range 12 {
			rows, absent := randomRows(rng), fmt.Sprint(rng.IntN(4))
			if rows = slices.DeleteFunc(rows, func(r modelVersion) bool { return r.id == absent }); len(rows) == 0 {
				continue // refused, see goneKinds
			}
			for _, now := range []time.Time{at(2+2*n, 12), at(3+2*n, 12)} {
				want := importLives(all, rows, now)
				spec := store.ImportSpec{Source: source, Record: "incident", At: now, Snapshot: true}
				got, _ := importAs(t, s, spec, recordsOf(rows)...)
				require.Equal(t, want, got, "%s, import %d at %v", source, n, now)
			}
			agreesWithLives(t, s, all, source)
		}
	}
}

func agreesWithLives(t *testing.T, s *store.Store, all map[string]lives, source string) {
	t.Helper()
	for d := range 31 {
		asOf := at(1+d, 13)
		want, got := map[string]string{}, map[string]string{}
		for id, l := range all {
			if title, there := l.asOf(id, asOf); there {
				want[id] = title
			}
		}
		view, err := s.Snapshot(context.Background(), asOf)
		require.NoError(t, err)
		for _, r := range incidents(t, view, itsm.IncidentQuery{}) {
			if r.Source == source {
				require.NotContains(t, got, r.ID, "one version stands")
				got[r.ID] = r.Title
			}
		}
		require.Equal(t, want, got, "%s as of %v", source, asOf)
		require.NoError(t, view.Close())
	}
}
