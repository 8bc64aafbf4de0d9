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
	parts   int   // sheets that are full
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
	if err := st.begin(); err != nil {
		return err
	}
	for _, row := range st.sample {
		if err := st.write(row); err != nil {
			return err
		}
	}
	return nil
}

// begin prepares a sheet for the rows and writes its header.
func (st *stream) begin() error {
	b, s := st.book, st.sheet
	s.widths = s.widths[:0]
	for _, f := range st.fields {
		s.widths = append(s.widths, f.width)
	}
	b.setPage(s, false)
	b.printPart(s, len(st.fields), len(st.fields))
	b.freeze(s, 1)
	if st.leadsBack() {
		b.linkSheet(s, len(st.fields)+2, 1, b.sheets[0].name)
	}
	// How many rows come is not known yet; a dimension that is not there is better than a wrong one, which makes some
	// readers see a single cell.
	b.do(b.file.SetSheetDimension(s.name, ""))
	for i, f := range st.fields {
		b.shadeRatings(s.name, f, i+1, 2, excelize.TotalRows)
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
	return st.writeHeader()
}

// leadsBack tells whether the header has a link to the contents behind it. A sheet that readers fill in for a program has
// none: it would be a column more.
func (st *stream) leadsBack() bool {
	return !slices.ContainsFunc(st.fields, func(f field) bool { return f.column.Entry })
}

func (st *stream) writeHeader() error {
	b, n := st.book, len(st.fields)
	st.styles, st.cells, st.values, st.columns = make([]int, n), make([]excelize.Cell, n), make([]any, n), make([]*column, n)
	if st.parts == 0 {
		b.register(st.sheet.detail.ID, st.sheet.name, 2, st.fields)
	}
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
	header := st.values
	if st.leadsBack() {
		back := excelize.Cell{StyleID: b.style(look{colour: b.theme.Colours.Blue}), Value: b.back()}
		header = append(slices.Clone(header), nil, back)
	}
	return st.writer.SetRow("A1", header, excelize.RowOpts{Height: height})
}

// next goes on on another sheet. Formulas name the cells of one sheet, so none name those of a list that takes two.
func (st *stream) next() error {
	b, full := st.book, st.sheet
	if err := st.close(); err != nil {
		return err
	}
	for _, c := range st.columns {
		if c != nil {
			c.split, c.cells = true, nil
		}
	}
	st.parts++
	st.sheet = &sheet{title: full.title, lead: full.lead, detail: full.detail, long: full.long}
	st.sheet.name = b.sheetName(full.title)
	b.addSheet(st.sheet)
	at := slices.Index(b.sheets, full) + 1
	if at < len(b.sheets) {
		b.do(b.file.MoveSheet(st.sheet.name, b.sheets[at].name))
	}
	b.sheets = slices.Insert(b.sheets, at, st.sheet)
	if b.err != nil {
		return b.err
	}
	return st.begin()
}

func (st *stream) write(row document.Row) error {
	if st.row >= st.book.most {
		if err := st.next(); err != nil {
			return err
		}
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

// finish closes the last sheet.
func (st *stream) finish() error {
	if st.writer == nil {
		if err := st.open(); err != nil {
			return err
		}
	}
	if st.row == 1 {
		b := st.book
		note := excelize.Cell{StyleID: b.style(look{colour: b.theme.Colours.Grey}), Value: b.words.Text("render.no_rows")}
		if err := st.writer.SetRow("A2", []any{note}); err != nil {
			return err
		}
	}
	return st.close()
}

// close makes the rows of a sheet a table with filters.
func (st *stream) close() error {
	b, s := st.book, st.sheet
	b.setPrint(s, s.printed(max(len(st.fields), 1)), st.row, 1)
	s.row = st.row - 1
	if st.row > 1 && len(st.fields) > 0 {
		if err := st.writer.AddTable(b.excelTable(s.detail.ID, "A1:"+cellName(len(st.fields), st.row))); err != nil {
			return err
		}
	}
	return st.writer.Flush()
}
