package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"nines/importers/csv"
	"nines/internal/benchtest"
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

var sampleImport = importBench{config: benchSampleConfig, header: benchSampleHeader, file: "samples.csv"}

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
	before := benchtest.CPU(tb)
	r, err := csv.Open(file, csv.Options{Header: 1})
	require.NoError(tb, err)
	defer r.Close()
	for {
		if _, _, err := r.Next(); errors.Is(err, io.EOF) {
			return benchtest.CPU(tb) - before
		}
		require.NoError(tb, err)
	}
}

// BenchmarkImportSamples imports 10,000,000 samples with the program itself, and the same file again. It reports CPU
// seconds, their ratio to what the sqlite3 shell takes to load the file into a table of text in memory and to what
// reading the rows alone takes (both measured in the same run), the peak of memory and the size of the database.
func BenchmarkImportSamples(b *testing.B) {
	m := sampleImport.in(b, "sqlite3")
	m.configure(b, "sqlite:nines.db")
	writeSamples(b, m.path(), benchSamples())
	for b.Loop() {
		m.removeStore(b)
		floor := m.floor(b)
		reading := readAlone(b, m.path())
		for _, step := range []string{"fresh", "unchanged"} {
			ours := m.step(b, step, floor)
			b.Logf("%s: %.2f of reading alone", step, ours.cpu/reading)
		}
		info, err := os.Stat(filepath.Join(m.dir, "nines.db"))
		require.NoError(b, err)
		b.ReportMetric(float64(info.Size())/(1<<20), "database-MiB")
	}
	b.ReportMetric(0, "ns/op")
}

// BenchmarkImportSamplesPostgreSQL imports the same file into PostgreSQL, with the floor of psql's \copy.
func BenchmarkImportSamplesPostgreSQL(b *testing.B) {
	m := sampleImport.in(b, "psql")
	writeSamples(b, m.path(), benchSamples())
	m.postgres(b, func(address string) string {
		_, size := measure(b, m.dir, m.shell, address, "-Atc", "SELECT pg_total_relation_size('sample_block') / 1048576.0")
		return fmt.Sprintf("blocks %.4s MiB; ", size)
	})
}
