package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/pgtest"
	"nines/internal/store"
)

const changesConfig = `
timezone: Europe/London
services:
  - {id: fx, name: FX pricing, aliases: [FXP], depends_on: [md]}
  - {id: md, name: Market data}
sources:
  - name: changes
    kind: csv
    path: changes.csv
    record: change
    columns: {id: id, service: service, component: component, title: title, class: class, risk: risk, status: status, outcome: outcome, planned_start: planned, actual_start: actual}
changes: {suspect_hours: 12}
`

const changeRows = `id,service,component,title,class,risk,status,outcome,planned,actual
C1,FXP,db-1,"release ` + "\x1b[31m\u202e" + `red
 line",normal,high,closed,successful,2026-11-02 05:00,2026-11-02 05:10
C2,Market data,,feed,bau,,closed,,,2026-11-02 06:30
C3,fx,,patches,standard,low,in_progress,,2026-11-02 06:00,
C4,fx,,called off,normal,low,cancelled,cancelled,2026-11-02 06:10,
C5,payroll,,other,normal,,new,,2026-11-02 06:20,
C6,fx,,old,normal,,closed,failed,,2026-10-30 07:00
C7,fx,,at the instant,normal,,new,,2026-11-02 07:00,
`

const changeTable = `STARTED                   BEFORE      ID  SERVICE          CLASS     RISK  OUTCOME      TITLE
2026-11-02 06:00 planned  1 h 00 min  C3  fx               standard  low   in_progress  patches
2026-11-02 05:10          1 h 50 min  C1  fx/db-1          normal    high  successful   release ` + "[31m\ufffdred line" + `
2026-11-02 06:30          30 min      C2  md (dependency)  bau       -     closed       feed
`

func TestChangesCommand(t *testing.T) {
	dir := project(t, map[string]string{"config.yaml": changesConfig, "changes.csv": changeRows})
	got := nines(t, dir, "changes")
	assert.Equal(t, exitFailed, got.status)
	assert.Contains(t, got.err, "var/nines.db: there is no such store yet, or nothing in it: the first import makes it")
	_, err := os.Stat(filepath.Join(dir, "var"))
	require.ErrorIs(t, err, os.ErrNotExist, "asking makes no store")
	require.Equal(t, exitDone, nines(t, dir, "import").status)
	require.NoError(t, os.Remove(filepath.Join(dir, "changes.csv")))

	for _, service := range []string{"fx", "fxp", "FX Pricing"} {
		got = nines(t, dir, "changes", "--service", service)
		require.Equal(t, exitDone, got.status, got.err)
		assert.Equal(t, changeTable, got.out)
		assert.Contains(t, got.err, "Changes in the 12 hours before 2026-11-02 07:00 GMT (fx, and of what it depends on: md)\n"+
			"As of the import of 2026-11-02 07:00; this command imports nothing.\n1 cancelled before they started, left out.\n")
	}
	got = nines(t, dir, "changes")
	assert.Equal(t, []string{"C2", "C5", "C3", "C1"}, idsOf(got.out))
	got = nines(t, dir, "changes", "--before", "2026-11-02T06:30", "--hours", "0.5")
	assert.Equal(t, []string{"C5", "C3"}, idsOf(got.out), "the end is not in it, the beginning is")
	got = nines(t, dir, "changes", "--before", "2026-10-31T07:00", "--service", "fx")
	assert.Equal(t, []string{"C6"}, idsOf(got.out))
	assert.Contains(t, got.err, "None. The last 1 before that, the latest 1 d 0 h earlier:")
	got = nines(t, dir, "changes", "--before", "2026-10-01", "--service", "fx")
	assert.Contains(t, got.err, "None, nor any before.")
	assert.Empty(t, got.out)
}

// idsOf are the third columns of a table.
func idsOf(table string) []string {
	var ids []string
	for _, line := range strings.Split(strings.TrimSpace(table), "\n")[1:] {
		for _, word := range strings.Fields(line) {
			if len(word) == 2 && word[0] == 'C' {
				ids = append(ids, word)
			}
		}
	}
	return ids
}

