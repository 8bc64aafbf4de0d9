package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"
)

const samplesConfig = `
timezone: Europe/London
services:
  - {id: fx-pricing, aliases: [FXP, "FX Pricing (prod)"]}
sources:
  - name: kpis
    kind: csv
    path: kpis.csv
    record: sample
    columns: {at: at, service: service, component: host, metric: metric, value: value}
`

// The wide file of the capacity example: 360 rows of four metrics each, of which a row counts once.
func TestSamplesOfTheCapacityExample(t *testing.T) {
	dir := shared(t, "oltp-capacity")
	got := nines(t, dir, "check")
	assert.Contains(t, got.out, "source awr: ok, sample from")
	got = nines(t, dir, "import")
	require.Equal(t, exitDone, got.status, got.err)
	assert.Equal(t, "awr: read 360, stored 360, replaced 0, unchanged 0, rejected 0, skipped 0\n", got.out)
	got = nines(t, dir, "import")
	assert.Equal(t, "awr: read 360, stored 0, replaced 0, unchanged 360, rejected 0, skipped 0\n", got.out)
	got = nines(t, dir, "samples", "--service", "oltp", "--metric", "cpu_util", "--to", "2012-01-19T07:06")
	require.Equal(t, exitDone, got.status, got.err)
	assert.Equal(t, `at,service,component,metric,value
2012-01-19T07:02:00Z,oltp,,cpu_util,17.250500000000002
2012-01-19T07:04:00Z,oltp,,cpu_util,23.177500000000002
`, got.out)
	got = nines(t, dir, "samples", "--service", "oltp", "--metric", "txn_rate")
	assert.Equal(t, 361, strings.Count(got.out, "\n"))
	got = nines(t, dir, "run", "monthly", "--period", "2012-01", "--as-of", "2012-02-10T00:00", "--format", "json")
	require.Equal(t, exitDone, got.status, got.err)
	f := readFigures(t, filepath.Join(dir, "out", "monthly-2012-01.json"))
	assert.Equal(t, "2012-01-19T19:00:00Z", f.at(t, "sections/data_quality/sources/source=awr/newest"))
}

func TestSamplesCommand(t *testing.T) {
	dir := project(t, map[string]string{"config.yaml": samplesConfig, "kpis.csv": `at,service,host,metric,value
2026-10-24 12:00,fx-pricing,"a,1",cpu,1000000
2026-10-26 12:00:00.5,FXP,"a,1",cpu,0.00000012
2026-10-24 12:00,FX Pricing (prod),,cpu,-2
2026-10-24 12:00,other,b,cpu,3
2026-10-24 12:00,other,b,mem,3
`})
	got := nines(t, dir, "samples", "--service", "fxp", "--metric", "cpu")
	assert.Equal(t, exitFailed, got.status)
	assert.Contains(t, got.err, "the store has no samples: import a source with record: sample first")
	require.Equal(t, exitDone, nines(t, dir, "import").status)
	for _, service := range []string{"fxp", "fx-pricing"} {
		got = nines(t, dir, "samples", "--service", service, "--metric", "cpu")
		require.Equal(t, exitDone, got.status, got.err)
		assert.Equal(t, `at,service,component,metric,value
2026-10-24T12:00:00+01:00,fx-pricing,,cpu,-2
2026-10-24T12:00:00+01:00,fx-pricing,"a,1",cpu,1000000
2026-10-26T12:00:00.5Z,fx-pricing,"a,1",cpu,1.2e-07
`, got.out)
	}
	got = nines(t, dir, "samples", "--service", "fxp", "--metric", "cpu", "--from", "2026-10-25", "--to", "2026-10-26T12:00:00.5Z")
	assert.Equal(t, "at,service,component,metric,value\n", got.out)
	for want, args := range map[string][]string{
		`there is no service with samples called "fx"; there are: fx-pricing, other`: {"--service", "fx", "--metric", "cpu"},
		`there is no metric of other called "disk"; there are: cpu, mem`:             {"--service", "other", "--metric", "disk"},
		"samples needs --service S and --metric M":                                   {"--service", "other"},
		`--from "noon" is no instant`:                                                {"--service", "other", "--metric", "cpu", "--from", "noon"},
		"--from has to be before --to":                                               {"--service", "other", "--metric", "cpu", "--from", "2026-10-25", "--to", "2026-10-25"},
	} {
		got := nines(t, dir, append([]string{"samples"}, args...)...)
		assert.Equal(t, exitUsage, got.status, args)
		assert.Contains(t, got.err, want)
		assert.Empty(t, got.out)
	}
}

