package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/config"
)

// sharedData links the data beside the checkout into a folder of its own; it skips the test where they are missing.
func sharedData(t *testing.T) string {
	t.Helper()
	from := filepath.Join(repository, "..", "shared", "data")
	if _, err := os.Stat(from); err != nil {
		t.Skipf("the data of others are not beside the checkout: %v", err)
	}
	dir := t.TempDir()
	require.NoError(t, os.Symlink(from, filepath.Join(dir, "data")))
	return dir
}

// The figures are those of the examples' own README: init finds what the example's configuration says.
func TestInitOfTheServiceNowLog(t *testing.T) {
	dir := sharedData(t)
	got := nines(t, dir, "init", "data/servicenow_incident_event_log.csv.gz")
	require.Equal(t, exitDone, got.status, got.err)
	require.Equal(t, exitDone, nines(t, dir, "check").status)
	got = nines(t, dir, "import")
	require.Equal(t, exitDone, got.status, got.err)
	assert.Contains(t, got.out, "incidents: read 119998, stored 20769,")
	assert.Contains(t, got.out, "rejected 0, skipped 0")
	got = nines(t, dir, "run", "monthly", "--period", "2016-03,2016-04", "--as-of", "2017-03-01T00:00", "--format", "json", "--no-import")
	require.Equal(t, exitDone, got.status, got.err)
	for month, want := range map[string][2]float64{"2016-03": {8_995, 6_878}, "2016-04": {7_934, 7_794}} {
		f := readFigures(t, filepath.Join(dir, "out", "monthly-"+month+".json"))
		assert.InDelta(t, want[0], f.at(t, "sections/volumes/incidents/opened"), 0, month)
		assert.InDelta(t, want[1], f.at(t, "sections/volumes/incidents/resolved"), 0, month)
	}
	c, err := config.Load(filepath.Join(dir, "config.yaml"), nil)
	require.NoError(t, err)
	s := c.Sources[0]
	assert.Equal(t, []string{"%d/%m/%Y %H:%M"}, s.TimeFormats)
	assert.Equal(t, []string{"?"}, s.Missing)
	assert.Equal(t, "UTC", s.Zone.String())
	for field, header := range map[string]string{
		"id": "number", "service": "category", "component": "subcategory", "status": "incident_state", "impact": "impact", "urgency": "urgency",
		"priority": "priority", "opened": "opened_at", "restored": "resolved_at", "resolved": "resolved_at", "closed": "closed_at",
		"updated": "sys_updated_at", "team": "assignment_group", "change": "rfc", "reassignments": "reassignment_count", "reopenings": "reopen_count", "problem": "problem_id",
	} {
		assert.Equal(t, header, s.Columns[field], field)
	}
}

func TestInitOfJira(t *testing.T) {
	dir := sharedData(t)
	got := nines(t, dir, "init", "data/jira/jira_export_2010.csv.gz", "data/jira/jira_export_2019.csv.gz")
	require.Equal(t, exitDone, got.status, got.err)
	got = nines(t, dir, "import")
	require.Equal(t, exitDone, got.status, got.err)
	assert.Contains(t, got.out, "incidents: read 6580, stored 6580, replaced 0, unchanged 0, rejected 0, skipped 0")
	c, err := config.Load(filepath.Join(dir, "config.yaml"), nil)
	require.NoError(t, err)
	require.Len(t, c.Sources, 1, "two files of one shape")
	s := c.Sources[0]
	assert.Equal(t, []string{"%d/%b/%y %H:%M"}, s.TimeFormats)
	assert.Equal(t, map[string]string{
		"Blocker": "P1", "Critical": "P1", "Urgent": "P1", "Major": "P2", "High": "P2", "Normal": "P3", "Minor": "P4", "Low": "P4", "Trivial": "P5",
	}, s.Values["priority"])
	for field, header := range map[string]string{"id": "Issue key", "title": "Summary", "status": "Status", "opened": "Created", "updated": "Updated", "assignee": "Assignee"} {
		assert.Equal(t, header, s.Columns[field], field)
	}
}

