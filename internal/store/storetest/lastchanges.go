package storetest

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"nines/internal/itsm"
	"nines/internal/store"
)

// lastIDs are the changes of the query, as source and id.
func lastIDs(t *testing.T, view *store.Snapshot, q itsm.ChangeQuery) []string {
	t.Helper()
	var got []string
	require.NoError(t, view.LastChanges(context.Background(), q, func(c *itsm.Change) error {
		got = append(got, c.Source+" "+c.ID)
		return nil
	}))
	return got
}

// lastChanges asks for changes by their start: the actual one, else the planned one.
func lastChanges(t *testing.T, s *store.Store) {
	change := func(id, service string, planned, actual time.Time) *itsm.Change {
		return &itsm.Change{Head: itsm.Head{ID: id}, Service: service, PlannedStart: planned, ActualStart: actual}
	}
	none := time.Time{}
	importAll(t, s, "b", day(1), change("same", "pay", at(5, 9), none), change("planned", "pay", at(5, 10), none))
	importAll(t, s, "a", day(1),
		change("same", "pay", none, at(5, 9)), change("late", "pay", at(5, 8), at(5, 12)), change("other", "fx", at(5, 11), at(5, 11)),
		change("nameless", "", none, at(5, 10)), change("never", "pay", none, none), change("newer", "pay", at(1, 0), none))
	moved := change("newer", "web", at(5, 7), none)
	moved.Version = day(2)
	importAll(t, s, "a", day(2), moved)
	view := snapshot(t, s, day(20))
	span := itsm.Span{From: at(5, 7), To: at(5, 12)}
	for _, c := range []struct {
		name string
		q    itsm.ChangeQuery
		want []string
	}{
		{"all of a half open span", itsm.ChangeQuery{Span: span}, []string{"a other", "a nameless", "b planned", "a same", "b same", "a newer"}},
		{"of services", itsm.ChangeQuery{Span: span, Services: []string{"pay", "web"}}, []string{"b planned", "a same", "b same", "a newer"}},
		{"of none", itsm.ChangeQuery{Span: span, Services: []string{}}, nil},
		{"since ever", itsm.ChangeQuery{Span: itsm.Span{To: day(9)}, Services: []string{"pay"}}, []string{"a late", "b planned", "a same", "b same"}},
		{"the last", itsm.ChangeQuery{Span: itsm.Span{To: day(9)}, Last: 2}, []string{"a late", "a other"}},
	} {
		assert.Equal(t, c.want, lastIDs(t, view, c.q), c.name)
	}
	names, err := view.ServiceNames(context.Background())
	require.NoError(t, err)
	assert.Equal(t, []string{"fx", "pay", "web"}, names)
}

// lastChangesAgreeWithAScan asks for the changes of many spans, by the index and by reading all of them.
func lastChangesAgreeWithAScan(t *testing.T, s *store.Store) {
	dice := rand.New(rand.NewPCG(1, 2))
	sometime := func() time.Time {
		if dice.IntN(3) == 0 {
			return time.Time{}
		}
		return day(1).Add(time.Duration(dice.IntN(20*24)) * time.Hour)
	}
	var records []any
	for i := range 600 {
		c := &itsm.Change{Service: fmt.Sprint("s", dice.IntN(5)), PlannedStart: sometime(), ActualStart: sometime()}
		c.ID, c.Version = fmt.Sprint("C", i%400), day(1).Add(time.Duration(i)*time.Minute)
		records = append(records, c)
	}
	importAll(t, s, "x", day(25), records...)
	view := snapshot(t, s, day(28))
	var all []itsm.Change
	require.NoError(t, view.Changes(context.Background(), itsm.Span{}, func(c *itsm.Change) error {
		all = append(all, *c)
		return nil
	}))
	start := func(c itsm.Change) time.Time { return itsm.FirstKnown(c.ActualStart, c.PlannedStart) }
	slices.SortFunc(all, func(a, b itsm.Change) int { return cmp.Or(start(b).Compare(start(a)), cmp.Compare(a.ID, b.ID)) })
	for range 50 {
		from := day(1 + dice.IntN(20))
		q := itsm.ChangeQuery{Span: itsm.Span{From: from, To: from.Add(time.Duration(dice.IntN(99)) * time.Hour)}, Services: []string{"s1", "s3"}}
		var want []string
		for _, c := range all {
			if at := start(c); !at.IsZero() && q.Contains(at) && slices.Contains(q.Services, c.Service) {
				want = append(want, "x "+c.ID)
			}
		}
		require.Equal(t, want, lastIDs(t, view, q))
	}
}

// loggedChanges are numbered, whoever else logs, and no file that is all there is removes them.
func loggedChanges(t *testing.T, s *store.Store) {
	ctx := context.Background()
	const each = 5
	var all errgroup.Group
	for range 4 {
		all.Go(func() error {
			for range each {
				c := &itsm.Change{Title: "restarted", Service: "pay", ActualStart: day(3)}
				if err := s.LogChange(ctx, "own", "LOG-20261003", day(3), c); err != nil {
					return err
				}
			}
			return nil
		})
	}
	require.NoError(t, all.Wait())
	c := &itsm.Change{Title: "another day", ActualStart: day(4)}
	require.NoError(t, s.LogChange(ctx, "own", "LOG-20261004", day(4), c))
	assert.Equal(t, "LOG-20261004-1", c.ID)
	im, err := s.BeginImport(ctx, store.ImportSpec{Source: "file", Record: "change", At: day(5), Snapshot: true})
	require.NoError(t, err)
	require.NoError(t, im.Put(ctx, &itsm.Change{Head: itsm.Head{ID: "1"}, ActualStart: day(1)}))
	_, err = im.Commit(ctx, store.Tally{Read: 1})
	require.NoError(t, err)
	var want []string
	for i := 1; i <= 4*each; i++ {
		want = append(want, fmt.Sprint("own LOG-20261003-", i))
	}
	got := lastIDs(t, snapshot(t, s, day(6)), itsm.ChangeQuery{Span: itsm.Span{From: day(2), To: day(4)}})
	assert.ElementsMatch(t, want, got)
}
