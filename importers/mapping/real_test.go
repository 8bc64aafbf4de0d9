package mapping_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/importers/csv"
	"nines/importers/mapping"
	"nines/internal/itsm"
)

// shared returns a file of the folder of examples beside the repository, and skips the test where it is not there.
func shared(tb testing.TB, name string) string {
	tb.Helper()
	dir, err := os.Getwd()
	require.NoError(tb, err)
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		require.NotEqual(tb, filepath.Dir(dir), dir, "no go.mod above the test")
		dir = filepath.Dir(dir)
	}
	path := filepath.Join(dir, "..", "shared", filepath.FromSlash(name))
	if _, err := os.Stat(path); err != nil {
		tb.Skip("the shared examples are not beside the repository:", err)
	}
	return path
}

func location(tb testing.TB, name string) *time.Location {
	tb.Helper()
	zone, err := time.LoadLocation(name)
	require.NoError(tb, err)
	return zone
}

func serviceNowSpec(tb testing.TB) mapping.Spec {
	return mapping.Spec{
		Record: "incident", TimeFormats: []string{"%d/%m/%Y %H:%M"}, Zone: location(tb, "America/Sao_Paulo"), Missing: []string{"?"},
		Columns: map[string]string{
			"id": "number", "service": "category", "component": "subcategory", "status": "incident_state", "impact": "impact",
			"urgency": "urgency", "priority": "priority", "opened": "opened_at", "restored": "resolved_at", "resolved": "resolved_at",
			"closed": "closed_at", "updated": "sys_updated_at", "team": "assignment_group", "reassignments": "reassignment_count",
			"reopenings": "reopen_count", "problem": "problem_id", "change": "rfc",
		},
	}
}

// eachIncident maps all rows of the files as one source and returns how many were read.
func eachIncident(tb testing.TB, spec mapping.Spec, use func(*itsm.Incident), paths ...string) (rows int) {
	tb.Helper()
	var m *mapping.Mapper
	for _, path := range paths {
		r, err := csv.Open(path, csv.Options{Header: 1})
		require.NoError(tb, err)
		if m == nil {
			m, err = mapping.New(spec, r.Header())
		} else {
			err = m.NextFile(r.Header())
		}
		require.NoError(tb, err)
		for {
			cells, line, err := r.Next()
			if errors.Is(err, io.EOF) {
				break
			}
			require.NoError(tb, err)
			rows++
			result := m.Map(cells)
			require.Empty(tb, result.Rejected, "line %d", line)
			require.Empty(tb, result.Skipped, "line %d", line)
			incident, ok := result.Record.(*itsm.Incident)
			require.True(tb, ok)
			use(incident)
		}
		require.NoError(tb, r.Close())
	}
	require.NoError(tb, m.Finish())
	return rows
}

// The figures are those of the examples' README.
func TestServiceNowLog(t *testing.T) {
	last := map[string]itsm.Incident{}
	rows := eachIncident(t, serviceNowSpec(t), func(r *itsm.Incident) {
		for _, remark := range r.Remarks {
			require.NotEqual(t, itsm.RemarkUnreadable, remark.Kind, "%v", remark)
		}
		if have, ok := last[r.ID]; !ok || !r.Version.Before(have.Version) {
			last[r.ID] = *r
		}
	}, shared(t, "data/servicenow_incident_event_log.csv.gz"))

	assert.Equal(t, 119_998, rows)
	assert.Len(t, last, 20_769)
	zone := location(t, "America/Sao_Paulo")
	opened, resolved := map[string]int{}, map[string]int{}
	unresolved, withProblem := 0, 0
	for _, r := range last {
		opened[r.Opened.In(zone).Format("2006-01")]++
		if r.Resolved.IsZero() {
			unresolved++
		} else {
			resolved[r.Resolved.In(zone).Format("2006-01")]++
		}
		if len(r.Problem) > 0 {
			withProblem++
		}
	}
	assert.Equal(t, []int{8_995, 7_934}, []int{opened["2016-03"], opened["2016-04"]})
	assert.Equal(t, []int{6_878, 7_794}, []int{resolved["2016-03"], resolved["2016-04"]})
	assert.Equal(t, 1_418, unresolved)
	assert.Equal(t, 324, withProblem)
}

