// Package csv reads the rows of one CSV file as a stream: packed or not, in whatever encoding, with whatever
// delimiter and line ends. It finds out what it is not told, and says in its notes what it found.
package csv

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"nines/importers/header"
)

// Options tell what is known of a file. The zero value finds everything out, and takes the file to have no header.
type Options struct {
	Delimiter rune   // one ASCII character; 0: found out
	Encoding  string // a name such as windows-1252; empty: byte order mark, else valid UTF-8, else windows-1252
	Header    int    // rows of header; 0: none, the columns are then called 1, 2, 3; 2 or more are joined with "/"
}

// Reader reads the rows of one file. It is for one goroutine; Offset alone may be called from others.
type Reader struct {
	path    string
	text    *text
	scan    *scanner
	header  []string
	notes   []string
	cells   []string
	waiting bool // the scanner already holds the next row: the first of a file without a header
	longer  int  // rows with more cells than the header has columns
	first   int  // line of the first of them
	warning string

	swallows swallowing
}

// Open opens a file and reads its header. Its errors name the file, what was expected and what was found.
func Open(path string, o Options) (*Reader, error) {
	if o.Header < 0 {
		return nil, fmt.Errorf("header: %d rows cannot be; expected 0 or more", o.Header)
	}
	if o.Delimiter != 0 {
		if err := checkDelimiter(o.Delimiter); err != nil {
			return nil, err
		}
	}
	t, err := openText(path, o.Encoding)
	if err != nil {
		return nil, err
	}
	r := &Reader{path: path, text: t, notes: t.notes}
	if err := r.begin(o); err != nil {
		return nil, errors.Join(err, t.file.Close())
	}
	return r, nil
}

// begin settles the delimiter and reads the header.
func (r *Reader) begin(o Options) error {
	sample, err := r.text.Peek(sampleSize)
	if err != nil && !errors.Is(err, io.EOF) {
		return r.failed(err)
	}
	whole, line, delim := err != nil, 1, byte(o.Delimiter)
	if err := checkText(sample, o.Delimiter); err != nil {
		return r.failed(err)
	}
	sep, length := sepLine(sample)
	if length > 0 {
		line = 2
		if delim == 0 && checkDelimiter(rune(sep)) == nil {
			delim = sep
		}
	}
	if delim == 0 {
		delim = sniff(sample[length:], whole, o.Header)
	}
	if _, err := r.text.Discard(length); err != nil {
		return r.failed(err)
	}
	r.scan = newScanner(r.text, delim, line)
	if o.Header == 0 {
		return r.countColumns()
	}
	return r.readHeader(o.Header)
}

// countColumns calls the columns of a file without a header 1, 2, 3.
func (r *Reader) countColumns() error {
	err := r.scan.scan()
	if errors.Is(err, io.EOF) {
		return nil
	}
	if err != nil {
		return r.failed(err)
	}
	r.waiting = true
	r.header = header.Numbers(r.scan.width())
	return nil
}

func (r *Reader) readHeader(rows int) error {
	upper := make([][]string, 0, min(rows, sniffRows))
	for range rows {
		err := r.scan.scan()
		if errors.Is(err, io.EOF) {
			return r.tooShort(len(upper), rows)
		}
		if err != nil {
			return r.failed(err)
		}
		upper = append(upper, r.scan.cells(nil))
	}
	r.dropNUL(upper)
	r.header = header.Names(upper)
	if len(r.header) == 0 {
		return fmt.Errorf("%s: line %d should be the header, but no column has a name", r.path, r.scan.begun)
	}
	return nil
}

func (r *Reader) tooShort(found, expected int) error {
	if r.text.size == 0 {
		return fmt.Errorf("%s is empty; expected a header of %d and rows below it: export it again", r.path, expected)
	}
	return fmt.Errorf("%s has %d rows; expected a header of %d and rows below it", r.path, found, expected)
}

// dropNUL leaves the NUL bytes, by which some programs fill up fields, out of a header: nobody could name the column.
func (r *Reader) dropNUL(rows [][]string) {
	dropped := false
	for _, row := range rows {
		for c, cell := range row {
			if strings.Contains(cell, "\x00") {
				row[c], dropped = strings.ReplaceAll(cell, "\x00", ""), true
			}
		}
	}
	if dropped {
		r.notes = append(r.notes, "the header has NUL bytes; they were left out")
	}
}

// Header returns the columns' names: white space made single blanks, the rows of a header joined with "/", empty
// columns at the end left out, a repeated name with the suffix " (2)", " (3)".
func (r *Reader) Header() []string { return r.header }

// Next returns the next row and the line, from 1, on which it begins; io.EOF after the last. A row is at least as
// long as the header: a shorter one is filled up with empty cells. It is longer only where there is something in the
// cells beyond, which Warning then says. Blank lines are not rows. The slice is used again by the next call; the
// strings are not. After an error other than io.EOF the rest of the file cannot be read.
func (r *Reader) Next() (cells []string, line int, err error) {
	r.warning = ""
	if !r.waiting {
		if err := r.scan.scan(); err != nil {
			if errors.Is(err, io.EOF) {
				return nil, 0, io.EOF
			}
			return nil, 0, r.failed(err)
		}
	}
	r.waiting = false
	r.cells = r.scan.cells(r.cells[:0])
	for len(r.cells) < len(r.header) {
		r.cells = append(r.cells, "")
	}
	if len(r.cells) > len(r.header) {
		r.cut()
	}
	r.swallowed()
	return r.cells, r.scan.begun, nil
}

// cut drops the empty cells at the end of a row that is longer than the header, and warns of what then is beyond it.
func (r *Reader) cut() {
	n := len(r.cells)
	for n > len(r.header) && r.cells[n-1] == "" {
		n--
	}
	r.cells = r.cells[:n]
	if n == len(r.header) {
		return
	}
	r.warning = fmt.Sprintf("%d cells, but the header has %d columns: what is beyond them is left out", n, len(r.header))
	if r.longer++; r.longer == 1 {
		r.first = r.scan.begun
	}
}

// Warning says what is wrong with the row that Next returned last; mostly it is empty.
func (r *Reader) Warning() string { return r.warning }

// Notes say what was found out about the file and should be told; those about its rows are complete at its end.
func (r *Reader) Notes() []string {
	notes := r.notes[:len(r.notes):len(r.notes)]
	if r.longer > 0 {
		notes = append(notes, fmt.Sprintf("%d rows have more cells than the header has columns, the first in line %d: what is beyond them is left out", r.longer, r.first))
	}
	if r.swallows.cells > 0 {
		notes = append(notes, r.swallows.note())
	}
	return notes
}

// Size returns the file's size in bytes, as it lies on the disk.
func (r *Reader) Size() int64 { return r.text.size }

// Offset returns how many of the file's bytes have been read.
func (r *Reader) Offset() int64 { return r.text.read.Load() }

// Close closes the file.
func (r *Reader) Close() error { return r.text.file.Close() }

func (r *Reader) failed(err error) error { return fmt.Errorf("reading %s: %w", r.path, err) }
