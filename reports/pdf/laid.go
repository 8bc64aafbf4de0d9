package pdf

import "nines/reports/document"

// laidTable is a table with its columns placed and its rows measured.
type laidTable struct {
	grid        *grid
	sizes       []rowSize
	heights     []float64 // of the rows; the notes below the table stay with the last
	head, again float64   // of its title, and of the one that is repeated
}

// laidTable lays a table out in the width at hand; across the page that is done once.
func (l *layout) laidTable(t *document.Table) *laidTable {
	if laid, ok := l.laid[t]; ok && l.across() {
		return laid
	}
	g := l.newGrid(t)
	laid := &laidTable{
		grid: g, sizes: l.rowSizes(g),
		head: l.headHeight(t.Title, t.Subtitle), again: l.headHeight(l.continuedTitle(g), t.Subtitle),
	}
	laid.heights = make([]float64, len(laid.sizes))
	for i := range laid.sizes {
		laid.heights[i] = laid.sizes[i].height
	}
	laid.heights[len(laid.heights)-1] += l.footHeight(g)
	if l.across() {
		l.laid[t] = laid
	}
	return laid
}

// tableBegin is the height that a table needs to begin on a page.
func (l *layout) tableBegin(t *document.Table) float64 {
	whole := l.heightIn(t, l.width)
	if t.Shown() == 0 && t.Total == nil {
		return whole
	}
	laid := l.laidTable(t)
	first := laid.head + laid.grid.head
	if rows := whole - first; rows <= keptWhole {
		return whole
	}
	return first + laid.sum(0, min(keptRows, len(laid.heights)))
}

// divide tells how many rows stand on each page where the first has so much room and the others are of a height.
func (t *laidTable) divide(room, page float64) []int {
	kept := keptRows
	if t.grid.table.Total != nil {
		kept++
	}
	return divide(t.heights, kept, room-t.head-t.grid.head, page-max(t.head, t.again)-t.grid.head)
}

// sum is the height of n rows.
func (t *laidTable) sum(from, n int) float64 {
	sum := 0.0
	for _, h := range t.heights[from : from+n] {
		sum += h
	}
	return sum
}
