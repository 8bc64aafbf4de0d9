package storetest

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
	"nines/internal/store"
)

func publication(period string, published, revision int) store.Publication {
	value := float64(revision)
	p := store.Publication{
		Report: "weekly", Period: period, AsOf: day(published), At: day(published), Revision: revision, Version: "1.0",
		Figures: []store.Figure{{Name: "availability/fx/availability", Value: &value}},
	}
	p.Files = []store.PublishedFile{{Name: "weekly-" + period + ".pdf", Format: "pdf", Size: 9, SHA256: "aa"}}
	return p
}

func publishedFiles(t *testing.T, s *store.Store) {
	ctx := context.Background()
	for _, p := range []store.Publication{publication("2026-W40", 5, 1), publication("2026-W41", 12, 1), publication("2026-W40", 13, 2)} {
		require.NoError(t, s.SavePublication(ctx, p))
	}
	file := func(period string, revision, published int) store.PublishedFile {
		return store.PublishedFile{
			Report: "weekly", Period: period, Revision: revision, Name: "weekly-" + period + ".pdf", Format: "pdf", Size: 9, SHA256: "aa",
			AsOf: day(published), At: day(published),
		}
	}
	files := func(q store.FileQuery) []store.PublishedFile {
		list, err := s.PublishedFiles(ctx, q)
		require.NoError(t, err)
		return list
	}
	first, other, second := file("2026-W40", 1, 5), file("2026-W41", 1, 12), file("2026-W40", 2, 13)
	assert.Empty(t, cmp.Diff([]store.PublishedFile{second, other, first}, files(store.FileQuery{})))
	assert.Empty(t, cmp.Diff([]store.PublishedFile{second, first}, files(store.FileQuery{Report: "weekly", Period: "2026-W40"})))
	assert.Empty(t, cmp.Diff([]store.PublishedFile{second}, files(store.FileQuery{Period: "2026-W40", Revision: 2})))
	assert.Len(t, files(store.FileQuery{Limit: 2}), 2)
	assert.Empty(t, files(store.FileQuery{Report: "monthly"}))

	again := publication("2026-W40", 14, 2)
	again.Files[0].Size, again.Files[0].SHA256 = 10, "bb"
	require.NoError(t, s.SavePublication(ctx, again))
	replaced := file("2026-W40", 2, 14)
	replaced.Size, replaced.SHA256 = 10, "bb"
	assert.Empty(t, cmp.Diff([]store.PublishedFile{replaced, other, first}, files(store.FileQuery{})), "a file of the same revision is replaced")

	old, err := s.PublishedBefore(ctx, day(14))
	require.NoError(t, err)
	assert.Empty(t, cmp.Diff([]store.PublishedFile{first, other}, old), "the oldest first; the 14th itself is not before it")
	require.NoError(t, s.DropPublishedFile(ctx, first))
	assert.Empty(t, cmp.Diff([]store.PublishedFile{replaced, other}, files(store.FileQuery{})))
}

