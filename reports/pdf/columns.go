package pdf

import (
	"math"
	"strings"

	"nines/reports/document"
	"nines/reports/drawing"
)

const (
	sampleRows = 400  // rows whose cells are measured
	widestText = 330  // a text column asks for no more
	leastText  = 42.0 // nor for less when room is short
	widestWord = 72.0 // that a column is kept wide enough for
	readable   = 190  // a text column is not stretched beyond this
	barRoom    = 72.0
	leastBar   = 46.0
	sparkRoom  = 84.0
	entryRoom  = 64.0 // a field to write a few words into
	signRoom   = 15.0
)

// newGrid chooses the columns' places: figures as wide as they are, the rest to the texts, which shrink first.
func (l *layout) newGrid(t *document.Table) *grid {
	g := &grid{table: t, size: l.Theme.Sizes.Body, rows: t.Rows[:t.Shown()]}
	for at, c := range t.Columns {
		if c.Medium != document.BookOnly && !t.Bare(at) {
			g.columns = append(g.columns, column{Column: c, at: at, right: figures(c.Kind)})
		}
	}
	if len(g.columns) > 8 {
		g.size = l.Theme.Sizes.Dense
	}
	l.measureAll(g)
	if g.least() > l.width && g.size > l.Theme.Sizes.Dense { // rather small than an id or a date that is cut
		g.size, g.dense = l.Theme.Sizes.Dense, true
		l.measureAll(g)
	}
	l.place(g)
	return g
}

func (l *layout) measureAll(g *grid) {
	for i := range g.columns {
		g.columns[i].natural, g.columns[i].word, g.columns[i].label = 0, 0, 0
		l.measure(g, &g.columns[i])
	}
}

// least is the width that the columns need, with the gaps between them.
func (g *grid) least() float64 {
	sum := g.space() * float64(max(len(g.columns)-1, 0))
	for i := range g.columns {
		sum += g.columns[i].least
	}
	return sum
}

// figures tells whether values of a kind stand at the right.
func figures(k document.Kind) bool {
	switch k {
	case document.KindCount, document.KindNumber, document.KindShare, document.KindPoints, document.KindMinutes,
		document.KindDuration:
		return true
	}
	return false
}

// measure finds the width that a column would like and the one that it needs.
func (l *layout) measure(g *grid, c *column) {
	var bars []*document.Bar
	var sparks []*document.Spark
	visit := func(r *document.Row, total bool) {
		if r == nil || c.at >= len(r.Cells) {
			return
		}
		v := &r.Cells[c.at]
		bars, sparks = append(bars, v.Bar), append(sparks, v.Spark)
		w := l.cellWidth(g, c, v, total)
		if c.Kind == document.KindBar {
			c.label = math.Max(c.label, w)
		} else {
			c.natural = math.Max(c.natural, w)
			c.word = math.Max(c.word, l.widestWord(g, c, v))
		}
	}
	for i := range g.rows[:min(len(g.rows), sampleRows)] {
		visit(&g.rows[i], false)
	}
	visit(g.table.Total, true)
	switch c.Kind {
	case document.KindBar:
		c.scale, c.natural = drawing.BarScale(bars), c.label+barRoom*c.slim()
	case document.KindSpark:
		c.scale, c.natural = drawing.SparkScale(sparks), sparkRoom
	}
	if c.Entry {
		c.natural = math.Max(c.natural, entryRoom)
	}
	c.natural = math.Max(c.natural, l.titleWidth(c.Title))
	c.least = c.natural
	switch c.Kind {
	case document.KindID:
		c.natural = math.Min(c.natural, widestText)
		c.least = math.Min(c.natural, math.Max(widestWord, c.word))
	case document.KindText:
		c.natural = math.Min(c.natural, widestText)
		c.least = math.Min(c.natural, math.Max(leastText, c.word))
	case document.KindBar:
		c.least = math.Min(c.natural, c.label+leastBar*c.slim())
	}
}

// slim is the part of the usual room that a column of bars wants: all, unless its weight is below that of others.
func (c *column) slim() float64 {
	if c.Width > 0 {
		return math.Min(c.Width, 1)
	}
	return 1
}

// cellWidth is the width of a cell's text with its sign and second line; a text is measured no further than needed.
func (l *layout) cellWidth(g *grid, c *column, v *document.Value, total bool) float64 {
	bold := total || v.Strong || v.Tone == document.Missed || (v.Bar != nil && v.Bar.Tone == document.Missed)
	text := drawing.Fit(l.Pen, l.cellText(c, v), widestText, g.size, bold)
	w := l.Width(text, g.size, bold)
	if v.Kind == document.KindRating {
		w = l.Width(text, g.size, true) + signRoom
	}
	second := drawing.Fit(l.Pen, v.Second, widestText, l.Theme.Sizes.Small, false)
	return math.Max(w, l.Width(second, l.Theme.Sizes.Small, false)) + 0.5
}

// widestWord is the width of the widest word of a text that may break into lines, as an id that is broken in the middle
// cannot be looked up. One longer than an id asks for nothing.
func (l *layout) widestWord(g *grid, c *column, v *document.Value) float64 {
	if mostLines(c) < 2 || (c.Kind != document.KindText && c.Kind != document.KindID) {
		return 0
	}
	widest := 0.0
	for _, word := range strings.Fields(drawing.Fit(l.Pen, l.cellText(c, v), widestText, g.size, false)) {
		if w := l.Width(word, g.size, v.Strong || v.Tone == document.Missed); w <= widestWord {
			widest = math.Max(widest, w)
		}
	}
	return widest + 0.5
}

// titleWidth is the width of a column's title in one or two lines; a sign such as % never stands alone.
func (l *layout) titleWidth(title string) float64 {
	size := l.Theme.Sizes.Small
	best := l.Width(drawing.Fit(l.Pen, title, widestText, size, false), size, false)
	for i, r := range title {
		if r == ' ' && i > 2 && i < 200 && len(title)-i > 3 {
			halves := math.Max(l.Width(title[:i], size, false), l.Width(firstPart(title[i+1:]), size, false))
			best = math.Min(best, halves)
		}
	}
	return best + 0.5
}

// firstPart cuts a title that nobody can have meant.
func firstPart(title string) string { return title[:min(len(title), 200)] }
