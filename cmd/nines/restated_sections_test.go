package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const restatedConfig = `
timezone: UTC
services: [{id: fx, name: FX pricing}]
outages: {by_priority: {P1: 100}}
sources:
  - {name: incidents, kind: csv, path: incidents.csv, record: incident, columns: {id: id, service: service, priority: priority, status: status, opened: opened,
     acknowledged: acknowledged, restored: restored, resolved: resolved, closed: closed, effort: effort, updated: updated}}
  - {name: updates, kind: csv, path: updates.csv, record: update, columns: {incident: incident, at: at, kind: kind}}
  - {name: changes, kind: csv, path: changes.csv, record: change, columns: {id: id, service: service, class: class, status: status, outcome: outcome,
     planned_start: start, planned_end: end, actual_start: start, actual_end: end, updated: updated}}
  - {name: problems, kind: csv, path: problems.csv, record: problem, columns: {id: id, service: service, status: status, opened: opened, closed: closed, updated: updated}}
jobs:
  - {name: monthly-pack, report: monthly, schedule: "0 7 2 * *"}
`

// restatedFiles are those of October 2026: I1 cost 60 minutes and 30 minutes of work and was acknowledged after 10, C1 was
// carried out, P1 is open, P2 was closed.
var restatedFiles = map[string]string{
	"config.yaml": restatedConfig,
	"incidents.csv": "id,service,priority,status,opened,acknowledged,restored,resolved,closed,effort,updated\n" +
		"I1,fx,P1,closed,2026-10-14T09:00,2026-10-14T09:10,2026-10-14T10:00,2026-10-14T10:00,2026-10-14T12:00,30,2026-10-14T12:00\n",
	"updates.csv": "incident,at,kind\nI1,2026-10-14T09:05,update\n",
	"changes.csv": "id,service,class,status,outcome,start,end,updated\n" +
		"C1,fx,normal,closed,successful,2026-10-20T20:00,2026-10-20T21:00,2026-10-20T22:00\n" +
		"C2,fx,emergency,closed,successful,2026-10-21T20:00,2026-10-21T21:00,2026-10-21T22:00\n",
	"problems.csv": "id,service,status,opened,closed,updated\n" +
		"P1,fx,open,2026-10-02T09:00,,2026-10-02T09:00\nP2,fx,closed,2026-09-02T09:00,2026-10-05T09:00,2026-10-05T09:00\n",
}

// What is corrected after publication is told, figure by figure, with the tickets that made the difference.
func TestRestatementsOfTheSections(t *testing.T) {
	const at = "sections/data_quality/restatements/figure="
	for name, c := range map[string]struct {
		file, old, fresh string
		figure           string
		was, is          float64
		because          string
	}{
		"effort that is added": {
			"incidents.csv", "12:00,30,2026-10-14T12:00", "12:00,45,2026-11-03T12:00", "hotspots|fx|effort_minutes", 30, 45, "I1",
		},
		"effort of all": {
			"incidents.csv", "12:00,30,2026-10-14T12:00", "12:00,45,2026-11-03T12:00", "hotspots|overall|effort_minutes", 30, 45, "I1",
		},
		"an outcome that is corrected": {
			"changes.csv", "successful,2026-10-20T20:00,2026-10-20T21:00,2026-10-20T22:00", "failed,2026-10-20T20:00,2026-10-20T21:00,2026-11-03T09:00",
			"changes|period|failed", 0, 1, "C1",
		},
		"a change that comes late": {
			"changes.csv", "C2,", "C3,fx,normal,closed,failed,2026-10-22T20:00,2026-10-22T21:00,2026-11-03T22:00\nC2,", "changes|period|carried_out", 2, 3, "C3",
		},
		"an acknowledgement that comes late": {
			"updates.csv", "I1,", "I1,2026-10-14T09:02,acknowledgement\nI1,", "response|period|acknowledged", 0, 1, "I1",
		},
		"an acknowledgement that was later": {
			"incidents.csv", "09:10,2026-10-14T10:00,2026-10-14T10:00,2026-10-14T12:00,30,2026-10-14T12:00",
			"09:40,2026-10-14T10:00,2026-10-14T10:00,2026-10-14T12:00,30,2026-11-03T12:00", "response|period|acknowledge_minutes", 10, 40, "I1",
		},
		"a problem that was closed earlier": {
			"problems.csv", "P1,fx,open,2026-10-02T09:00,,2026-10-02T09:00", "P1,fx,closed,2026-10-02T09:00,2026-10-30T09:00,2026-11-03T09:00",
			"problems|period|outstanding", 1, 0, "P1",
		},
		"a problem closed in the month before": {
			"problems.csv", "2026-10-05T09:00,2026-10-05T09:00", "2026-09-30T09:00,2026-11-03T09:00", "problems|period|closed", 1, 0, "P2",
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := project(t, restatedFiles)
			run := func(name, asOf string) figures {
				got := nines(t, dir, "run", name, "--period", "2026-10", "--as-of", asOf, "--format", "json")
				require.Equal(t, exitDone, got.status, got.err)
				return readFigures(t, filepath.Join(dir, "out", "monthly-2026-10.json"))
			}
			run("monthly-pack", "2026-11-02T07:00")
			same := run("monthly", "2026-12-01T07:00")
			assert.InDelta(t, 1, same.at(t, "revision"), 0, "time alone makes no revision")

			require.Contains(t, restatedFiles[c.file], c.old)
			changed := strings.Replace(restatedFiles[c.file], c.old, c.fresh, 1)
			require.NoError(t, os.WriteFile(filepath.Join(dir, c.file), []byte(changed), 0o600))
			later := run("monthly", "2026-12-01T07:00")
			assert.InDelta(t, 2, later.at(t, "revision"), 0)
			assert.InDelta(t, c.was, later.at(t, at+c.figure+"/published"), 1e-9)
			assert.InDelta(t, c.is, later.at(t, at+c.figure+"/now"), 1e-9)
			assert.Equal(t, []any{c.because}, later.at(t, at+c.figure+"/because"))
		})
	}
}

