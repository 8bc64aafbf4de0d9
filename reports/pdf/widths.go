package pdf

import (
	"math"
	"strings"

	"nines/reports/document"
)

// space is the gap between two columns.
func (g *grid) space() float64 {
	if g.dense || len(g.columns) > 8 {
		return narrowSpace
	}
	return 10
}

const narrowSpace = 6.0 // between the columns of a table that is dense, or narrow

// place gives the columns their widths and x: what is left goes to texts and drawings, what is missing is taken from
// the texts, the widest first, and only then from all.
func (l *layout) place(g *grid) {
	space := g.space()
	if !l.across() {
		space = narrowSpace
	}
	available := l.width - space*float64(max(len(g.columns)-1, 0))
	sum := 0.0
	for i := range g.columns {
		g.columns[i].width = g.columns[i].natural
		sum += g.columns[i].width
	}
	if sum > available {
		shrink(g.columns, sum-available)
	} else {
		grow(g.columns, available-sum)
	}
	x, lines := l.left, 1
	for i := range g.columns {
		c := &g.columns[i]
		c.x = x
		x += c.width + space
		c.title = l.wrap(strings.ReplaceAll(c.Title, "\n", " "), c.width+0.01, l.notes(), 2)
		lines = max(lines, len(c.title)+min(len(c.Ticks), 1))
	}
	g.width = math.Min(x-space-l.left, l.width)
	g.head = 6 + 8.5*float64(lines)
}

// leastWords is the width to which a text is narrowed before a figure, a date or an id is cut: its words then break.
const leastWords = 30.0

// shrink takes the excess from the columns that can spare it, the widest first; where that is not enough, from the texts,
// and at the very last from all in proportion.
func shrink(columns []column, excess float64) {
	if excess = spare(columns, excess, func(c *column) float64 { return c.least }); excess > 0 {
		excess = spare(columns, excess, func(c *column) float64 {
			if c.Kind == document.KindText && mostLines(c) > 1 {
				return math.Min(c.least, leastWords)
			}
			return c.least
		})
	}
	if excess <= 0 {
		return
	}
	sum := 0.0
	for i := range columns {
		sum += columns[i].width
	}
	for i := range columns {
		columns[i].width -= excess * columns[i].width / sum
	}
}

// spare narrows columns, the widest first and none below its least width; it returns the excess that is left.
func spare(columns []column, excess float64, least func(*column) float64) float64 {
	for range 200 {
		widest := -1
		for i := range columns {
			c := &columns[i]
			if c.width > least(c)+0.01 && (widest < 0 || c.width > columns[widest].width) {
				widest = i
			}
		}
		if widest < 0 || excess <= 0 {
			break
		}
		c := &columns[widest]
		cut := math.Min(math.Min(excess, c.width-least(c)), math.Max(c.width*0.08, 1))
		c.width -= cut
		excess -= cut
	}
	return excess
}

// grow shares what is left among bars and texts by their weight, a text only until its reader would lose the row on the
// way to the figures: a table of few columns is narrower than the page. Without any of them, the columns stand apart.
func grow(columns []column, rest float64) {
	sum, left := 0.0, rest
	for i := range columns {
		sum += weight(&columns[i])
	}
	widest := -1
	for i := range columns {
		c := &columns[i]
		before := c.width
		switch {
		case sum == 0:
			c.width += math.Min(rest/float64(len(columns)), 30)
		case c.Kind == document.KindText:
			c.width = math.Min(c.width+rest*weight(c)/sum, math.Max(c.width, readable))
		default:
			c.width += rest * weight(c) / sum
		}
		left -= c.width - before
		if c.Kind == document.KindText && (widest < 0 || c.width > columns[widest].width) {
			widest = i
		}
	}
	if widest >= 0 && left < 60 {
		columns[widest].width += left // a margin so narrow would look like a mistake
	}
}

// weight is a column's claim on room that is left: its own Width, else by kind.
func weight(c *column) float64 {
	if c.Width > 0 {
		return c.Width
	}
	switch c.Kind {
	case document.KindText, document.KindBar:
		return 1
	}
	return 0
}
