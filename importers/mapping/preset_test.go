package mapping

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/importers/presets"
	"nines/internal/itsm"
)

// Every table of every preset makes a mapping of a header that has all of its columns, and every other name of them.
func TestPresetsMakeMappings(t *testing.T) {
	for _, p := range presets.All() {
		for _, table := range p.Tables {
			t.Run(p.Name+" "+table.Name, func(t *testing.T) {
				for key := range table.Columns {
					assert.True(t, knownField(&table, key), "columns: %s", key)
				}
				for key := range table.Values {
					assert.True(t, knownField(&table, key), "values: %s", key)
					assert.NotEmpty(t, append(table.Columns[key], table.Columns[plain(key)]...), "values: %s has no columns", key)
				}
				spec, err := WithPreset(Spec{Record: table.Record}, p.Name, everyColumn(&table))
				require.NoError(t, err)
				_, err = New(spec, everyColumn(&table))
				require.NoError(t, err)
				needsID := !slices.Contains([]string{"worklog", "sample", "decision"}, table.Record)
				assert.Equal(t, needsID, assert.ObjectsAreEqual(table.Columns["id"], table.Required[0]), "the first group is what identifies a record")
			})
		}
	}
}

func knownField(table *presets.Table, key string) bool {
	for _, record := range table.Records() {
		fields := fieldsOf(&Spec{Record: record})
		if fields[key] {
			return true
		}
	}
	return false
}

func everyColumn(table *presets.Table) []string {
	var header []string
	for _, names := range table.Columns {
		header = append(header, names...)
	}
	for _, group := range table.Required {
		header = append(header, group...)
	}
	if table.ByRow != nil {
		header = append(header, table.ByRow.Columns...)
	}
	return header
}

func TestWhatIsStatedStays(t *testing.T) {
	header := []string{"number", "category", "business_service", "incident_state", "opened_at", "time_worked", "my_minutes", "priority"}
	zone := time.FixedZone("x", 3600)
	stated := Spec{
		Record: "incident", Zone: zone, Missing: []string{"?"},
		Columns: map[string]string{"service": "category", "effort": "my_minutes"},
		Set:     map[string]string{"priority": "P3"},
		Values:  map[string]map[string]string{"status": {"awaiting user info": "open", "9": "closed"}},
	}
	spec, err := WithPreset(stated, "ServiceNow", header)
	require.NoError(t, err)
	assert.Equal(t, map[string]string{"service": "category", "effort": "my_minutes"}, spec.Columns)
	assert.NotContains(t, spec.Candidates, "service")
	assert.NotContains(t, spec.Candidates, "priority", "a constant replaces the preset's column")
	assert.Contains(t, spec.Candidates, "opened")
	status := spec.Values["status"]
	assert.Equal(t, "open", status["awaiting user info"])
	assert.NotContains(t, status, "Awaiting User Info")
	assert.Equal(t, "closed", status["9"])
	assert.Equal(t, "resolved", status["6"])
	assert.Len(t, stated.Values["status"], 2, "the spec that came in is as it was")
	assert.Same(t, zone, spec.Zone)
	assert.Equal(t, []string{"?"}, spec.Missing)
	assert.Empty(t, spec.TimeFormats)
	assert.Empty(t, spec.Units, "the preset counts its own column in seconds, not this one")

	m, err := New(spec, header)
	require.NoError(t, err)
	got, ok := m.Map([]string{"INC1", "Feeds", "FX", "Awaiting user info", "2026-10-05 07:00:00", "60", "5", "1"}).Record.(*itsm.Incident)
	require.True(t, ok)
	assert.Equal(t, "Feeds", got.Service)
	assert.Equal(t, itsm.P3, got.Priority)
	assert.Equal(t, itsm.StatusOpen, got.Status)
	assert.Equal(t, 5*time.Minute, got.Effort.Value)
	assert.Equal(t, at("2026-10-05T06:00"), got.Opened)

	stated.Columns = map[string]string{"effort": "Time_Worked"}
	stated.Zone = nil
	spec, err = WithPreset(stated, "servicenow", header)
	require.NoError(t, err)
	assert.Equal(t, map[string]string{"effort": "s"}, spec.Units, "its own column, stated")
	assert.Equal(t, time.UTC, spec.Zone)
	spec, err = WithPreset(Spec{}, "servicenow", []string{"Number", "Caller", "Opened"})
	require.NoError(t, err)
	assert.Nil(t, spec.Zone, "left to the business time zone")
}

func TestWordsOfARecordOfItsOwn(t *testing.T) {
	header := []string{"Number", "Task type", "State", "Short description"}
	spec, err := WithPreset(Spec{Values: map[string]map[string]string{"status": {"3": "open"}}}, "servicenow", header)
	require.NoError(t, err)
	assert.Equal(t, "open", spec.Values["change.status"]["3"])
	assert.Equal(t, "open", spec.Values["incident.status"]["3"])
	assert.Equal(t, "cancelled", spec.Values["change.status"]["4"])
}

func TestRecordsByRowAsStated(t *testing.T) {
	header := []string{"number", "short_description", "kind", "caller_id"}
	byRow := &ByRow{Column: "kind", Values: map[string]string{"I": "incident", "R": "request"}}
	spec, err := WithPreset(Spec{ByRow: byRow}, "servicenow", header)
	require.NoError(t, err)
	assert.Same(t, byRow, spec.ByRow)
	m, err := New(spec, header)
	require.NoError(t, err)
	assert.Equal(t, []string{"incident", "request"}, m.Records())

	spec, err = WithPreset(Spec{Record: "incident"}, "jira", []string{"Issue key", "Summary", "Issue Type", "Created"})
	require.NoError(t, err)
	assert.Nil(t, spec.ByRow, "a stated record holds for all rows")
}

func TestPresetsThatDoNotFit(t *testing.T) {
	tests := []struct{ name, preset, record, fails string }{
		{"unknown", "servicenou", "", `there is no preset "servicenou"; did you mean "servicenow"?; expected one of`},
		{"alike none", "x", "", `there is no preset "x"; expected one of bmc-helix, `},
		{"unrecognised", "jira", "", "preset jira does not recognise the file\nits table issues (incident) has one of Issue key, "},
		{"no id", "servicenow", "incident", "its table incident (incident) has one of number, Number; "},
		{"no such record", "jira", "sample", "preset jira knows no export of the record sample"},
	}
	for _, test := range tests {
		_, err := WithPreset(Spec{Record: test.record}, test.preset, []string{"No", "Text"})
		assert.ErrorContains(t, err, test.fails, test.name)
	}
	spec, err := WithPreset(Spec{}, "sadf", []string{"# hostname", "interval", "timestamp", "CPU", "%user", "%idle"})
	require.NoError(t, err)
	assert.Equal(t, map[string][]string{"CPU": {"-1", "all"}}, spec.Where)
}
