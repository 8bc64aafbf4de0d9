package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"nines/internal/benchtest"
	"nines/internal/itsm"
	"nines/internal/store"
)

const benchCapacityConfig = benchSampleConfig + `capacity:
  step: 1h
  window: 800d
  growth: [10, 25, 50, 100]
  metrics:
    - {service: "*", metric: cpu_util, driver: txn_rate, limit: 80, unit: "%%"}
    - {service: "*", metric: mem_util, driver: txn_rate, limit: 95, unit: "%%"}
    - {service: "*", metric: disk_used, driver: time, aggregate: max, limit: 90, unit: "%%"}
    - {service: "*", metric: txn_rate, driver: time}
`

// BenchmarkCapacity makes the capacity report of 10,000,000 samples, 528 fits, with the program itself. It reports CPU
// seconds, their ratio to what reading all samples of the store takes, measured in the same run, and the peak of memory.
func BenchmarkCapacity(b *testing.B) {
	dir := b.TempDir()
	program := filepath.Join(dir, "nines")
	_, _ = measure(b, ".", "go", "build", "-o", program, ".")
	writeSamples(b, filepath.Join(dir, "samples.csv"), benchSamples())
	config := fmt.Appendf(nil, benchCapacityConfig, "sqlite:nines.db")
	require.NoError(b, os.WriteFile(filepath.Join(dir, "config.yaml"), config, 0o600))
	_, _ = measure(b, dir, program, "import")
	last := time.Date(2024, 11, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(benchSamples()/4/benchHosts) * time.Hour)
	for b.Loop() {
		floor := readStored(b, filepath.Join(dir, "nines.db"))
		ours, _ := measure(b, dir, program, "run", "capacity", "--no-import", "--format", "json",
			"--period", last.Format("2006-01"), "--as-of", last.Format(time.RFC3339))
		b.Logf("%.2f CPU s, reading alone %.2f, ratio %.1f; %.1f s wall, peak %.0f MiB", ours.cpu, floor, ours.cpu/floor, ours.wall, ours.peakMiB)
		b.ReportMetric(ours.cpu, "cpu-s")
		b.ReportMetric(ours.cpu/floor, "ratio")
		b.ReportMetric(ours.peakMiB, "MiB")
	}
	b.ReportMetric(0, "ns/op")
}

// readStored reads all samples of a store, and returns the CPU seconds that takes.
func readStored(tb testing.TB, file string) float64 {
	before, ctx := benchtest.CPU(tb), context.Background()
	s, err := store.OpenToRead(ctx, "sqlite:"+file)
	require.NoError(tb, err)
	data, err := s.Snapshot(ctx, time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC))
	require.NoError(tb, err)
	n := 0
	require.NoError(tb, data.Samples(ctx, itsm.SampleQuery{}, func(_ itsm.Series, at []int64, _ []float64) error {
		n += len(at)
		return nil
	}))
	require.Equal(tb, benchSamples(), n)
	require.NoError(tb, data.Close())
	require.NoError(tb, s.Close())
	return benchtest.CPU(tb) - before
}
