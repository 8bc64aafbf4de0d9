package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const small = `
timezone: Europe/London
services:
  - {id: fx, name: FX pricing, regions: {AMRS: 50, EMEA: 40, APAC: 10}}
outages: {by_priority: {P1: 100}}
sources:
  - name: incidents
    kind: csv
    path: incidents.csv
    record: incident
    columns: {id: id, service: service, title: title, priority: priority, opened: opened, restored: restored, regions: regions, lost: lost, status: status, closed: closed}
jobs:
  - {name: weekly-pack, report: weekly, schedule: "0 7 * * Mon"}
`

const smallHeader = "id,service,title,priority,opened,restored,regions,lost,status,closed\n"

// One hour of an outage in APAC, which has 10 % of the users, in a week of 10,080 minutes: 6 minutes, and
// 1 - 6/10,080 = 99.9405 %.
func TestWeeklyFigures(t *testing.T) {
	dir := project(t, map[string]string{
		"config.yaml":   small,
		"incidents.csv": smallHeader + "I1,FX,prices late,P1,2026-10-14T09:00:00+01:00,2026-10-14T10:00:00+01:00,APAC,,closed,2026-10-14T12:00:00+01:00\n",
	})
	got := nines(t, dir, "run", "weekly", "--period", "2026-W42")
	require.Equal(t, exitDone, got.status, got.err)
	assert.Equal(t, "out/weekly-2026-W42.xlsx\nout/weekly-2026-W42.pdf\nout/weekly-2026-W42.html\nout/weekly-2026-W42.json\n", got.out)
	f := readFigures(t, filepath.Join(dir, "out", "weekly-2026-W42.json"))
	assert.InDelta(t, 6, f.at(t, "sections/availability/services/service=fx/downtime_minutes"), 1e-9)
	assert.InDelta(t, 1-6.0/10_080, f.at(t, "sections/availability/services/service=fx/availability"), 1e-12)
	assert.Equal(t, "green", f.at(t, "sections/availability/services/service=fx/rating"))
	assert.Equal(t, "2026-10-12T00:00:00+01:00", f.at(t, "period/from"))
}

func TestSameReportSameBytes(t *testing.T) {
	dir := project(t, map[string]string{"config.yaml": small, "incidents.csv": smallHeader + "I1,FX,late,P1,2026-10-14T09:00:00Z,2026-10-14T10:00:00Z,,,closed,\n"})
	args := []string{"run", "weekly", "--period", "2026-W42", "--as-of", "2026-10-20T07:00", "--format", "pdf,html,json"}
	require.Equal(t, exitDone, nines(t, dir, args...).status)
	first := contents(t, filepath.Join(dir, "out"))
	require.Equal(t, exitDone, nines(t, dir, append(args, "--no-import")...).status)
	assert.Equal(t, first, contents(t, filepath.Join(dir, "out")))
}

func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	for _, e := range entries {
		if !e.IsDir() {
			data, err := os.ReadFile(filepath.Join(dir, e.Name()))
			require.NoError(t, err)
			files[e.Name()] = string(data)
		}
	}
	return files
}

func TestWrongUsage(t *testing.T) {
	dir := project(t, map[string]string{"config.yaml": small, "incidents.csv": smallHeader, "bad.yaml": "sources: []\nnope: 1\n"})
	for name, c := range map[string]struct {
		args []string
		want string
	}{
		"no such command":  {[]string{"rum"}, "unknown command"},
		"no such flag":     {[]string{"run", "weekly", "--perod", "x"}, "unknown flag"},
		"no such report":   {[]string{"run", "wekly"}, `there is no report or job "wekly"; there are:`},
		"no report":        {[]string{"run"}, "accepts 1 arg"},
		"no period":        {[]string{"run", "weekly", "--period", "2026-W60"}, "is no period"},
		"no instant":       {[]string{"run", "weekly", "--as-of", "noon"}, "is no instant"},
		"no format":        {[]string{"run", "weekly", "--format", "doc"}, "is no format"},
		"no source":        {[]string{"import", "incident"}, `there is no source "incident"; there are: incidents`},
		"no configuration": {[]string{"check", "--config", "gone.yaml"}, "gone.yaml"},
		"bad":              {[]string{"import", "--config", "bad.yaml"}, "bad.yaml:2:1:"},
		"demo without out": {[]string{"demo"}, "--out DIR"},
	} {
		t.Run(name, func(t *testing.T) {
			got := nines(t, dir, c.args...)
			assert.Equal(t, exitUsage, got.status, got.err)
			assert.Contains(t, got.err, c.want)
			assert.Empty(t, got.out)
		})
	}
}

func TestRejectedRowsAndFailedSources(t *testing.T) {
	dir := project(t, map[string]string{
		"config.yaml": small + `
catalogue: catalogue
`, "incidents.csv": smallHeader + ",FX,no id,P1,2026-10-14T09:00:00Z,,,,,\nI2,FX,fine,P1,2026-10-14T09:00:00Z,,,,,\n",
	})
	conf := filepath.Join(dir, "config.yaml")
	data, err := os.ReadFile(conf)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(conf, []byte(replaceOnce(string(data), "jobs:", `  - {name: catalogue, kind: csv, path: gone.csv, record: service, columns: {id: id}}
jobs:`)), 0o600))
	got := nines(t, dir, "import")
	assert.Equal(t, exitIncomplete, got.status)
	assert.Contains(t, got.out, "incidents: read 2, stored 1, replaced 0, unchanged 0, rejected 1, skipped 0")
	assert.Contains(t, got.err, "no file matches")
	assert.Contains(t, got.err, "done, but not wholly: failed sources: catalogue; sources with rejected rows: incidents")
	files, err := filepath.Glob(filepath.Join(dir, "out", "rejected", "incidents-*.csv"))
	require.NoError(t, err)
	require.Len(t, files, 1)
	rejected, err := os.ReadFile(files[0])
	require.NoError(t, err)
	assert.Contains(t, string(rejected), "incidents.csv,2,")
	assert.Contains(t, string(rejected), ",FX,no id,P1,")
}

func TestCheckChangesNothing(t *testing.T) {
	dir := project(t, map[string]string{"config.yaml": small, "incidents.csv": smallHeader})
	got := nines(t, dir, "check")
	assert.Equal(t, exitDone, got.status, got.err)
	assert.Contains(t, got.out, "source incidents: ok, incident from")
	assert.Contains(t, got.out, "job weekly-pack: report weekly, next at Mon 2026-11-09 07:00:00 GMT")
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Len(t, entries, 2, "neither a store nor an output folder was made")

	require.NoError(t, os.WriteFile(filepath.Join(dir, "incidents.csv"), []byte("id,servce\n"), 0o600))
	got = nines(t, dir, "check")
	assert.Equal(t, exitFailed, got.status)
	assert.Contains(t, got.out, `there is no column "service"; did you mean "servce"?`)
}
