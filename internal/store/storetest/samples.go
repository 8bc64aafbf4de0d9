package storetest

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
	"nines/internal/store"
)

// measured is one row of samples: a set, an hour of October 2026, and values.
type measured struct {
	of     *itsm.SampleSet
	hour   int
	values []float64
}

// importSamples imports rows into the source at the instant.
func importSamples(t *testing.T, s *store.Store, spec store.ImportSpec, rows ...measured) store.Counts {
	t.Helper()
	ctx := context.Background()
	spec.Record = "sample"
	im, err := s.BeginImport(ctx, spec)
	require.NoError(t, err)
	var row itsm.SampleRow
	for _, r := range rows {
		row.Of, row.At = r.of, at(1, r.hour).UnixMilli()
		row.Values = append(row.Values[:0], r.values...)
		require.NoError(t, im.Put(ctx, &row))
	}
	counts, err := im.Commit(ctx, store.Tally{Read: len(rows)})
	require.NoError(t, err)
	return counts
}

// samplesRead lists the samples of the query as of the instant: "service|component|metric hour=value hour=value".
func samplesRead(t *testing.T, s *store.Store, asOf time.Time, q itsm.SampleQuery) []string {
	t.Helper()
	view := snapshot(t, s, asOf)
	var all []string
	require.NoError(t, view.Samples(context.Background(), q, func(series itsm.Series, at []int64, values []float64) error {
		line := series.Service + "|" + series.Component + "|" + series.Metric
		require.Len(t, values, len(at))
		for i := range at {
			line += fmt.Sprintf(" %v=%v", time.UnixMilli(at[i]).Sub(day(1)).Hours(), values[i])
		}
		all = append(all, line)
		return nil
	}))
	return all
}

var (
	cpu  = &itsm.SampleSet{Service: "oltp", Component: "db1", Metrics: []string{"cpu"}}
	both = &itsm.SampleSet{Service: "oltp", Component: "db2", Metrics: []string{"cpu", "txn"}}
	none = math.NaN()
)

// A row counts once, as stored if any of its samples is new, else as replaced if any is another.
func samplesAreCounted(t *testing.T, s *store.Store) {
	spec := store.ImportSpec{Source: "s", At: day(2)}
	count := func(stored, replaced, unchanged int, rows ...measured) {
		t.Helper()
		want := store.Counts{Read: len(rows), Stored: stored, Replaced: replaced, Unchanged: unchanged}
		assert.Equal(t, want, importSamples(t, s, spec, rows...))
	}
	count(3, 0, 0, measured{cpu, 1, []float64{10}}, measured{cpu, 3, []float64{30}}, measured{both, 1, []float64{1, 2}})
	count(0, 0, 3, measured{cpu, 3, []float64{30}}, measured{cpu, 1, []float64{10}}, measured{both, 1, []float64{1, 2}})
	count(1, 0, 0, measured{cpu, 2, []float64{20}}) // late
	count(0, 1, 0, measured{cpu, 3, []float64{31}}) // corrected
	// Twice in one import: the last stands; the first is new, the second another value, the third the same.
	count(1, 1, 1, measured{cpu, 4, []float64{40}}, measured{cpu, 4, []float64{41}}, measured{cpu, 4, []float64{41}})
	count(1, 1, 1, measured{both, 1, []float64{1, 3}}, measured{both, 1, []float64{1, none}}, measured{both, 2, []float64{none, 4}})
	want := []string{"oltp|db1|cpu 1=10 2=20 3=31 4=41", "oltp|db2|cpu 1=1", "oltp|db2|txn 1=3 2=4"}
	assert.Equal(t, want, samplesRead(t, s, day(9), itsm.SampleQuery{}))
	assert.Equal(t, store.Counts{}, importSamples(t, s, spec))
	twin := *cpu
	count(0, 2, 1, measured{cpu, 4, []float64{42}}, measured{&twin, 4, []float64{41}}, measured{cpu, 4, []float64{41}})
	// Another pointer, or one metric of a set by itself, names the same series.
	again := &itsm.SampleSet{Service: "oltp", Component: "db2", Metrics: []string{"txn"}}
	count(0, 1, 1, measured{again, 2, []float64{5}}, measured{again, 1, []float64{3}})
	want[2] = "oltp|db2|txn 1=3 2=5"
	assert.Equal(t, want, samplesRead(t, s, day(9), itsm.SampleQuery{}))
}

