package pdf

import (
	"context"
	"slices"

	"nines/reports/document"
)

// row is a group of blocks in two columns, in each one below the other.
type row struct {
	left, right []document.Block
	span        int     // columns of the grid at the left
	height      float64 // of the higher of the two
}

// group is a number of blocks that begin with one.
type group struct {
	first document.Block
	n     int
}

func (r *row) blocks() int { return len(r.left) + len(r.right) }

const (
	mostRows  = 24  // of a table that stands beside something
	textWidth = 190 // points, of a text at least
)

// spans are the divisions of the grid that are tried, of equal ones the first.
var spans = []int{6, 7, 5, 8, 4}

// flow draws blocks from top to bottom; those that are narrow enough stand side by side. What is said of a measure
// repeats its name where it goes on on another page.
func (l *layout) flow(ctx context.Context, blocks []document.Block) error {
	defer func() { l.about = "" }()
	for at := 0; at < len(blocks); {
		ch, ok := blocks[at].(*document.Chart)
		head := ok && ch.Head
		if head {
			l.about = ""
		}
		if r, ok := l.beside(blocks[at:]); ok {
			l.drawRow(ctx, r)
			at += r.blocks()
		} else {
			if err := l.block(ctx, blocks[at]); err != nil {
				return err
			}
			at++
		}
		if head {
			l.about = ch.Title
		}
	}
	return ctx.Err()
}

// narrow are the blocks at the beginning of which each could stand beside another. Figures and texts do beside a chart
// that they are about.
func (l *layout) narrow(blocks []document.Block) []document.Block {
	group := false
	for n, b := range blocks[:min(len(blocks), mostBeside)] {
		switch b := b.(type) {
		case *document.Chart:
			if n > 0 && b.Head || wide(b) {
				return blocks[:n]
			}
			group = group || b.Head
		case *document.Table:
			if b.Shown() > mostRows {
				return blocks[:n]
			}
		case *document.KeyFigures, *document.Text:
			if !group {
				return blocks[:n]
			}
		default:
			return blocks[:n]
		}
	}
	return blocks[:min(len(blocks), mostBeside)]
}

// wide tells that a chart needs the whole page.
func wide(ch *document.Chart) bool {
	return ch.Kind == document.ChartGantt || ch.Kind == document.ChartPareto || ch.Kind == document.ChartHeat
}

// bestRow divides blocks among two columns so that the higher one is as low as can be: the first ones at the left, or the
// charts at the left and what is said of them at the right, or the figures and tables of it.
func (l *layout) bestRow(blocks []document.Block) (best row, ok bool) {
	key := group{blocks[0], len(blocks)}
	if best, ok = l.rows[key]; ok {
		return best, best.blocks() > 0
	}
	defer func() { l.rows[key] = best }()
	for _, span := range spans {
		_, left := l.span(0, span)
		_, right := l.span(span, l.Theme.Page.Columns-span)
		for _, r := range divisions(blocks) {
			if !l.fit(r.left, left) || !l.fit(r.right, right) {
				continue
			}
			r.span, r.height = span, max(l.stack(r.left, left), l.stack(r.right, right))
			if !ok || r.height < best.height-1 {
				best, ok = r, true
			}
		}
	}
	return best, ok
}

// divisions are the ways to put blocks into two columns.
func divisions(blocks []document.Block) []row {
	var all []row
	if ch, ok := blocks[0].(*document.Chart); ok && ch.Head {
		all = append(all, apart(blocks, func(b document.Block) bool {
			_, chart := b.(*document.Chart)
			return chart
		})...)
		all = append(all, apart(blocks, func(b document.Block) bool {
			_, chart := b.(*document.Chart)
			_, text := b.(*document.Text)
			return chart || text
		})...)
	}
	for k := 1; k < len(blocks); k++ {
		all = append(all, row{left: blocks[:k], right: blocks[k:]})
	}
	return all
}

// apart is the row with some of the blocks at the left and the others at the right; none where all stand on one side.
func apart(blocks []document.Block, left func(document.Block) bool) []row {
	var r row
	for _, b := range blocks {
		if left(b) {
			r.left = append(r.left, b)
		} else {
			r.right = append(r.right, b)
		}
	}
	if len(r.left) == 0 || len(r.right) == 0 {
		return nil
	}
	return []row{r}
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
	l.need(r.height)
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
	column(0, r.span, r.left)
	l.y = top
	column(r.span, l.Theme.Page.Columns-r.span, r.right)
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
	case *document.Text:
		return textWidth
	case *document.Chart:
		return l.chartWidth(b)
	case *document.Table:
		return l.tableWidth(b)
	}
	return l.width
}

// chartWidth depends on how many values lie side by side. Many over time are a line, whose form needs no more.
func (l *layout) chartWidth(ch *document.Chart) float64 {
	const least, most = 200.0, 240.0
	switch n := float64(len(ch.Categories)); {
	case ch.Kind == document.ChartScatter:
		return least
	case ch.Kind == document.ChartLine && n > 20:
		return least
	case ch.Kind == document.ChartLine:
		return min(max(75+14*n, least), most)
	case ch.Kind == document.ChartStacked:
		return max(85+15*n, least)
	case lying(ch):
		return most
	default:
		return max(75+20*n, least)
	}
}

// lying tells that the bars of a chart lie in a narrow place: their names are no periods.
func lying(ch *document.Chart) bool {
	return slices.ContainsFunc(ch.Categories, func(name string) bool { return len(name) > 9 })
}

// tableWidth is the room of a table's columns: figures as wide as they are, texts that can break on two lines.
func (l *layout) tableWidth(t *document.Table) float64 {
	g := l.newGrid(t)
	sum := narrowSpace * float64(max(len(g.columns)-1, 0))
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
