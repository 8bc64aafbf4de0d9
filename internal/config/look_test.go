package config

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What has a mistake is left out, and what hangs on it; the rest can be looked at.
func TestLook(t *testing.T) {
	dir := t.TempDir()
	put := func(name, text string) string {
		path := filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
		return path
	}
	own := put("own.yaml", "name: payments\nperiod: month\nsections: [overveiw]\n")
	path := put("config.yaml", `locale: "?"
words: words
store: nothing
reports: [own.yaml]
sources:
  - {name: a, kind: csv, path: a.csv, record: incident, columns: {id: n}}
  - {name: b, kind: csv, path: b.csv, record: incident, columns: {id: n}, modus: merge}
jobs:
  - {name: one, report: monthly, schedule: "0 7 * * Mon"}
  - {name: two, report: payments, schedule: "0 7 * * Mon"}
  - {name: three, report: monthly, schedule: "7"}
`)
	c, problems, err := Look(path, nil)
	require.NoError(t, err)
	var places []Place
	for _, p := range problems {
		places = append(places, Place{p.File, p.Line, p.Column})
	}
	assert.Equal(t, []Place{{path, 1, 9}, {path, 3, 8}, {path, 7, 75}, {path, 11, 46}, {own, 3, 12}}, places)
	require.Len(t, c.Sources, 1)
	assert.Equal(t, "a", c.Sources[0].Name)
	require.Len(t, c.Jobs, 1)
	assert.Equal(t, "one", c.Jobs[0].Name)
	assert.Empty(t, c.OwnReports)
	assert.Equal(t, []string{"payments"}, c.Unsound)
	assert.Empty(t, c.Words, "whose words these are nobody knows")
	assert.Empty(t, c.Store)
	assert.Equal(t, Place{path, 2, 8}, c.Place("words"))
	_, err = Load(path, nil)
	assert.Equal(t, problems, err)

	put("own.yaml", "period: month\nsections: [overview]\n")
	_, problems, err = Look(put("nameless.yaml", "sources: []\nreports: [own.yaml]\njobs:\n- {name: a, report: b, schedule: \"0 7 * * *\"}\n"), nil)
	require.NoError(t, err)
	assert.ErrorContains(t, problems, "cab, capacity, or a file of yours", "a report without a name is none that could be named")

	c, problems, err = Look(put("none.yaml", "a: [\n"), nil)
	require.NoError(t, err)
	assert.Nil(t, c)
	assert.Len(t, problems, 1)
	_, _, err = Look(filepath.Join(dir, "gone.yaml"), nil)
	assert.ErrorIs(t, err, os.ErrNotExist)
}
