package pdf

import "nines/reports/document"

// span gives the left edge and the width of a span of the page's grid: n columns from the first one, which counts
// from 0.
func (l *layout) span(first, n int) (left, width float64) {
	columns, gutter := float64(l.Theme.Page.Columns), l.Theme.Page.Gutter
	one := (l.width - (columns-1)*gutter) / columns
	return l.left + float64(first)*(one+gutter), float64(n)*one + float64(n-1)*gutter
}

// within draws into a part of the page's width; nothing in there begins a page.
func (l *layout) within(left, width float64, draw func()) {
	oldLeft, oldWidth, framed := l.left, l.width, l.framed
	l.left, l.width, l.framed = left, width, true
	draw()
	l.left, l.width, l.framed = oldLeft, oldWidth, framed
}

// height is that of a whole block in the width at hand, without the gap above it, as if no page ended.
func (l *layout) height(b document.Block) float64 {
	switch b := b.(type) {
	case *document.KeyFigures:
		return l.tilesHeight(b)
	case *document.Chart:
		return l.headHeight(b.Title, b.Subtitle) + l.chartHeight(b) + l.noteHeight(b.Note)
	case *document.Table:
		return l.tableHeight(b)
	case *document.Decisions:
		return decisionsHeight(l.decisionItems(b))
	case *document.Text:
		return l.textHeight(b)
	}
	return 0
}

func (l *layout) noteHeight(text string) float64 {
	return nextLine * float64(len(l.wrap(text, l.width, l.notes(), 0)))
}

// tableHeight is that of a table with all the rows that a page shows.
func (l *layout) tableHeight(t *document.Table) float64 {
	if t.Shown() == 0 && t.Total == nil {
		return l.headHeight(t.Title, t.Subtitle) + l.noteHeight(orWord(t.Empty, l.Words.Text("render.no_rows"))) + l.noteHeight(t.Note)
	}
	laid := l.laidTable(t)
	return laid.head + laid.grid.head + laid.sum(0, len(laid.heights))
}