func TestChangesForPrograms(t *testing.T) {
	dir := project(t, map[string]string{"config.yaml": changesConfig, "changes.csv": changeRows})
	require.Equal(t, exitDone, nines(t, dir, "import").status)
	got := nines(t, dir, "changes", "--service", "fx", "--json")
	require.Equal(t, exitDone, got.status, got.err)
	assert.NotContains(t, got.out, "\x1b")
	var f figures
	require.NoError(t, json.Unmarshal([]byte(got.out), &f))
	assert.Equal(t, "2026-11-01T19:00:00Z", f.at(t, "from"))
	assert.InDelta(t, 1, f.at(t, "cancelled"), 0)
	assert.Equal(t, "2026-11-02T05:10:00Z", f.at(t, "changes/id=C1/start"))
	assert.InDelta(t, 110, f.at(t, "changes/id=C1/minutes_before"), 0)
	assert.Nil(t, f.at(t, "changes/id=C2/risk"))
	assert.Equal(t, true, f.at(t, "changes/id=C2/dependency"))
	assert.Equal(t, "md", f.at(t, "changes/id=C2/service"))
}

func TestChangesWronglyAsked(t *testing.T) {
	dir := project(t, map[string]string{"config.yaml": changesConfig, "changes.csv": changeRows})
	require.Equal(t, exitDone, nines(t, dir, "import").status)
	for want, args := range map[string][]string{
		`there is no service "FX prcing"; did you mean "fx"?`:      {"--service", "FX prcing"},
		`there is no service "zzzzzz"; there are: fx, md, payroll`: {"--service", "zzzzzz"},
		`--before "noon" is no instant`:                            {"--before", "noon"},
		"--hours 0: expected more than 0":                          {"--hours", "0"},
		"--hours NaN: expected more than 0":                        {"--hours", "NaN"},
		`unknown command "x" for "nines changes"`:                  {"x"},
	} {
		got := nines(t, dir, append([]string{"changes"}, args...)...)
		assert.Equal(t, exitUsage, got.status, args)
		assert.Contains(t, got.err, want)
		assert.Empty(t, got.out)
	}
}

func TestLogCommand(t *testing.T) {
	dir := project(t, map[string]string{"config.yaml": changesConfig, "changes.csv": changeRows})
	require.Equal(t, exitDone, nines(t, dir, "import").status)
	got := nines(t, dir, "log", "restarted\x1b[2J the\nfeed ", "--service", "fxp", "--component", "db-1", "--by", "Ann", "--reason", "stuck", "--at", "2026-11-02T06:45")
	require.Equal(t, exitDone, got.status, got.err)
	assert.Equal(t, "LOG-20261102-1  2026-11-02 06:45  fx  restarted [2J the feed\n", got.out)
	got = nines(t, dir, "log", "new certificate", "--service", "fx", "--class", "emergency", "--outcome", "failed")
	assert.Equal(t, "LOG-20261102-2  2026-11-02 07:00  fx  new certificate\n", got.out)
	got = nines(t, dir, "log", "yesterday", "--service", "fx", "--at", "2026-10-25T00:30")
	assert.Contains(t, got.out, "LOG-20261025-1  2026-10-25 00:30", "the day of the business zone: it is the 24th in UTC")

	require.Equal(t, exitDone, nines(t, dir, "import").status, "an import leaves them alone")
	got = nines(t, dir, "changes", "--service", "fx", "--before", "2026-11-02T07:01", "--hours", "1", "--json")
	require.Equal(t, exitDone, got.status, got.err)
	var f figures
	require.NoError(t, json.Unmarshal([]byte(got.out), &f))
	for key, want := range map[string]any{
		"start": "2026-11-02T06:45:00Z", "end": "2026-11-02T06:45:00Z", "planned": false, "component": "db-1", "class": "bau", "status": "closed",
		"outcome": "successful", "title": "restarted [2J the feed", "service": "fx", "source": "nines log", "risk": nil,
	} {
		assert.Equal(t, want, f.at(t, "changes/id=LOG-20261102-1/"+key), key)
	}
	assert.Equal(t, "emergency", f.at(t, "changes/id=LOG-20261102-2/class"))
	assert.Equal(t, "failed", f.at(t, "changes/id=LOG-20261102-2/outcome"))
}

