package settings

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"nines/internal/config"
	"nines/internal/itsm"
)

// The configuration keeps its own list of the records' fields, as it may import nothing of ours: here the two are
// held against each other.
func TestConfigurationKnowsTheFieldsOfTheRecords(t *testing.T) {
	agree(t, itsm.Incidents)
	agree(t, itsm.Outages)
	agree(t, itsm.Requests)
	agree(t, itsm.Problems)
	agree(t, itsm.Actions)
	agree(t, itsm.Changes)
	agree(t, itsm.Worklogs)
	agree(t, itsm.Updates)
	agree(t, itsm.Exclusions)
	agree(t, itsm.Decisions)
	agree(t, itsm.Services)
}

func agree[R any](t *testing.T, schema *itsm.Schema[R]) {
	t.Helper()
	var fields []string
	for _, f := range schema.Fields {
		if f.Name != "status_text" { // filled beside status, not mapped
			fields = append(fields, f.Name)
		}
	}
	assert.ElementsMatch(t, fields, config.RecordFields[schema.Record], schema.Record)
}

// Every word of ours that the configuration lets stand on the right of `values` is one that a record understands.
func TestConfigurationKnowsOurWords(t *testing.T) {
	for _, f := range itsm.Incidents.Fields {
		word, ok := f.At(&itsm.Incident{}).(itsm.Word)
		if !ok {
			continue
		}
		words := config.FieldWords["incident"][f.Name]
		assert.NotEmpty(t, words.Ours, f.Name)
		for _, text := range slices.Concat(words.Ours, words.Understood) {
			assert.True(t, word.Parse(text), "%s: %s", f.Name, text)
		}
	}
}

func TestSettingsSayWhatTheConfigurationSays(t *testing.T) {
	c, err := config.Parse("config.yaml", []byte(`
timezone: Europe/London
calendars:
  nights: {hours: {Mon-Sun: "22:00-06:00"}}
  month-end: {hours: {Mon-Fri: "06:00-20:00"}}
services:
  - id: fx
    target: 99.95
    change_window: nights
    critical: month-end
    regions: {AMRS: 60, EMEA: 40}
    history: [{until: 2026-06-30, regions: {AMRS: 100}}]
outages: {by_priority: {P1: 100, P2: 50}}
sources: [{name: s, kind: csv, path: a.csv, record: incident, columns: {id: id}, max_age: 2d, set: {service: fx}}]
`), nil)
	if !assert.NoError(t, err) {
		return
	}
	set := Of(c, "v1")
	assert.Equal(t, map[itsm.Priority]float64{itsm.P1: 1, itsm.P2: 0.5}, set.LossByPriority)
	assert.Equal(t, "fx", set.Sources["s"].Service)
	catalogue, faults, err := set.Catalogue(t.Context(), nil)
	assert.NoError(t, err)
	assert.Empty(t, faults)
	fx := catalogue.Find("FX")
	assert.Len(t, fx.Epochs, 2)
	// Held to the end of 30 June in London, which is 23:00 UTC in summer.
	assert.Equal(t, "2026-06-30T23:00:00Z", fx.Epochs[0].Until.UTC().Format("2006-01-02T15:04:05Z07:00"))
	assert.InDelta(t, 0.9995, fx.Epochs[1].Target, 1e-12)
	assert.Equal(t, []itsm.HourSpan{{From: 22 * 60, To: 30 * 60}}, fx.ChangeWindow.Hours[time.Sunday])
	assert.Equal(t, []itsm.HourSpan{{From: 6 * 60, To: 20 * 60}}, fx.Critical.Hours[time.Friday])
	stray := catalogue.Find("stray")
	assert.False(t, stray.Catalogued)
	assert.Nil(t, stray.ChangeWindow)
	assert.Nil(t, stray.Critical)
}
