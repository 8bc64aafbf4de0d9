package service

import (
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A soak of many runs, each minute one: NINES_SOAK says how many, e.g. 10000; else a few. What is older than a day is
// deleted nightly. Nothing may pile up: memory at the end of a long one is within a tenth of that after two fifths of the
// runs, when the ledger has as many rows as at the end, and no goroutine or file stays open.
func TestSoak(t *testing.T) {
	runs := 300
	if text := os.Getenv("NINES_SOAK"); text != "" {
		var err error
		runs, err = strconv.Atoi(text)
		require.NoError(t, err)
	}
	start := on("2026-10-05T00:00")
	d := newDesk(t, start.Add(-time.Minute), "Europe/London", `  - {name: j, report: daily, schedule: "* * * * *", catch_up: all}
retention: {ledger: 1d}`)
	d.begin()
	d.runTo(start.Add(time.Duration(2*runs/5) * time.Minute))
	d.forget()
	before, files, routines := resident(t), openFiles(t), runtime.NumGoroutine()
	d.runTo(start.Add(time.Duration(runs) * time.Minute))
	d.forget()
	after := resident(t)
	t.Logf("%d runs: resident %.1f MiB after %d, %.1f MiB at the end; %d and %d files; %d and %d goroutines",
		runs, before, 2*runs/5, after, files, openFiles(t), routines, runtime.NumGoroutine())
	if !underRace {
		assert.Less(t, after, mayGrowTo(runs, before))
	}
	assert.LessOrEqual(t, openFiles(t), files+2, "the store may open another connection to read")
	assert.LessOrEqual(t, runtime.NumGoroutine(), routines+3)
	d.end()
	assert.Equal(t, runs+1, d.total)
	assert.GreaterOrEqual(t, d.pruned, 1+runs/(24*60))
	assert.LessOrEqual(t, len(d.ledger("j")), 2*24*60, "a day, and the one until the next night")
}

// mayGrowTo is what may be resident at the end, in MiB. A few runs are no measure of a tenth: what they touch for the
// first time weighs more.
func mayGrowTo(runs int, before float64) float64 {
	if runs < 5000 {
		return before + 16
	}
	return 1.1 * before
}

// forget drops what the test itself keeps of the runs, and what SQLite keeps of its file: up to 16 MiB a connection,
// which a longer ledger fills.
func (d *desk) forget() {
	d.t.Helper()
	d.end()
	require.NoError(d.t, d.store.Close())
	d.open()
	d.begin()
	d.settled()
	d.mu.Lock()
	defer d.mu.Unlock()
	d.reported, d.delivered, d.reasons = map[slot]int{}, map[slot]int{}, map[slot]string{}
}

// resident is the resident memory of this process, in MiB, when all garbage is collected.
func resident(t *testing.T) float64 {
	debug.FreeOSMemory()
	status, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		t.Skip("resident memory is read from /proc, which is not here")
	}
	var size, pages float64
	_, err = fmt.Sscan(string(status), &size, &pages)
	require.NoError(t, err)
	return pages * float64(os.Getpagesize()) / (1 << 20)
}

func openFiles(t *testing.T) int {
	entries, err := os.ReadDir("/proc/self/fd")
	require.NoError(t, err)
	return len(entries)
}
