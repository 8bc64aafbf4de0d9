package xlsx_test

import (
	"context"
	"io"
	"testing"

	"github.com/stretchr/testify/require"

	"nines/reports/xlsx"
)

// BenchmarkDetail streams the tickets of a busy month: 47,000 rows of fifteen columns.
func BenchmarkDetail(b *testing.B) {
	doc := frame(b, section(tickets(47000)))
	opt := xlsx.Options{TempDir: b.TempDir()}
	b.ReportAllocs()
	for b.Loop() {
		require.NoError(b, xlsx.Render(context.Background(), io.Discard, doc, opt))
	}
}
