package csv

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// wideFile writes rows of 19 columns and about 205 bytes, as tools export them.
func wideFile(tb testing.TB, rows int) string {
	tb.Helper()
	var b strings.Builder
	b.WriteString("number,state,service,component,priority,impact,urgency,opened,resolved,closed,updated,team,assignee,title,effort,reassigned,reopened,problem,change\n")
	for i := range rows {
		fmt.Fprintf(&b, "INC%07d,Closed,fx-pricing,pricing-engine,2 - High,2 - Medium,2 - Medium,9/3/2026 07:05,9/3/2026 08:15,12/3/2026 10:00,12/3/2026 10:01,"+
			"Group %d,Resolver %d,\"Prices are late, users in APAC\",%d,1,0,PRB%05d,CHG%05d\n", i, i%50, i%300, i%90, i%1000, i%2000)
	}
	path := filepath.Join(tb.TempDir(), "wide.csv")
	require.NoError(tb, os.WriteFile(path, []byte(b.String()), 0o600))
	return path
}

func BenchmarkReader(b *testing.B) {
	const rows = 50_000
	path := wideFile(b, rows)
	info, err := os.Stat(path)
	require.NoError(b, err)
	b.SetBytes(info.Size())
	b.ReportAllocs()
	for b.Loop() {
		r, err := Open(path, Options{Header: 1})
		require.NoError(b, err)
		n := 0
		for {
			if _, _, err := r.Next(); err != nil {
				require.True(b, errors.Is(err, io.EOF), "%v", err)
				break
			}
			n++
		}
		require.Equal(b, rows, n)
		require.NoError(b, r.Close())
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*rows), "ns/row")
}
