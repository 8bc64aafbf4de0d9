package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"nines/internal/pgtest"
)

// writeChanges writes a file of n changes of 60 services over two years.
func writeChanges(tb testing.TB, file string, n int) {
	var b strings.Builder
	b.WriteString("id,service,component,title,class,risk,status,outcome,planned,actual\n")
	rng := rand.New(rand.NewPCG(1, 2))
	start := time.Date(2024, 11, 1, 0, 0, 0, 0, time.UTC)
	for i := range n {
		planned := start.Add(time.Duration(rng.IntN(2*365*24*60)) * time.Minute)
		fmt.Fprintf(&b, "C%d,svc-%d,host-%d,Change number %d of something,normal,low,closed,successful,%s,%s\n", i, rng.IntN(60), rng.IntN(400), i,
			planned.Format(minutes), planned.Add(time.Duration(rng.IntN(30))*time.Minute).Format(minutes))
	}
	require.NoError(tb, os.WriteFile(file, []byte(b.String()), 0o600))
}

// The question is asked of 200,000 changes, 20,000 with -short, by the program as a process of its own: for a service, for
// all, and for one with nothing in the window.
func BenchmarkChanges(b *testing.B) {
	n := 200_000
	if testing.Short() {
		n = 20_000
	}
	for name, location := range map[string]func() string{
		"SQLite": func() string { return "sqlite:nines.db" }, "PostgreSQL": func() string { return pgtest.URL(b) },
	} {
		dir := b.TempDir()
		text := strings.Replace(changesConfig, "services:", "store: "+location()+"\nservices:\n  - {id: svc-1}\n  - {id: rare, depends_on: [svc-1, md]}", 1)
		require.NoError(b, os.WriteFile(filepath.Join(dir, "config.yaml"), []byte(text), 0o600))
		writeChanges(b, filepath.Join(dir, "changes.csv"), n)
		out, err := program(dir, "import").CombinedOutput()
		require.NoError(b, err, string(out))
		for what, args := range map[string][]string{
			"service": {"--service", "svc-7", "--before", "2026-06-01T12:00"}, "all": {"--before", "2026-06-01T12:00"},
			"nothing": {"--service", "rare", "--before", "2027-06-01T12:00"},
		} {
			b.Run(name+"/"+what, func(b *testing.B) {
				var used time.Duration
				for b.Loop() {
					cmd := program(dir, append([]string{"changes"}, args...)...)
					out, err := cmd.Output()
					require.NoError(b, err)
					require.NotEmpty(b, out)
					used += cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
				}
				b.ReportMetric(float64(used.Milliseconds())/float64(b.N), "cpu-ms/op")
			})
		}
	}
}