func TestInitOfSamples(t *testing.T) {
	dir := sharedData(t)
	got := nines(t, dir, "init", "data/capacity/oracledb.csv")
	require.Equal(t, exitDone, got.status, got.err)
	c, err := config.Load(filepath.Join(dir, "config.yaml"), nil)
	require.NoError(t, err)
	assert.Equal(t, "timestamp", c.Sources[0].Columns["at"])
	assert.Equal(t, "cpu_util", c.Sources[0].Metrics["cpu_util"])
	require.Len(t, c.Capacity.Metrics, 1)
	m := c.Capacity.Metrics[0]
	assert.Equal(t, "cpu_util", m.Metric)
	assert.Equal(t, []string{"txn_rate"}, m.Drivers)
	assert.Nil(t, m.Limit, "no file can tell it")
	assert.Equal(t, "%", m.Unit)
	assert.Equal(t, "2m0s", c.Capacity.Step.String())
	require.Equal(t, exitDone, nines(t, dir, "import").status)

	require.NoError(t, os.Remove(filepath.Join(dir, "config.yaml")))
	single, err := filepath.Glob(filepath.Join(dir, "data", "capacity", "rds_cpu_*.csv"))
	require.NoError(t, err)
	require.Len(t, single, 1)
	require.Equal(t, exitDone, nines(t, dir, "init", single[0]).status)
	c, err = config.Load(filepath.Join(dir, "config.yaml"), nil)
	require.NoError(t, err)
	metric := strings.TrimSuffix(filepath.Base(single[0]), ".csv")
	assert.Equal(t, map[string]string{metric: "value"}, c.Sources[0].Metrics, "named after the file")
	assert.Equal(t, metric, c.Capacity.Metrics[0].Metric)
	assert.Empty(t, c.Capacity.Metrics[0].Drivers, "time")
}

// Odd workbooks give a source or a reason.
func TestInitOfOddWorkbooks(t *testing.T) {
	dir := sharedData(t)
	books, err := filepath.Glob(filepath.Join(dir, "data", "xlsx", "*.xlsx"))
	require.NoError(t, err)
	require.NotEmpty(t, books)
	for _, book := range books {
		got := nines(t, dir, "init", "--config", filepath.Base(book)+".yaml", book)
		assert.Contains(t, []int{exitDone, exitUsage, exitIncomplete}, got.status, book)
		assert.Contains(t, got.out+got.err, filepath.Base(book), "a source or a reason")
	}
}

// Every case of the discovery's tests is imported whole, without a rejected row, and reported on.
func TestInitRunsAsItIs(t *testing.T) {
	cases, err := filepath.Glob(filepath.Join(repository, "internal", "discovery", "testdata", "*"))
	require.NoError(t, err)
	for _, from := range cases {
		dir := t.TempDir()
		require.NoError(t, os.CopyFS(filepath.Join(dir, "in"), os.DirFS(from)))
		entries, err := os.ReadDir(from)
		require.NoError(t, err)
		args := []string{"init", "--config", "nines.yaml"}
		for _, e := range entries {
			if e.Name() != "want.txt" {
				args = append(args, filepath.Join("in", e.Name()))
			}
		}
		got := nines(t, dir, args...)
		require.Contains(t, []int{exitDone, exitIncomplete}, got.status, "%s: %s", from, got.err)
		assert.Equal(t, exitDone, nines(t, dir, "check", "--config", "nines.yaml").status, from)
		got = nines(t, dir, "import", "--config", "nines.yaml")
		assert.Equal(t, exitDone, got.status, "%s: %s", from, got.err)
	}
}

func TestInitNeverOverwrites(t *testing.T) {
	dir := project(t, map[string]string{"config.yaml": "mine", "a.csv": "Ticket,Created\nA1,2024-01-02\nA2,2024-01-03\n"})
	got := nines(t, dir, "init", "a.csv")
	assert.Equal(t, exitUsage, got.status)
	assert.Contains(t, got.err, "not overwritten")
	content, err := os.ReadFile(filepath.Join(dir, "config.yaml"))
	require.NoError(t, err)
	assert.Equal(t, "mine", string(content))

	got = nines(t, dir, "init", "--config", "other.yaml", "a.csv", "missing.csv")
	assert.Equal(t, exitIncomplete, got.status, "the other file is named, and the rest goes on")
	assert.Contains(t, got.err, "missing.csv: cannot be read")
	assert.FileExists(t, filepath.Join(dir, "other.yaml"))
	assert.Contains(t, got.out, "nines import --config other.yaml")
}

func TestInitWithoutAnyUsableFile(t *testing.T) {
	dir := project(t, map[string]string{"a.csv": "Name,Remark\nA,x\nA,x\n"})
	got := nines(t, dir, "init", "a.csv")
	assert.Equal(t, exitUsage, got.status)
	assert.Contains(t, got.err, "a.csv: cannot be used: ")
	assert.NoFileExists(t, filepath.Join(dir, "config.yaml"))
	assert.Equal(t, exitUsage, nines(t, dir, "init").status)
	assert.Equal(t, exitUsage, nines(t, dir, "init", "--config", "no/such/folder/c.yaml", "a.csv").status)
	assert.False(t, strings.Contains(got.out, "wrote"))
}
