package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const wholeTruth = `
services: [{id: fx}]
outages: {by_priority: {P1: 100}}
sources:
  - {name: inc, kind: csv, path: "inc*.csv", record: incident, mode: snapshot, min_rows: 1, max_age: 30d, where: {keep: ["yes"]}, columns: {id: id, service: service, priority: priority, opened: opened, restored: restored}}
jobs: [{name: pack, report: weekly, schedule: "0 7 * * Mon"}]
`

const truthHeader = "id,service,priority,opened,restored,keep\n"

// 30, 20 and 10 minutes of the week of the 12th of October.
const (
	truthI1 = "I1,fx,P1,2026-10-14T09:00Z,2026-10-14T09:30Z,yes\n"
	truthI2 = "I2,fx,P1,2026-10-15T09:00Z,2026-10-15T09:20Z,yes\n"
	truthI3 = "I3,fx,P1,2026-10-16T09:00Z,2026-10-16T09:10Z,yes\n"
)

// ninesOn runs one command line in a folder on a day of October at 07:00.
func ninesOn(t *testing.T, day int, dir string, args ...string) outcome {
	t.Helper()
	t.Chdir(dir)
	var out, err bytes.Buffer
	now := func() time.Time { return time.Date(2026, 10, day, 7, 0, 0, 0, time.UTC) }
	status := run(context.Background(), args, console{out: &out, err: &err, clock: now})
	return outcome{status, out.String(), err.String()}
}

func write(t *testing.T, dir, name, content string) {
	t.Helper()
	require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600))
}

// weekOn makes the report of the week of the 12th on a day, without an import.
func weekOn(t *testing.T, day int, dir, name string) figures {
	t.Helper()
	got := ninesOn(t, day, dir, "run", name, "--period", "2026-W42", "--no-import", "--format", "json,html")
	require.Equal(t, exitDone, got.status, got.err)
	return readFigures(t, filepath.Join(dir, "out", "weekly-2026-W42.json"))
}

const (
	fxDowntime = "sections/availability/services/service=fx/downtime_minutes"
	goneIDs    = "sections/data_quality/findings/finding=gone/"
)

// What is no longer in the files of a snapshot source is gone from that import on, is named, and explains what a
// published figure became. An as-of instant before the import still sees it.
func TestSnapshotSource(t *testing.T) {
	dir := project(t, map[string]string{"config.yaml": wholeTruth, "inc1.csv": truthHeader + truthI1, "inc2.csv": truthHeader + truthI2 + truthI3})
	got := ninesOn(t, 20, dir, "import")
	require.Equal(t, outcome{exitDone, "inc: read 3, stored 3, replaced 0, unchanged 0, rejected 0, skipped 0\n", ""}, got)
	published := weekOn(t, 20, dir, "pack")
	assert.InDelta(t, 60, published.at(t, fxDowntime), 1e-9)
	assert.NotContains(t, fmt.Sprint(published.at(t, "sections/data_quality/findings")), "gone")

	// I2 is left out by where, I3 by the export.
	write(t, dir, "inc2.csv", truthHeader+"I2,fx,P1,2026-10-15T09:00Z,2026-10-15T09:20Z,no\n")
	got = ninesOn(t, 21, dir, "import")
	require.Equal(t, outcome{
		exitDone, "inc: read 2, stored 0, replaced 0, unchanged 1, rejected 0, skipped 1\n",
		"source inc: 2 of 3 ids (incident) are no longer in it: gone from this import on (I2, I3)\n",
	}, got)
	require.Equal(t, exitDone, ninesOn(t, 22, dir, "import").status, "the next import does not end the finding")

	now := weekOn(t, 22, dir, "weekly")
	assert.InDelta(t, 30, now.at(t, fxDowntime), 1e-9)
	assert.Equal(t, []any{"I2", "I3"}, now.at(t, "sections/data_quality/restatements/figure=availability|fx|downtime_minutes/because"))
	assert.Equal(t, []any{"I2", "I3"}, now.at(t, goneIDs+"ids"))
	assert.InDelta(t, 2, now.at(t, goneIDs+"count"), 0)
	assert.Empty(t, now.at(t, "sections/overview/banners"), "what is gone is no doubt")
	html, err := os.ReadFile(filepath.Join(dir, "out", "weekly-2026-W42.html"))
	require.NoError(t, err)
	assert.Contains(t, string(html), "Records that a source no longer has: inc, import of 21 Oct 2026 07:00: 2 of 3 ids (incident) are no longer in it")

	before := weekOn(t, 20, dir, "weekly")
	assert.InDelta(t, 60, before.at(t, fxDowntime), 1e-9, "as of the 20th")
	assert.NotContains(t, fmt.Sprint(before.at(t, "sections/data_quality/findings")), "gone", "nothing was gone then")

	write(t, dir, "inc2.csv", truthHeader+truthI2)
	got = ninesOn(t, 23, dir, "import")
	assert.Equal(t, "inc: read 2, stored 0, replaced 1, unchanged 1, rejected 0, skipped 0\n", got.out)
	assert.InDelta(t, 50, weekOn(t, 23, dir, "weekly").at(t, fxDowntime), 1e-9, "I2 is back")
	assert.InDelta(t, 30, weekOn(t, 22, dir, "weekly").at(t, fxDowntime), 1e-9, "on the 22nd it was not there")
}

