package archive

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/store"
)

// A file that is held stays what it was, also when the one in the archive is replaced or removed.
func TestOutbox(t *testing.T) {
	dir := t.TempDir()
	o, due := OutboxBelow(dir), time.UnixMilli(1_793_602_800_123).UTC()
	path := filepath.Join(dir, "a.pdf")
	replace := func(text string) {
		require.NoError(t, os.WriteFile(path+".new", []byte(text), 0o600))
		require.NoError(t, os.Rename(path+".new", path))
	}
	replace("first")
	require.NoError(t, o.Begin("my-job", due))
	held, err := o.Hold("my-job", due, path)
	require.NoError(t, err)
	again, err := o.Hold("my-job", due, path)
	require.NoError(t, err)
	assert.Equal(t, held, again)
	replace("second")
	require.NoError(t, os.Remove(path))
	content, err := os.ReadFile(held)
	require.NoError(t, err)
	assert.Equal(t, "first", string(content))
	_, err = o.Hold("my-job", due, path)
	require.NoError(t, err, "it is held already")

	require.NoError(t, os.Mkdir(filepath.Join(dir, "outbox", "others"), 0o750))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "outbox", "x-1"), nil, 0o600))
	parcels, err := o.Parcels()
	require.NoError(t, err)
	require.Len(t, parcels, 1)
	assert.Equal(t, "my-job", parcels[0].Job)
	assert.Equal(t, due, parcels[0].Due)
	require.NoError(t, o.Remove("my-job", due))
	require.NoError(t, o.Remove("my-job", due))
	assert.NoFileExists(t, held)
	none, err := OutboxBelow(filepath.Join(dir, "missing")).Parcels()
	require.NoError(t, err)
	assert.Empty(t, none)
}

// No name leads out of the archive.
func TestPath(t *testing.T) {
	a := Below("out")
	good := store.PublishedFile{Report: "weekly", Period: "2026-W42", Revision: 2, Name: "weekly.pdf"}
	path, err := a.Path(good)
	require.NoError(t, err)
	assert.Equal(t, filepath.Join("out", "archive", "weekly", "2026-W42", "r2", "weekly.pdf"), path)
	for _, bad := range []string{"", "..", ".hidden", "a/b", `a\b`, "../x", "/etc/passwd"} {
		for _, f := range []store.PublishedFile{
			{Report: bad, Period: "p", Name: "n"}, {Report: "r", Period: bad, Name: "n"}, {Report: "r", Period: "p", Name: bad},
		} {
			_, err := a.Path(f)
			assert.Error(t, err, "%+v", f)
		}
	}
}
