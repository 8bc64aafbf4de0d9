package xlsx

import (
	"math"

	"github.com/xuri/excelize/v2"
)

// The printed area of a page in points, A4 in landscape within the margins; and a pixel of a column in points.
const (
	pagePointsWide = 770
	pagePointsHigh = 515
	pointsPerPixel = 0.75
)

// mostScale is how large a sheet is printed at most: at 80 % its text has the size of a page's.
const mostScale = 0.8

// leastScale is how small a sheet is printed at most: at 55 % its text has the size of a footnote. Columns that would
// make it smaller are not printed.
const leastScale = 0.55

// printed is how many of the first columns are printed, of so many.
func (s *sheet) printed(columns int) int {
	for columns > 1 && s.pixels(columns)*pointsPerPixel > pagePointsWide/leastScale {
		columns--
	}
	return columns
}

// scale is how small the sheet is printed.
func (s *sheet) scale() float64 {
	return math.Min(mostScale, pagePointsWide/(s.pixels(s.printed(s.main))*pointsPerPixel))
}

// pixels is how wide the first columns are.
func (s *sheet) pixels(columns int) float64 { return s.between(1, columns)*7 + 5*float64(columns) }

// rowSpan is rows of a sheet, both included.
type rowSpan struct{ first, last int }

// keep asks that rows stand on one printed page. Where several groups begin with a row, the longest that a page has
// room for is kept.
func (s *sheet) keep(first, last int) {
	if last > first {
		s.kept = append(s.kept, rowSpan{first, last})
	}
}

// Rows of a table that stand together: a shorter one as a whole, of another one its first rows with its header, and its last.
const (
	shortTable = 12
	tableHead  = 6
	tableFoot  = 3
)

// keepTable keeps a table together, or its beginning and its end. The rows are those from its title to its note; the
// body begins and ends with a row of figures.
func (s *sheet) keepTable(title, body, bodyEnd, last int) {
	if bodyEnd-body < shortTable {
		s.keep(title, last)
		return
	}
	s.keep(title, body+tableHead-1)
	s.keep(bodyEnd-tableFoot+1, last)
}

// legible is how small a sheet may be printed to save a page: at 65 % its text has the size of a page's notes.
const legible = 0.65

// paginate sets the ends of the printed pages once all rows are there: how many a page takes goes by the widest of
// them. Where a somewhat smaller print saves a page, it is so small.
func (b *book) paginate(s *sheet) {
	scale := s.scale()
	starts, cuts := s.pages(scale)
	for smaller := scale - 0.01; smaller >= legible && len(starts) > 0; smaller -= 0.01 {
		if fewer, _ := s.pages(smaller); len(fewer) < len(starts) {
			n := len(fewer) + 1
			b.do(b.file.SetPageLayout(s.name, &excelize.PageLayoutOptions{FitToHeight: &n}))
			cuts = fewer // all of them, as programs find how small by themselves
			break
		}
	}
	for _, row := range cuts {
		b.do(b.file.InsertPageBreak(s.name, cellName(1, row)))
	}
}

// pages are the rows that begin a page after the first one; and of them those that must do so because the end of the
// page before would cut them off from others. The rest go over the ends of pages by themselves.
func (s *sheet) pages(scale float64) (starts, cuts []int) {
	room, used := pagePointsHigh/scale, 0.0
	again := 0.0 // the height of what each page repeats
	for row := 1; row < s.row; {
		end, need := s.group(row, room-again)
		if used+need > room && used > 0 {
			starts = append(starts, row)
			if end > row {
				cuts = append(cuts, row)
			}
			if s.repeat > 0 && row > s.repeat {
				again = s.height(s.repeat)
			}
			used = again
		}
		used += need
		row = end + 1
	}
	return starts, cuts
}

// group is the last of the rows that stay together from a row on, and how high they are.
func (s *sheet) group(row int, room float64) (end int, height float64) {
	end, height = row, s.height(row)
	for _, k := range s.kept {
		if k.first != row || k.last <= end {
			continue
		}
		if high := s.high(k.first, min(k.last, s.row-1)); high <= room {
			end, height = min(k.last, s.row-1), high
		}
	}
	return end, height
}

// high is how high rows are in points.
func (s *sheet) high(first, last int) float64 {
	total := 0.0
	for row := first; row <= last; row++ {
		total += s.height(row)
	}
	return total
}

// height is that of a row in points.
func (s *sheet) height(row int) float64 {
	if h, set := s.heights[row]; set {
		return h
	}
	return rowHeight
}

// setHeight sets the height of a row in points, within what Excel takes.
func (b *book) setHeight(s *sheet, row int, height float64) {
	if s.heights == nil {
		s.heights = map[int]float64{}
	}
	s.heights[row] = math.Min(height, maxHeight)
	b.do(b.file.SetRowHeight(s.name, row, s.heights[row]))
}
