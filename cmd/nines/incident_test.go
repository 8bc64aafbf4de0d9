package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const incidentConfig = `
timezone: Europe/London
organisation: Example Bank
services: [{id: fx, name: FX pricing}]
outages: {by_priority: {P1: 100}}
sources:
  - {name: tickets, kind: csv, path: tickets.csv, record: incident, columns: {id: id, service: service, title: title, priority: priority, started: started, restored: restored, status: status, description: text, commander: commander}}
  - {name: desk, kind: csv, path: desk.csv, record: incident, columns: {id: id, title: title}}
  - {name: changes, kind: csv, path: changes.csv, record: change, columns: {id: id, service: service, title: title, actual_start: start}}
`

func incidentProject(t *testing.T) string {
	t.Helper()
	dir := project(t, map[string]string{
		"config.yaml": incidentConfig,
		"tickets.csv": "id,service,title,priority,started,restored,status,text,commander\n" +
			"I1,fx,<b>late</b> =1+1,P1,2026-10-25 00:30,2026-10-25 02:30,closed,Ann Abel knows,Ann Abel\n" +
			"../../I2\x1b[2J,fx,a path,P1,2026-10-26 00:30,,open,,\nI4,fx,twice,P1,2026-10-26 00:30,,closed,,\n",
		"desk.csv": "id,title\nI4,twice\n", "changes.csv": "id,service,title,start\nC1,fx,new release,2026-10-24 20:00\n",
	})
	got := nines(t, dir, "import")
	require.Equal(t, exitDone, got.status, got.err)
	return dir
}

// From 00:30 summer time to 02:30 winter time are three hours.
func TestIncidentDocuments(t *testing.T) {
	dir := incidentProject(t)
	got := nines(t, dir, "incident", "I1", "--document", "rfo")
	require.Equal(t, exitDone, got.status, got.err)
	assert.Equal(t, "out/incident-I1-rfo.pdf\nout/incident-I1-rfo.html\n", got.out)
	assert.Equal(t, "not recorded: Root cause, Resolution, Next steps\n", got.err)
	page, err := os.ReadFile(filepath.Join(dir, "out", "incident-I1-rfo.html"))
	require.NoError(t, err)
	for _, want := range []string{"Reason for outage", "&lt;b&gt;late&lt;/b&gt;", "3 h 00", "our staff knows", "Not recorded", "FX pricing", "the incident is over"} {
		assert.Contains(t, string(page), want)
	}
	for _, not := range []string{"Ann Abel", "new release", "<b>late"} {
		assert.NotContains(t, string(page), not)
	}
	got = nines(t, dir, "incident", "I1", "--document", "summary", "--format", "html", "--out", "docs")
	assert.Equal(t, "docs/incident-I1-summary.html\n", got.out, got.err)
	page, err = os.ReadFile(filepath.Join(dir, "docs", "incident-I1-summary.html"))
	require.NoError(t, err)
	assert.Contains(t, string(page), "new release")
	assert.NotContains(t, string(page), "Ann Abel")
	first, err := os.ReadFile(filepath.Join(dir, "out", "incident-I1-rfo.pdf"))
	require.NoError(t, err)
	require.Equal(t, exitDone, nines(t, dir, "incident", "I1", "--document", "rfo").status)
	again, err := os.ReadFile(filepath.Join(dir, "out", "incident-I1-rfo.pdf"))
	require.NoError(t, err)
	assert.Equal(t, first, again, "the same store and instant make the same bytes")
}

// An id is never a path, and never a command to a terminal.
func TestIncidentOfAHostileID(t *testing.T) {
	dir := incidentProject(t)
	got := nines(t, dir, "incident", "../../I2\x1b[2J", "--document", "rfo", "--format", "pdf")
	require.Equal(t, exitDone, got.status, got.err)
	assert.Regexp(t, `^out/incident-------I2--2J-[0-9a-f]{6}-rfo\.pdf\n$`, got.out)
	assert.Contains(t, got.err, "the incident is not over")
}

func TestIncidentWronglyAsked(t *testing.T) {
	dir := incidentProject(t)
	for want, args := range map[string][]string{
		`there is no incident "I3"; beside it stand `:                       {"I3", "--document", "rfo"},
		`there is no incident "I1"`:                                         {"I1", "--document", "rfo", "--source", "desk"},
		`several sources have an incident "I4": desk, tickets: say which w`: {"I4", "--document", "rfo"},
		`--document "": expected rfo`:                                       {"I1"},
		`--document "memo": expected rfo`:                                   {"I1", "--document", "memo"},
		`--format "xlsx": a document about an incident is pdf or html`:      {"I1", "--document", "rfo", "--format", "xlsx"},
		`--as-of "noon" is no instant`:                                      {"I1", "--document", "rfo", "--as-of", "noon"},
		"accepts 1 arg":                                                     {"--document", "rfo"},
	} {
		got := nines(t, dir, append([]string{"incident"}, args...)...)
		assert.Equal(t, exitUsage, got.status, args)
		assert.Contains(t, got.err, want)
		assert.NotContains(t, got.err, "\x1b")
		assert.Empty(t, got.out)
	}
	got := nines(t, dir, "incident", "I4", "--document", "rfo", "--source", "desk", "--format", "html")
	assert.Equal(t, exitDone, got.status, got.err)
	_, err := os.Stat(filepath.Join(dir, "out"))
	require.NoError(t, err)
}
