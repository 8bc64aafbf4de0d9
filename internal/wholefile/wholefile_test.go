package wholefile

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

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

// What a killed process left is removed; what is whole, what somebody writes, what is too new and what others named is not.
func TestSweep(t *testing.T) {
	folder := t.TempDir()
	now := time.Now()
	put := func(name string, age time.Duration) string {
		path := filepath.Join(folder, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o750))
		require.NoError(t, os.WriteFile(path, []byte("half"), 0o600))
		require.NoError(t, os.Chtimes(path, now.Add(-age), now.Add(-age)))
		return path
	}
	left := []string{put(".monthly.pdf-123.part", time.Hour), put("archive/monthly/.x.json-9.part", time.Hour), put("rejected/.rejected-7.part", time.Hour)}
	for _, name := range []string{"monthly.pdf", "archive/a.part", ".part", ".notes-x.part", ".hidden", "-1.part"} {
		put(name, time.Hour)
	}
	put(".new.pdf-1.part", time.Second)
	held, err := Temp(folder, "held.pdf")
	require.NoError(t, err)
	defer held.Close()
	require.NoError(t, os.Chtimes(held.Name(), now.Add(-time.Hour), now.Add(-time.Hour)))

	swept, err := Sweep(folder, now.Add(-time.Minute))
	require.NoError(t, err)
	assert.ElementsMatch(t, left, swept)
	assert.FileExists(t, held.Name())
	require.NoError(t, held.Close())
	swept, err = Sweep(folder, now.Add(-time.Minute))
	require.NoError(t, err)
	assert.Equal(t, []string{held.Name()}, swept, "its process is gone")
	entries, err := os.ReadDir(folder)
	require.NoError(t, err)
	assert.Len(t, entries, 8)
	swept, err = Sweep(filepath.Join(folder, "missing"), now)
	require.NoError(t, err)
	assert.Empty(t, swept)
}
