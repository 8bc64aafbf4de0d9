package main

import (
	"bufio"
	"fmt"
	"math/rand/v2"
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

// benchRows is how many tickets the benchmark's file holds: a million, 20,000 with -short.
func benchRows() int {
	if testing.Short() {
		return 20_000
	}
	return 1_000_000
}

const benchConfig = `timezone: UTC
store: %s
output: out
sources:
  - name: incidents
    kind: csv
    path: incidents.csv
    record: incident
    zone: UTC
    columns:
      id: number
      title: short_description
      service: business_service
      component: cmdb_ci
      priority: priority
      status: state
      opened: opened_at
      acknowledged: acknowledged_at
      restored: restored_at
      resolved: resolved_at
      closed: closed_at
      updated: sys_updated_on
      cause: cause_code
      team: assignment_group
      assignee: assigned_to
      reassignments: reassignment_count
      category: category
      subcategory: subcategory
      effort: time_worked
`

const benchHeader = "number,short_description,business_service,cmdb_ci,priority,state,opened_at,acknowledged_at,restored_at," +
	"resolved_at,closed_at,sys_updated_on,cause_code,assignment_group,assigned_to,reassignment_count,category,subcategory,time_worked"

// writeTickets writes a file of n tickets of 19 columns, about 205 bytes each, over 21 months. Of every changed-th the
// state, the team and the instant of the last update are others; 0: of none.
func writeTickets(tb testing.TB, file string, n, changed int) {
	f, err := os.Create(file)
	require.NoError(tb, err)
	w := bufio.NewWriterSize(f, 1<<20)
	fmt.Fprintln(w, benchHeader)
	rng := rand.New(rand.NewPCG(1, 2))
	start := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	const layout = "2006-01-02 15:04:05"
	priorities := []string{"1 - Critical", "2 - High", "3 - Moderate", "4 - Low"}
	words := strings.Fields("order entry is slow for users of branch login fails after the update pricing late batch did not end")
	for i := range n {
		opened := start.Add(time.Duration(float64(i) / float64(n) * float64(638*24*time.Hour))).Truncate(time.Second)
		resolved := opened.Add(time.Duration(rng.ExpFloat64() * float64(20*time.Hour))).Truncate(time.Second)
		closed, state, team := resolved.Add(72*time.Hour), "Closed", rng.IntN(40)
		updated := closed
		word := func() string { return words[rng.IntN(len(words))] }
		title := strings.Join([]string{word(), word()}, " ")
		fmt.Fprintf(w, "INC%07d,%s %d,", i, title, rng.IntN(5000))
		if changed > 0 && i%changed == 0 {
			state, team, updated = "Resolved", team+1, closed.Add(time.Hour)
		}
		fmt.Fprintf(w, "service-%02d,host%04d,%s,%s,", rng.IntN(30), rng.IntN(3000), priorities[rng.IntN(4)], state)
		for _, t := range []time.Time{opened, opened.Add(5 * time.Minute), resolved, resolved, closed, updated} {
			w.WriteString(t.Format(layout))
			w.WriteByte(',')
		}
		fmt.Fprintf(w, "cause %d,team %02d,user%03d,%d,software,sub %d,%d\n",
			rng.IntN(9), team, rng.IntN(900), rng.IntN(4), rng.IntN(50), rng.IntN(300))
	}
	require.NoError(tb, w.Flush())
	require.NoError(tb, f.Close())
}

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

// BenchmarkImport imports a file of 1,000,000 tickets with the program itself, then the same file again, then one of
// which a row in a hundred changed. It reports CPU seconds, their ratio to what the sqlite3 shell takes to load the same
// file into a table of text in memory (the floor, measured in the same run), and the peak of memory.
func BenchmarkImport(b *testing.B) {
	shell, err := exec.LookPath("sqlite3")
	if err != nil {
		b.Skip("the floor is measured with the sqlite3 shell, which is not here")
	}
	dir := b.TempDir()
	program := filepath.Join(dir, "nines")
	_, _ = measure(b, ".", "go", "build", "-o", program, ".")
	data := filepath.Join(dir, "incidents.csv")
	require.NoError(b, os.WriteFile(filepath.Join(dir, "config.yaml"), fmt.Appendf(nil, benchConfig, "sqlite:nines.db"), 0o600))
	steps := []struct {
		name    string
		changed int
	}{{"fresh", 0}, {"unchanged", 0}, {"changed", 100}}
	for b.Loop() {
		require.NoError(b, removeStore(dir))
		for _, step := range steps {
			writeTickets(b, data, benchRows(), step.changed)
			floor, _ := measure(b, dir, shell, ":memory:", ".import --csv incidents.csv t")
			ours, out := measure(b, dir, program, "import")
			b.Logf("%s: %.2f CPU s, floor %.2f, ratio %.2f; %.1f s wall, peak %.0f MiB; %s", step.name,
				ours.cpu, floor.cpu, ours.cpu/floor.cpu, ours.wall, ours.peakMiB, strings.TrimSpace(out))
			b.ReportMetric(ours.cpu, step.name+"-cpu-s")
			b.ReportMetric(ours.cpu/floor.cpu, step.name+"-ratio")
			b.ReportMetric(ours.peakMiB, step.name+"-MiB")
		}
	}
	b.ReportMetric(0, "ns/op")
}

// BenchmarkImportPostgreSQL imports the same file into PostgreSQL. It reports the time on the clock, and its ratio to
// what psql's \copy takes to load the file into a table of text in the same server.
func BenchmarkImportPostgreSQL(b *testing.B) {
	psql, err := exec.LookPath("psql")
	if err != nil {
		b.Skip("the floor is measured with psql, which is not here")
	}
	dir := b.TempDir()
	program := filepath.Join(dir, "nines")
	_, _ = measure(b, ".", "go", "build", "-o", program, ".")
	writeTickets(b, filepath.Join(dir, "incidents.csv"), benchRows(), 0)
	for b.Loop() {
		address := pgtest.URL(b)
		require.NoError(b, os.WriteFile(filepath.Join(dir, "config.yaml"), fmt.Appendf(nil, benchConfig, address), 0o600))
		table := "CREATE TABLE floor (" + strings.ReplaceAll(benchHeader, ",", " text, ") + " text)"
		_, _ = measure(b, dir, psql, address, "-q", "-c", table)
		floor, _ := measure(b, dir, psql, address, "-q", "-c", `\copy floor from incidents.csv with (format csv, header)`)
		ours, out := measure(b, dir, program, "import")
		again, _ := measure(b, dir, program, "import")
		b.Logf("%.1f s, floor %.1f, ratio %.2f; %.1f CPU s, peak %.0f MiB; again %.1f s; %s", ours.wall, floor.wall,
			ours.wall/floor.wall, ours.cpu, ours.peakMiB, again.wall, strings.TrimSpace(out))
		b.ReportMetric(ours.wall, "wall-s")
		b.ReportMetric(ours.wall/floor.wall, "ratio")
		b.ReportMetric(again.wall/floor.wall, "again-ratio")
	}
	b.ReportMetric(0, "ns/op")
}

func removeStore(dir string) error {
	files, err := filepath.Glob(filepath.Join(dir, "nines.db*"))
	for _, file := range files {
		if err := os.Remove(file); err != nil {
			return err
		}
	}
	return err
}
