package store_test

import (
	"context"
	"os"
	"testing"

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
		t.Run(name, func(t *testing.T) {
			storetest.Run(t, func(t *testing.T) *store.Store {
				s := openPostgres(t, pgtest.URL(t))
				s.SetBatch(batch)
				return s
			})
		})
	}
}
