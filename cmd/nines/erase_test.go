package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A title names a person: the store and, on demand, the files below the output lose it, and the next import of the same
// file, which still has it, does not bring it back.
func TestErase(t *testing.T) {
	stores(t, erases)
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

func erases(t *testing.T, forget func(dir string)) {
	row := "I1,FX,prices late says Zebedee Quist,P1,2026-10-14T09:00:00Z,2026-10-14T10:00:00Z,,,closed,\n"
	dir := project(t, map[string]string{"config.yaml": small, "incidents.csv": smallHeader + row})
	forget(dir)
	publish := func() string {
		got := nines(t, dir, "run", "weekly-pack", "--period", "2026-W42", "--format", "json,pdf,xlsx")
		require.Equal(t, exitDone, got.status, got.err)
		text, err := os.ReadFile(filepath.Join(dir, "out", "weekly-2026-W42.json"))
		require.NoError(t, err)
		return string(text)
	}
	assert.Contains(t, publish(), "Zebedee Quist")
	assert.Equal(t, exitUsage, nines(t, dir, "erase").status)
	assert.Equal(t, exitUsage, nines(t, dir, "erase", "--person", "!").status)

	got := nines(t, dir, "erase", "--person", "zebedee quist", "--dry-run", "--files")
	require.Equal(t, exitDone, got.status, got.err)
	assert.Contains(t, got.out, "would be replaced in 1 places\nincident: 1 versions\n")
	assert.Contains(t, got.out, filepath.Join("out", "weekly-2026-W42.pdf")+": holds the name", "the PDF file says what the others say")
	assert.Len(t, archived(t, dir), 3)

	got = nines(t, dir, "erase", "--person", "zebedee quist", "--files")
	require.Equal(t, exitDone, got.status, got.err)
	assert.Contains(t, got.out, "replaced by erased-")
	assert.Empty(t, archived(t, dir))
	assert.NotContains(t, got.out+got.err, "Quist")

	for _, folder := range []string{"out", "var"} {
		if folder == "var" && !isFolder(filepath.Join(dir, folder)) {
			continue // the store is a server's
		}
		require.NoError(t, filepath.WalkDir(filepath.Join(dir, folder), func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			content, err := os.ReadFile(path)
			assert.NotContains(t, strings.ToLower(string(content)), "quist", path)
			return err
		}))
	}

	again := publish()
	assert.NotContains(t, again, "Quist")
	assert.Contains(t, again, "prices late says erased-")
	got = nines(t, dir, "import")
	assert.Contains(t, got.out, "read 1, stored 0, replaced 0, unchanged 1")
	database, err := os.ReadFile(filepath.Join(dir, "var", "nines.db"))
	if err == nil { // else it is a server's
		assert.NotContains(t, strings.ToLower(string(database)), "quist")
	}
}
