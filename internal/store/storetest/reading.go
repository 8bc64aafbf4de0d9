package storetest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
	"nines/internal/store"
)

// The life of incident 1: opened at 8:00 of the 5th, in work at 9:00, resolved at 10:00, closed at 12:00. The rows of
// 9:00 and 12:00 are known.
func asOf(t *testing.T, s *store.Store) {
	inWork := itsm.Incident{Head: itsm.Head{ID: "1", Version: at(5, 9)}, Opened: at(5, 8), Status: itsm.StatusInProgress, Updated: at(5, 9)}
	closed := inWork
	closed.Version, closed.Updated, closed.Resolved, closed.Closed, closed.Status = at(5, 12), at(5, 12), at(5, 10), at(5, 12), itsm.StatusClosed
	late := itsm.Incident{
		Head: itsm.Head{ID: "2", Version: at(6, 12)}, Opened: at(5, 8), Resolved: at(5, 10), Closed: at(6, 12),
		Updated: at(6, 12), Status: itsm.StatusClosed,
	}
	importAll(t, s, "s", day(7), &closed, &inWork, &late)

	read := func(asOf time.Time) []itsm.Incident { return incidents(t, snapshot(t, s, asOf), itsm.IncidentQuery{}) }
	assert.Empty(t, read(at(5, 7)), "opened later")

	early := read(at(5, 8).Add(30 * time.Minute))
	require.Len(t, early, 2)
	assert.True(t, early[0].Oldest, "the oldest version stands for the time before")
	assert.Equal(t, itsm.StatusOpen, early[0].Status, "and its status goes by its times")
	assert.True(t, early[0].Updated.IsZero())

	working := read(at(5, 11))
	assert.Equal(t, itsm.StatusInProgress, working[0].Status)
	assert.Equal(t, at(5, 9), working[0].Version)
	assert.Equal(t, itsm.StatusResolved, working[1].Status, "resolved, not closed yet")
	assert.True(t, working[1].Closed.IsZero())
	assert.Equal(t, at(5, 10), working[1].Resolved)

	assert.Equal(t, itsm.StatusClosed, read(at(5, 12))[0].Status, "a version holds from its instant on")
	assert.False(t, read(at(5, 12))[0].Oldest)

	some := incidents(t, snapshot(t, s, at(5, 11)), itsm.IncidentQuery{Fields: []string{"status"}})
	assert.Equal(t, itsm.StatusResolved, some[1].Status, "also where only the status is asked for")
}

// overlaps compares what a span finds with the lives themselves: from a millisecond to three years long, some open,
// some without a beginning, as of instants before, in and after the span.
func overlaps(t *testing.T, s *store.Store) {
	rng := rand.New(rand.NewPCG(5, 6))
	var put []any
	all := map[string]itsm.Problem{}
	for i := range 400 {
		r := itsm.Problem{Head: itsm.Head{ID: fmt.Sprintf("%03d", i)}, Status: itsm.StatusClosed}
		if rng.IntN(10) > 0 {
			r.Opened = day(1).Add(-time.Duration(rng.IntN(1000*24)) * time.Hour)
			r.Closed = r.Opened.Add(time.Duration(rng.Int64N(1<<rng.IntN(37))) * time.Millisecond)
		}
		if rng.IntN(10) == 0 {
			r.Closed, r.Status = time.Time{}, itsm.StatusOpen
		}
		put = append(put, &r)
		all[r.ID] = r
	}
	importAll(t, s, "s", day(1), put...)
	for _, asOf := range []time.Time{day(1).AddDate(0, -20, 0), day(1).AddDate(0, -3, 0), day(3)} {
		view := snapshot(t, s, asOf)
		for back := range 40 {
			span := itsm.Span{From: day(1).AddDate(0, -back, 0), To: day(1).AddDate(0, 1-back, 0)}
			want := map[string]bool{}
			for id, r := range all {
				ended := r.Status == itsm.StatusClosed && !r.Closed.IsZero()
				if r.Opened.Before(span.To) && !(ended && r.Closed.Before(span.From)) && !r.Opened.After(asOf) {
					want[id] = true
				}
			}
			got := map[string]bool{}
			require.NoError(t, view.Problems(context.Background(), span, func(r *itsm.Problem) error {
				got[r.ID] = true
				return nil
			}))
			require.Equal(t, want, got, "%v as of %v", span, asOf)
		}
	}
}

