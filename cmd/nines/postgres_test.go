package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/pgtest"
)

var storeLine = regexp.MustCompile(`(?m)^store: .*$`)

// keepIn makes the configuration of a folder name another store.
func keepIn(t *testing.T, dir, store string) {
	t.Helper()
	path := filepath.Join(dir, "config.yaml")
	conf, err := os.ReadFile(path)
	require.NoError(t, err)
	conf = append(storeLine.ReplaceAll(conf, nil), []byte("\nstore: "+store+"\n")...)
	require.NoError(t, os.WriteFile(path, conf, 0o600))
}

// sampleFolder is a folder with the sample and its configuration.
func sampleFolder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	conf, err := os.ReadFile(filepath.Join(repository, "config.yaml"))
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "config.yaml"), conf, 0o600))
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "internal"), 0o755))
	require.NoError(t, os.Symlink(filepath.Join(repository, "internal", "demo"), filepath.Join(dir, "internal", "demo")))
	return dir
}

// Reports from PostgreSQL are those from SQLite, byte by byte; so is what the import counted.
func TestReportsDoNotDependOnTheStore(t *testing.T) {
	for name, c := range map[string]struct {
		folder func(t *testing.T) string
		runs   [][]string
	}{
		"sample": {sampleFolder, [][]string{
			{"monthly", "--period", "2026-09,2026-10"}, {"weekly", "--as-of", "2026-10-20T07:00"}, {"quarterly"}, {"daily", "--period", "2026-10-14"},
		}},
		"jira": {func(t *testing.T) string { return shared(t, "jira") }, [][]string{
			{"monthly", "--period", "2010-04", "--as-of", "2010-05-02T07:00"}, {"quarterly", "--period", "2010-Q2", "--as-of", "2020-03-01T00:00"},
		}},
		"servicenow-log": {func(t *testing.T) string { return shared(t, "servicenow-log") }, [][]string{
			{"monthly", "--period", "2016-03", "--as-of", "2017-03-01T00:00"}, {"weekly", "--period", "2016-W10", "--as-of", "2016-03-16T00:00"},
		}},
	} {
		t.Run(name, func(t *testing.T) { sameFromBoth(t, c.folder, c.runs) })
	}
}

// sameFromBoth makes reports of a folder's data from either store, and compares them byte by byte.
func sameFromBoth(t *testing.T, folder func(*testing.T) string, runs [][]string) {
	t.Helper()
	made := func(store string) (imported string, files map[string][]byte) {
		dir := folder(t)
		if store != "" {
			keepIn(t, dir, store)
		}
		got := nines(t, dir, "import")
		require.Equal(t, exitDone, got.status, got.err)
		for _, args := range runs {
			run := nines(t, dir, append([]string{"run", "--no-import", "--format", "json,html,pdf"}, args...)...)
			require.Equal(t, exitDone, run.status, run.err)
		}
		return got.out, readAll(t, filepath.Join(dir, "out"))
	}
	address := pgtest.URL(t)
	wantImported, want := made("")
	imported, files := made(address)
	assert.Equal(t, wantImported, imported)
	require.Len(t, files, len(want))
	for name := range want {
		assert.True(t, bytes.Equal(want[name], files[name]), "%s differs", name)
	}
}

// readAll reads the files of a folder.
func readAll(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	files := map[string][]byte{}
	for _, entry := range entries {
		if entry.IsDir() {
			continue
		}
		content, err := os.ReadFile(filepath.Join(dir, entry.Name()))
		require.NoError(t, err)
		files[entry.Name()] = content
	}
	require.NotEmpty(t, files)
	return files
}
