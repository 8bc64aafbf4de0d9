package xlsx

import (
	"math"

	"github.com/xuri/excelize/v2"
)

// The printed area of a page in points, A4 in landscape within the margins, and the width of a character: LibreOffice's,
// which is that of the font. Excel rounds it down to 5.25.
const (
	pagePointsWide = 770
	pagePointsHigh = 515
	charPoints     = 5.57
)

// How large and how small a sheet is printed, in per cent: at 80 its text has the size of a page's, at 55 that of a
// footnote. Columns that would make it smaller are not printed.
const (
	mostScale  = 80
	leastScale = 55
)

// printed is how many of the first columns are printed, of so many.
func (s *sheet) printed(columns int) int {
	for columns > 1 && s.between(1, columns)*charPoints > pagePointsWide*100/leastScale {
		columns--
	}
	return columns
}

// percent is how large the sheet can be printed.
func (s *sheet) percent() uint {
	return uint(min(mostScale, math.Floor(100*pagePointsWide/(s.between(1, s.printed(s.main))*charPoints))))
}

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

// legible is how small a sheet may be printed to save a page, in per cent.
const legible = 60

// paginate sets how small a sheet is printed and where its pages end, once all rows are there: how many a page takes
// goes by the widest of them. Where a somewhat smaller print saves a page, it is so small. The scale is stated:
// programs that find one by themselves pass over the breaks.
func (b *book) paginate(s *sheet) {
	percent := s.percent()
	starts, cuts := s.pages(percent)
	for smaller := percent - 1; smaller >= legible && len(starts) > 0; smaller-- {
		if fewer, then := s.pages(smaller); len(fewer) < len(starts) {
			percent, cuts = smaller, then
			break
		}
	}
	fit := false
	b.do(b.file.SetSheetProps(s.name, &excelize.SheetPropsOptions{FitToPage: &fit}))
	b.do(b.file.SetPageLayout(s.name, &excelize.PageLayoutOptions{AdjustTo: &percent}))
	for _, row := range cuts {
		b.do(b.file.InsertPageBreak(s.name, cellName(1, row)))
	}
}

// pages are the rows that begin a page after the first one; and of them those that must do so because the end of the
// page before would cut them off from others. The rest go over the ends of pages by themselves.
func (s *sheet) pages(percent uint) (starts, cuts []int) {
	room, used := pagePointsHigh*100/float64(percent), 0.0
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
