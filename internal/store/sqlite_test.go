package store_test

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
	"nines/internal/store"
	"nines/internal/store/storetest"
)

func TestSQLite(t *testing.T) {
	for name, batch := range map[string]int{"batches of 5000": 5000, "batches of 3": 3} {
		t.Run(name, func(t *testing.T) {
			storetest.Run(t, func(t *testing.T) *store.Store {
				s := openStore(t, filepath.Join(t.TempDir(), "made", "nines.db"))
				s.SetBatch(batch)
				return s
			})
		})
	}
}

func TestOpenSaysWhatItTakes(t *testing.T) {
	for location, want := range map[string]string{
		"postgres://nines:secret@db/nines": "this version keeps its data in SQLite, write store: sqlite:FILE",
		"nines.db":                         "write store: sqlite:FILE",
		"sqlite:":                          "write store: sqlite:FILE",
		"sqlite::memory:":                  "write store: sqlite:FILE",
		"mysql://db":                       "write store: sqlite:FILE",
	} {
		_, err := store.Open(context.Background(), location)
		assert.ErrorContains(t, err, want, location)
		assert.NotContains(t, err.Error(), "secret")
	}
}

func TestFileNamesAreTakenAsTheyAre(t *testing.T) {
	for _, name := range []string{"100%.db", "a?b#c.db", "with space.db", "été.db"} {
		file := filepath.Join(t.TempDir(), name)
		openStore(t, file)
		assert.FileExists(t, file)
	}
}

func TestOpenedAgainItIsTheSame(t *testing.T) {
	file := filepath.Join(t.TempDir(), "nines.db")
	ctx := context.Background()
	first, err := store.Open(ctx, "sqlite:"+file)
	require.NoError(t, err)
	importTickets(t, first, 10)
	require.NoError(t, first.Close())
	counts := importTickets(t, openStore(t, file), 10)
	assert.Equal(t, store.Counts{Read: 10, Unchanged: 10}, counts)
}

func TestCheckChangesNothing(t *testing.T) {
	ctx, folder := context.Background(), t.TempDir()
	missing := filepath.Join(folder, "no", "nines.db")
	require.NoError(t, store.Check(ctx, "sqlite:"+missing))
	assert.NoDirExists(t, filepath.Dir(missing))

	openStore(t, filepath.Join(folder, "nines.db"))
	require.NoError(t, store.Check(ctx, "sqlite:"+filepath.Join(folder, "nines.db")))

	other := filepath.Join(folder, "other.txt")
	require.NoError(t, os.WriteFile(other, []byte("this is no database, but it is long enough to be read as one"), 0o600))
	assert.ErrorContains(t, store.Check(ctx, "sqlite:"+other), "is it a database of nines?")
	_, err := store.Open(ctx, "sqlite:"+other)
	assert.ErrorContains(t, err, "other.txt")
	assert.ErrorContains(t, store.Check(ctx, "sqlite:"+folder), "is no file")
	assert.ErrorContains(t, store.Check(ctx, "postgres://db/nines"), "SQLite")
}

// A column of few words that is mapped as id would make few records of very many versions.
func TestAnIDWithThousandsOfVersionsIsNone(t *testing.T) {
	ctx := context.Background()
	im, err := openStore(t, filepath.Join(t.TempDir(), "nines.db")).BeginImport(ctx,
		store.ImportSpec{Source: "s", Record: "incident", At: benchStart})
	require.NoError(t, err)
	for i := range 15_000 {
		r := itsm.Incident{Head: itsm.Head{ID: "Closed"}, Title: strconv.Itoa(i)}
		if err = im.Put(ctx, &r); err != nil {
			break
		}
	}
	require.ErrorContains(t, err, `incident "Closed" has more than 10000 versions: is the column that is mapped as id the right one?`)
	require.NoError(t, im.Rollback())
}
