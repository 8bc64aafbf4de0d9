package config

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// source is the least that a configuration needs, for tests of the other blocks.
const source = "sources: [{name: a, kind: csv, path: a.csv, record: incident, columns: {id: number}}]\n"

func parse(t *testing.T, text string) *Config {
	t.Helper()
	c, err := Parse("config.yaml", []byte(source+text), nil)
	require.NoError(t, err)
	return c
}

func TestMinimalConfigurationGetsEveryDefault(t *testing.T) {
	c, err := Load("testdata/good/minimal.yaml", nil)
	require.NoError(t, err)
	assert.Equal(t, time.UTC, c.Timezone)
	assert.Equal(t, Store{Kind: SQLite, Path: "testdata/good/var/nines.db", Name: "sqlite:testdata/good/var/nines.db"}, c.Store)
	assert.Equal(t, "testdata/good/out", c.Output)
	assert.Equal(t, 120*time.Hour, c.FinalAfter)
	assert.Equal(t, map[string]Calendar{Always: {Name: Always, Zone: time.UTC, Always: true}}, c.Calendars)
	assert.Nil(t, c.Outages, "without a block there is no rule")
	assert.Nil(t, c.Mail)
	assert.InDelta(t, 0.75, c.Rating.AmberAt, 1e-15)
	assert.Equal(t, []Source{{
		Name: "incidents", Kind: "csv", Path: "testdata/good/incidents.csv", Record: Record{Name: "incident"}, Mode: Merge,
		Columns: map[string]string{"id": "number"},
	}}, c.Sources)
	assert.Equal(t, Service{
		ID: "x", Name: "x", Criticality: Supporting, Maintenance: CountMaintenance,
		Epochs: []Epoch{{
			Weight: 1, Target: 0.999, Calendar: Always,
			Regions: []Share{{Name: "all", Part: 1}}, Functions: []Share{{Name: "all", Part: 1}},
		}},
	}, c.DefaultService("x"))
}

func TestEveryKeyOfTheContract(t *testing.T) {
	c, err := Load("testdata/good/contract.yaml", nil)
	require.NoError(t, err)
	assert.Equal(t, "Example Bank", c.Organisation)
	assert.Equal(t, "services", c.Catalogue)
	assert.Equal(t, map[string]float64{"P1": 1, "P2": 0.5}, c.Outages.ByPriority)
	assert.Equal(t, 24*time.Hour, c.Changes.Suspect)
	assert.Equal(t, []Freeze{{
		From: Date{2026, 12, 18}, To: Date{2027, 1, 4}, Services: []string{"fx-pricing"}, Reason: "year end",
	}}, c.Changes.Freezes)
	assert.InDelta(t, 80, *c.Costs.Hour, 0)
	assert.Equal(t, map[string]float64{"fx-pricing": 900}, c.Costs.Minute)
	assert.Equal(t, 15*time.Minute, c.Response.Update)
	assert.Equal(t, 2*time.Hour, c.Response.MajorAfter[Supporting])
	assert.Equal(t, [3]string{"P2", "P3", "P4"}, c.Response.Matrix[1])
	assert.Equal(t, 30*time.Hour, c.Staffing.ProductiveWeek)
	assert.Equal(t, []float64{0.1, 0.25, 0.5, 1}, c.Capacity.Growth)
	assert.Equal(t, 0.18, c.Capacity.Events[0].Volume)
	assert.Empty(t, c.Capacity.Metrics[1].Drivers, "time is no metric")
	assert.Equal(t, []string{"txn_rate", "call_rate"}, c.Capacity.Metrics[2].Drivers)
	assert.Equal(t, Sum, c.Capacity.Metrics[2].DriverAggregate)
	assert.Equal(t, []string{"pdf", "xlsx"}, c.Jobs[0].Formats)
	assert.Equal(t, []string{"xlsx", "pdf", "html", "json"}, c.Jobs[1].Formats)
	assert.Equal(t, "mine", c.Jobs[1].Report)
	assert.Equal(t, []string{"ops@example.com"}, c.Mail.Operators)
	password, err := c.Mail.Password.Reveal()
	require.NoError(t, err)
	assert.Equal(t, "hunter2", password)
}

