package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The figures are those of the examples' own README.
func TestServiceNowLog(t *testing.T) {
	dir := shared(t, "servicenow-log")
	got := nines(t, dir, "run", "monthly", "--period", "2016-03,2016-04", "--as-of", "2017-03-01T00:00", "--format", "json")
	require.Equal(t, exitDone, got.status, got.err)
	march := readFigures(t, filepath.Join(dir, "out", "monthly-2016-03.json"))
	april := readFigures(t, filepath.Join(dir, "out", "monthly-2016-04.json"))
	for figure, want := range map[string]float64{
		"sections/data_quality/sources/source=incidents/read":     119_998,
		"sections/data_quality/sources/source=incidents/stored":   20_769,
		"sections/data_quality/sources/source=incidents/rejected": 0,
		"sections/volumes/incidents/opened":                       8_995,
		"sections/volumes/incidents/resolved":                     6_878,
	} {
		assert.InDelta(t, want, march.at(t, figure), 0, figure)
	}
	assert.InDelta(t, 7_934, april.at(t, "sections/volumes/incidents/opened"), 0)
	assert.InDelta(t, 7_794, april.at(t, "sections/volumes/incidents/resolved"), 0)

	again := nines(t, dir, "import")
	require.Equal(t, exitDone, again.status, again.err)
	assert.Contains(t, again.out, "incidents: read 119998, stored 0, replaced 0, unchanged 119998, rejected 0, skipped 0")
}

// A log decides an as-of report by its older events: what was updated later is not known yet.
func TestServiceNowLogAsOfAnEarlierInstant(t *testing.T) {
	dir := shared(t, "servicenow-log")
	require.Equal(t, exitDone, nines(t, dir, "run", "daily", "--period", "2016-03-01", "--as-of", "2016-03-02T00:00", "--format", "json").status)
	early := readFigures(t, filepath.Join(dir, "out", "daily-2016-03-01.json"))
	require.Equal(t, exitDone, nines(t, dir, "run", "daily", "--period", "2016-03-01", "--as-of", "2017-03-01T00:00", "--format", "json", "--no-import").status)
	late := readFigures(t, filepath.Join(dir, "out", "daily-2016-03-01.json"))
	assert.Equal(t, late.at(t, "sections/volumes/incidents/opened"), early.at(t, "sections/volumes/incidents/opened"))
	assert.Equal(t, late.at(t, "sections/volumes/incidents/resolved"), early.at(t, "sections/volumes/incidents/resolved"))
}

func TestJira(t *testing.T) {
	dir := shared(t, "jira")
	got := nines(t, dir, "import")
	require.Equal(t, exitDone, got.status, got.err)
	assert.Contains(t, got.out, "jira: read 6580, stored 6580, replaced 0, unchanged 0, rejected 0, skipped 0")
	got = nines(t, dir, "run", "monthly", "--period", "2010-04", "--as-of", "2020-03-01T00:00", "--no-import")
	require.Equal(t, exitDone, got.status, got.err)
	for _, format := range []string{"xlsx", "pdf", "html", "json"} {
		info, err := os.Stat(filepath.Join(dir, "out", "monthly-2010-04."+format))
		require.NoError(t, err)
		assert.Positive(t, info.Size())
	}
	f := readFigures(t, filepath.Join(dir, "out", "monthly-2010-04.json"))
	assert.Nil(t, f.at(t, "sections/availability/overall/availability"), "nothing says what service an issue concerns")
}

// The figures of the example's README, to nine digits, and those of practice.md's scenario.
func TestCapacityOfAnOLTPDatabase(t *testing.T) {
	dir := shared(t, "oltp-capacity")
	got := nines(t, dir, "run", "monthly", "--period", "2012-01", "--format", "json")
	require.Equal(t, exitDone, got.status, got.err)
	f := readFigures(t, filepath.Join(dir, "out", "monthly-2012-01.json"))
	fits := map[string]figures{}
	for _, fit := range f.at(t, "sections/capacity/fits").([]any) {
		fit := figures(fit.(map[string]any))
		fits[fit.at(t, "metric").(string)+"/"+fit.at(t, "driver").(string)] = fit
	}
	require.Len(t, fits, 3)
	for fit, want := range map[string]map[string]float64{
		"cpu_util/txn_rate": {
			"n": 360, "intercept": 11.3415602231, "slope": 6.92035742661, "r_squared": 0.498165385282, "residual_se": 8.17816954337,
		},
		"cpu_time/txn_rate": {"intercept": 0.00789431514158, "slope": 0.291514385083, "r_squared": 0.548145183071},
	} {
		for figure, v := range want {
			assert.InEpsilon(t, v, fits[fit].at(t, figure), 1e-9, "%s %s", fit, figure)
		}
	}
	cpu := fits["cpu_util/txn_rate"]
	assert.InDelta(t, 0.702285, cpu.at(t, "elasticity_at_mean"), 5e-7)
	half := cpu.at(t, "scenarios").([]any)[2].(map[string]any)
	for figure, want := range map[string]float64{"growth": 0.5, "driver_value": 5.261506 * 1.5, "forecast": 65.9588, "lower": 49.5930, "upper": 82.3246} {
		assert.InDelta(t, want, half[figure], 5.1e-5, figure)
	}
	assert.Equal(t, "at_risk", half["verdict"])
	assert.Equal(t, "unreliable", fits["cpu_util/call_rate"].at(t, "verdict"), "calls explain seven per cent")
	assert.Nil(t, fits["cpu_util/call_rate"].at(t, "limit_date/likely"))
}
