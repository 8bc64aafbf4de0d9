package xlsx

import (
	"fmt"
	"slices"

	"github.com/xuri/excelize/v2"

	"nines/reports/document"
)

// sampleRows is how many rows are looked at before the widths of a streamed sheet are set.
const sampleRows = 200

// stream writes the rows of a detail to its sheet as they come. Everything but the rows and the table is set before
// the first row: what comes later is lost without an error.
type stream struct {
	book    *book
	sheet   *sheet
	sample  []document.Row // rows that wait for the widths
	writer  *excelize.StreamWriter
	fields  []field
	columns []*column // what formulas may name, by field; nil: none
	styles  []int     // of plain values, by field
	cells   []excelize.Cell
	values  []any // the cells, as the writer takes them
	row     int   // the last row written
	omitted int   // rows that no sheet has room for
}

// writeDetail streams the rows of a detail to a sheet of its own: a frozen header, filters, widths that fit.
func (b *book) writeDetail(s *sheet) {
	if s.long == nil {
		b.anchors[s.detail.ID] = spot{s.name, 1}
	}
	st := &stream{book: b, sheet: s}
	if s.detail.Rows != nil {
		if err := s.detail.Rows(st.take); err != nil {
			b.do(fmt.Errorf("write the rows of %s: %w", s.detail.ID, err))
			return
		}
	}
	if err := st.finish(); err != nil {
		b.do(fmt.Errorf("write the sheet %q: %w", s.name, err))
	}
}

func (st *stream) take(row []document.Value) error {
	if st.writer != nil {
		return st.write(document.Row{Cells: row})
	}
	st.sample = append(st.sample, document.Row{Cells: slices.Clone(row)})
	if len(st.sample) < sampleRows {
		return nil
	}
	return st.open()
}

// open prepares the sheet and writes the header and the rows that waited.
func (st *stream) open() error {
	b, s := st.book, st.sheet
	st.fields = b.fieldsOf(s.detail.Columns, st.sample, nil)
	for i := range st.fields {
		st.fields[i].wrap = false // a row as high as its text would be a guess for each of many
	}
	b.setPage(s, false)
	b.setPrint(s, max(len(st.fields), 1), 0, 1)
	b.freeze(s, 1)
	// How many rows come is not known yet; a dimension that is not there is better than a wrong one, which makes some
	// readers see a single cell.
	b.do(b.file.SetSheetDimension(s.name, ""))
	for i, f := range st.fields {
		b.drawBars(s.name, f, st.sample, i+1, 2, excelize.TotalRows)
		b.keepText(s.name, f, i+1, 2, excelize.TotalRows)
		b.offer(s.name, f, i+1, 2, excelize.TotalRows)
	}
	if b.err != nil {
		return b.err
	}
	writer, err := b.file.NewStreamWriter(s.name)
	if err != nil {
		return err
	}
	st.writer = writer
	if err := st.writeHeader(); err != nil {
		return err
	}
	for _, row := range st.sample {
		if err := st.write(row); err != nil {
			return err
		}
	}
	return nil
}

func (st *stream) writeHeader() error {
	b, n := st.book, len(st.fields)
	st.styles, st.cells, st.values, st.columns = make([]int, n), make([]excelize.Cell, n), make([]any, n), make([]*column, n)
	b.register(st.sheet.detail.ID, st.sheet.name, 2, st.fields)
	height := float64(rowHeight)
	for i, f := range st.fields {
		if err := st.writer.SetColWidth(i+1, i+1, f.width); err != nil {
			return err
		}
		plain := b.toned(b.placed(b.content(document.Value{Kind: f.column.Kind}, f.column), f), document.Plain)
		if isTime(f.column.Kind) {
			plain.look.format = numberFormat(f.column.Kind, 0)
		}
		st.styles[i] = b.style(plain.look)
		if f.part == whole {
			st.columns[i] = b.columns[document.Ref{Table: st.sheet.detail.ID, Column: f.column.Key}]
		}
		l := b.headerLook(f)
		height = max(height, lineHeight(f.title, f.width-filterButton, l))
		st.values[i] = &st.cells[i]
		st.cells[i] = excelize.Cell{StyleID: b.style(l), Value: f.title}
	}
	st.row = 1
	return st.writer.SetRow("A1", st.values, excelize.RowOpts{Height: height})
}

func (st *stream) write(row document.Row) error {
	if st.row >= excelize.TotalRows-1 {
		st.omitted++
		return nil
	}
	if st.row++; st.row%1024 == 0 {
		if err := st.book.ctx.Err(); err != nil {
			return err
		}
	}
	for i := range st.fields {
		c := st.fill(i, row)
		if st.columns[i] != nil {
			st.columns[i].add(c)
		}
	}
	if st.book.err != nil {
		return st.book.err
	}
	return st.writer.SetRow(cellName(1, st.row), st.values)
}

// fill sets a cell of the row. Plain values take the style that was made for their column.
func (st *stream) fill(i int, row document.Row) content {
	f, cell := &st.fields[i], &st.cells[i]
	var c content
	if f.part == whole && !f.column.Entry && f.index < len(row.Cells) && isEmpty(&row.Cells[f.index]) {
		st.values[i] = nil // no cell at all
		return c
	}
	st.values[i] = cell
	if f.part == whole && f.index < len(row.Cells) && isPlain(&row.Cells[f.index], f.column.Kind) {
		v := &row.Cells[f.index]
		if c.number, c.numeric = st.book.number(*v); !c.numeric {
			c.text = clean(st.book.text(*v))
		}
		cell.StyleID = st.styles[i]
	} else {
		c = st.book.cell(*f, row)
		cell.StyleID = st.book.style(c.look)
	}
	switch {
	case c.numeric:
		cell.Value = c.number
	case c.text != "":
		cell.Value = streamed(c.text)
	default:
		cell.Value = nil
	}
	return c
}

// isEmpty tells whether there is nothing to write: half of the cells of a ticket list.
func isEmpty(v *document.Value) bool {
	if v.Unknown {
		return v.Text == ""
	}
	return v.Kind == document.KindText && v.Text == "" && v.Tone == document.Plain
}

// isPlain tells whether a value looks like any other of its column.
func isPlain(v *document.Value, column document.Kind) bool {
	if v.Kind != column || v.Unknown || v.Strong || v.Tone != document.Plain {
		return false
	}
	switch column {
	case document.KindShare, document.KindDuration, document.KindBar, document.KindRating:
		return false // the format goes by the value
	}
	return true
}

// finish makes the rows a table with filters and closes the sheet.
func (st *stream) finish() error {
	if st.writer == nil {
		if err := st.open(); err != nil {
			return err
		}
	}
	b := st.book
	grey := b.style(look{colour: b.theme.Colours.Grey})
	note := ""
	switch {
	case st.row == 1:
		note = b.words.Text("render.no_rows")
	case st.omitted > 0:
		note = b.words.Text("xlsx.rows_left", "n", b.doc.Locale.Number(float64(st.omitted), 0))
	}
	if note != "" {
		if err := st.writer.SetRow(cellName(1, st.row+1), []any{excelize.Cell{StyleID: grey, Value: note}}); err != nil {
			return err
		}
	}
	if st.row > 1 && len(st.fields) > 0 {
		if err := st.writer.AddTable(b.excelTable(st.sheet.detail.ID, "A1:"+cellName(len(st.fields), st.row))); err != nil {
			return err
		}
	}
	return st.writer.Flush()
}