func TestSourceOfTheContract(t *testing.T) {
	c, err := Load("testdata/good/contract.yaml", nil)
	require.NoError(t, err)
	amsterdam, err := time.LoadLocation("Europe/Amsterdam")
	require.NoError(t, err)
	one := 1
	assert.Equal(t, Source{
		Name: "incidents", Kind: "csv", Path: "testdata/good/exports/incidents-*.csv", Sheet: "Export", Header: &one,
		Record: Record{Name: "incident"}, Preset: "servicenow", Mode: Merge, MaxAge: 48 * time.Hour, MinRows: 100,
		Where:     []Condition{{Column: "state", Words: []string{"Closed", "Resolved"}}},
		Delimiter: ';', Encoding: "windows-1252", Decimal: ",", Zone: amsterdam, TimeFormats: []string{"%d/%m/%Y %H:%M"},
		Missing: []string{"?", "#N/B"},
		Columns: map[string]string{
			"id": "number", "service": "cmdb_ci", "opened": "opened_at", "restored": "resolved_at", "priority": "priority",
		},
		Set:    map[string]string{"service": "fx-pricing"},
		Values: map[string]map[string]string{"priority": {"1 - Critical": "P1"}},
		Units:  map[string]Unit{"effort": Hours}, Link: "https://tool.example.com/{id}",
	}, c.Sources[0])
	assert.Equal(t, Record{Column: "type", Values: map[string]string{"incident": "incident", "service_request": "request"}},
		c.Sources[2].Record)
	assert.Equal(t, '\t', c.Sources[2].Delimiter)
}

func TestSharedExamplesLoad(t *testing.T) {
	folder := filepath.Join(repository(t), "..", "shared", "examples")
	files, err := filepath.Glob(filepath.Join(folder, "*", "config.yaml"))
	require.NoError(t, err)
	if len(files) == 0 {
		t.Skip("the shared examples are not beside the checkout")
	}
	for _, file := range files {
		c, err := Load(file, nil)
		require.NoError(t, err)
		assert.NotEmpty(t, c.Sources, file)
	}
}

// repository returns the folder of go.mod.
func repository(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	require.NoError(t, err)
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		require.NotEqual(t, filepath.Dir(dir), dir, "no go.mod above the test")
		dir = filepath.Dir(dir)
	}
}

func TestAnchorsAndMergeKeys(t *testing.T) {
	c, err := Load("testdata/good/anchors.yaml", nil)
	require.NoError(t, err)
	assert.Equal(t, "Europe/Paris", c.Calendars["paris"].Zone.String())
	assert.Equal(t, []HourSpan{{540, 1020}}, c.Calendars["paris"].Hours[time.Friday])
	gold := c.Services[1]
	assert.Equal(t, "gold", gold.ID, "the own key wins")
	assert.Equal(t, "Ann", gold.Owner)
	assert.InDelta(t, 2, gold.Epochs[0].Weight, 0, "the first of the merged mappings wins")
	assert.InDelta(t, 0.995, gold.Epochs[0].Target, 1e-15)
	assert.Equal(t, map[string]string{"id": "number"}, c.Sources[1].Columns)
}

func TestOutagesWithoutPrioritiesIsARule(t *testing.T) {
	c := parse(t, "outages: {by_priority: {}}\n")
	require.NotNil(t, c.Outages)
	assert.Empty(t, c.Outages.ByPriority)
}

func TestMissingFileSaysWhatToDo(t *testing.T) {
	_, err := Load(filepath.Join(t.TempDir(), "config.yaml"), nil)
	require.ErrorIs(t, err, os.ErrNotExist)
	assert.ErrorContains(t, err, "--config")
}

// A source of mails needs no columns: what every mail has is mapped, where the record has such a field and nothing else is said.
func TestColumnsOfMails(t *testing.T) {
	for text, want := range map[string]map[string]string{
		"record: change":                                                     {"id": "message-id", "title": "subject", "updated": "date"},
		"record: change, columns: {id: change}":                              {"id": "change", "title": "subject", "updated": "date"},
		"record: change, set: {title: a}":                                    {"id": "message-id", "updated": "date"},
		"record: update, columns: {incident: inc, text: body}":               {"id": "message-id", "incident": "inc", "text": "body"},
		"record: {column: type, values: {c: change}}, columns: {id: change}": {"id": "change"},
	} {
		c, err := Parse("c.yaml", []byte("sources: [{name: m, kind: eml, path: inbox, "+text+"}]"), nil)
		require.NoError(t, err, text)
		assert.Equal(t, want, c.Sources[0].Columns, text)
	}
	_, err := Parse("c.yaml", []byte("sources: [{name: m, kind: eml, path: inbox}]"), nil)
	assert.ErrorContains(t, err, "record")
}