// A pack that is made again says which changes came.
func TestRestatementOfAPlan(t *testing.T) {
	conf := replaceOnce(restatedConfig, "{name: monthly-pack, report: monthly,", "{name: cab-pack, report: cab,")
	dir := project(t, restatedFiles)
	plan := func(more string) {
		require.NoError(t, os.WriteFile(filepath.Join(dir, "config.yaml"), []byte(conf), 0o600))
		rows := restatedFiles["changes.csv"] + "C8,fx,normal,open,,2026-11-10T20:00,2026-11-10T21:00,2026-11-01T09:00\n" + more
		require.NoError(t, os.WriteFile(filepath.Join(dir, "changes.csv"), []byte(rows), 0o600))
	}
	run := func(asOf string) figures {
		got := nines(t, dir, "run", "cab-pack", "--as-of", asOf, "--period", "2026-W46", "--format", "json")
		require.Equal(t, exitDone, got.status, got.err)
		return readFigures(t, filepath.Join(dir, "out", "cab-2026-W46.json"))
	}
	plan("")
	run("2026-11-05T07:00")
	assert.InDelta(t, 1, run("2026-11-06T07:00").at(t, "revision"), 0)
	plan("C9,fx,normal,open,,2026-11-11T20:00,2026-11-11T21:00,2026-11-06T09:00\n")
	again := run("2026-11-06T12:00")
	assert.InDelta(t, 2, again.at(t, "revision"), 0)
	assert.Equal(t, []any{"C9"}, again.at(t, "sections/data_quality/restatements/figure=changes|period|planned/because"))
}

// Nothing that a report publishes of a period goes by when it is made: three months later it says the same.
func TestTimeAloneMakesNoRevision(t *testing.T) {
	if testing.Short() {
		t.Skip("all reports, twice")
	}
	dir := demoFolder(t, 3000)
	conf, err := os.ReadFile(filepath.Join(dir, "config.yaml"))
	require.NoError(t, err)
	before, after, _ := strings.Cut(string(conf), "\njobs:")
	_, after, _ = strings.Cut(after, "\nmail:")
	periods := map[string]string{
		"daily": "2026-10-14", "weekly": "2026-W43", "monthly": "2026-10", "quarterly": "2026-Q3", "problem-review": "2026-W43", "capacity": "2026-10", "cab": "2026-W45",
	}
	jobs := "\njobs:\n"
	for report := range periods {
		jobs += "  - {name: " + report + "-pack, report: " + report + ", schedule: \"0 7 * * *\"}\n"
	}
	require.NoError(t, os.WriteFile(filepath.Join(dir, "config.yaml"), []byte(before+jobs+"\nmail:"+after), 0o600))
	require.Equal(t, exitDone, nines(t, dir, "import").status)
	for report, period := range periods {
		for _, asOf := range []string{"2026-11-09T07:00", "2027-02-09T07:00"} {
			got := nines(t, dir, "run", report+"-pack", "--no-import", "--period", period, "--as-of", asOf, "--format", "json")
			require.Equal(t, exitDone, got.status, got.err)
		}
		f := readFigures(t, filepath.Join(dir, "out", report+"-"+period+".json"))
		assert.Empty(t, f.at(t, "sections/data_quality/restatements"), report)
		assert.InDelta(t, 1, f.at(t, "revision"), 0, report)
	}
}
