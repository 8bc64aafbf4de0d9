package store_test

import (
	"context"
	"database/sql"
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
		if testing.Short() && batch > 3 {
			continue // small batches are the harder case
		}
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
	for _, location := range []string{"nines.db", "sqlite:", "sqlite::memory:", "mysql://nines:secret@db?password=secret", "mysql://%zz:secret"} {
		_, err := store.Open(context.Background(), location)
		require.ErrorContains(t, err, "write store: sqlite:FILE, e.g. sqlite:var/nines.db, or postgres://user@host:5432/database", location)
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

// A file that is there keeps its pages, a new one has larger ones.
func TestPages(t *testing.T) {
	file := filepath.Join(t.TempDir(), "nines.db")
	pages := func() (size int) {
		s, err := store.Open(context.Background(), "sqlite:"+file)
		require.NoError(t, err)
		require.NoError(t, s.Close())
		db, err := sql.Open("sqlite", file)
		require.NoError(t, err)
		defer db.Close()
		require.NoError(t, db.QueryRow("PRAGMA page_size").Scan(&size))
		return size
	}
	assert.Equal(t, 8192, pages())
	require.NoError(t, os.Remove(file))
	db, err := sql.Open("sqlite", file)
	require.NoError(t, err)
	_, err = db.Exec("PRAGMA page_size = 4096; VACUUM")
	require.NoError(t, err)
	require.NoError(t, db.Close())
	assert.Equal(t, 4096, pages())
}

func TestCheckChangesNothing(t *testing.T) {
	ctx, folder := context.Background(), t.TempDir()
	check := func(name string) (bool, error) { return store.Check(ctx, "sqlite:"+filepath.Join(folder, name)) }
	made, err := check("no/nines.db")
	require.NoError(t, err)
	assert.False(t, made)
	assert.NoDirExists(t, filepath.Join(folder, "no"))

	openStore(t, filepath.Join(folder, "nines.db"))
	made, err = check("nines.db")
	require.NoError(t, err)
	assert.True(t, made)

	other := filepath.Join(folder, "other.txt")
	require.NoError(t, os.WriteFile(other, []byte("this is no database, but it is long enough to be read as one"), 0o600))
	_, err = check("other.txt")
	require.ErrorContains(t, err, "is it a database of nines?")
	_, err = store.Open(ctx, "sqlite:"+other)
	require.ErrorContains(t, err, "other.txt")
	_, err = check("")
	assert.ErrorContains(t, err, "is no file")
}

func TestDatabasesOfOtherProgramsAreLeftAlone(t *testing.T) {
	file := filepath.Join(t.TempDir(), "other.db")
	db, err := sql.Open("sqlite", file)
	require.NoError(t, err)
	_, err = db.Exec("CREATE TABLE moz_places (id INTEGER)")
	require.NoError(t, err)
	require.NoError(t, db.Close())
	before, err := os.ReadFile(file)
	require.NoError(t, err)
	const want = "is it a database of nines? It has 1 tables of another program"
	_, err = store.Check(context.Background(), "sqlite:"+file)
	require.ErrorContains(t, err, want)
	_, err = store.Open(context.Background(), "sqlite:"+file)
	require.ErrorContains(t, err, want)
	after, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Len(t, after, len(before))
}

// A column of few words that is mapped as id would make few records of very many versions.
func TestAnIDWithThousandsOfVersionsIsNone(t *testing.T) {
	ctx := context.Background()
	im, err := openStore(t, filepath.Join(t.TempDir(), "nines.db")).BeginImport(ctx,
		store.ImportSpec{Source: "s", Record: "incident", At: benchStart})
	require.NoError(t, err)
	for i := range 25_000 {
		r := itsm.Incident{Head: itsm.Head{ID: "Closed"}, Title: strconv.Itoa(i)}
		if err = im.Put(ctx, &r); err != nil {
			break
		}
	}
	require.ErrorContains(t, err, `incident "Closed" has more than 10000 versions: is the column that is mapped as id the right one?`)
	require.NoError(t, im.Rollback())
}