// mixture is incidents of all effects, some of them cancelled or a child, some with a second version.
func mixture(rng *rand.Rand, n int) []any {
	var put []any
	for i := range n {
		r := itsm.Incident{
			Head: itsm.Head{ID: fmt.Sprintf("%04d", i)}, Service: []string{"fx", "mail", "", "web"}[rng.IntN(4)],
			Priority: itsm.Priority(rng.IntN(6)), Outage: itsm.OutageWord(rng.IntN(4) * rng.IntN(2)), Status: itsm.StatusClosed,
		}
		r.Opened = day(1).Add(time.Duration(rng.IntN(20*24)) * time.Hour)
		r.Started = r.Opened.Add(-time.Duration(rng.IntN(9)) * time.Hour)
		r.Closed = r.Opened.Add(time.Duration(rng.IntN(200)) * time.Hour)
		r.Updated = r.Closed
		if rng.IntN(3) == 0 {
			r.Lost = itsm.Known(float64(rng.IntN(3)) / 2)
		}
		switch rng.IntN(8) {
		case 0:
			r.Status = itsm.StatusCancelled
		case 1:
			r.Parent = "0001"
		case 2:
			r.DuplicateOf = "0001"
		case 3:
			earlier := r
			earlier.Status, earlier.Closed, earlier.Updated = itsm.StatusOpen, time.Time{}, r.Opened
			earlier.Version = earlier.Updated
			put = append(put, &earlier)
		}
		r.Version = r.Updated
		put = append(put, &r)
	}
	return put
}

func losingAndActivity(t *testing.T, s *store.Store) {
	ctx := context.Background()
	importAll(t, s, "s", day(30), mixture(rand.New(rand.NewPCG(9, 9)), 600)...)
	priorities := []itsm.Priority{itsm.P1, itsm.P3}
	for _, asOf := range []time.Time{day(8), day(15), day(31)} {
		view := snapshot(t, s, asOf)
		for from := 1; from < 28; from += 5 {
			span := itsm.Span{From: day(from), To: day(from + 7)}
			want := map[string]bool{}
			active := map[bool]map[string]bool{true: {}, false: {}}
			for _, r := range incidents(t, view, itsm.IncidentQuery{Span: span}) {
				if !r.CountsOnce() {
					continue
				}
				if canLose(r, priorities) {
					want[r.ID] = true
				}
				for byPriority, can := range active {
					if r.Service != "" {
						can[r.Service] = can[r.Service] || canBeAssessed(r, byPriority)
					}
				}
			}
			got := map[string]bool{}
			for _, r := range incidents(t, view, itsm.IncidentQuery{Span: span, Losing: priorities}) {
				if r.CountsOnce() {
					got[r.ID] = true
				}
			}
			require.Equal(t, want, got, "%v as of %v", span, asOf)
			for byPriority, can := range active {
				got, err := view.Assessable(ctx, []itsm.Span{span, {From: day(40), To: day(41)}}, byPriority)
				require.NoError(t, err)
				require.Len(t, got, 2)
				require.Equal(t, can, got[0], "%v as of %v, by priority %v", span, asOf, byPriority)
			}
		}
	}
}

func canLose(r itsm.Incident, priorities []itsm.Priority) bool {
	if r.Outage == itsm.OutageNone || r.Lost.Known && r.Lost.Value == 0 {
		return false
	}
	listed := false
	for _, p := range priorities {
		listed = listed || r.Priority == p
	}
	return r.Lost.Known || r.Outage != itsm.OutageUnstated || listed
}

// canBeAssessed follows the order of practice: a statement, else the rule per priority.
func canBeAssessed(r itsm.Incident, byPriority bool) bool {
	return r.Outage == itsm.OutageNone || r.Outage == itsm.OutageFull || r.Lost.Known || byPriority && r.Priority != itsm.PriorityUnknown
}