// pruned puts into the ledger, in October: runs of the job a on the 1st (done, with a delivery), the 2nd (a delivery that is
// still to be made), the 3rd (failed, by hand) and the 4th (done: the latest of its schedule), one of b on the 1st (its only
// one), each with a line of log; revisions 1 and 2 of a week, of the 1st and the 2nd; and samples of the 1st and the 9th.
func pruned(t *testing.T, s *store.Store) {
	ctx := context.Background()
	for _, r := range []store.Run{run("a", day(1), "p"), run("a", day(2), "p"), run("a", day(3), "p"), run("a", day(4), "p"), run("b", day(1), "p")} {
		if r.Due.Equal(day(3)) {
			r.Cause = store.CauseManual
		}
		ok, err := s.ClaimRun(ctx, r)
		require.NoError(t, err)
		require.True(t, ok)
		require.NoError(t, s.AddRunEvent(ctx, r.Job, r.Due, store.RunEvent{At: r.Due, Level: "info", Message: "begun"}))
		r.State, r.Ended = store.RunDone, r.Due.Add(time.Minute)
		require.NoError(t, s.EndRun(ctx, r))
	}
	require.NoError(t, s.PlanDeliveries(ctx, "report", []byte("{}"), store.Delivery{Job: "a", Due: day(2), Kind: "email", Target: "x@example.com", Changed: day(2)}))
	for i, p := range []store.Publication{publication("2026-W40", 1, 1), publication("2026-W40", 2, 2)} {
		require.NoError(t, s.SavePublication(ctx, p), i)
	}
	for _, d := range []int{1, 9} {
		importAll(t, s, "kpi", day(10), &itsm.SampleRow{Of: cpu, At: day(d).UnixMilli(), Values: []float64{1}})
	}

	limits := store.Limits{Ledger: day(5), Samples: day(5)}
	want := store.Pruned{Runs: 2, Publications: 1} // the 1st and the 3rd of a; the block still holds the 9th
	got, err := s.Prune(ctx, limits, true)
	require.NoError(t, err)
	assert.Equal(t, want, got)
	assert.Len(t, dues(t, s), 5, "a dry run deletes nothing")

	got, err = s.Prune(ctx, limits, false)
	require.NoError(t, err)
	assert.Equal(t, want, got)
	assert.Equal(t, []string{"a 4", "a 2", "b 1"}, dues(t, s))
	for d, lines := range map[int]int{1: 0, 2: 1, 3: 0, 4: 1} {
		events, err := s.RunEvents(ctx, "a", day(d))
		require.NoError(t, err)
		assert.Len(t, events, lines, "a, %d October", d)
	}
	last, err := snapshot(t, s, day(20)).LastPublication(ctx, "weekly", "2026-W40")
	require.NoError(t, err)
	require.NotNil(t, last, "the last one stays: the next is set against it")
	assert.Equal(t, 2, last.Revision)
	assert.Len(t, last.Figures, 1)

	got, err = s.Prune(ctx, store.Limits{Ledger: day(5), Archive: day(5), Samples: day(12)}, false)
	require.NoError(t, err)
	assert.Equal(t, store.Pruned{Publications: 1, Blocks: 1}, got, "its files are too old by now as well")
	got, err = s.Prune(ctx, store.Limits{}, false)
	require.NoError(t, err)
	assert.Zero(t, got, "without limits everything is kept")
	prunedMessages(t, s)
}

// prunedMessages deletes what the run of a of the 2nd sends when it is delivered, and not before.
func prunedMessages(t *testing.T, s *store.Store) {
	t.Helper()
	ctx := context.Background()
	messages := func(before int) int64 {
		got, err := s.Prune(ctx, store.Limits{Messages: day(before)}, false)
		require.NoError(t, err)
		return got.Messages
	}
	assert.Zero(t, messages(5), "it is still to be delivered")
	d := store.Delivery{Job: "a", Due: day(2), Kind: "email", Target: "x@example.com", Changed: day(2)}
	begun, err := s.BeginDelivery(ctx, d, "p")
	require.NoError(t, err)
	require.True(t, begun)
	d.State = store.DeliveryDoubtful
	require.NoError(t, s.EndDelivery(ctx, d))
	assert.Zero(t, messages(2), "too new")
	sends, err := s.Sends(ctx, "a", day(2))
	require.NoError(t, err)
	assert.True(t, sends)
	assert.Equal(t, int64(1), messages(5))
	sends, err = s.Sends(ctx, "a", day(2))
	require.NoError(t, err)
	assert.False(t, sends)
}

// dues lists the runs that are kept, the latest first.
func dues(t *testing.T, s *store.Store) (list []string) {
	t.Helper()
	runs, err := s.Runs(context.Background(), store.RunQuery{})
	require.NoError(t, err)
	for _, r := range runs {
		list = append(list, r.Job+" "+r.Due.Format("2"))
	}
	return list
}
