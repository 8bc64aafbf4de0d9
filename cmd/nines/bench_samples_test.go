package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"nines/importers/csv"
	"nines/internal/pgtest"
)

// benchSamples is how many samples the benchmark's file holds: ten million, 100,000 with -short.
func benchSamples() int {
	if testing.Short() {
		return 100_000
	}
	return 10_000_000
}

const (
	benchSampleConfig = `timezone: UTC
store: %s
output: out
sources:
  - {name: kpis, kind: csv, path: samples.csv, record: sample, columns: {at: timestamp, service: service, component: component, metric: metric, value: value}}
`
	benchSampleHeader = "timestamp,service,component,metric,value"
	benchHosts        = 132
)

// writeSamples writes hourly samples of 132 hosts and four metrics, hour by hour: 59 bytes a row.
func writeSamples(tb testing.TB, file string, n int) {
	f, err := os.Create(file)
	require.NoError(tb, err)
	w := bufio.NewWriterSize(f, 1<<20)
	fmt.Fprintln(w, benchSampleHeader)
	rng := rand.New(rand.NewPCG(1, 2))
	start := time.Date(2024, 11, 1, 0, 0, 0, 0, time.UTC)
	metrics := []string{"txn_rate", "cpu_util", "mem_util", "disk_used"}
	for i := range n {
		host := i / len(metrics) % benchHosts
		at := start.Add(time.Duration(i/len(metrics)/benchHosts) * time.Hour)
		fmt.Fprintf(w, "%s,service-%02d,app-host-%03d,%s,%.1f\n", at.Format(time.RFC3339), host%12, host, metrics[i%len(metrics)], 100*rng.Float64())
	}
	require.NoError(tb, w.Flush())
	require.NoError(tb, f.Close())
}

// readAlone reads all rows of a file, and returns the CPU seconds that takes: what no import can do without.
func readAlone(tb testing.TB, file string) float64 {
	before := ownCPU(tb)
	r, err := csv.Open(file, csv.Options{Header: 1})
	require.NoError(tb, err)
	defer r.Close()
	for {
		if _, _, err := r.Next(); errors.Is(err, io.EOF) {
			return ownCPU(tb) - before
		}
		require.NoError(tb, err)
	}
}

func ownCPU(tb testing.TB) float64 {
	var u syscall.Rusage
	require.NoError(tb, syscall.Getrusage(syscall.RUSAGE_SELF, &u))
	return time.Duration(u.Utime.Nano() + u.Stime.Nano()).Seconds()
}

// BenchmarkImportSamples imports 10,000,000 samples with the program itself, and the same file again. It reports CPU
// seconds, their ratio to what the sqlite3 shell takes to load the file into a table of text in memory and to what
// reading the rows alone takes (both measured in the same run), the peak of memory and the size of the database.
func BenchmarkImportSamples(b *testing.B) {
	shell, err := exec.LookPath("sqlite3")
	if err != nil {
		b.Skip("the floor is measured with the sqlite3 shell, which is not here")
	}
	dir := b.TempDir()
	program := filepath.Join(dir, "nines")
	_, _ = measure(b, ".", "go", "build", "-o", program, ".")
	data := filepath.Join(dir, "samples.csv")
	writeSamples(b, data, benchSamples())
	require.NoError(b, os.WriteFile(filepath.Join(dir, "config.yaml"), fmt.Appendf(nil, benchSampleConfig, "sqlite:nines.db"), 0o600))
	for b.Loop() {
		require.NoError(b, removeStore(dir))
		floor, _ := measure(b, dir, shell, ":memory:", ".import --csv samples.csv t")
		reading := readAlone(b, data)
		for _, step := range []string{"fresh", "unchanged"} {
			ours, out := measure(b, dir, program, "import")
			b.Logf("%s: %.2f CPU s, floor %.2f, ratio %.2f, %.2f of reading alone; %.1f s wall, peak %.0f MiB; %s", step,
				ours.cpu, floor.cpu, ours.cpu/floor.cpu, ours.cpu/reading, ours.wall, ours.peakMiB, strings.TrimSpace(out))
			b.ReportMetric(ours.cpu, step+"-cpu-s")
			b.ReportMetric(ours.cpu/floor.cpu, step+"-ratio")
			b.ReportMetric(ours.peakMiB, step+"-MiB")
		}
		info, err := os.Stat(filepath.Join(dir, "nines.db"))
		require.NoError(b, err)
		b.ReportMetric(float64(info.Size())/(1<<20), "database-MiB")
	}
	b.ReportMetric(0, "ns/op")
}

// BenchmarkImportSamplesPostgreSQL imports the same file into PostgreSQL, with the floor of psql's \copy.
func BenchmarkImportSamplesPostgreSQL(b *testing.B) {
	psql, err := exec.LookPath("psql")
	if err != nil {
		b.Skip("the floor is measured with psql, which is not here")
	}
	dir := b.TempDir()
	program := filepath.Join(dir, "nines")
	_, _ = measure(b, ".", "go", "build", "-o", program, ".")
	writeSamples(b, filepath.Join(dir, "samples.csv"), benchSamples())
	for b.Loop() {
		address := pgtest.URL(b)
		require.NoError(b, os.WriteFile(filepath.Join(dir, "config.yaml"), fmt.Appendf(nil, benchSampleConfig, address), 0o600))
		table := "CREATE TABLE floor (" + strings.ReplaceAll(benchSampleHeader, ",", " text, ") + " text)"
		_, _ = measure(b, dir, psql, address, "-q", "-c", table)
		floor, _ := measure(b, dir, psql, address, "-q", "-c", `\copy floor from samples.csv with (format csv, header)`)
		ours, out := measure(b, dir, program, "import")
		again, _ := measure(b, dir, program, "import")
		_, size := measure(b, dir, psql, address, "-Atc", "SELECT pg_total_relation_size('sample_block') / 1048576.0")
		b.Logf("%.1f s, floor %.1f, ratio %.2f; %.1f CPU s, peak %.0f MiB; again %.1f s; blocks %.4s MiB; %s", ours.wall, floor.wall,
			ours.wall/floor.wall, ours.cpu, ours.peakMiB, again.wall, size, strings.TrimSpace(out))
		b.ReportMetric(ours.wall, "wall-s")
		b.ReportMetric(ours.wall/floor.wall, "ratio")
		b.ReportMetric(again.wall/floor.wall, "again-ratio")
	}
	b.ReportMetric(0, "ns/op")
}
