package html_test

import (
	"context"
	"fmt"
	"io"
	"testing"

	"github.com/stretchr/testify/require"

	"nines/reports/document"
	"nines/reports/html"
)

// large is a report of 300 services with all charts of a month, and of 47,000 tickets, which only the workbook has.
func large(t testing.TB) *document.Document {
	t.Helper()
	var blocks []document.Block
	for i := range 12 {
		one := &document.Table{ID: fmt.Sprint("table", i), Title: "Every service", PageRows: 300}
		for c := range 14 {
			one.Columns = append(one.Columns, document.Column{Key: fmt.Sprint(c), Title: "Actual, %", Kind: document.KindShare, Decimals: 3})
		}
		one.Columns[0] = document.Column{Key: "name", Title: "Service"}
		for r := range 47_000 {
			row := document.Row{Cells: []document.Value{document.TextValue(fmt.Sprintf("Service %d", r))}}
			for range 13 {
				row.Cells = append(row.Cells, share(0.99954))
			}
			one.Rows = append(one.Rows, row)
			if i > 0 && r == 24 {
				break
			}
		}
		blocks = append(blocks, one, trend(), lost(), pareto())
	}
	return &document.Document{Report: "monthly", Locale: british, Sections: []document.Section{{Name: "all", Title: "All", Blocks: blocks}}}
}

func BenchmarkRender(b *testing.B) {
	doc := large(b)
	b.ReportAllocs()
	for b.Loop() {
		require.NoError(b, html.Render(context.Background(), io.Discard, doc))
	}
}

// 300 services and the charts of a month are a page that a phone loads; 47,000 tickets make it no larger.
func TestLargePage(t *testing.T) {
	page := render(t, large(t))
	require.Less(t, len(page), 2_000_000)
	t.Logf("%d bytes", len(page))
}
