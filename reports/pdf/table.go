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
}

// table draws a table: its head again on every page, no row broken.
func (l *layout) table(ctx context.Context, t *document.Table) error {
	g := l.newGrid(t)
	l.space(blockGap)
	first, _ := l.rowHeight(g, firstRow(g), false)
	if len(g.rows) > 0 || t.Total != nil {
		first += g.head
	}
	l.need(panelHead + first)
	l.panelHead(t, t.Title, t.Subtitle)
	if len(g.rows) == 0 && t.Total == nil {
		l.note(orWord(t.Empty, l.Words.Text("render.no_rows")))
		l.note(t.Note)
		return nil
	}
	l.gridHead(g)
	if len(g.rows) == 0 {
		l.note(orWord(t.Empty, l.Words.Text("render.no_rows")))
	}
	for i := range g.rows {
		if i%100 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		l.row(g, &g.rows[i], false, i == len(g.rows)-1)
	}
	if t.Total != nil {
		l.row(g, t.Total, true, true)
	}
	l.tableFoot(g)
	return nil
}

func firstRow(g *grid) *document.Row {
	if len(g.rows) > 0 {
		return &g.rows[0]
	}
	return g.table.Total
}

// tableFoot says below the table what it doesn't show, and its note.
func (l *layout) tableFoot(g *grid) {
	l.y += 2
	if shown, all := len(g.rows), len(g.table.Rows); shown < all {
		l.note(l.Words.Text("render.of_rows",
			"shown", l.Locale.Number(float64(shown), 0), "all", l.Locale.Number(float64(all), 0)))
	}
	l.note(g.table.Note)
}

// gridHead draws the header row.
func (l *layout) gridHead(g *grid) {
	st := l.notes()
	for i := range g.columns {
		c := &g.columns[i]
		base := l.y + g.head - 4 - 8.5*float64(len(c.title)-1)
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

// continued begins a page with the table's title and head again.
func (l *layout) continued(g *grid) {
	l.newPage()
	if title := joined(" ", g.table.Title, l.Words.Text("render.continued")); g.table.Title != "" {
		l.rule(l.y, 0.9, l.Theme.Colours.Ink)
		l.panelTitle(title, g.table.Subtitle)
	}
	l.gridHead(g)
}

// row draws one row, on the next page where this one has no room for it.
func (l *layout) row(g *grid, r *document.Row, total, last bool) {
	height, lines := l.rowHeight(g, r, total)
	if l.room() < height {
		l.continued(g)
	}
	box := drawing.Rect{X: l.left, Y: l.y, W: g.width, H: height}
	base := l.y + height/2 + g.size*0.36
	if lines > 1 {
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
	if !total && !(last && g.table.Total != nil) {
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
func (g *grid) sparkHigh() float64 {
	if len(g.rows) > 10 {
		return 16.5
	}
	return 20
}

// rowHeight is that of one line, and more for further lines and drawings; lines is how many the longest text has.
func (l *layout) rowHeight(g *grid, r *document.Row, total bool) (height float64, lines int) {
	height, lines = rowHigh, 1
	if r == nil {
		return height, lines
	}
	for i := range g.columns {
		c := &g.columns[i]
		if c.at >= len(r.Cells) {
			continue
		}
		v := &r.Cells[c.at]
		n := len(l.cellLines(c, v, l.cellStyle(g, v, r.Tone, total)))
		lines = max(lines, n)
		if v.Second != "" {
			n++
		}
		height = max(height, rowHigh+nextLine*float64(n-1))
		switch {
		case c.Kind == document.KindSpark && v.Spark != nil:
			height = max(height, g.sparkHigh())
		case c.Kind == document.KindBar && v.Bar != nil:
			height = max(height, 16)
		}
	}
	return height, lines
}