// An import that fails removes nothing, and that nothing is left at all is taken for a mistake.
func TestFailedSnapshotsRemoveNothing(t *testing.T) {
	for name, c := range map[string]struct{ file, why string }{
		"too few rows":       {truthHeader, "0 rows, but min_rows expects 1 at least"},
		"times":              {truthHeader + "I1,fx,P1,yesterday,,yes\nI2,fx,P1,today,,yes\n", "opened"},
		"nothing let in":     {truthHeader + "I1,fx,P1,2026-10-14T09:00Z,,no\n", "there is no record in it, and with mode: snapshot all 2 that stand would be gone"},
		"a column is missed": {"id,service\nI1,fx\n", "priority"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := project(t, map[string]string{"config.yaml": wholeTruth, "inc1.csv": truthHeader + truthI1 + truthI2})
			require.Equal(t, exitDone, ninesOn(t, 20, dir, "import").status)
			write(t, dir, "inc1.csv", c.file)
			got := ninesOn(t, 21, dir, "import")
			assert.Equal(t, exitIncomplete, got.status)
			assert.Equal(t, "inc: failed, nothing of it was stored\n", got.out)
			assert.Contains(t, got.err, c.why)
			write(t, dir, "inc1.csv", truthHeader+truthI1+truthI2)
			assert.Equal(t, "inc: read 2, stored 0, replaced 0, unchanged 2, rejected 0, skipped 0\n", ninesOn(t, 22, dir, "import").out)
			assert.InDelta(t, 50, weekOn(t, 22, dir, "weekly").at(t, fxDowntime), 1e-9)
		})
	}
}

// A row without an id cannot be told from one that is missing: the import goes on and says so.
func TestRejectedRowsOfASnapshot(t *testing.T) {
	dir := project(t, map[string]string{"config.yaml": wholeTruth, "inc1.csv": truthHeader + truthI1 + truthI2})
	require.Equal(t, exitDone, ninesOn(t, 20, dir, "import").status)
	write(t, dir, "inc1.csv", truthHeader+truthI1+",fx,P1,2026-10-15T09:00Z,2026-10-15T09:20Z,yes\n")
	got := ninesOn(t, 21, dir, "import")
	assert.Equal(t, exitIncomplete, got.status)
	assert.Contains(t, got.err, "source inc: 1 rejected row has no id that can be read: what it stands for is taken for gone\n")
	assert.Contains(t, got.err, "source inc: 1 of 2 ids (incident) is no longer in it: gone from this import on (I2)\n")
}
