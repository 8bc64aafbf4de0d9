package xlsx

import (
	"math"

	"github.com/xuri/excelize/v2"

	"nines/reports/document"
)

// writeTable writes a table with its total and its note. Its rows are an Excel table with filters, under the table's
// ID; those of a long table stand on their own sheet.
func (b *book) writeTable(s *sheet, t *document.Table) {
	fields, long := b.tableFields(t), b.longs[t]
	b.reserve(s, fields)
	instead := insteadOf(t.Columns)
	for i := range fields {
		if fields[i].place(instead) < analysts {
			s.main = max(s.main, i+1)
		}
	}
	title := b.heading(s, t.Title, t.Subtitle)
	b.anchors[t.ID] = spot{s.name, title}
	body := s.row + 1
	switch {
	case len(fields) == 0:
		return
	case long != nil:
		b.writePointer(s, "", long)
		b.writeHeader(s, fields)
	case len(t.Rows) == 0 && t.Total == nil:
		b.writeEmpty(s, t.Empty)
	default:
		b.writeRows(s, t, fields)
	}
	if t.Total != nil {
		b.writeTotal(s, fields, *t.Total)
	}
	end := s.row - 1
	b.paragraph(s, t.Note, b.small())
	s.keepTable(title, body, end, s.row-1)
}

// tableFields are the columns of a table's sheet; of a long table only the first rows say how wide they are.
func (b *book) tableFields(t *document.Table) []field {
	rows := t.Rows
	if b.longs[t] != nil {
		rows = rows[:sampleRows]
	}
	return b.fieldsOf(t.Columns, rows, t.Total)
}

// reserve prints the columns that a text at the end of the table runs over.
func (b *book) reserve(s *sheet, fields []field) {
	if n := len(fields); n > 0 {
		for s.between(n, s.last) < fields[n-1].width {
			s.last++
		}
	}
}

func (b *book) writeEmpty(s *sheet, text string) {
	if text == "" {
		text = b.words.Text("render.no_rows")
	}
	b.paragraph(s, text, look{colour: b.theme.Colours.Grey})
}

func (b *book) headerLook(f field) look {
	l := look{bold: true, wrap: true, align: alignment(f.column.Kind), fill: b.theme.Colours.Wash, bottom: b.theme.Colours.Ink}
	if f.left() {
		l.align, l.indent = "left", f.indent
	}
	return l
}

func (b *book) writeHeader(s *sheet, fields []field) {
	height := 0.0
	for i, f := range fields {
		l := b.headerLook(f)
		b.put(s, i+1, s.row, content{text: f.title, look: l})
		height = math.Max(height, lineHeight(f.title, s.width(i+1)-filterButton, l))
	}
	b.raise(s, s.row, height)
	s.row++
}

// manyRows is the length from which a table that ends a sheet has its header repeated on the pages that follow.
const manyRows = 20

func (b *book) writeRows(s *sheet, t *document.Table, fields []field) {
	header := s.row
	s.repeat = 0
	if len(t.Rows) >= manyRows {
		s.repeat = header
	}
	b.writeHeader(s, fields)
	b.register(t.ID, s.name, s.row, fields)
	for nth, row := range t.Rows {
		for i, f := range fields {
			c := b.cell(f, row)
			b.count(t.ID, f, c)
			b.place(s, i+1, nth, f, row, c)
		}
		s.row++
	}
	if len(t.Rows) == 0 {
		return
	}
	last := s.row - 1
	b.do(b.file.AddTable(s.name, b.excelTable(t.ID, cellName(1, header)+":"+cellName(len(fields), last))))
	for i, f := range fields {
		b.drawBars(s, f, t.Rows, i+1, header+1, last)
		b.shadeRatings(s.name, f, i+1, header+1, last)
		b.keepText(s.name, f, i+1, header+1, last)
		b.offer(s.name, f, i+1, header+1, last)
	}
}

// place writes the content of a field in the nth row of a table, or in its total (-1), with what its value leads to.
func (b *book) place(s *sheet, col, nth int, f field, row document.Row, c content) {
	if f.wrap && c.text != "" {
		// A page clips and says so; a cell would cut a text in silence, and its beginning too.
		need, most := lineHeight(c.text, s.width(col)-1, c.look), 2*float64(f.column.Lines)*rowHeight
		c.look.high = need > most
		b.raise(s, s.row, math.Min(need, most))
	}
	if f.part == whole && f.index < len(row.Cells) {
		v := row.Cells[f.index]
		source := v.Source
		if source == nil && nth >= 0 {
			source = f.column.Each
		}
		b.linked(s, col, s.row, v, c)
		b.derive(s, col, s.row, nth, v, source, c)
	} else {
		b.put(s, col, s.row, c)
	}
}

// excelTable is plain: the rows have their own lines and tints, which move along when somebody sorts them.
func (b *book) excelTable(id, cells string) *excelize.Table {
	off := false
	return &excelize.Table{Range: cells, Name: b.tableName(id), ShowRowStripes: &off}
}

// keepText tells Excel that ids which look like numbers are meant as text.
func (b *book) keepText(sheet string, f field, col, first, last int) {
	if f.column.Kind == document.KindID || f.column.Kind == document.KindText {
		b.do(b.file.AddIgnoredErrors(sheet, cellName(col, first)+":"+cellName(col, last), excelize.IgnoredErrorsNumberStoredAsText))
	}
}

// writeTotal writes the row below a table; it is no part of the Excel table, so that filters leave it alone.
func (b *book) writeTotal(s *sheet, fields []field, total document.Row) {
	for i, f := range fields {
		c := b.cell(f, total)
		c.look.bold, c.look.top = f.part != second, b.theme.Colours.Ink
		b.place(s, i+1, -1, f, total, c)
	}
	s.row++
}
