package importers

import (
	"io"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestOpen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.csv")
	require.NoError(t, os.WriteFile(path, []byte("id;title\n1;x\n"), 0o600))

	rows, err := Open("csv", path, Options{Header: 1})
	require.NoError(t, err)
	defer func() { require.NoError(t, rows.Close()) }()
	assert.Equal(t, []string{"id", "title"}, rows.Header())
	cells, line, err := rows.Next()
	require.NoError(t, err)
	assert.Equal(t, []string{"1", "x"}, cells)
	assert.Equal(t, 2, line)
	_, _, err = rows.Next()
	assert.Equal(t, io.EOF, err)

	_, err = Open("tape", path, Options{})
	assert.ErrorContains(t, err, `no kind of source "tape"; expected one of csv`)
	missing, err := Open("csv", path+"x", Options{})
	require.Error(t, err)
	assert.True(t, missing == nil, "an interface that holds a nil pointer would look like rows")
}

// A pipe would be waited for, and a device has no end.
func TestOpenRefusesWhatIsNoFile(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "pipe")
	require.NoError(t, syscall.Mkfifo(pipe, 0o600))
	for _, kind := range Kinds() {
		if kind == "eml" {
			continue // takes folders
		}
		for path, want := range map[string]string{pipe: "is a pipe; expected a file", os.DevNull: "is a device; expected a file", t.TempDir(): "is a directory"} {
			_, err := Open(kind, path, Options{Header: 1})
			assert.ErrorContains(t, err, want)
		}
	}
}

func TestCatalogueRefusesOneNameTwice(t *testing.T) {
	assert.PanicsWithValue(t, "importers: two kinds are called csv", func() { catalogue(kind{name: "csv"}, kind{name: "csv"}) })
}

func TestExpand(t *testing.T) {
	dir := t.TempDir()
	in := func(names ...string) []string {
		for i := range names {
			names[i] = filepath.Join(dir, names[i])
		}
		return names
	}
	for _, path := range in("b-10.csv", "b-2.csv", "a[1].csv", "c.txt") {
		require.NoError(t, os.WriteFile(path, nil, 0o600))
	}
	require.NoError(t, os.Mkdir(filepath.Join(dir, "b-sub.csv"), 0o700))

	tests := []struct {
		pattern, fails string
		want           []string
	}{
		{"c.txt", "", in("c.txt")},
		{"b-*.csv", "", in("b-10.csv", "b-2.csv")},
		{"?*1*.csv", "", in("a[1].csv", "b-10.csv")},
		{"a[1].csv", "", in("a[1].csv")},
		{"z*.csv", "no file matches", nil},
		{"none.csv", "no file matches", nil},
		{"*sub*", "no file matches", nil},
		{"b-sub.csv", "is a directory; expected a file or a glob", nil},
		{"[", "not a valid glob", nil},
	}
	for _, test := range tests {
		t.Run(test.pattern, func(t *testing.T) {
			got, err := Expand(filepath.Join(dir, test.pattern))
			if test.fails != "" {
				assert.ErrorContains(t, err, test.fails)
				return
			}
			require.NoError(t, err)
			assert.Equal(t, test.want, got)
		})
	}
}
