package xlsx

import (
	"net/url"

	"github.com/xuri/excelize/v2"

	"nines/reports/document"
)

// Widths are in characters, as Excel counts them; heights in points.
const (
	minWidth     = 8
	maxWidth     = 60
	defaultWidth = 9.14
	textWidth    = 105   // what a line of text may take, at least
	figureWidth  = 16    // what a key figure takes
	nameWidth    = 31    // what a sheet's name takes
	heatWidth    = 11    // what a cell of a heat map takes
	wrapWidth    = 44    // what a text of several lines takes
	rowHeight    = 12.75 // what Excel gives a line of body text
	maxHeight    = 409

	headingHeight = 20
)

// sheet is a sheet in the making: written from the top, one block below the other.
type sheet struct {
	name    string
	title   string // for the contents
	lead    string
	section *document.Section
	detail  *document.Detail
	long    *document.Table // the table whose rows the detail holds; nil: a detail of the document
	row     int             // the next row to be written
	widths  []float64       // of the columns that tables use
	span    int             // the last column of a line of text
	last    int             // the last column that anything uses
	main    int             // the last column that anything uses but columns for analysts
	links   []link
	repeat  int             // the header that printed pages repeat; 0: none
	heights map[int]float64 // of rows in points, where it is not that of any row
	kept    []rowSpan       // rows that a printed page shows together
	scales  []string        // the ends of the scales of the columns of bars, in the order of the columns
}

// spot is a row of a sheet.
type spot struct {
	sheet string
	row   int
}

func (s *sheet) width(col int) float64 {
	if col <= len(s.widths) {
		return s.widths[col-1]
	}
	return defaultWidth
}

func (s *sheet) between(first, last int) float64 {
	total := 0.0
	for col := first; col <= last; col++ {
		total += s.width(col)
	}
	return total
}

// reach is the first column up to which there are so many characters.
func (s *sheet) reach(width float64) int {
	col := 1
	for s.between(1, col) < width {
		col++
	}
	return col
}

// arrange sets the widths of the columns and finds how far lines of text reach.
func (b *book) arrange(s *sheet, widths []float64) {
	s.widths = widths
	for i, w := range widths {
		name, _ := excelize.ColumnNumberToName(i + 1)
		b.do(b.file.SetColWidth(s.name, name, name, w))
	}
	s.span = s.reach(textWidth)
	for s.between(s.reach(nameWidth)+1, s.span) < textWidth/2 {
		s.span++
	}
	s.main = max(s.span, s.reach(pagePointsWide*100/mostScale/charPoints)-1)
	s.last = max(s.main, len(widths))
}

// put writes a cell. The number of a live formula is written as well: it is what a reader that doesn't compute shows.
func (b *book) put(s *sheet, col, row int, c content) {
	cell := cellName(col, row)
	switch {
	case c.numeric:
		b.do(b.file.SetCellFloat(s.name, cell, c.number, -1, 64))
	case c.text != "":
		b.setText(s.name, cell, c.text)
	}
	b.do(b.file.SetCellStyle(s.name, cell, cell, b.style(c.look)))
}

// setText writes a clean text. What had to be escaped is kept out of excelize's shared strings: they mix up a text with
// the escaped form of another.
func (b *book) setText(sheet, cell, text string) {
	if safe := escaped(text); safe != text {
		b.do(b.file.SetCellDefault(sheet, cell, safe))
		return
	}
	b.do(b.file.SetCellStr(sheet, cell, text))
}

// value writes a value with its formula and its link.
func (b *book) value(s *sheet, col, row int, v document.Value, c content) {
	b.linked(s, col, row, v, c)
	b.derive(s, col, row, -1, v, v.Source, c)
}

// derive notes the formula of a figure, which stands in so many a row of its table; -1: in none.
func (b *book) derive(s *sheet, col, row, nth int, v document.Value, source *document.Source, c content) {
	if source == nil || !c.numeric && (c.text == "" || v.Unknown) {
		return
	}
	b.formulas = append(b.formulas, formula{
		sheet: s.name, cell: cellName(col, row), row: nth, number: c.number, text: c.text, look: c.look,
		points: v.Kind == document.KindPoints, source: source,
	})
}

// linked writes a value with its link.
func (b *book) linked(s *sheet, col, row int, v document.Value, c content) {
	_, anchored := b.anchors[v.Anchor]
	address, linked := webAddress(v.Link)
	linked, anchored = linked && len(s.links) < sheetLinks && c.text != "", anchored && len(s.links) < sheetLinks
	if linked || anchored && c.look.colour == "" {
		c.look.colour = b.theme.Colours.Blue
	}
	b.put(s, col, row, c)
	switch {
	case linked:
		s.links = append(s.links, link{cell: cellName(col, row), address: address})
	case anchored:
		s.links = append(s.links, link{cell: cellName(col, row), anchor: v.Anchor})
	}
}

// webAddress is a link in the form that a workbook takes, and whether it may stand there: http and https only.
func webAddress(link string) (string, bool) {
	const longest = 2079
	u, err := url.Parse(link)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return "", false
	}
	address := u.String()
	return address, len(address) <= longest
}

// line writes a text over the columns of a row, wrapped, and makes the row as high as it needs.
func (b *book) line(s *sheet, first, last, row int, text string, l look) {
	l.wrap = true
	if l.align == "" {
		l.align = "left"
	}
	from, to := cellName(first, row), cellName(last, row)
	b.setText(s.name, from, clean(text))
	b.do(b.file.SetCellStyle(s.name, from, to, b.style(l)))
	if first < last {
		b.do(b.file.MergeCell(s.name, from, to))
	}
	b.raise(s, row, lineHeight(text, s.between(first, last), l))
}

// raise makes a row at least so high.
func (b *book) raise(s *sheet, row int, height float64) {
	if height > s.height(row) {
		b.setHeight(s, row, height)
	}
}

// lineSpacing is the height of a line of text by its size.
const lineSpacing = rowHeight / sizeBody

func lineHeight(text string, width float64, l look) float64 {
	size := l.size
	if size == 0 {
		size = sizeBody
	}
	room := width * sizeBody / size
	if l.bold {
		room *= 0.93
	}
	return float64(lines(clean(text), room)) * size * lineSpacing
}

// paragraph writes a line over the whole text width and goes to the next row.
func (b *book) paragraph(s *sheet, text string, l look) {
	if text == "" {
		return
	}
	b.line(s, 1, s.span, s.row, text, l)
	s.row++
}

// heading begins a block, and returns the row: a rule, what the block says, and its unit and scope.
func (b *book) heading(s *sheet, title, subtitle string) int {
	s.row++
	row := s.row
	if title != "" {
		b.raise(s, s.row, headingHeight)
		b.paragraph(s, title, look{size: sizeBlock, bold: true, top: b.theme.Colours.Ink, heavy: true})
	}
	b.paragraph(s, subtitle, b.small())
	return row
}

func (b *book) small() look { return look{size: sizeSmall, colour: b.theme.Colours.Grey} }

// measure is how many characters wide a content is.
func (b *book) measure(v document.Value, c document.Column) float64 {
	switch {
	case v.Kind == document.KindRating:
		return float64(breadth(b.rating(v).text)) + 1
	case v.Unknown || v.Kind == document.KindText || v.Kind == document.KindID:
		return float64(breadth(cut(b.text(v), 4*maxWidth)))
	case v.Kind == document.KindInstant:
		return float64(len("2006-01-02 15:04"))
	case v.Kind == document.KindDay:
		return float64(len("2006-01-02"))
	}
	return float64(breadth(b.doc.Locale.FormatWithUnit(v, c, b.zone)))
}
