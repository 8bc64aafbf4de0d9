// Package csv reads the rows of one CSV file as a stream: packed or not, in whatever encoding, with whatever
// delimiter and line ends. It finds out what it is not told, and says in its notes what it found.
package csv

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
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
	if sep, length := sepLine(sample); length > 0 {
		sample, line = sample[length:], 2
		if delim == 0 && checkDelimiter(rune(sep)) == nil {
			delim = sep
		}
	}
	if delim == 0 {
		delim = sniff(sample, whole, o.Header)
		r.notes = append(r.notes, "delimiter found out: "+delimiterNames[delim])
	}
	if line == 2 {
		if _, err := r.text.Discard(bytes.IndexAny(peekLine(r.text), "\r\n") + 1); err != nil {
			return r.failed(err)
		}
	}
	r.scan = newScanner(r.text, delim, line)
	if o.Header == 0 {
		return r.countColumns()
	}
	return r.readHeader(o.Header)
}
