package store

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
)

var backupDay = time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)

func importN(t *testing.T, s *Store, source string, n int) {
	t.Helper()
	ctx := context.Background()
	im, err := s.BeginImport(ctx, ImportSpec{Source: source, Record: "incident", At: backupDay})
	require.NoError(t, err)
	putN(t, im, source, n)
	_, err = im.Commit(ctx, Tally{Read: n})
	require.NoError(t, err)
}

func putN(t *testing.T, im *Import, prefix string, n int) {
	t.Helper()
	for i := range n {
		require.NoError(t, im.Put(context.Background(), &itsm.Incident{Head: itsm.Head{ID: fmt.Sprintf("%s%d", prefix, i)}, Title: "queue full"}))
	}
}

func countIncidents(t *testing.T, location string) (n int) {
	t.Helper()
	s := openAt(t, location)
	require.NoError(t, s.reader.Get(&n, `SELECT count(*) FROM incident`))
	return n
}

// A backup that is made while an import is being written holds what was committed before, and neither waits for the
// other.
func TestBackupDuringAnImport(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	location, file := "sqlite:"+filepath.Join(dir, "nines.db"), filepath.Join(dir, "copy.db")
	s := openAt(t, location)
	importN(t, s, "a", 700)
	im, err := s.BeginImport(ctx, ImportSpec{Source: "b", Record: "incident", At: backupDay})
	require.NoError(t, err)
	putN(t, im, "b", batchRows+1) // more than a batch: some of it is written

	require.NoError(t, Backup(ctx, location, file))
	assert.Equal(t, 700, countIncidents(t, "sqlite:"+file), "one state: without the import that is being made")
	_, err = im.Commit(ctx, Tally{Read: batchRows + 1})
	require.NoError(t, err)
	assert.Equal(t, 700+batchRows+1, countIncidents(t, location))

	again := filepath.Join(dir, "later.db")
	require.NoError(t, Backup(ctx, location, again))
	assert.Equal(t, 700+batchRows+1, countIncidents(t, "sqlite:"+again))
	info, err := os.Stat(again)
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o600), info.Mode().Perm(), "a store holds what tickets say")
}

func TestBackupsThatAreRefused(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	location := "sqlite:" + filepath.Join(dir, "nines.db")
	require.ErrorContains(t, Backup(ctx, location, filepath.Join(dir, "b.db")), "there is none yet")
	s := openAt(t, location)
	importN(t, s, "a", 3)
	require.ErrorIs(t, Backup(ctx, location, filepath.Join(dir, "nines.db")), ErrBackupExists, "least of all the store itself")
	require.Error(t, Backup(ctx, location, filepath.Join(dir, "missing", "b.db")))
	left, err := filepath.Glob(filepath.Join(dir, ".*"))
	require.NoError(t, err)
	assert.Empty(t, left, "no half copy stays")

	var server *ServerBackupError
	require.ErrorAs(t, Backup(ctx, "postgres://nines:hunter2@db:5432/nines?sslmode=require&password=x", "it's.dump"), &server)
	assert.Equal(t, `pg_dump --format=custom --file='it'\''s.dump' 'postgres://nines@db:5432/nines'`, server.Command)
}
