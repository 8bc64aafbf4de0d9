package pdf

import (
	"math"

	"nines/reports/document"
)

const (
	mostAhead  = 9     // blocks that are looked at before the place of the first is chosen
	mostBeside = 7     // blocks in one row
	leastGain  = 30.0  // points that a row has to spare against one block below the other
	headRoom   = 80.0  // points that a row leaves of a page, for the head of its section
	wholeGroup = 120.0 // points that a row may cost which keeps a chart and all that is said of it together
)

// planner chooses which of the next blocks stand side by side, so that they take as little of the pages as can be,
// counting what stays empty where something doesn't fit.
type planner struct {
	*layout
	blocks []document.Block
	known  map[spot]choice
}

// spot is where a block begins: y in tenths of a point.
type spot struct{ block, y int }

// choice is the best way to go on from a spot: a row, or the block alone where its columns are empty.
type choice struct {
	row  row
	cost float64
}

// beside returns the row with which the blocks had better begin; false: the first stands alone.
func (l *layout) beside(blocks []document.Block) (row, bool) {
	p := planner{layout: l, blocks: blocks[:min(len(blocks), mostAhead)], known: map[spot]choice{}}
	best := p.best(0, l.y)
	return best.row, best.row.blocks() > 0
}

// best finds the cheapest way to place the blocks from the one at an index on: the distance down the pages, in points.
func (p *planner) best(at int, y float64) choice {
	if at == len(p.blocks) {
		return choice{}
	}
	here := spot{at, int(math.Round(y * 10))}
	if c, ok := p.known[here]; ok {
		return c
	}
	distance, below := p.after(p.blocks[at], y)
	best := choice{cost: distance + p.best(at+1, below).cost}
	run := p.narrow(p.blocks[at:])
	for m := 2; m <= len(run); m++ {
		r, ok := p.bestRow(run[:m])
		if !ok || r.height > p.bottom-p.top-headRoom {
			continue
		}
		distance, below := p.drop(r.height, y)
		if cost := distance + price(p.blocks[at:], m) + p.best(at+m, below).cost; cost < best.cost {
			best = choice{row: r, cost: cost}
		}
	}
	p.known[here] = best
	return best
}

// price is what a row has to spare. One that holds all that is said of a chart is worth some room.
func price(blocks []document.Block, m int) float64 {
	if ch, ok := blocks[0].(*document.Chart); !ok || !ch.Head {
		return leastGain
	}
	if m < len(blocks) && m < mostBeside {
		if next, ok := blocks[m].(*document.Chart); !ok || !next.Head {
			return leastGain
		}
	}
	return -wholeGroup
}

// drop places something that doesn't break; it returns the distance and the y below it.
func (l *layout) drop(height, y float64) (distance, below float64) {
	gap := l.gapAt(y)
	if y+gap+height <= l.bottom+0.01 || gap == 0 {
		return gap + height, y + gap + height
	}
	return l.bottom - y + height, l.top + height
}

// after places a block across the page.
func (l *layout) after(b document.Block, y float64) (distance, below float64) {
	page := l.bottom - l.top
	switch b := b.(type) {
	case *document.Table:
		if b.Shown() == 0 && b.Total == nil {
			break
		}
		t := l.laidTable(b)
		gap := l.gapAt(y)
		pages := t.divide(l.bottom-y-gap, page)
		if len(pages) == 1 {
			height := t.head + t.grid.head + t.sum(0, pages[0])
			return gap + height, y + gap + height
		}
		last := pages[len(pages)-1]
		height := t.again + t.grid.head + t.sum(len(t.heights)-last, last)
		return l.bottom - y + page*float64(len(pages)-2) + height, l.top + height
	case *document.Text, *document.Decisions:
		height := l.heightIn(b, l.width) + l.gap
		if left := l.bottom - y; height > left {
			return height, l.top + math.Mod(height-left, page)
		}
		return height, y + height
	}
	return l.drop(l.heightIn(b, l.width), y)
}
