package config

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestServiceOfTheContract(t *testing.T) {
	c, err := Load("testdata/good/contract.yaml", nil)
	require.NoError(t, err)
	functions := []Share{{Name: "price", Part: 0.8}, {Name: "history", Part: 0.2}}
	assert.Equal(t, Service{
		ID: "fx-pricing", Name: "FX pricing", Criticality: MissionCritical,
		Epochs: []Epoch{
			{
				Until: Date{2026, 6, 30}, Weight: 3, Target: 0.9995, Calendar: "office",
				Regions: []Share{{Name: "AMRS", Part: 0.6}, {Name: "EMEA", Part: 0.4}}, Functions: functions,
			},
			{
				Weight: 3, Target: 0.9995, Calendar: "office", Functions: functions,
				Regions: []Share{{Name: "AMRS", Part: 0.5}, {Name: "EMEA", Part: 0.4}, {Name: "APAC", Part: 0.1, Calendar: "tokyo"}},
			},
		},
		Aliases: []string{"FXP", "FX Pricing (prod)"}, Owner: "...", Team: "...", DependsOn: []string{"market-data"},
		Maintenance: ExcludeMaintenance, ChangeWindow: "quiet", Critical: "month-end",
		Continuity: Continuity{Plan: "DR-7", Tested: Date{2026, 3, 1}},
	}, c.Services[0])
}

// Entries stand in any order; what one leaves out was as in the next later one, not as today.
func TestHistoryInherits(t *testing.T) {
	c := parse(t, `services:
  - id: fx
    weight: 3
    target: 99
    history:
      - {until: 2025-12-31, weight: 1}
      - {until: 2026-06-30, target: 98, regions: {EMEA: 100}}
`)
	all, emea := []Share{{Name: "all", Part: 1}}, []Share{{Name: "EMEA", Part: 1}}
	assert.Equal(t, []Epoch{
		{Until: Date{2025, 12, 31}, Weight: 1, Target: 0.98, Calendar: Always, Regions: emea, Functions: all},
		{Until: Date{2026, 6, 30}, Weight: 3, Target: 0.98, Calendar: Always, Regions: emea, Functions: all},
		{Weight: 3, Target: 0.99, Calendar: Always, Regions: all, Functions: all},
	}, c.Services[0].Epochs)
}

func TestDefaultsFillWhatAServiceLeavesOut(t *testing.T) {
	c := parse(t, `services: [{id: fx}]
defaults: {target: 98, calendar: office, weight: 2, regions: {EMEA: 30, AMRS: 70}}
calendars: {office: 24x7}
`)
	want := Epoch{
		Weight: 2, Target: 0.98, Calendar: "office",
		Regions: []Share{{Name: "EMEA", Part: 0.3}, {Name: "AMRS", Part: 0.7}}, Functions: []Share{{Name: "all", Part: 1}},
	}
	assert.Equal(t, []Epoch{want}, c.Services[0].Epochs)
	assert.Equal(t, []Epoch{want}, c.DefaultService("new").Epochs)
}

func TestSharesMayMissAHundredByRoundingOnly(t *testing.T) {
	c := parse(t, "defaults: {regions: {a: 33.3, b: 33.3, c: 33.4}, functions: {d: 0, e: 100}}\n")
	assert.Len(t, c.Defaults.Regions, 3)
	assert.Zero(t, c.Defaults.Functions[0].Part, "a share may be 0")
	_, err := Parse("config.yaml", []byte(source+"defaults: {regions: {a: 33.33, b: 33.33, c: 33.33}}\n"), nil)
	assert.ErrorContains(t, err, "add up to 99.99, expected 100")
}

func TestAliasMayRepeatTheOwnName(t *testing.T) {
	c := parse(t, "services: [{id: fx, aliases: [FX, fx-pricing, FX-Pricing]}]\n")
	assert.Equal(t, "fx", c.Services[0].ID)
}

func TestServiceFromCells(t *testing.T) {
	base := parse(t, "calendars: {tokyo: 24x7}\ndefaults: {weight: 2}\n")
	s, problems := ServiceFromCells(map[string]string{
		"id": " fx ", "name": "FX: pricing", "criticality": "internal", "target": "99.5", "weight": "",
		"regions": "AMRS: 60; EMEA: 30, APAC: {share: 10; calendar: tokyo}", "functions": "{price: 80, history: 20}",
		"history": "until: 2026-06-30; regions: {AMRS: 100}", "aliases": "FXP; FX: prod | fx2", "depends_on": "[market-data; gold]",
		"continuity": "plan: DR-7; tested: 2026-03-01", "owner": "${HOME}", "maintenance": "exclude",
	}, base)
	require.Empty(t, problems)
	functions := []Share{{Name: "price", Part: 0.8}, {Name: "history", Part: 0.2}}
	assert.Equal(t, Service{
		ID: "fx", Name: "FX: pricing", Criticality: Internal,
		Epochs: []Epoch{
			{
				Until: Date{2026, 6, 30}, Weight: 2, Target: 0.995, Calendar: Always,
				Regions: []Share{{Name: "AMRS", Part: 1}}, Functions: functions,
			},
			{
				Weight: 2, Target: 0.995, Calendar: Always, Functions: functions,
				Regions: []Share{{Name: "AMRS", Part: 0.6}, {Name: "EMEA", Part: 0.3}, {Name: "APAC", Part: 0.1, Calendar: "tokyo"}},
			},
		},
		Aliases: []string{"FXP", "FX: prod", "fx2"}, Owner: "${HOME}", DependsOn: []string{"market-data", "gold"},
		Maintenance: ExcludeMaintenance, Continuity: Continuity{Plan: "DR-7", Tested: Date{2026, 3, 1}},
	}, s, "and the environment does not reach into cells")
}

func TestServiceFromBadCells(t *testing.T) {
	base := parse(t, "")
	tests := map[string]struct{ key, text, want string }{
		"a share too many":  {"regions", "AMRS: 60; EMEA: 60", "regions: the shares of regions add up to 120"},
		"no space":          {"regions", "AMRS:60; EMEA:40", "regions: expected a number of per cent from 0 to 100, found nothing"},
		"not YAML":          {"regions", "{AMRS: 60", `regions: expected text such as AMRS: 50; EMEA: 50, found "{AMRS: 60"`},
		"two values":        {"functions", "{a: 100} b", "functions: expected text such as"},
		"anchors":           {"functions", "{a: &x 50, b: *x}", "functions: expected text such as"},
		"history":           {"history", "target: 99", `history: an entry of history needs the key "until"`},
		"target":            {"target", "high", "target: expected a number of per cent above 0"},
		"unknown calendar":  {"calendar", "office", `calendar: the calendar "office" is not defined`},
		"unknown key":       {"colour", "red", `colour: unknown key "colour" in a service`},
		"unknown date":      {"continuity", "tested: soon", "continuity: expected a date"},
		"a list in a list":  {"aliases", "[[a]]", "aliases: expected a text, found a list"},
		"formula as a word": {"criticality", "=1+1", `criticality: expected one of mission-critical, supporting, internal, found "=1+1"`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s, problems := ServiceFromCells(map[string]string{"id": "fx", test.key: test.text}, base)
			require.NotEmpty(t, problems)
			assert.Contains(t, problems[0].Error(), test.want)
			assert.Equal(t, base.DefaultService("fx").Epochs, s.Epochs, "the default stays")
		})
	}
	_, problems := ServiceFromCells(map[string]string{"name": "FX"}, base)
	require.Len(t, problems, 1)
	assert.Equal(t, `a service needs the key "id"`, problems[0].Error())
}
