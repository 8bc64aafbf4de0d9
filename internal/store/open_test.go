package store_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"nines/internal/itsm"
	"nines/internal/pgtest"
	"nines/internal/store"
)

// databases are addresses of new, empty databases, one of each kind.
func databases(t *testing.T, test func(t *testing.T, location string)) {
	t.Run("SQLite", func(t *testing.T) { test(t, "sqlite:"+filepath.Join(t.TempDir(), "nines.db")) })
	t.Run("PostgreSQL", func(t *testing.T) { test(t, pgtest.URL(t)) })
}

func openAny(t *testing.T, location string) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), location)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	return s
}

// Many starters at once make the tables once, and each can work with them.
func TestManyOpenTheSameNewDatabase(t *testing.T) {
	databases(t, func(t *testing.T, location string) {
		const starters = 8
		stores := make([]*store.Store, starters)
		var all errgroup.Group
		for i := range stores {
			all.Go(func() (err error) {
				stores[i], err = store.Open(context.Background(), location)
				return err
			})
		}
		require.NoError(t, all.Wait())
		for i, s := range stores {
			assert.Equal(t, 1, importTickets(t, s, i+1).Stored, "each adds one to those before")
			require.NoError(t, s.Close())
		}
		went, forms := store.Forms(t, location)
		assert.Equal(t, forms, went)
	})
}

// An import waits for the one that another process makes, and then sees what that has stored.
func TestOneImportAtATime(t *testing.T) {
	databases(t, func(t *testing.T, location string) {
		first, second := openAny(t, location), openAny(t, location)
		ctx := context.Background()
		spec := store.ImportSpec{Source: "s", Record: "incident", At: benchStart}
		im, err := first.BeginImport(ctx, spec)
		require.NoError(t, err)
		require.NoError(t, im.Put(ctx, &itsm.Incident{Head: itsm.Head{ID: "1"}}))

		done := make(chan store.Counts)
		go func() {
			defer close(done)
			im, err := second.BeginImport(ctx, spec)
			if !assert.NoError(t, err) {
				return
			}
			assert.NoError(t, im.Put(ctx, &itsm.Incident{Head: itsm.Head{ID: "1"}}))
			counts, err := im.Commit(ctx, store.Tally{Read: 1})
			assert.NoError(t, err)
			done <- counts
		}()
		select {
		case <-done:
			t.Fatal("the second did not wait")
		case <-time.After(200 * time.Millisecond):
		}
		_, err = im.Commit(ctx, store.Tally{Read: 1})
		require.NoError(t, err)
		assert.Equal(t, store.Counts{Read: 1, Unchanged: 1}, <-done)
	})
}

// Who waits for another import can be told to stop.
func TestWaitingEndsWithTheContext(t *testing.T) {
	location := pgtest.URL(t)
	first, second := openAny(t, location), openAny(t, location)
	im, err := first.BeginImport(context.Background(), store.ImportSpec{Source: "s", At: benchStart})
	require.NoError(t, err)
	ctx, cancel := context.WithTimeout(context.Background(), 100*time.Millisecond)
	defer cancel()
	_, err = second.BeginImport(ctx, store.ImportSpec{Source: "s", At: benchStart})
	require.ErrorIs(t, err, context.DeadlineExceeded)
	require.NoError(t, im.Rollback())
	im, err = second.BeginImport(context.Background(), store.ImportSpec{Source: "s", At: benchStart})
	require.NoError(t, err)
	require.NoError(t, im.Rollback())
}
