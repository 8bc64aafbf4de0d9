package main

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
)

// A preset alone is enough to import an export of its tool: record, columns, words and the form of the times are found.
func TestPresetAlone(t *testing.T) {
	dir := project(t, map[string]string{
		"config.yaml": "sources: [{name: tickets, kind: csv, path: \"*.csv\", preset: jira}]\n",
		"2025.csv": "\ufeffIssue key,Issue Type,Summary,Status,Priority,Created,Updated,Resolved,Comment,Comment\n" +
			"OPS-1,Bug,Orders time out,Done,Blocker,28/Nov/25 9:12 AM,28/Nov/25 4:00 PM,28/Nov/25 3:12 PM,a,b\n",
		"2026.csv": "Summary,Issue key,Created,Issue Type,Status,Priority,Updated,Resolved\n" +
			"Search slow,OPS-2,05/Jan/26 1:02 PM,Bug,Waiting for customer,Lowest,06/Jan/26 1:00 PM,\n",
	})
	checked := nines(t, dir, "check")
	assert.Equal(t, 0, checked.status, checked.err)
	imported := nines(t, dir, "import")
	assert.Equal(t, 0, imported.status, imported.err)
	assert.Contains(t, imported.out, "tickets: read 2, stored 2, replaced 0, unchanged 0, rejected 0, skipped 0")
	made := nines(t, dir, "run", "monthly", "--period", "2025-11", "--no-import", "--format", "json")
	assert.Equal(t, 0, made.status, made.err)
	assert.InDelta(t, 1., readFigures(t, filepath.Join(dir, "out", "monthly-2025-11.json")).at(t, "sections/volumes/incidents/by_priority/P1"), 0)
}

func TestUnknownPreset(t *testing.T) {
	dir := project(t, map[string]string{
		"config.yaml": "sources: [{name: tickets, kind: csv, path: a.csv, preset: servicnow}]\n", "a.csv": "number\nINC1\n",
	})
	got := nines(t, dir, "import")
	assert.Equal(t, 3, got.status)
	assert.Contains(t, got.err, `there is no preset "servicnow"; did you mean "servicenow"?`)
}
