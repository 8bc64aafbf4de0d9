package csv

import (
	"fmt"
	"strings"
)

// swallowing is how many quoted cells look as if a quote were missing, and where the first of them begins.
type swallowing struct{ cells, first int }

// swallowed warns of a quoted cell that seems to hold rows: where a quote is missing, everything up to the next one
// becomes part of its cell without an error.
func (r *Reader) swallowed() {
	cell := r.scan.broken
	if cell.to == 0 || cell.index >= len(r.cells) {
		return
	}
	if !cell.reopened && !holdsRows(r.cells[cell.index], r.scan.delim, len(r.header)) {
		return
	}
	r.warning = fmt.Sprintf("a cell in quotes goes on to line %d, over what looks like rows: is a quote missing?", cell.to)
	if r.swallows.cells++; r.swallows.cells == 1 {
		r.swallows.first = cell.from
	}
}

// holdsRows tells whether a line within the text has as many cells as the header, of which two could be chance.
func holdsRows(text string, delim byte, columns int) bool {
	if columns < 3 {
		return false
	}
	_, text, _ = strings.Cut(text, "\n")
	for {
		line, rest, more := strings.Cut(text, "\n")
		if !more {
			return false // the last line is a part of one
		}
		if strings.Count(line, string(delim)) == columns-1 {
			return true
		}
		text = rest
	}
}

func (s swallowing) note() string {
	return fmt.Sprintf("%d cells in quotes go on over what looks like rows, the first begins in line %d: is a quote missing?", s.cells, s.first)
}
