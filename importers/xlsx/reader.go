// Package xlsx reads the rows of one worksheet of an Excel workbook as a stream. It has a reader of its own because
// excelize's stream gives a number without its format: 50 % as 0.5, a date as 46303, the id 00042 as 42.
package xlsx

import (
	"errors"
	"fmt"
	"io"

	"nines/importers/header"
)

// Options tell what is known of a file. The zero value reads the first visible sheet and takes it to have no header.
type Options struct {
	Sheet  string // by name, whatever its case if no name is the same; empty: the first visible worksheet
	Header int    // rows of header, from the first row that holds anything; 0: none, the columns are then called 1, 2, 3; 2 or more are joined with "/"

	// Decimal is the decimal sign of the numbers that Next returns, so that those stored as numbers read like those
	// stored as texts; 0: a point.
	Decimal byte
}

// row is one row of a sheet that holds anything.
type row struct {
	number int // from 1
	cells  []string
}

// Reader reads the rows of one sheet. It is for one goroutine; Offset alone may be called from others.
type Reader struct {
	path    string
	sheet   Sheet
	others  []Sheet // visible ones that were not asked for either
	archive *archive
	part    *part
	grid    *grid
	header  []string
	notes   []string
	ahead   []row // read to find out the columns, and not returned yet
	failure error // of what was to be read after them
	cells   []string
	warning string
}

// Open opens a workbook and reads the header of its sheet. Its errors name the file, what was expected and what was
// found.
func Open(path string, o Options) (*Reader, error) {
	if o.Header < 0 {
		return nil, fmt.Errorf("header: %d rows cannot be; expected 0 or more", o.Header)
	}
	a, err := openArchive(path)
	if err != nil {
		return nil, err
	}
	r := &Reader{path: path, archive: a}
	if err := r.begin(o); err != nil {
		return nil, errors.Join(err, r.Close())
	}
	return r, nil
}

// begin finds the sheet, reads what its cells refer to, and its header.
func (r *Reader) begin(o Options) error {
	w, err := r.archive.workbook()
	if err != nil {
		return r.failed(err)
	}
	if r.sheet, err = w.choose(o.Sheet); err != nil {
		return r.failed(err)
	}
	if o.Sheet == "" {
		r.others = w.passedOver(r.sheet)
	}
	if len(r.others) > 0 {
		r.notes = append(r.notes, fmt.Sprintf("the sheet %q was read, the first that is visible; there are also %s", r.sheet.Name, names(r.others)))
	}
	g := &grid{numbers: notation{from1904: w.from1904, decimal: o.Decimal}}
	if g.texts, err = r.archive.texts(w.texts); err != nil {
		return r.failed(err)
	}
	if g.formats, err = r.archive.formats(w.styles); err != nil {
		return r.failed(err)
	}
	if r.part, err = r.archive.open(r.sheet.part, maxSheet); err != nil {
		return r.failed(err)
	}
	g.markup, r.grid = newMarkup(r.part, decodeText(r.part)), g
	return r.readHeader(o.Header)
}

// readHeader reads the header and looks at the rows below it, as a sheet does not say how wide it is.
func (r *Reader) readHeader(rows int) error {
	upper, numbers := make([][]string, 0, 1), make([]int, 0, 1)
	for range rows {
		err := r.grid.next()
		if errors.Is(err, io.EOF) {
			return r.tooShort(len(upper), rows)
		}
		if err != nil {
			return r.failed(r.grid.failed(err))
		}
		upper, numbers = append(upper, append([]string{}, r.grid.cells...)), append(numbers, r.grid.row)
	}
	width := r.lookAhead()
	areas, err := r.merged(numbers)
	if err != nil {
		return err
	}
	if rows == 0 {
		r.header = header.Numbers(width)
		return nil
	}
	for _, cells := range upper {
		width = max(width, len(cells))
	}
	spread(upper, numbers, areas, width)
	if r.header = header.Names(upper); len(r.header) == 0 {
		return fmt.Errorf("%s, sheet %q: row %d should be the header, but no column has a name", r.path, r.sheet.Name, numbers[rows-1])
	}
	return nil
}