// What cannot be read is rejected or skipped, counted and told, and the report lists it.
func TestOddSamples(t *testing.T) {
	dir := project(t, map[string]string{"config.yaml": samplesConfig + "    missing: [\"?\"]\n", "kpis.csv": `at,service,host,metric,value
2026-10-25 01:30,oltp,h,cpu,1
2026-10-25 01:30,oltp,h,cpu,2
2026-10-25 03:30,oltp,h,cpu,3
2026-10-25 04:30,oltp,h,cpu,?
2026-10-25 05:30,oltp,h,cpu,n/a
,oltp,h,cpu,1
2026-10-25 05:30,oltp,h,,1
`})
	got := nines(t, dir, "import")
	assert.Equal(t, exitIncomplete, got.status)
	assert.Equal(t, "kpis: read 7, stored 2, replaced 1, unchanged 0, rejected 2, skipped 2\n", got.out)
	assert.Contains(t, got.err, "1 cell of the column \u201cvalue\u201d cannot be read (n/a): it makes no sample")
	assert.Contains(t, got.err, "2 times of the column \u201cat\u201d were shown twice by the clocks, e.g. 2026-10-25 01:30")
	rejected, err := filepath.Glob(filepath.Join(dir, "out", "rejected", "kpis-*.csv"))
	require.NoError(t, err)
	require.Len(t, rejected, 1)
	text, err := os.ReadFile(rejected[0])
	require.NoError(t, err)
	assert.Contains(t, string(text), "kpis.csv,7,\"no time: the column \"\"at\"\" is empty\",,oltp,h,cpu,1\n")
	assert.Contains(t, string(text), "kpis.csv,8,\"no metric: the column \"\"metric\"\" is empty\",2026-10-25 05:30,oltp,h,,1\n")
	got = nines(t, dir, "run", "daily", "--no-import", "--period", "2026-10-25", "--as-of", "2026-10-26T07:00", "--format", "json")
	require.Equal(t, exitDone, got.status, got.err)
	f := readFigures(t, filepath.Join(dir, "out", "daily-2026-10-25.json"))
	assert.InDelta(t, 1, f.at(t, "sections/data_quality/findings/finding=unreadable/count"), 0)
	assert.InDelta(t, 2, f.at(t, "sections/data_quality/findings/finding=clock_change/count"), 0)
	assert.Equal(t, "2026-10-25T03:30:00Z", f.at(t, "sections/data_quality/sources/source=kpis/newest"))
}

func TestSamplesAreRemovedWhereTheFileIsAllThereIs(t *testing.T) {
	dir := project(t, map[string]string{"config.yaml": samplesConfig + "    mode: snapshot\n", "kpis.csv": "at,service,host,metric,value\n2026-10-24,a,,cpu,1\n2026-10-25,a,,cpu,2\n"})
	require.Equal(t, exitDone, nines(t, dir, "import").status)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "kpis.csv"), []byte("at,service,host,metric,value\n2026-10-25,a,,cpu,2\n"), 0o600))
	got := nines(t, dir, "import")
	assert.Equal(t, "kpis: read 1, stored 0, replaced 0, unchanged 1, rejected 0, skipped 0\n", got.out)
	assert.Contains(t, got.err, "1 of 2 samples is no longer in it: removed")
	require.NoError(t, os.WriteFile(filepath.Join(dir, "kpis.csv"), []byte("at,service,host,metric,value\n"), 0o600))
	got = nines(t, dir, "import")
	assert.Equal(t, exitIncomplete, got.status)
	assert.Contains(t, got.err, "with mode: snapshot all 1 that stand would be gone")
	got = nines(t, dir, "samples", "--service", "a", "--metric", "cpu")
	assert.Equal(t, "at,service,component,metric,value\n2026-10-25T00:00:00+01:00,a,,cpu,2\n", got.out)
}

// Workbooks are read the same way, wide with three rows of header.
func TestSamplesOfAWorkbook(t *testing.T) {
	dir := project(t, map[string]string{"config.yaml": `
sources:
  - name: kpis
    kind: xlsx
    path: kpis.xlsx
    header: 3
    record: sample
    columns: {at: Time}
    metrics: {cpu: Host 1/CPU/%, mem: Host 1/Memory/%}
    set: {service: oltp, component: host-1}
`})
	book := excelize.NewFile()
	for cell, value := range map[string]any{
		"A1": "Time", "B1": "Host 1", "C1": "Host 1", "B2": "CPU", "C2": "Memory", "B3": "%", "C3": "%",
		"A4": "2026-10-01 00:00", "B4": 12.5, "C4": 50, "A5": "2026-10-01 01:00", "C5": 51,
	} {
		require.NoError(t, book.SetCellValue("Sheet1", cell, value))
	}
	require.NoError(t, book.SaveAs(filepath.Join(dir, "kpis.xlsx")))
	got := nines(t, dir, "import")
	require.Equal(t, exitDone, got.status, got.err)
	assert.Equal(t, "kpis: read 2, stored 2, replaced 0, unchanged 0, rejected 0, skipped 0\n", got.out)
	got = nines(t, dir, "samples", "--service", "oltp", "--metric", "mem")
	assert.Equal(t, "at,service,component,metric,value\n2026-10-01T00:00:00Z,oltp,host-1,mem,50\n2026-10-01T01:00:00Z,oltp,host-1,mem,51\n", got.out)
}