func samplesOfAQuery(t *testing.T, s *store.Store) {
	importSamples(t, s, store.ImportSpec{Source: "b", At: day(2)},
		measured{cpu, 1, []float64{10}}, measured{cpu, 2, []float64{20}}, measured{cpu, 30, []float64{300}}, measured{both, 1, []float64{1, 2}})
	alias := &itsm.SampleSet{Service: "OLTP (prod)", Component: "db1", Metrics: []string{"cpu"}}
	importSamples(t, s, store.ImportSpec{Source: "a", At: day(2)}, measured{alias, 2, []float64{21}}, measured{alias, 3, []float64{31}})
	canonical := func(string) string { return "oltp" }
	for name, c := range map[string]struct {
		asOf time.Time
		q    itsm.SampleQuery
		want []string
	}{
		"one metric":    {day(9), itsm.SampleQuery{Metrics: []string{"txn"}}, []string{"oltp|db2|txn 1=2"}},
		"one component": {day(9), itsm.SampleQuery{Services: []string{"oltp"}, Component: "db1"}, []string{"oltp|db1|cpu 1=10 2=20 30=300"}},
		"as of":         {at(1, 2), itsm.SampleQuery{Services: []string{"oltp"}, Component: "db1"}, []string{"oltp|db1|cpu 1=10 2=20"}},
		"a span":        {day(9), itsm.SampleQuery{Component: "db1", Span: itsm.Span{From: at(1, 2), To: at(1, 3)}}, []string{"OLTP (prod)|db1|cpu 2=21", "oltp|db1|cpu 2=20"}},
		"from":          {day(9), itsm.SampleQuery{Services: []string{"oltp"}, Span: itsm.Span{From: at(1, 3)}}, []string{"oltp|db1|cpu 30=300"}},
		"nothing":       {day(9), itsm.SampleQuery{Services: []string{"other"}}, nil},
		"later wins":    {day(9), itsm.SampleQuery{ServiceOf: canonical, Metrics: []string{"cpu"}, Component: "db1"}, []string{"oltp|db1|cpu 1=10 2=21 3=31 30=300"}},
	} {
		assert.Equal(t, c.want, samplesRead(t, s, c.asOf, c.q), name)
	}
	importSamples(t, s, store.ImportSpec{Source: "b", At: day(3)}, measured{cpu, 1, []float64{10}})
	assert.Equal(t, []string{"oltp|db1|cpu 1=10 2=20 3=31 30=300"},
		samplesRead(t, s, day(9), itsm.SampleQuery{ServiceOf: canonical, Metrics: []string{"cpu"}, Component: "db1"}), "b was imported last now, though nothing of it is new")

	view := snapshot(t, s, day(9))
	series, err := view.Series(context.Background(), itsm.SampleQuery{ServiceOf: canonical})
	require.NoError(t, err)
	assert.Equal(t, []itsm.Series{{Service: "oltp", Component: "db1", Metric: "cpu"}, {Service: "oltp", Component: "db2", Metric: "cpu"}, {Service: "oltp", Component: "db2", Metric: "txn"}}, series)
	states, err := view.Sources(context.Background())
	require.NoError(t, err)
	require.Len(t, states, 2)
	assert.Equal(t, at(1, 30), states[1].Newest)
	for hour, want := range map[int]time.Time{0: {}, 2: at(1, 2), 29: at(1, 2), 30: at(1, 30)} {
		earlier, err := snapshot(t, s, at(1, hour).Add(time.Minute)).Sources(context.Background())
		require.NoError(t, err)
		assert.Equal(t, want, earlier[1].Newest, "as of hour %d", hour)
	}
	assert.Equal(t, []string{"oltp"}, states[1].Services)
	assert.Equal(t, "sample", states[1].Record)
}