func someFields(t *testing.T, s *store.Store) {
	importAll(t, s, "s", day(2), &itsm.Incident{Head: itsm.Head{ID: "1"}, Title: "A", Service: "fx", Priority: itsm.P2, Opened: day(1)})
	got := incidents(t, snapshot(t, s, day(3)), itsm.IncidentQuery{Fields: []string{"priority", "opened"}})
	assert.Equal(t, []itsm.Incident{{Head: itsm.Head{Source: "s", ID: "1", Version: day(2), Oldest: true}, Priority: itsm.P2, Opened: day(1)}}, got)
	err := snapshot(t, s, day(3)).Incidents(context.Background(), itsm.IncidentQuery{Fields: []string{"prio"}}, nil)
	require.ErrorContains(t, err, `no field "prio"`)
}

func byID(t *testing.T, s *store.Store) {
	var put []any
	for i := range 1200 {
		put = append(put, &itsm.Incident{Head: itsm.Head{ID: fmt.Sprintf("%04d", i)}, Opened: day(1)})
	}
	importAll(t, s, "b", day(1), put...)
	importAll(t, s, "a", day(1), put[7], &itsm.Incident{Head: itsm.Head{ID: "0008"}, Opened: day(9)})
	var want, got []string
	ask := []string{"missing", "0007", "0008"}
	for i := 1100; i >= 0; i -= 2 {
		ask = append(ask, fmt.Sprintf("%04d", i))
	}
	for i := 0; i <= 1100; i++ {
		if i == 7 {
			want = append(want, "0007 a", "0007 b")
		} else if i%2 == 0 {
			want = append(want, fmt.Sprintf("%04d b", i)) // 0008 of a is opened later
		}
	}
	require.NoError(t, snapshot(t, s, day(5)).IncidentsByID(context.Background(), ask, func(r *itsm.Incident) error {
		got = append(got, r.ID+" "+r.Source)
		return nil
	}))
	assert.Equal(t, want, got)
	require.NoError(t, snapshot(t, s, day(5)).IncidentsByID(context.Background(), nil, nil))
}

func openedCounts(t *testing.T, s *store.Store) {
	ctx := context.Background()
	first, err := snapshot(t, s, day(30)).FirstInstant(ctx)
	require.NoError(t, err)
	assert.True(t, first.IsZero(), "of an empty store")
	rng := rand.New(rand.NewPCG(2, 2))
	spans := []itsm.Span{{From: day(1), To: day(8)}, {From: day(8), To: day(15)}, {From: day(15), To: day(22)}}
	want := make([]int, len(spans))
	asOf := day(20)
	var put []any
	for i := range 200 {
		r := itsm.ServiceRequest{Head: itsm.Head{ID: fmt.Sprint(i)}, Opened: at(1+rng.IntN(25), rng.IntN(24)), Status: itsm.Status(rng.IntN(9))}
		r.Closed = r.Opened.Add(time.Duration(rng.Int64N(1<<rng.IntN(33))) * time.Millisecond)
		r.Updated = r.Closed
		r.Version = r.Updated
		put = append(put, &r)
		for j, span := range spans {
			cancelled := r.Status == itsm.StatusCancelled
			if span.Contains(r.Opened) && !r.Opened.After(asOf) && !cancelled {
				want[j]++
			}
		}
	}
	importAll(t, s, "requests", day(29), put...)
	importAll(t, s, "incidents", day(29),
		&itsm.Incident{Head: itsm.Head{ID: "1"}, Started: at(4, 3), Opened: at(4, 5)},
		&itsm.Incident{Head: itsm.Head{ID: "2"}, Opened: at(9, 5)},
		&itsm.Incident{Head: itsm.Head{ID: "3"}, Opened: at(9, 6), Parent: "2"},
		&itsm.Incident{Head: itsm.Head{ID: "4", Version: at(10, 0)}, Opened: at(9, 6), Status: itsm.StatusCancelled},
		&itsm.Incident{Head: itsm.Head{ID: "5"}, Opened: at(21, 0)}) // after the as-of instant
	view := snapshot(t, s, asOf)
	incidents, requests, err := view.Opened(ctx, spans)
	require.NoError(t, err)
	assert.Equal(t, []int{1, 1, 0}, incidents)
	assert.Equal(t, want, requests)
	first, err = view.FirstInstant(ctx)
	require.NoError(t, err)
	assert.Equal(t, at(4, 3), first, "requests are not asked")
}
