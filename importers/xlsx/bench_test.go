package xlsx

import (
	"fmt"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"
)

// wideFile is a workbook of tickets of 15 columns, three of them times, as excelize streams it.
func wideFile(tb testing.TB, rows int) string {
	tb.Helper()
	f := excelize.NewFile()
	defer func() { require.NoError(tb, f.Close()) }()
	code := "dd/mm/yyyy hh:mm"
	style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &code})
	require.NoError(tb, err)
	w, err := f.NewStreamWriter("Sheet1")
	require.NoError(tb, err)
	cells := make([]any, 15)
	for c := range cells {
		cells[c] = fmt.Sprintf("column %d", c)
	}
	require.NoError(tb, w.SetRow("A1", cells))
	for r := range rows {
		opened := excelize.Cell{StyleID: style, Value: 46303 + float64(r)/1440}
		cells = append(cells[:0], fmt.Sprintf("INC%07d", r), "Closed", "fx-pricing", "2 - High", "Prices are late", opened, opened, opened,
			r, r%90, 1.5, true, fmt.Sprintf("Group %d", r%50), fmt.Sprintf("Resolver %d", r%300), "")
		require.NoError(tb, w.SetRow(fmt.Sprintf("A%d", r+2), cells))
	}
	require.NoError(tb, w.Flush())
	path := filepath.Join(tb.TempDir(), "wide.xlsx")
	require.NoError(tb, f.SaveAs(path))
	return path
}

func BenchmarkReader(b *testing.B) {
	rows := 100_000
	if testing.Short() {
		rows = 10_000
	}
	path := wideFile(b, rows)
	b.ReportAllocs()
	for b.Loop() {
		require.Equal(b, rows, count(b, path, nil))
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*rows), "ns/row")
}

// count reads a workbook and calls watch now and then.
func count(tb testing.TB, path string, watch func()) int {
	r, err := Open(path, Options{Header: 1})
	require.NoError(tb, err)
	defer func() { require.NoError(tb, r.Close()) }()
	for n := 0; ; n++ {
		if _, _, err := r.Next(); err != nil {
			require.Equal(tb, r.Size(), r.Offset(), "%v", err)
			return n
		}
		if watch != nil && n%20_000 == 0 {
			watch()
		}
	}
}

// The sheet is streamed: 200,000 rows do not show in the memory used.
func TestMemoryDoesNotGrowWithTheSheet(t *testing.T) {
	if testing.Short() {
		t.Skip("200,000 rows take some seconds")
	}
	const rows = 200_000
	path := narrowFile(t, rows)
	var peak uint64
	began := time.Now()
	n := count(t, path, func() {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		peak = max(peak, m.HeapAlloc)
	})
	t.Logf("%d rows in %s, %d MiB of heap", n, time.Since(began), peak>>20)
	require.Equal(t, rows, n)
	require.Less(t, peak, uint64(64<<20))
}

func narrowFile(tb testing.TB, rows int) string {
	tb.Helper()
	f := excelize.NewFile()
	defer func() { require.NoError(tb, f.Close()) }()
	w, err := f.NewStreamWriter("Sheet1")
	require.NoError(tb, err)
	require.NoError(tb, w.SetRow("A1", []any{"id", "title", "effort"}))
	for r := range rows {
		require.NoError(tb, w.SetRow(fmt.Sprintf("A%d", r+2), []any{r, "Prices are late, users in APAC wait", 1.5}))
	}
	require.NoError(tb, w.Flush())
	path := filepath.Join(tb.TempDir(), "narrow.xlsx")
	require.NoError(tb, f.SaveAs(path))
	return path
}
