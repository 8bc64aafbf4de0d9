package pdf

import (
	"context"

	"nines/reports/document"
)

// row is a group of blocks in two columns: the first ones at the left, one below the other, the others at the right.
type row struct {
	blocks []document.Block
	left   int     // how many of them stand at the left
	span   int     // columns of the grid at the left
	height float64 // of the higher of the two
}

const (
	mostBeside = 6    // blocks in one row
	leastGain  = 30.0 // points that a row has to spare against one block below the other
	mostRows   = 24   // of a table that stands beside something
)

// spans are the divisions of the grid that are tried, of equal ones the first.
var spans = []int{6, 7, 5, 8, 4}

// flow draws blocks from top to bottom; those that are narrow enough stand side by side.
func (l *layout) flow(ctx context.Context, blocks []document.Block) error {
	for at := 0; at < len(blocks); {
		if r, ok := l.beside(blocks[at:]); ok {
			l.drawRow(ctx, r)
			at += len(r.blocks)
			continue
		}
		if err := l.block(ctx, blocks[at]); err != nil {
			return err
		}
		at++
	}
	return ctx.Err()
}

// beside looks for the row that begins with the first of the blocks and spares most of the page, among those for which
// this page has room.
func (l *layout) beside(blocks []document.Block) (best row, ok bool) {
	run := l.narrow(blocks)
	gain := leastGain
	alone := 0.0
	for m := 1; m <= len(run); m++ {
		alone += l.heightIn(run[m-1], l.width) + l.gap
		if m < 2 {
			continue
		}
		r, found := l.bestRow(run[:m])
		if found && l.gapAbove()+r.height <= l.room() && alone-r.height-l.gap > gain {
			best, ok, gain = r, true, alone-r.height-l.gap
		}
	}
	return best, ok
}

// narrow are the blocks at the beginning of which each could stand beside another.
func (l *layout) narrow(blocks []document.Block) []document.Block {
	n, chart := 0, false
	for n < len(blocks) && n < mostBeside {
		switch b := blocks[n].(type) {
		case *document.Chart:
			chart = true
			if b.Kind == document.ChartGantt || b.Kind == document.ChartPareto || b.Kind == document.ChartHeat {
				return blocks[:n]
			}
		case *document.Table:
			if len(b.Rows) > mostRows {
				return blocks[:n]
			}
		case *document.KeyFigures:
			if !chart { // the figures of a section stand across the page, those of a chart beside it
				return blocks[:n]
			}
		default:
			return blocks[:n]
		}
		n++
	}
	return blocks[:n]
}

// bestRow divides blocks among two columns so that the higher one is as low as can be.
func (l *layout) bestRow(blocks []document.Block) (best row, ok bool) {
	for _, span := range spans {
		_, left := l.span(0, span)
		_, right := l.span(span, l.Theme.Page.Columns-span)
		for k := 1; k < len(blocks); k++ {
			if !l.fit(blocks[:k], left) || !l.fit(blocks[k:], right) {
				continue
			}
			height := max(l.stack(blocks[:k], left), l.stack(blocks[k:], right))
			if !ok || height < best.height-1 {
				best, ok = row{blocks: blocks, left: k, span: span, height: height}, true
			}
		}
	}
	return best, ok
}

func (l *layout) fit(blocks []document.Block, width float64) bool {
	for _, b := range blocks {
		if l.leastWidth(b) > width {
			return false
		}
	}
	return true
}

// stack is the height of blocks one below the other.
func (l *layout) stack(blocks []document.Block, width float64) float64 {
	sum := -l.gap
	for _, b := range blocks {
		sum += l.gap + l.heightIn(b, width)
	}
	return sum
}

func (l *layout) drawRow(ctx context.Context, r row) {
	l.space(l.gap)
	top := l.y
	column := func(first, n int, blocks []document.Block) {
		left, width := l.span(first, n)
		l.within(left, width, func() {
			for i, b := range blocks {
				l.y += l.gap * float64(min(i, 1))
				// What ends ctx ends the flow that this row is part of.
				_ = l.block(ctx, b)
			}
		})
	}
	column(0, r.span, r.blocks[:r.left])
	l.y = top
	column(r.span, l.Theme.Page.Columns-r.span, r.blocks[r.left:])
	l.y = top + r.height
}

// measured is a block in a width.
type measured struct {
	block document.Block
	width float64
}

// heightIn is the height of a block in a width; it is measured once.
func (l *layout) heightIn(b document.Block, width float64) float64 {
	key := measured{b, width}
	height, ok := l.heights[key]
	if !ok {
		l.within(l.left, width, func() { height = l.height(b) })
		l.heights[key] = height
	}
	return height
}

// leastWidth is the width from which a block can be read: a table's with its figures whole and its texts on few lines.
func (l *layout) leastWidth(b document.Block) float64 {
	switch b := b.(type) {
	case *document.KeyFigures:
		return 2 * figureWidth
	case *document.Chart:
		return l.chartWidth(b)
	case *document.Table:
		return l.tableWidth(b)
	}
	return l.width
}

// chartWidth depends on how many values lie side by side, or on how much is written in the plot.
func (l *layout) chartWidth(ch *document.Chart) float64 {
	switch ch.Kind {
	case document.ChartScatter:
		return 240
	case document.ChartStacked:
		return 90 + 15*float64(len(ch.Categories))
	}
	return 75 + 14*float64(len(ch.Categories))
}

// tableWidth is the room of a table's columns: figures as wide as they are, texts that can break on two lines.
func (l *layout) tableWidth(t *document.Table) float64 {
	g := l.newGrid(t)
	sum := g.space() * float64(max(len(g.columns)-1, 0))
	for i := range g.columns {
		c := &g.columns[i]
		switch {
		case c.Kind == document.KindText && c.Lines > 1:
			sum += min(c.natural, 110)
		case c.Kind == document.KindText:
			sum += min(c.natural, 190)
		default:
			sum += c.least
		}
	}
	return sum
}
