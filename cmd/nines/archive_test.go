package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const archiveRow = "I1,FX,prices late,P1,2026-10-14T09:00:00Z,2026-10-14T10:00:00Z,,,closed,\n"

// archived lists the files of the archive, below its folder.
func archived(t *testing.T, dir string) (list []string) {
	t.Helper()
	root := filepath.Join(dir, "out", "archive")
	err := filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			rest, _ := filepath.Rel(root, path)
			list = append(list, rest)
		}
		return nil
	})
	require.NoError(t, err)
	return list
}

// A job publishes a week twice with the same figures, then with others: revision 1 and 2, each in a folder of its own,
// and page one of the second says what it replaces and what made the difference.
func TestPublishedReportsAreArchived(t *testing.T) {
	dir := project(t, map[string]string{"config.yaml": small, "incidents.csv": smallHeader + archiveRow})
	publish := func(more ...string) {
		t.Helper()
		args := []string{"run", "weekly-pack", "--period", "2026-W42", "--format", "json,html", "--as-of", "2026-10-26T07:00:00Z"}
		got := nines(t, dir, append(args, more...)...)
		require.Equal(t, exitDone, got.status, got.err)
	}
	publish()
	publish()
	first := []string{"weekly/2026-W42/r1/weekly-2026-W42.html", "weekly/2026-W42/r1/weekly-2026-W42.json"}
	assert.Equal(t, first, archived(t, dir))
	page := func(revision string) string {
		text, err := os.ReadFile(filepath.Join(dir, "out", "archive", "weekly", "2026-W42", revision, "weekly-2026-W42.html"))
		require.NoError(t, err)
		return string(text)
	}
	assert.NotContains(t, page("r1"), "Takes the place of")

	corrected := strings.Replace(archiveRow, "T10:00", "T09:30", 1)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "incidents.csv"), []byte(smallHeader+corrected), 0o600))
	publish()
	assert.Equal(t, append(first, "weekly/2026-W42/r2/weekly-2026-W42.html", "weekly/2026-W42/r2/weekly-2026-W42.json"), archived(t, dir))
	second := page("r2")
	assert.Contains(t, second, "Takes the place of revision 1, published")
	assert.Contains(t, second, "Because of I1.")
	assert.Contains(t, second, "FX pricing: weighted downtime in minutes 30.0 instead of 60.0", "one hour became half of it")
	publish("--no-import")
	assert.Equal(t, second, page("r2"), "made again, it is the same document, byte for byte")

	got := nines(t, dir, "run", "weekly", "--period", "2026-W42", "--format", "json")
	require.Equal(t, exitDone, got.status, got.err)
	assert.Len(t, archived(t, dir), 4, "what nobody scheduled is not published")
}

// With 30 days of retention a report published today goes after 31 days, and not after 29.
func TestPrune(t *testing.T) {
	dir := project(t, map[string]string{"config.yaml": small + "retention: {archive: 30d, ledger: 30d}\n", "incidents.csv": smallHeader + archiveRow})
	require.Equal(t, exitDone, nines(t, dir, "run", "weekly-pack", "--period", "2026-W42", "--format", "json").status)
	later := func(days int, args ...string) outcome {
		var out, err bytes.Buffer
		now := func() time.Time { return clock().AddDate(0, 0, days) }
		status := run(context.Background(), args, console{out: &out, err: &err, clock: now})
		return outcome{status, out.String(), err.String()}
	}
	got := later(29, "prune")
	assert.Equal(t, "deleted: 0 files (0 bytes), 0 runs, 0 publications, 0 blocks of samples\n", got.out, got.err)
	got = later(31, "prune", "--dry-run")
	assert.Contains(t, got.out, filepath.Join("archive", "weekly", "2026-W42", "r1", "weekly-2026-W42.json"))
	assert.Contains(t, got.out, "would be deleted: 1 files")
	assert.Len(t, archived(t, dir), 1, "a dry run deletes nothing")
	got = later(31, "prune")
	assert.Contains(t, got.out, "deleted: 1 files")
	assert.Contains(t, got.out, "1 publications")
	assert.Empty(t, archived(t, dir))
	_, err := os.Stat(filepath.Join(dir, "out", "archive", "weekly"))
	require.ErrorIs(t, err, os.ErrNotExist, "empty folders go too")
	assert.Equal(t, exitDone, later(32, "prune").status)
}

func TestBackupCommand(t *testing.T) {
	dir := project(t, map[string]string{"config.yaml": small, "incidents.csv": smallHeader + archiveRow})
	copied := filepath.Join(dir, "copy.db")
	got := nines(t, dir, "backup", copied)
	assert.Equal(t, exitFailed, got.status)
	assert.Contains(t, got.err, "there is none yet")
	require.Equal(t, exitDone, nines(t, dir, "import").status)
	got = nines(t, dir, "backup", copied)
	require.Equal(t, exitDone, got.status, got.err)
	assert.Equal(t, copied+"\n", got.out)
	got = nines(t, dir, "backup", copied)
	assert.Equal(t, exitUsage, got.status)
	assert.Contains(t, got.err, "it exists already: name another file")

	restored := strings.Replace(small, "sources:", "store: sqlite:copy.db\nsources:", 1)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "config.yaml"), []byte(restored), 0o600))
	got = nines(t, dir, "import")
	require.Equal(t, exitDone, got.status, got.err)
	assert.Contains(t, got.out, "read 1, stored 0, replaced 0, unchanged 1", "the copy holds what was imported")
}
