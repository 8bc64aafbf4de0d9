package store_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"nines/internal/benchtest"
	"nines/internal/itsm"
	"nines/internal/store"
)

const benchMonths = 21

// benchTickets is how many tickets a benchmark imports: a million, 20,000 with -short.
func benchTickets() int {
	if testing.Short() {
		return 20_000
	}
	return 1_000_000
}

var benchStart = time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)

func benchMonth(n int) itsm.Span {
	return itsm.Span{From: benchStart.AddDate(0, n, 0), To: benchStart.AddDate(0, n+1, 0)}
}

// ticket fills an incident with 19 fields, the i-th of n over 21 months: lives of hours to weeks, one in a hundred
// still open, one in twenty of a priority that costs.
func ticket(r *itsm.Incident, rng *rand.Rand, i, n int) {
	months := benchMonth(benchMonths).From.Sub(benchStart)
	opened := benchStart.Add(time.Duration(float64(months) * float64(i) / float64(n))).Truncate(time.Second)
	resolved := opened.Add(time.Duration(rng.ExpFloat64() * float64(20*time.Hour))).Truncate(time.Second)
	*r = itsm.Incident{
		Head: itsm.Head{ID: fmt.Sprintf("INC%07d", i)}, Title: "Order entry is slow for users of branch " + strconv.Itoa(rng.IntN(5000)),
		Service: fmt.Sprintf("service-%02d", rng.IntN(30)), Component: fmt.Sprintf("host%04d", rng.IntN(3000)), Regions: []string{"EMEA"},
		Priority: itsm.Priority(2 + rng.IntN(4)), Status: itsm.StatusClosed, StatusText: "Closed",
		Opened: opened, Acknowledged: opened.Add(5 * time.Minute), Restored: resolved, Resolved: resolved, Closed: resolved.Add(72 * time.Hour),
		Updated: resolved.Add(72 * time.Hour), Cause: "configuration", Team: fmt.Sprintf("team-%d", rng.IntN(40)),
		Assignee: fmt.Sprintf("person %d", rng.IntN(900)), Reassignments: itsm.Known(float64(rng.IntN(4))), Category: "software",
		Effort: itsm.Length{Value: time.Duration(rng.IntN(300)) * time.Minute, Known: true},
	}
	if rng.IntN(20) == 0 {
		r.Priority = itsm.P1
	}
	if rng.IntN(100) == 0 {
		r.Status, r.StatusText, r.Restored, r.Resolved, r.Closed = itsm.StatusOpen, "Open", time.Time{}, time.Time{}, time.Time{}
	}
	r.Version = r.Updated
}

func importTickets(tb testing.TB, s *store.Store, n int) store.Counts {
	return importChanged(tb, s, n, false, func(int, *itsm.Incident) bool { return true })
}

// importChanged imports the n tickets after change had its way with them: it says which of them come.
func importChanged(tb testing.TB, s *store.Store, n int, snapshot bool, change func(int, *itsm.Incident) bool) store.Counts {
	ctx := context.Background()
	im, err := s.BeginImport(ctx, store.ImportSpec{Source: "incidents", Record: "incident", At: benchMonth(benchMonths).From, Snapshot: snapshot})
	require.NoError(tb, err)
	read := 0
	rng := rand.New(rand.NewPCG(1, 2))
	var r itsm.Incident
	for i := range n {
		ticket(&r, rng, i, n)
		if !change(i, &r) {
			continue
		}
		read++
		if err := im.Put(ctx, &r); err != nil {
			tb.Fatal(err)
		}
	}
	counts, err := im.Commit(ctx, store.Tally{Read: read})
	require.NoError(tb, err)
	return counts
}

func openStore(tb testing.TB, file string) *store.Store {
	s, err := store.Open(context.Background(), "sqlite:"+file)
	require.NoError(tb, err)
	tb.Cleanup(func() { require.NoError(tb, s.Close()) })
	return s
}

// A million incidents with 19 fields into a new store, and the same again into one that has them: merged, as all there
// is, with one in a hundred changed, and with one in a hundred missing.
func BenchmarkImport(b *testing.B) {
	same := func(int, *itsm.Incident) bool { return true }
	changed := func(i int, r *itsm.Incident) bool {
		if i%100 == 0 {
			r.Title, r.Updated = "changed", r.Updated.Add(time.Hour)
			r.Opened, r.Version = r.Opened.Add(-240*time.Hour), r.Updated
		}
		return true
	}
	missing := func(i int, _ *itsm.Incident) bool { return i%100 != 1 }
	for range b.N {
		s := openStore(b, filepath.Join(b.TempDir(), "nines.db"))
		for _, step := range []struct {
			name     string
			snapshot bool
			change   func(int, *itsm.Incident) bool
		}{{"fresh", false, same}, {"again", false, same}, {"again, a snapshot", true, same}, {"changed", false, changed}, {"missing", true, missing}} {
			began := benchtest.CPU(b)
			counts := importChanged(b, s, benchTickets(), step.snapshot, step.change)
			b.Logf("%s: %.1f CPU s, peak %.0f MiB, %+v", step.name, benchtest.CPU(b)-began, benchtest.PeakMiB(b), counts)
		}
	}
}
