package wholefile

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func says(text string) func(io.Writer) error {
	return func(w io.Writer) error { _, err := io.WriteString(w, text); return err }
}

// A file that is written again has the old content until the new one is whole, and keeps it where that fails.
func TestWriteAppearsWholeOrNotAtAll(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a", "b", "report.json")
	require.NoError(t, Write(path, says("old")))
	err := Write(path, func(w io.Writer) error {
		require.NoError(t, says("ne")(w))
		content, err := os.ReadFile(path)
		require.NoError(t, err)
		assert.Equal(t, "old", string(content))
		return errors.New("disk full")
	})
	require.ErrorContains(t, err, "disk full")
	require.NoError(t, Write(path, says("new")))
	content, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, "new", string(content))
	entries, err := os.ReadDir(filepath.Dir(path))
	require.NoError(t, err)
	require.Len(t, entries, 1, "nothing is left beside it")
	info, err := entries[0].Info()
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o644), info.Mode())
}

func TestAFileInTheFoldersPlace(t *testing.T) {
	file := filepath.Join(t.TempDir(), "out")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	assert.ErrorContains(t, Write(filepath.Join(file, "x"), says("")), "remove that or name another folder")
}
