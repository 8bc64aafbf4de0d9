package pdf

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"nines/reports/document"
)

// A table of four times the rows takes about four times the work, counted in allocations, which a busy machine doesn't
// change: what is measured or planned again for every page would show.
func TestWorkGrowsWithThePages(t *testing.T) {
	work := func(rows int) float64 {
		table := tickets(rows)
		table.PageRows = 0
		return testing.AllocsPerRun(1, func() { render(t, bare(table)) })
	}
	few, many := work(1000), work(4000)
	assert.Less(t, many/few, 4.4)

	blocks := func(n int) float64 {
		return testing.AllocsPerRun(1, func() { render(t, bare(measures(n)...)) })
	}
	few, many = blocks(10), blocks(40)
	assert.Less(t, many/few, 4.4, "panels side by side")
}

func TestTitlesOfThreeHundredCharacters(t *testing.T) {
	long := "A title that goes on and on because somebody pasted a whole mail into it, with 外汇 and <b>markup</b>: "
	for len(long) < 300 {
		long += "more "
	}
	blocks := append(narrowTables(4), measures(2)...)
	for _, b := range blocks {
		switch b := b.(type) {
		case *document.Table:
			b.Title, b.Subtitle, b.Note = long, long, long
			b.Rows[0].Cells[0] = text(long)
		case *document.Chart:
			b.Title, b.Subtitle, b.Note = long, long, long
		case *document.KeyFigures:
			for i := range b.Items {
				b.Items[i].Label, b.Items[i].Notes = long, []string{long, long, long}
			}
		case *document.Text:
			b.Title, b.Points = long, []string{long, long}
		}
	}
	doc := bare(blocks...)
	doc.Organisation, doc.Title, doc.Scope, doc.Message = long, long, long, long
	inMargins(t, render(t, doc))
}
