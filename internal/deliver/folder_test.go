package deliver_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/deliver"
)

func names(t *testing.T, dir string) []string {
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	var list []string
	for _, e := range entries {
		list = append(list, e.Name())
	}
	return list
}

func TestFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "srv", "reports")
	m := message(t)
	m.Revision = 1
	require.NoError(t, deliver.Folder{}.Send(t.Context(), m, dir))
	require.NoError(t, deliver.Folder{}.Send(t.Context(), m, dir), "the same once more")
	assert.Equal(t, []string{"monthly-2026-10.pdf"}, names(t, dir))
	m.Revision = 2
	require.NoError(t, os.WriteFile(m.Files[0].Path, []byte("second"), 0o600))
	require.NoError(t, deliver.Folder{}.Send(t.Context(), m, dir))
	assert.Equal(t, []string{"monthly-2026-10-r2.pdf", "monthly-2026-10.pdf"}, names(t, dir))
	first, err := os.ReadFile(filepath.Join(dir, "monthly-2026-10.pdf"))
	require.NoError(t, err)
	assert.Equal(t, "%PDF-1.4 not really", string(first), "what people read stays")
	info, err := os.Stat(filepath.Join(dir, "monthly-2026-10-r2.pdf"))
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o644), info.Mode().Perm(), "others read it")
}

func TestFolderThatCannotBeWritten(t *testing.T) {
	var temporary *deliver.TemporaryError
	var refused *deliver.RefusedError
	m := message(t)
	inTheWay := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(inTheWay, nil, 0o600))
	require.ErrorAs(t, deliver.Folder{}.Send(t.Context(), m, inTheWay), &temporary)

	dir := t.TempDir()
	require.NoError(t, os.Mkdir(filepath.Join(dir, "monthly-2026-10-r2.pdf"), 0o755))
	require.ErrorAs(t, deliver.Folder{}.Send(t.Context(), m, dir), &temporary)
	assert.Equal(t, []string{"monthly-2026-10-r2.pdf"}, names(t, dir), "nothing half is left")

	m.Files[0].Path += ".gone"
	require.ErrorAs(t, deliver.Folder{}.Send(t.Context(), m, t.TempDir()), &refused)
}