func TestJiraExportsWithTwoHeaderOrders(t *testing.T) {
	spec := mapping.Spec{
		Record: "incident", TimeFormats: []string{"%d/%b/%y %H:%M"}, Zone: time.UTC,
		Columns: map[string]string{
			"id": "Issue key", "title": "Summary", "priority": "Priority", "status": "Status", "opened": "Created",
			"updated": "Updated", "assignee": "Assignee",
		},
		Values: map[string]map[string]string{
			"priority": {"Blocker": "P1", "Critical": "P1", "Urgent": "P1", "Major": "P2", "High": "P2", "Normal": "P3", "Medium": "P3", "Minor": "P4", "Low": "P4", "Trivial": "P5"},
			"status":   {"Patch Available": "in_progress", "Reviewable": "in_progress", "Accepted": "open", "Reopened": "open"},
		},
	}
	paths := []string{shared(t, "data/jira/jira_export_2010.csv.gz"), shared(t, "data/jira/jira_export_2019.csv.gz")}
	ids, remarks, years := map[string]bool{}, map[string]int{}, map[int]int{}
	rows := eachIncident(t, spec, func(r *itsm.Incident) {
		ids[r.ID] = true
		years[r.Opened.Year()]++
		for _, remark := range r.Remarks {
			remarks[remark.Field+" "+string(remark.Kind)+" "+remark.Text]++
		}
		assert.NotEmpty(t, r.Title)
	}, paths...)
	assert.Equal(t, 2_503+4_077, rows)
	assert.Len(t, ids, 6_580)
	assert.Empty(t, remarks)
	assert.Equal(t, map[int]int{2010: 2_503, 2019: 4_077}, years)
}

// With nothing but the preset stated, the figures are those that the examples' README states.
func TestPresetsOnRealExports(t *testing.T) {
	tests := []struct {
		preset, missing string
		paths           []string
		rows, tickets   int
	}{
		{"servicenow", "?", []string{"data/servicenow_incident_event_log.csv.gz"}, 119_998, 20_769},
		{"jira", "", []string{"data/jira/jira_export_2010.csv.gz", "data/jira/jira_export_2019.csv.gz"}, 6_580, 6_580},
	}
	for _, test := range tests {
		t.Run(test.preset, func(t *testing.T) {
			for i, path := range test.paths {
				test.paths[i] = shared(t, path)
			}
			spec := withPreset(t, mapping.Spec{Missing: []string{test.missing}}, test.preset, test.paths[0])
			ids, remarks := map[string]bool{}, map[string]int{}
			rows := eachIncident(t, spec, func(r *itsm.Incident) {
				ids[r.ID] = true
				for _, remark := range r.Remarks {
					remarks[remark.Field+" "+remark.Text]++
				}
			}, test.paths...)
			assert.Equal(t, test.rows, rows)
			assert.Len(t, ids, test.tickets)
			delete(remarks, "status -100") // the log's own way to say that it knows none
			assert.Empty(t, remarks)
		})
	}
}

// withPreset completes a spec from the preset, and finds out the forms of the times in the file.
func withPreset(t *testing.T, spec mapping.Spec, preset, path string) mapping.Spec {
	t.Helper()
	r, err := csv.Open(path, csv.Options{Header: 1})
	require.NoError(t, err)
	defer func() { require.NoError(t, r.Close()) }()
	spec, err = mapping.WithPreset(spec, preset, r.Header())
	require.NoError(t, err)
	detector := mapping.NewDetector(spec)
	require.NoError(t, detector.NextFile(r.Header()))
	for done := false; !done; {
		cells, _, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		require.NoError(t, err)
		done = detector.Observe(cells)
	}
	spec.TimeFormats, err = detector.Formats()
	require.NoError(t, err)
	return spec
}

func BenchmarkImport(b *testing.B) {
	path, spec := shared(b, "data/servicenow_incident_event_log.csv.gz"), serviceNowSpec(b)
	rows := 0
	for b.Loop() {
		rows += eachIncident(b, spec, func(*itsm.Incident) {}, path)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(rows), "ns/row")
}
