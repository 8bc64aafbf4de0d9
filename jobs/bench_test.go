package jobs

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"nines/internal/benchtest"
	"nines/internal/config"
	"nines/internal/demo"
	"nines/jobs/jobstest"
)

// benchTickets is how many tickets the store of the benchmark holds.
func benchTickets() int {
	if testing.Short() {
		return 20_000
	}
	return 1_000_000
}

// BenchmarkMonthlyReport makes a monthly report in all four formats from a store of 1,000,000 tickets over 21 months
// (20,000 with -short), of which about 47,000 are rows of the workbook. It reports CPU seconds and peak memory, which
// the machine's load does not change as it does the time on the clock.
func BenchmarkMonthlyReport(b *testing.B) {
	r := benchRunner(b)
	defer r.Close()
	benchtest.ResetPeak()
	before := benchtest.CPU(b)
	for b.Loop() {
		require.NoError(b, r.Report(context.Background(), ReportRequest{
			Name: "monthly", Periods: []string{"2026-10"}, AsOf: time.Date(2026, 11, 2, 7, 0, 0, 0, time.UTC),
		}))
	}
	b.ReportMetric((benchtest.CPU(b)-before)/float64(b.N), "cpu-s/report")
	b.ReportMetric(benchtest.PeakMiB(b), "peak-MiB")
}

// benchRunner imports made-up exports into a store. NINES_BENCH_DIR keeps them for the next time. NINES_BENCH_STORE is
// the address of another store, of PostgreSQL.
func benchRunner(b *testing.B) *Runner {
	dir := os.Getenv("NINES_BENCH_DIR")
	if dir == "" {
		dir = b.TempDir()
	}
	root, err := os.ReadFile(filepath.Join("..", "config.yaml"))
	require.NoError(b, err)
	conf := filepath.Join(dir, "config.yaml")
	text := strings.ReplaceAll(string(root), "internal/demo/sample", "exports")
	if address := os.Getenv("NINES_BENCH_STORE"); address != "" {
		text = strings.Replace(text, "store: sqlite:var/nines.db", "store: "+address, 1)
	}
	require.NoError(b, os.WriteFile(conf, []byte(text), 0o600))
	c, err := config.Load(conf, os.LookupEnv)
	require.NoError(b, err)
	check := Check{}
	require.NoError(b, check.store(context.Background(), c))
	r, err := Open(context.Background(), c, SystemClock, jobstest.NoProgress{})
	require.NoError(b, err)
	if !check.Made {
		require.NoError(b, demo.Write(filepath.Join(dir, "exports"), demo.Options{Tickets: benchTickets()}))
		results, err := r.Import(context.Background())
		require.NoError(b, err)
		for _, result := range results {
			require.NoError(b, result.Err, result.Source)
		}
	}
	return r
}
