package pdf

import "nines/reports/document"

// placed is where a block came to stand: in points from the upper left corner of the pages on which it begins and ends.
type placed struct {
	block       document.Block
	left, width float64
	page, last  int
	top, bottom float64
}

// remember notes the place of a block when the function that it returns is called, the block being drawn.
func (l *layout) remember(b document.Block, page int) func() {
	p := placed{block: b, left: l.left, width: l.width, page: page, top: l.y}
	return func() {
		p.last, p.bottom = l.canvas.pdf.PageNo(), l.y
		if p.last > p.page && !l.breaks(b) {
			p.page, p.top = p.last, l.top
		}
		l.placed = append(l.placed, p)
	}
}

// breaks tells whether a block can go on on the next page; the others begin there as a whole.
func (l *layout) breaks(b document.Block) bool {
	switch b.(type) {
	case *document.Chart, *document.KeyFigures:
		return false
	}
	return true
}
