package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"nines/internal/pgtest"
)

// cost is what a command took.
type cost struct{ cpu, wall, peakMiB float64 }

// measure runs a command and returns what it took: its own processor time, not that of what else the machine does.
func measure(tb testing.TB, dir, name string, args ...string) (cost, string) {
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	began := time.Now()
	out, err := cmd.CombinedOutput()
	require.NoError(tb, err, "%s", out)
	c := cost{cpu: (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds(), wall: time.Since(began).Seconds()}
	if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		c.peakMiB = float64(usage.Maxrss) / 1024
	}
	return c, string(out)
}

// importBench sets imports of one file with the program itself against the shell of a database that loads the same file
// into a table of text, the floor, in the same run.
type importBench struct {
	dir, program, shell string

	config string // with %s for the store
	header string // of the file
	file   string // in the folder
}

// in is the benchmark in a folder of its own, with the program built; it is skipped where the shell is not here.
func (m importBench) in(b *testing.B, shell string) importBench {
	b.Helper()
	var err error
	if m.shell, err = exec.LookPath(shell); err != nil {
		b.Skipf("the floor is measured with %s, which is not here", shell)
	}
	m.dir = b.TempDir()
	m.program = filepath.Join(m.dir, "nines")
	_, _ = measure(b, ".", "go", "build", "-o", m.program, ".")
	return m
}

func (m importBench) path() string { return filepath.Join(m.dir, m.file) }

func (m importBench) configure(b *testing.B, store string) {
	b.Helper()
	require.NoError(b, os.WriteFile(filepath.Join(m.dir, "config.yaml"), fmt.Appendf(nil, m.config, store), 0o600))
}

// floor has the sqlite3 shell load the file into memory.
func (m importBench) floor(b *testing.B) cost {
	b.Helper()
	c, _ := measure(b, m.dir, m.shell, ":memory:", ".import --csv "+m.file+" t")
	return c
}

// step imports into SQLite once, and reports CPU seconds, their ratio to the floor and the peak of memory.
func (m importBench) step(b *testing.B, name string, floor cost) (ours cost) {
	b.Helper()
	ours, out := measure(b, m.dir, m.program, "import")
	b.Logf("%s: %.2f CPU s, floor %.2f, ratio %.2f; %.1f s wall, peak %.0f MiB; %s", name,
		ours.cpu, floor.cpu, ours.cpu/floor.cpu, ours.wall, ours.peakMiB, strings.TrimSpace(out))
	b.ReportMetric(ours.cpu, name+"-cpu-s")
	b.ReportMetric(ours.cpu/floor.cpu, name+"-ratio")
	b.ReportMetric(ours.peakMiB, name+"-MiB")
	return ours
}

// postgres imports into PostgreSQL, and the same again. It reports the time on the clock, and its ratio to what psql's
// \copy takes to load the file into the same server; after tells of the database.
func (m importBench) postgres(b *testing.B, after func(address string) string) {
	b.Helper()
	for b.Loop() {
		address := pgtest.URL(b)
		m.configure(b, address)
		table := "CREATE TABLE floor (" + strings.ReplaceAll(m.header, ",", " text, ") + " text)"
		_, _ = measure(b, m.dir, m.shell, address, "-q", "-c", table)
		floor, _ := measure(b, m.dir, m.shell, address, "-q", "-c", `\copy floor from `+m.file+` with (format csv, header)`)
		ours, out := measure(b, m.dir, m.program, "import")
		again, _ := measure(b, m.dir, m.program, "import")
		b.Logf("%.1f s, floor %.1f, ratio %.2f; %.1f CPU s, peak %.0f MiB; again %.1f s; %s%s", ours.wall, floor.wall,
			ours.wall/floor.wall, ours.cpu, ours.peakMiB, again.wall, after(address), strings.TrimSpace(out))
		b.ReportMetric(ours.wall, "wall-s")
		b.ReportMetric(ours.wall/floor.wall, "ratio")
		b.ReportMetric(again.wall/floor.wall, "again-ratio")
	}
	b.ReportMetric(0, "ns/op")
}

// removeStore removes the files of the SQLite store.
func (m importBench) removeStore(b *testing.B) {
	b.Helper()
	files, err := filepath.Glob(filepath.Join(m.dir, "nines.db*"))
	require.NoError(b, err)
	for _, file := range files {
		require.NoError(b, os.Remove(file))
	}
}
