package store_test

import (
	"context"
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
	"nines/internal/pgtest"
	"nines/internal/store"
	"nines/internal/store/storetest"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }

func openPostgres(tb testing.TB, address string) *store.Store {
	tb.Helper()
	s, err := store.Open(context.Background(), address)
	require.NoError(tb, err)
	tb.Cleanup(func() { require.NoError(tb, s.Close()) })
	return s
}

func TestPostgreSQL(t *testing.T) {
	for name, batch := range map[string]int{"batches of 5000": 5000, "batches of 3": 3} {
		if testing.Short() && batch > 3 {
			continue // small batches are the harder case
		}
		t.Run(name, func(t *testing.T) {
			storetest.Run(t, func(t *testing.T) *store.Store {
				s := openPostgres(t, pgtest.URL(t))
				s.SetBatch(batch)
				return s
			})
		})
	}
}

// A report finds what it reads by indexes, right after the import.
func TestPostgreSQLReadsByIndex(t *testing.T) {
	s, ctx := openPostgres(t, pgtest.URL(t)), context.Background()
	importTickets(t, s, 20_000)
	snapshot, err := s.Snapshot(ctx, benchMonth(benchMonths).From)
	require.NoError(t, err)
	defer snapshot.Close()
	plans := snapshot.Plans(t, benchMonth(20))
	for query, index := range map[string]string{
		"incidents of a span": "Bitmap Index Scan on incident_span",
		"incidents by id":     "incident_key",
		"activity":            "incident_span",
		"opened":              "incident_span",
	} {
		assert.Contains(t, plans[query], index, query)
		assert.NotContains(t, plans[query], "Seq Scan on incident", query)
	}
}

// A first import does without the indexes, and makes those for look-ups as soon as an id comes again: after it they are
// what they were, whether that happened (INC1 comes in the first batch and in the third) or not.
func TestPostgreSQLFirstImportKeepsTheIndexes(t *testing.T) {
	for name, c := range map[string]struct {
		ids  []string
		want store.Counts
	}{
		"every id once":     {[]string{"INC1", "INC2", "INC3", "INC4", "INC5", "INC6", "INC7"}, store.Counts{Read: 7, Stored: 7}},
		"an id comes again": {[]string{"INC1", "INC2", "INC3", "INC4", "INC5", "INC6", "INC1"}, store.Counts{Read: 7, Stored: 6, Replaced: 1}},
	} {
		t.Run(name, func(t *testing.T) {
			s, ctx := openPostgres(t, pgtest.URL(t)), context.Background()
			s.SetBatch(3)
			before := s.Indexes(t, "incident")
			require.NotEmpty(t, before)
			im, err := s.BeginImport(ctx, store.ImportSpec{Source: "s", At: time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)})
			require.NoError(t, err)
			for i, id := range c.ids {
				require.NoError(t, im.Put(ctx, &itsm.Incident{Head: itsm.Head{ID: id}, Title: fmt.Sprint("row ", i)}))
			}
			counts, err := im.Commit(ctx, store.Tally{Read: len(c.ids)})
			require.NoError(t, err)
			assert.Equal(t, c.want, counts)
			assert.Equal(t, before, s.Indexes(t, "incident"))
		})
	}
}