// What a source whose files are the whole truth no longer has is removed, and told; the samples of others stay.
func samplesGone(t *testing.T, s *store.Store) {
	ctx := context.Background()
	importSamples(t, s, store.ImportSpec{Source: "other", At: day(2)}, measured{both, 1, []float64{8, 9}})
	spec := store.ImportSpec{Source: "s", At: day(2), Snapshot: true}
	importSamples(t, s, spec, measured{cpu, 1, []float64{10}}, measured{cpu, 2, []float64{20}}, measured{both, 1, []float64{1, 2}})
	assert.Equal(t, store.Counts{Read: 2, Stored: 1, Unchanged: 1}, importSamples(t, s, spec, measured{cpu, 3, []float64{30}}, measured{cpu, 2, []float64{20}}))
	assert.Equal(t, []string{"oltp|db1|cpu 2=20 3=30", "oltp|db2|cpu 1=8", "oltp|db2|txn 1=9"}, samplesRead(t, s, day(9), itsm.SampleQuery{}))

	im, err := s.BeginImport(ctx, spec)
	require.NoError(t, err)
	require.NoError(t, im.Put(ctx, &itsm.SampleRow{Of: cpu, At: at(1, 3).UnixMilli(), Values: []float64{30}}))
	found, err := im.Finish(ctx)
	require.NoError(t, err)
	assert.Equal(t, []store.Differences{{Record: "sample", Stood: 2, Gone: store.Some{Count: 1}}}, found)
	require.NoError(t, im.Rollback())

	im, err = s.BeginImport(ctx, spec)
	require.NoError(t, err)
	_, err = im.Finish(ctx)
	require.ErrorContains(t, err, "with mode: snapshot all 2 that stand would be gone")
	require.NoError(t, im.Rollback())
	assert.Equal(t, []string{"oltp|db1|cpu 2=20 3=30"}, samplesRead(t, s, day(9), itsm.SampleQuery{Component: "db1"}))
}

// One import can bring samples and tickets, row by row.
func samplesAmongTickets(t *testing.T, s *store.Store) {
	ctx := context.Background()
	for _, want := range []store.Counts{{Read: 80, Stored: 80}, {Read: 80, Unchanged: 80}} {
		im, err := s.BeginImport(ctx, store.ImportSpec{Source: "s", Record: "mixed", At: day(2), Snapshot: true})
		require.NoError(t, err)
		for i := range 40 {
			require.NoError(t, im.Put(ctx, &itsm.SampleRow{Of: cpu, At: at(1, i).UnixMilli(), Values: []float64{1}}))
			require.NoError(t, im.Put(ctx, &itsm.Incident{Head: itsm.Head{ID: fmt.Sprint(i)}, Opened: at(1, i)}))
		}
		counts, err := im.Commit(ctx, store.Tally{Read: 80})
		require.NoError(t, err)
		assert.Equal(t, want, counts)
	}
	assert.Len(t, titles(t, s, day(9)), 40)
}

func samplesRolledBack(t *testing.T, s *store.Store) {
	ctx := context.Background()
	spec := store.ImportSpec{Source: "s", At: day(2)}
	importSamples(t, s, spec, measured{cpu, 1, []float64{10}})
	im, err := s.BeginImport(ctx, spec)
	require.NoError(t, err)
	for hour := range 5000 {
		require.NoError(t, im.Put(ctx, &itsm.SampleRow{Of: both, At: at(1, hour).UnixMilli(), Values: []float64{1, 2}}))
	}
	require.NoError(t, im.Put(ctx, &itsm.SampleRow{Of: cpu, At: at(1, 1).UnixMilli(), Values: []float64{11}}))
	_, err = im.Finish(ctx)
	require.NoError(t, err)
	require.NoError(t, im.Rollback())
	assert.Equal(t, []string{"oltp|db1|cpu 1=10"}, samplesRead(t, s, day(9), itsm.SampleQuery{}))
}

