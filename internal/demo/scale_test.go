package demo

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestManyTicketsSpreadOverTwentyOneMonths(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("makes 100,001 tickets")
	}
	dir := made(t, Options{Tickets: 100_001, Samples: 10})
	months, ids := map[string]int{}, map[string]bool{}
	rows, err := csv.NewReader(bytes.NewReader(content(t, dir, "incidents.csv"))).ReadAll()
	require.NoError(t, err)
	opened := position(t, rows[0], "opened_at")
	for _, row := range rows[1:] {
		if !ids[row[0]] {
			ids[row[0]] = true
			months[row[opened][3:10]]++
		}
	}
	requests := csv.NewReader(bytes.NewReader(content(t, dir, "requests.csv")))
	requests.Comma = ';'
	rows, err = requests.ReadAll()
	require.NoError(t, err)
	opened = position(t, rows[0], "Created")
	for _, row := range rows[1:] {
		at, err := time.Parse(dutch, row[opened])
		require.NoError(t, err)
		months[at.Format("01/2006")]++
	}
	assert.Equal(t, 100_001, len(ids)+len(rows)-1)
	assert.Len(t, months, 21)
	assert.InDelta(t, 4_700, months["10/2026"], 100) // of 1,000,000: 47,000
}

func position(t *testing.T, header []string, name string) int {
	t.Helper()
	for i, h := range header {
		if h == name {
			return i
		}
	}
	t.Fatalf("no column %s", name)
	return 0
}

func TestSamplesAreHourlyAndAsManyAsAskedFor(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		samples, series, hours int
	}{
		{90, 9, 10},
		{100, 9, 12},        // the last hour holds one only
		{200_064, 528, 379}, // 132 hosts of 4 metrics: 528 x 378 = 199,584, and 480 more
	} {
		dir := t.TempDir()
		w, err := newWorld(Options{Tickets: 30, Samples: c.samples, Seed: 1})
		require.NoError(t, err)
		require.NoError(t, w.writeSamples(filepath.Join(dir, "samples.csv.gz")))
		packed, err := gzip.NewReader(bytes.NewReader(content(t, dir, "samples.csv.gz")))
		require.NoError(t, err)
		lines := bufio.NewScanner(packed)
		series, hours, n := map[string]bool{}, map[string]bool{}, 0
		require.True(t, lines.Scan())
		assert.Equal(t, "time,service,host,metric,value", lines.Text())
		for ; lines.Scan(); n++ {
			cells := strings.Split(lines.Text(), ",")
			require.Len(t, cells, 5)
			hours[cells[0]] = true
			series[cells[2]+" "+cells[3]] = true
		}
		require.NoError(t, lines.Err())
		assert.Equal(t, c.samples, n)
		assert.Len(t, series, c.series)
		assert.Len(t, hours, c.hours)
	}
}
