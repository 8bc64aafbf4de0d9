package store

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
)

// hourOf is the n-th hour since 2024, in milliseconds.
func hourOf(n int) int64 { return time.Date(2024, 1, 1, n, 0, 0, 0, time.UTC).UnixMilli() }

// sampleOrders are orders of the same rows: of so many series so many hours each. They yield a series and an hour.
var sampleOrders = map[string]func(series, hours int, yield func(series, hour int)){
	"by time": func(series, hours int, yield func(series, hour int)) {
		for n := range series * hours {
			yield(n%series, n/series)
		}
	},
	"by series": func(series, hours int, yield func(series, hour int)) {
		for n := range series * hours {
			yield(n/hours, n%hours)
		}
	},
	"newest first": func(series, hours int, yield func(series, hour int)) {
		for n := range series * hours {
			yield(n%series, hours-1-n/series)
		}
	},
	"random": func(series, hours int, yield func(series, hour int)) {
		for _, n := range rand.New(rand.NewPCG(5, 6)).Perm(series * hours) {
			yield(n%series, n/series)
		}
	},
}

// importHours imports a sample per series and hour in an order, and returns the most bytes that were held back.
func importHours(t *testing.T, s *Store, order string, series, hours int) (Counts, int) {
	t.Helper()
	ctx := context.Background()
	im, err := s.BeginImport(ctx, ImportSpec{Source: "s", Record: "sample", At: day(1)})
	require.NoError(t, err)
	sets := make([]*itsm.SampleSet, series)
	for i := range sets {
		sets[i] = &itsm.SampleSet{Service: "svc", Component: fmt.Sprintf("host-%06d", i), Metrics: []string{"cpu"}}
	}
	held := 0
	row := itsm.SampleRow{Values: []float64{0}}
	sampleOrders[order](series, hours, func(series, hour int) {
		row.Of, row.At, row.Values[0] = sets[series], hourOf(hour), float64((series*7919+hour*31)%1000)/10
		require.NoError(t, im.Put(ctx, &row))
		held = max(held, im.samples.held)
	})
	counts, err := im.Commit(ctx, Tally{Read: series * hours})
	require.NoError(t, err)
	return counts, held
}

// Whatever the order, the same samples are there, in blocks that do not overlap and are half full at least but for the
// last of a series, and no more than the bound is held back meanwhile. The same again changes no block.
func TestSamplesInAnyOrder(t *testing.T) {
	series, hours := 40, 2500
	if testing.Short() {
		hours = 1000
	}
	for order := range sampleOrders {
		t.Run(order, func(t *testing.T) {
			s := openForTest(t)
			s.block, s.held = 100, 200_000
			counts, held := importHours(t, s, order, series, hours)
			assert.Equal(t, Counts{Read: series * hours, Stored: series * hours}, counts)
			assert.Less(t, held, s.held+100_000, "one row may double its buffer")
			checkBlocks(t, s, series, hours)
			var before, after int
			require.NoError(t, s.writer.Get(&before, "SELECT total_changes()"))
			counts, _ = importHours(t, s, order, series, hours)
			assert.Equal(t, Counts{Read: series * hours, Unchanged: series * hours}, counts)
			require.NoError(t, s.writer.Get(&after, "SELECT total_changes()"))
			assert.LessOrEqual(t, after-before, 10, "the log of the import, and its service")
			checkBlocks(t, s, series, hours)
		})
	}
}

func checkBlocks(t *testing.T, s *Store, series, hours int) {
	t.Helper()
	var blocks []struct{ Series, First, Last, N int64 }
	require.NoError(t, s.reader.Select(&blocks, `SELECT series, first_at AS first, last_at AS last, samples AS n FROM sample_block ORDER BY series, first_at`))
	all := int64(0)
	for i, b := range blocks {
		all += b.N
		assert.LessOrEqual(t, b.N, int64(s.block))
		if i+1 < len(blocks) && blocks[i+1].Series == b.Series {
			assert.Less(t, b.Last, blocks[i+1].First)
			assert.GreaterOrEqual(t, b.N, int64(s.block/2), "block %d", i)
		}
	}
	assert.Equal(t, int64(series*hours), all)
	snapshot, err := s.Snapshot(context.Background(), day(2))
	require.NoError(t, err)
	defer snapshot.Close()
	n := 0
	require.NoError(t, snapshot.Samples(context.Background(), itsm.SampleQuery{}, func(name itsm.Series, at []int64, values []float64) error {
		require.Len(t, at, hours)
		for hour := range at {
			if at[hour] != hourOf(hour) || values[hour] != float64((n*7919+hour*31)%1000)/10 {
				t.Fatalf("%v: sample %d is %v at %v", name, hour, values[hour], at[hour])
			}
		}
		n++
		return nil
	}))
	assert.Equal(t, series, n)
}

// A column that names something else on every row makes no series.
func TestTooManySeries(t *testing.T) {
	ctx := context.Background()
	s := openForTest(t)
	im, err := s.BeginImport(ctx, ImportSpec{Source: "s", Record: "sample", At: day(1)})
	require.NoError(t, err)
	im.samples, err = newSampleWriter(ctx, im)
	require.NoError(t, err)
	for i := range maxSeries {
		im.samples.series[itsm.Series{Component: fmt.Sprint(i)}] = nil
	}
	err = im.Put(ctx, &itsm.SampleRow{Of: &itsm.SampleSet{Component: "one more", Metrics: []string{"cpu"}}, Values: []float64{1}})
	require.ErrorContains(t, err, `more than 250000 series, the last of metric "cpu", component "one more"`)
	require.NoError(t, im.Rollback())
}

// A damaged block says so, and what can be done.
func TestDamagedSamples(t *testing.T) {
	s := openAt(t, "sqlite:"+filepath.Join(t.TempDir(), "nines.db"))
	importHours(t, s, "by time", 1, 10)
	_, err := s.writer.Exec("UPDATE sample_block SET content = x'0102'")
	require.NoError(t, err)
	snapshot, err := s.Snapshot(context.Background(), day(2))
	require.NoError(t, err)
	defer snapshot.Close()
	err = snapshot.Samples(context.Background(), itsm.SampleQuery{}, func(itsm.Series, []int64, []float64) error { return nil })
	require.ErrorIs(t, err, errBlock)
}