// samplesFollowTheModel compares imports of random rows, in random and in ascending order, with a map.
func samplesFollowTheModel(t *testing.T, s *store.Store) {
	rng := rand.New(rand.NewPCG(11, 12))
	model := sampleModel{cpu: {{}}, both: {{}, {}}}
	for round := range 24 {
		spec := store.ImportSpec{Source: "s", At: day(2), Snapshot: rng.IntN(3) == 0}
		rows := randomSamples(rng, 1+rng.IntN(400), 1+rng.IntN(600), round%2 == 0)
		want, after := expectedSamples(model, rows, spec.Snapshot)
		got := importSamples(t, s, spec, rows...)
		require.Equal(t, want, got, "round %d", round)
		model = after
		again := asRows(model)
		require.Equal(t, store.Counts{Read: len(again), Unchanged: len(again)}, importSamples(t, s, spec, again...), "again")
		require.Equal(t, lines(model), samplesRead(t, s, day(365), itsm.SampleQuery{}), "round %d", round)
	}
}

// sampleModel holds, per set and metric, the values by hour.
type sampleModel map[*itsm.SampleSet][]map[int]float64

func randomSamples(rng *rand.Rand, n, hours int, ascending bool) []measured {
	var rows []measured
	for range n {
		r := measured{of: cpu, hour: rng.IntN(hours), values: []float64{float64(rng.IntN(3)) / 10}}
		if rng.IntN(2) == 0 {
			r.of, r.values = both, []float64{float64(rng.IntN(3)), math.Sqrt(float64(rng.IntN(3)))}
			if i := rng.IntN(4); i < 2 {
				r.values[i] = none
			}
		}
		rows = append(rows, r)
	}
	if ascending {
		slices.SortStableFunc(rows, func(a, b measured) int { return cmp.Compare(a.hour, b.hour) })
	}
	return rows
}

// expectedSamples is what an import of the rows counts and leaves.
func expectedSamples(before sampleModel, rows []measured, whole bool) (store.Counts, sampleModel) {
	after, came := sampleModel{}, sampleModel{}
	for set, metrics := range before {
		for _, values := range metrics {
			after[set], came[set] = append(after[set], maps.Clone(values)), append(came[set], map[int]float64{})
		}
	}
	counts := store.Counts{Read: len(rows)}
	for _, r := range rows {
		isNew, differs := false, false
		for i, v := range r.values {
			if math.IsNaN(v) {
				continue
			}
			old, known := after[r.of][i][r.hour]
			isNew, differs = isNew || !known, differs || known && old != v
			after[r.of][i][r.hour], came[r.of][i][r.hour] = v, v
		}
		switch {
		case isNew:
			counts.Stored++
		case differs:
			counts.Replaced++
		default:
			counts.Unchanged++
		}
	}
	if whole {
		return counts, came
	}
	return counts, after
}

// asRows has one row for every hour and set.
func asRows(model sampleModel) []measured {
	var rows []measured
	for _, set := range []*itsm.SampleSet{cpu, both} {
		for hour := range 600 {
			r := measured{of: set, hour: hour}
			known := false
			for _, values := range model[set] {
				v, ok := values[hour]
				if !ok {
					v = none
				}
				known = known || ok
				r.values = append(r.values, v)
			}
			if known {
				rows = append(rows, r)
			}
		}
	}
	return rows
}

func lines(model sampleModel) []string {
	var all []string
	for _, set := range []*itsm.SampleSet{cpu, both} {
		for i, values := range model[set] {
			if len(values) == 0 {
				continue
			}
			line := set.Service + "|" + set.Component + "|" + set.Metrics[i]
			for _, hour := range slices.Sorted(maps.Keys(values)) {
				line += fmt.Sprintf(" %v=%v", hour, values[hour])
			}
			all = append(all, line)
		}
	}
	return all
}