func (r *Reader) tooShort(found, expected int) error {
	remedy := ""
	if len(r.others) > 0 {
		remedy = fmt.Sprintf("; name another with sheet: %s", names(r.others))
	}
	return fmt.Errorf("%s, sheet %q has %d rows; expected a header of %d and rows below it%s", r.path, r.sheet.Name, found, expected, remedy)
}

// Rows are looked at ahead up to this number, and up to this many bytes of text.
const (
	aheadRows  = 50
	aheadBytes = 1 << 20
)

// lookAhead reads the first rows and returns how many columns they have.
func (r *Reader) lookAhead() (width int) {
	for size := 0; len(r.ahead) < aheadRows && size < aheadBytes; size += r.grid.size + 16*len(r.grid.cells) {
		if r.failure = r.grid.next(); r.failure != nil {
			break
		}
		width = max(width, len(r.grid.cells))
		r.ahead = append(r.ahead, row{r.grid.row, append([]string{}, r.grid.cells...)})
	}
	return width
}

// merged returns the merged ranges of the header, and notes those below it.
func (r *Reader) merged(headerRows []int) ([]area, error) {
	p, err := r.archive.open(r.sheet.part, maxSheet)
	if err != nil {
		return nil, r.failed(err)
	}
	defer func() { _ = p.close() }() // only read
	areas, below, err := headerAreas(p, headerRows)
	if err != nil {
		return nil, r.failed(err)
	}
	r.grid.told.merged = below
	return areas, nil
}

// Header returns the columns' names: white space made single blanks, the rows of a header joined with "/", empty
// columns at the end left out, a repeated name with the suffix " (2)", " (3)". A merged cell names all its columns.
func (r *Reader) Header() []string { return r.header }

// Next returns the next row and its number, from 1, in the sheet; io.EOF after the last. A row is at least as long as
// the header: a shorter one is filled up with empty cells. It is longer only where there is something in the cells
// beyond, which Warning then says. Rows without any text are passed over. The slice is used again by the next call;
// the strings are not. After an error other than io.EOF the rest of the sheet cannot be read.
func (r *Reader) Next() (cells []string, line int, err error) {
	r.warning = ""
	next, err := r.take()
	if err != nil {
		return nil, 0, err
	}
	r.cells = append(r.cells[:0], next.cells...)
	for len(r.cells) < len(r.header) {
		r.cells = append(r.cells, "")
	}
	if n := len(r.cells); n > len(r.header) {
		r.warning = fmt.Sprintf("%d cells, but the header has %d columns: what is beyond them is left out", n, len(r.header))
		if r.grid.told.longer++; r.grid.told.longer == 1 {
			r.grid.told.firstLonger = next.number
		}
	}
	return r.cells, next.number, nil
}

// take returns the next row, of those read ahead or of the sheet.
func (r *Reader) take() (row, error) {
	if len(r.ahead) > 0 {
		next := r.ahead[0]
		r.ahead = r.ahead[1:]
		return next, nil
	}
	if r.failure == nil {
		r.failure = r.grid.next()
	}
	if errors.Is(r.failure, io.EOF) {
		return row{}, io.EOF
	}
	if r.failure != nil {
		return row{}, r.failed(r.grid.failed(r.failure))
	}
	return row{r.grid.row, r.grid.cells}, nil
}

// Warning says what is wrong with the row that Next returned last; mostly it is empty.
func (r *Reader) Warning() string { return r.warning }

// Notes say what was found out about the sheet and should be told; those about its rows are complete at its end.
func (r *Reader) Notes() []string {
	return append(r.notes[:len(r.notes):len(r.notes)], r.grid.told.notes()...)
}

// Size returns the size of the sheet unpacked, in bytes, as the workbook states it.
func (r *Reader) Size() int64 { return r.part.size }

// Offset returns how many of the sheet's bytes have been read.
func (r *Reader) Offset() int64 { return r.part.read.Load() }

// Close closes the file.
func (r *Reader) Close() error {
	if r.part != nil {
		_ = r.part.close() // only read
	}
	return r.archive.close()
}

func (r *Reader) failed(err error) error {
	if r.sheet.Name == "" {
		return fmt.Errorf("reading %s: %w", r.path, err)
	}
	return fmt.Errorf("reading %s, sheet %q: %w", r.path, r.sheet.Name, err)
}
