package storetest

import (
	"context"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
	"nines/internal/store"
)

func sources(t *testing.T, s *store.Store) {
	ctx := context.Background()
	require.NoError(t, s.RecordFailure(ctx, "c", day(1), "the file is gone"))
	importAll(t, s, "b", at(8, 1),
		&itsm.Incident{Head: itsm.Head{ID: "1"}, Service: "web", Opened: at(5, 8), Closed: at(5, 10)},
		&itsm.Incident{Head: itsm.Head{ID: "2"}, Service: "fx", Opened: at(7, 8)},
		&itsm.Change{Head: itsm.Head{ID: "3"}, Service: "web", PlannedStart: at(20, 1), Approved: itsm.Mark{State: itsm.Yes, At: at(6, 0)}})
	im, err := s.BeginImport(ctx, store.ImportSpec{Source: "a", Record: "mixed", At: at(8, 2)})
	require.NoError(t, err)
	_, err = im.Commit(ctx, store.Tally{Read: 3, Rejected: 1, Skipped: 2, Notes: []string{"note 1", "note 2"}})
	require.NoError(t, err)
	require.NoError(t, s.RecordFailure(ctx, "b", at(8, 3), "no such column"))

	got, err := snapshot(t, s, at(9, 0)).Sources(ctx)
	require.NoError(t, err)
	want := []itsm.SourceState{
		{Source: "a", Record: "mixed", Read: 3, Rejected: 1, Skipped: 2, ImportedAt: at(8, 2), Notes: []string{"note 1", "note 2"}},
		{Source: "b", Record: "incident", Read: 3, Stored: 3, ImportedAt: at(8, 1), Newest: at(7, 8), Failed: "no such column", Services: []string{"fx", "web"}},
		{Source: "c", Failed: "the file is gone"},
	}
	assert.Empty(t, cmp.Diff(want, got))

	for hour, newest := range map[int]int{7: 0, 8: 8, 9: 8, 10: 10, 23: 10} { // a plan does not make data new
		got, err := snapshot(t, s, at(5, hour)).Sources(ctx)
		require.NoError(t, err)
		if newest == 0 {
			assert.True(t, got[1].Newest.IsZero())
			assert.Equal(t, []string{"web"}, got[1].Services, "of the change, which tells no beginning")
			continue
		}
		assert.Equal(t, at(5, newest), got[1].Newest)
	}
	importAll(t, s, "b", at(9, 1))
	got, err = snapshot(t, s, at(9, 2)).Sources(ctx)
	require.NoError(t, err)
	assert.Empty(t, got[1].Failed, "an import that succeeds ends the failure")
}

func publications(t *testing.T, s *store.Store) {
	ctx := context.Background()
	value := 0.99405
	first := store.Publication{
		Report: "monthly", Period: "2026-10", AsOf: day(2), At: day(3), Revision: 1, Version: "1.0", ConfigHash: "abc",
		Figures: []store.Figure{
			{Name: "availability/fx", Value: &value, Tickets: []store.Contribution{{ID: "INC1", Amount: 30.5}, {ID: "<b>", Amount: 1.0 / 3}}},
			{Name: "mtbf/fx"},
		},
	}
	second := first
	second.AsOf, second.At, second.Revision, second.Figures = day(5), day(6), 2, []store.Figure{{Name: "mtbf/fx", Value: &value}}
	other := first
	other.Period, other.Figures = "2026-09", nil
	for _, p := range []store.Publication{first, other, second} {
		require.NoError(t, s.SavePublication(ctx, p))
	}
	first.Last, second.Last, other.Last = 2, 2, 1 // the highest revisions
	last := func(asOf int, report, period string) *store.Publication {
		p, err := snapshot(t, s, day(asOf)).LastPublication(ctx, report, period)
		require.NoError(t, err)
		return p
	}
	assert.Nil(t, last(1, "monthly", "2026-10"), "published of a later instant")
	assert.Nil(t, last(9, "weekly", "2026-10"))
	assert.Empty(t, cmp.Diff(&first, last(2, "monthly", "2026-10")))
	assert.Empty(t, cmp.Diff(&first, last(4, "monthly", "2026-10")))
	assert.Empty(t, cmp.Diff(&second, last(5, "monthly", "2026-10")))
	assert.Empty(t, cmp.Diff(&other, last(9, "monthly", "2026-09")))
	earlier, err := snapshot(t, s, day(9)).PublicationBefore(ctx, "monthly", "2026-10", 2)
	require.NoError(t, err)
	assert.Empty(t, cmp.Diff(&first, earlier))
	earlier, err = snapshot(t, s, day(9)).PublicationBefore(ctx, "monthly", "2026-10", 1)
	require.NoError(t, err)
	assert.Nil(t, earlier)

	nan := math.NaN()
	require.ErrorContains(t, s.SavePublication(ctx, store.Publication{Report: "monthly", Figures: []store.Figure{{Name: "x", Value: &nan}}}),
		"a figure that is not known is nil")
	assert.Nil(t, last(9, "monthly", ""), "what fails is not kept in part")
}
