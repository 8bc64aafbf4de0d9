package pdf

import (
	"context"

	"nines/reports/document"
	"nines/reports/drawing"
)

// grid is a table laid out: the columns that a page shows, with their places.
type grid struct {
	table   *document.Table
	columns []column
	size    float64 // of the type
	dense   bool    // the columns stand close, as they would not fit otherwise
	head    float64 // height of the header row
	width   float64
	rows    []document.Row
}

// column is a column's place on the page.
type column struct {
	document.Column
	at       int // its index in the table
	x, width float64
	right    bool     // figures stand at the right
	title    []string // at most two lines
	scale    float64  // the common end of the scale of its drawings
	label    float64  // of bars: the room of their labels
	natural  float64  // the width that it would like
	least    float64  // the width that it needs
	word     float64  // of its widest word
}

// table draws a table: its head again on every page, no row broken, no row alone on a page.
func (l *layout) table(ctx context.Context, t *document.Table) error {
	l.space(l.gap)
	if t.Shown() == 0 && t.Total == nil {
		l.need(l.headHeight(t.Title, t.Subtitle) + rowHigh)
		l.panelHead(t, t.Title, t.Subtitle)
		l.note(orWord(t.Empty, l.Words.Text("render.no_rows")))
		l.note(t.Note)
		return nil
	}
	laid := l.laidTable(t)
	g, sizes := laid.grid, laid.sizes
	pages := []int{len(sizes)}
	if !l.framed {
		pages = laid.divide(l.room(), l.bottom-l.top)
	}
	if pages[0] == 0 {
		l.need(l.bottom - l.top)
		if pages = laid.divide(l.room(), l.bottom-l.top); pages[0] == 0 {
			pages = pages[1:]
		}
	}
	l.panelHead(t, t.Title, t.Subtitle)
	l.gridHead(g)
	if len(g.rows) == 0 {
		l.note(orWord(t.Empty, l.Words.Text("render.no_rows")))
	}
	at := 0
	for nth, n := range pages {
		if nth > 0 {
			l.continued(g)
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		for ; n > 0; n-- {
			l.row(g, at, sizes[at])
			at++
		}
	}
	l.tableFoot(g)
	return nil
}

// rowSizes measures the rows, the total last.
func (l *layout) rowSizes(g *grid) []rowSize {
	sizes := make([]rowSize, 0, len(g.rows)+1)
	for i := range g.rows {
		sizes = append(sizes, l.rowHeight(g, &g.rows[i], false))
	}
	if g.table.Total != nil {
		sizes = append(sizes, l.rowHeight(g, g.table.Total, true))
	}
	return sizes
}

// foot are the lines below a table: what it doesn't show, and its note.
func (l *layout) foot(g *grid) []string {
	var lines []string
	if shown, all := len(g.rows), len(g.table.Rows); shown < all {
		lines = l.wrap(l.Words.Text("render.of_rows",
			"shown", l.Locale.Number(float64(shown), 0), "all", l.Locale.Number(float64(all), 0)), l.width, l.notes(), 0)
	}
	return append(lines, l.wrap(g.table.Note, l.width, l.notes(), 0)...)
}

func (l *layout) footHeight(g *grid) float64 { return 2 + nextLine*float64(len(l.foot(g))) }

func (l *layout) tableFoot(g *grid) {
	l.y += 2
	l.noteLines(l.foot(g))
}

// gridHead draws the header row.
func (l *layout) gridHead(g *grid) {
	st := l.notes()
	for i := range g.columns {
		c := &g.columns[i]
		base := l.y + g.head - 4 - 8.5*float64(len(c.title)-1)
		if len(c.Ticks) > 0 {
			l.ticks(c, base)
			base -= 8.5
		}
		for _, line := range c.title {
			if c.right {
				l.lineRight(c.x+c.width, base, c.width, line, st)
			} else {
				l.line(c.x, base, c.width, line, st)
			}
			base += 8.5
		}
	}
	l.y += g.head
	l.rowRule(g, 0.6, l.Theme.Colours.Ink)
}

// ticks writes the marks of a scale above the bars of its column; one that would meet the one before it is left out.
func (l *layout) ticks(c *column, base float64) {
	st, end := l.notes(), c.x-1
	for _, tick := range c.Ticks {
		if c.scale <= 0 || tick.At > c.scale {
			continue
		}
		half := l.Width(tick.Text, st.Size, false) / 2
		x := max(c.x, min(c.x+tick.At/c.scale*l.barWidth(c)-half, c.x+c.width-2*half))
		if x > end {
			l.line(x, base, 2*half+0.1, tick.Text, st)
			end = x + 2*half + 3
		}
	}
}

func (l *layout) continuedTitle(g *grid) string {
	if g.table.Title == "" {
		return ""
	}
	return joined(" ", g.table.Title, l.Words.Text("render.continued"))
}

// continued begins a page with the table's title, unit and head again.
func (l *layout) continued(g *grid) {
	l.newPage()
	if title := l.continuedTitle(g); title != "" {
		l.panelTitle(title, g.table.Subtitle)
	}
	l.gridHead(g)
}

// row draws the row at an index; the one after the last is the total.
func (l *layout) row(g *grid, at int, size rowSize) {
	total := at == len(g.rows)
	r := g.table.Total
	if !total {
		r = &g.rows[at]
	}
	height := size.height
	box := drawing.Rect{X: l.left, Y: l.y, W: g.width, H: height}
	base := l.y + height/2 + g.size*0.36
	if size.lines > 1 {
		base = l.y + firstBase
	}
	switch r.Tone {
	case document.Missed:
		l.Rect(box, drawing.Fill(l.Theme.Colours.Redwash), drawing.None)
	case document.Warning:
		l.Rect(box, drawing.Fill(l.Theme.Colours.Amberwash), drawing.None)
	}
	for i := range g.columns {
		c := &g.columns[i]
		if c.at < len(r.Cells) {
			l.cell(g, c, &r.Cells[c.at], l.cellStyle(g, &r.Cells[c.at], r.Tone, total), box, base)
		}
	}
	if total {
		l.rowRule(g, 0.9, l.Theme.Colours.Ink)
	}
	l.y += height
	if last := at == len(g.rows)-1; !total && !(last && g.table.Total != nil) {
		l.rowRule(g, 0.4, l.Theme.Colours.Rule)
	}
}

// rowRule draws a line as wide as the table.
func (l *layout) rowRule(g *grid, width float64, colour string) {
	from, to := drawing.Point{X: l.left, Y: l.y}, drawing.Point{X: l.left + g.width, Y: l.y}
	l.Line(from, to, drawing.Stroke{Colour: colour, Width: width})
}

const (
	rowHigh   = 14.5 // of one line
	nextLine  = 9.5  // each further one
	firstBase = 10.5 // of the first line in a row of several
)

// sparkHigh is the height of a row with a small chart: less where there are many, so that page one holds a team.
func (l *layout) sparkHigh(g *grid) float64 {
	switch {
	case l.tight:
		return rowHigh
	case len(g.rows) > 10:
		return 16.5
	}
	return 20
}

// barHigh is the height of a row with a bar.
func (l *layout) barHigh() float64 {
	if l.tight {
		return rowHigh
	}
	return 16
}

// rowSize is the height of a row and how many lines its longest text has.
type rowSize struct {
	height float64
	lines  int
}

// rowHeight is that of one line, and more for further lines and drawings.
func (l *layout) rowHeight(g *grid, r *document.Row, total bool) rowSize {
	size := rowSize{rowHigh, 1}
	for i := range g.columns {
		c := &g.columns[i]
		if c.at >= len(r.Cells) {
			continue
		}
		v := &r.Cells[c.at]
		n := len(l.cellLines(c, v, l.cellStyle(g, v, r.Tone, total)))
		size.lines = max(size.lines, n)
		if v.Second != "" {
			n += len(l.secondLines(c, v))
		}
		size.height = max(size.height, rowHigh+nextLine*float64(n-1))
		switch {
		case c.Kind == document.KindSpark && v.Spark != nil:
			size.height = max(size.height, l.sparkHigh(g))
		case c.Kind == document.KindBar && v.Bar != nil:
			size.height = max(size.height, l.barHigh())
		}
	}
	return size
}