// What is logged stands in the reports as what any source brings; a source that is called log is another one.
func TestLoggedChangesAreReported(t *testing.T) {
	dir := project(t, map[string]string{
		"config.yaml": strings.Replace(changesConfig, "name: changes", "mode: snapshot\n    name: log", 1), "changes.csv": changeRows,
	})
	require.Equal(t, exitDone, nines(t, dir, "import").status)
	require.Equal(t, exitDone, nines(t, dir, "log", "restarted", "--service", "fx", "--at", "2026-11-01T10:00").status)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "changes.csv"), []byte(strings.Replace(changeRows, "C6", "C9", 1)), 0o600))
	require.Equal(t, exitDone, nines(t, dir, "import").status)
	got := nines(t, dir, "run", "daily", "--no-import", "--period", "2026-11-01", "--format", "json")
	require.Equal(t, exitDone, got.status, got.err)
	f := readFigures(t, filepath.Join(dir, "out", "daily-2026-11-01.json"))
	assert.InDelta(t, 1, f.at(t, "sections/volumes/changes/implemented"), 0)
	assert.Equal(t, "log", f.at(t, "sections/data_quality/sources/source=log/source"))
	assert.Equal(t, "2026-11-02T07:00:00Z", f.at(t, "sections/data_quality/sources/source=nines log/newest"), "when it was logged")
}

func TestLogWronglyAsked(t *testing.T) {
	dir := project(t, map[string]string{"config.yaml": changesConfig, "changes.csv": changeRows})
	for want, args := range map[string][]string{
		"log needs what was done and where":                           {"restarted"},
		"needs what was done and where: ":                             {"\x1b ", "--service", "fx"},
		`--class "major": expected normal`:                            {"x", "--service", "fx", "--class", "major"},
		`--outcome "cancelled": expected successful`:                  {"x", "--service", "fx", "--outcome", "cancelled"},
		"2026-11-02T07:01:00Z is yet to come":                         {"x", "--service", "fx", "--at", "2026-11-02T07:01"},
		`there is no service "Market dta"; did you mean "md"? (nothi`: {"x", "--service", "Market dta"},
		"accepts 1 arg": {"restarted", "it", "--service", "fx"},
	} {
		got := nines(t, dir, append([]string{"log"}, args...)...)
		assert.Equal(t, exitUsage, got.status, args)
		assert.Contains(t, got.err, want)
		assert.Empty(t, got.out)
	}
	got := nines(t, dir, "log", "x", "--service", "Market dta", "--force")
	assert.Equal(t, exitDone, got.status, got.err)
	assert.Contains(t, got.err, `no service "Market dta" is known yet: logged under that name`)
	got = nines(t, dir, "log", "x", "--service", "zzzzzz")
	assert.Equal(t, exitDone, got.status, "a service met in data only is reported as any other")
	got = nines(t, dir, "log", "x", "--service", "ZZZZZZ")
	assert.NotContains(t, got.err, "no service", "now it is known")
	assert.Contains(t, got.out, "LOG-20261102-3")
}

// Who logs while an import is being made waits, and is told so.
func TestLogWaitsForAnImport(t *testing.T) {
	for name, location := range map[string]func(dir string) string{
		"SQLite":     func(dir string) string { return "sqlite:" + filepath.Join(dir, "nines.db") },
		"PostgreSQL": func(string) string { return pgtest.URL(t) },
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			at := location(dir)
			require.NoError(t, os.WriteFile(filepath.Join(dir, "config.yaml"), []byte(changesConfig+"store: "+at+"\n"), 0o600))
			s, err := store.Open(context.Background(), at)
			require.NoError(t, err)
			im, err := s.BeginImport(context.Background(), store.ImportSpec{Source: "x", At: clock()})
			require.NoError(t, err)
			ended := make(chan struct{})
			go func() {
				defer close(ended)
				time.Sleep(patience + patience/2)
				assert.NoError(t, im.Rollback())
			}()
			var out, failed bytes.Buffer
			t.Chdir(dir)
			status := run(context.Background(), []string{"log", "x", "--service", "fx"}, console{out: &out, err: &failed, clock: clock})
			<-ended
			assert.Equal(t, exitDone, status, failed.String())
			assert.Contains(t, failed.String(), "waiting for another process that writes")
			assert.Contains(t, out.String(), "LOG-20261102-1")
			require.NoError(t, s.Close())
		})
	}
}
