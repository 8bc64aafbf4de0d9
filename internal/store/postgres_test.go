package store_test

import (
	"context"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

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
