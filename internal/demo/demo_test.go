package demo

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var exports = []string{
	"incidents.csv", "requests.csv", "outages.csv", "exclusions.csv", "changes.csv",
	"problems.csv", "actions.csv", "worklogs.csv.gz", "updates.csv", "samples.csv.gz",
}

func made(t *testing.T, o Options) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "exports")
	require.NoError(t, Write(dir, o))
	return dir
}

func content(t *testing.T, dir, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, name))
	require.NoError(t, err)
	return data
}

// The sample is part of the repository: `go generate ./internal/demo` writes it anew.
func TestTheSampleIsWhatTheDefaultsGive(t *testing.T) {
	t.Parallel()
	dir := made(t, Options{})
	total := 0
	for _, name := range exports {
		data := content(t, dir, name)
		total += len(data)
		same := string(data) == string(content(t, "sample", name)) // not assert.Equal: the difference would fill the screen
		assert.True(t, same, "sample/%s differs from what the generator makes: run go generate ./internal/demo", name)
	}
	assert.Less(t, total, 1_500_000, "bytes in the repository")
	files, err := os.ReadDir("sample")
	require.NoError(t, err)
	assert.Len(t, files, len(exports))
}

func TestTheSameSeedGivesTheSameBytes(t *testing.T) {
	t.Parallel()
	first, again := made(t, Options{Tickets: 500, Samples: 100, Seed: 7}), made(t, Options{Tickets: 500, Samples: 100, Seed: 7})
	moreSamples, other := made(t, Options{Tickets: 500, Samples: 300, Seed: 7}), made(t, Options{Tickets: 500, Samples: 100, Seed: 8})
	for _, name := range exports {
		assert.Equal(t, content(t, first, name), content(t, again, name), name)
		if name != "samples.csv.gz" {
			assert.Equal(t, content(t, first, name), content(t, moreSamples, name), "%s with more samples", name)
		}
		if name != "exclusions.csv" { // the story's own: only the numbers of its tickets differ
			assert.NotEqual(t, content(t, first, name), content(t, other, name), "%s of another seed", name)
		}
	}
}

func TestWhatCannotBeMadeIsRefused(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		options Options
		want    string
	}{
		{Options{Tickets: -1}, "-1 tickets and 0 samples cannot be made"},
		{Options{Samples: -5}, "ask for 1 or more"},
	} {
		assert.ErrorContains(t, Write(t.TempDir(), c.options), c.want)
	}
	file := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	assert.ErrorContains(t, Write(file, Options{}), "make the folder of the exports")
}

func TestAnyNumberOfTicketsCanBeMade(t *testing.T) {
	t.Parallel()
	for _, n := range []int{1, 2, 10, 25, 60, 299} {
		all := importAll(t, exampleConfig(t), made(t, Options{Tickets: n, Samples: 1}))
		assert.Equal(t, n, len(all.incidents)+len(all.requests), "%d tickets", n)
		everyReferenceLeadsSomewhere(t, all)
	}
}

func TestQuotasAddUp(t *testing.T) {
	t.Parallel()
	w := &world{days: 4}
	weights := []float64{1, 0, 2, 1}
	// 10 tickets by cumulative weights 1, 1, 3, 4 of 4: 2.5, 2.5, 7.5, 10 cut to 2, 2, 7, 10.
	assert.Equal(t, []int{2, 0, 5, 3}, w.quotas(10, func(day int) float64 { return weights[day] }))
}
