package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func replaceOnce(text, old, fresh string) string { return strings.Replace(text, old, fresh, 1) }

// A job publishes 60 minutes from I1. Then the ticket is corrected to 30 minutes, and I2 comes late with 20: the next
// report says 50, and because of which tickets.
func TestRestatement(t *testing.T) {
	stores(t, restates)
}

func restates(t *testing.T, forget func(dir string)) {
	row := "I1,FX,prices late,P1,2026-10-14T09:00:00Z,2026-10-14T10:00:00Z,,,closed,\n"
	dir := project(t, map[string]string{"config.yaml": small, "incidents.csv": smallHeader + row})
	forget(dir)
	run := func(name string) figures {
		got := nines(t, dir, "run", name, "--period", "2026-W42", "--format", "json")
		require.Equal(t, exitDone, got.status, got.err)
		return readFigures(t, filepath.Join(dir, "out", "weekly-2026-W42.json"))
	}
	first := run("weekly-pack")
	assert.InDelta(t, 1, first.at(t, "revision"), 0)
	assert.Empty(t, first.at(t, "sections/data_quality/restatements"))
	same := run("weekly-pack")
	assert.InDelta(t, 1, same.at(t, "revision"), 0, "the same figures are no revision")

	corrected := strings.Replace(row, "T10:00", "T09:30", 1) + "I2,FX,slow,P1,2026-10-15T09:00:00Z,2026-10-15T09:20:00Z,,,closed,\n"
	require.NoError(t, os.WriteFile(filepath.Join(dir, "incidents.csv"), []byte(smallHeader+corrected), 0o600))
	later := run("weekly")
	assert.InDelta(t, 2, later.at(t, "revision"), 0)
	const entry = "sections/data_quality/restatements/figure=availability|fx|downtime_minutes/"
	assert.InDelta(t, 60, later.at(t, entry+"published"), 1e-9)
	assert.InDelta(t, 50, later.at(t, entry+"now"), 1e-9)
	assert.Equal(t, []any{"I1", "I2"}, later.at(t, entry+"because"))
}

// The configuration alone can change a figure as well, and is then named.
func TestRestatementByConfiguration(t *testing.T) {
	dir := project(t, map[string]string{"config.yaml": small, "incidents.csv": smallHeader + "I1,FX,late,P1,2026-10-14T09:00:00Z,2026-10-14T10:00:00Z,,,closed,\n"})
	require.Equal(t, exitDone, nines(t, dir, "run", "weekly-pack", "--period", "2026-W42", "--format", "json").status)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "config.yaml"), []byte(replaceOnce(small, "name: FX pricing,", "name: FX pricing, target: 99,")), 0o600))
	got := nines(t, dir, "run", "weekly", "--period", "2026-W42", "--format", "json")
	require.Equal(t, exitDone, got.status, got.err)
	f := readFigures(t, filepath.Join(dir, "out", "weekly-2026-W42.json"))
	assert.Equal(t, []any{"configuration"}, f.at(t, "sections/data_quality/restatements/figure=availability|fx|target/because"))
}
