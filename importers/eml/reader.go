// Package eml reads mails, each a file of its own, as the rows of one table: a row per message, a column per header and
// per field that the text begins with. Many tools can tell of a change by mail only.
package eml

import (
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"unicode"
)

// fixed are the columns that every message has, in their order.
var fixed = []string{"file", "message-id", "date", "from", "to", "subject", "body"}

// maxColumns is more than the mails of any tool have: where each names its fields differently, some are left out.
const maxColumns = 500

// Reader reads messages one after the other. It is for one goroutine; Offset alone may be called from others.
type Reader struct {
	files   []string
	sizes   []int64
	header  []string
	place   map[string]int // of a column
	cells   []string
	next    int // of files
	warning string
	notes   []string
	size    int64
	read    atomic.Int64
}

// Open looks at the messages, in this order, to find their columns. The wanted ones are there even if no message has them:
// which fields a folder's mails have differs from day to day. It fails where a message cannot be opened; what cannot be
// understood of one makes its row poorer, and Warning then says so.
func Open(files, wanted []string) (*Reader, error) {
	r := &Reader{files: files, header: slices.Clone(fixed), place: map[string]int{}}
	found := map[string]bool{}
	left := 0
	for _, path := range files {
		m, size, err := readFile(path)
		if err != nil {
			return nil, err
		}
		r.sizes, r.size = append(r.sizes, size), r.size+size
		for name := range m.fields {
			switch {
			case found[name] || slices.Contains(fixed, name):
			case len(found)+len(fixed) < maxColumns:
				found[name] = true
			default:
				left++
			}
		}
	}
	r.header = append(r.header, slices.Sorted(maps.Keys(found))...)
	for _, name := range wanted {
		if !slices.ContainsFunc(r.header, func(other string) bool { return fold(other) == fold(name) }) {
			r.header = append(r.header, name)
			r.notes = append(r.notes, fmt.Sprintf("no message has the field %q", name))
		}
	}
	for i, name := range r.header {
		r.place[name] = i
	}
	if left > 0 {
		r.notes = append(r.notes, fmt.Sprintf("the messages have more than %d different headers and fields: %d were left out", maxColumns, left))
	}
	return r, nil
}

// fold is what columns are compared by.
func fold(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, name)
}

// readFile reads and understands one message, and tells how long its file is.
func readFile(path string) (message, int64, error) {
	f, err := os.Open(path)
	if err != nil {
		return message{}, 0, fmt.Errorf("reading mails: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return message{}, 0, fmt.Errorf("reading mails: %w", err)
	}
	m, err := parse(f)
	if err != nil {
		return message{}, 0, fmt.Errorf("reading %s: %w", path, err)
	}
	return m, info.Size(), nil
}

// Header returns the columns: file, message-id, date, from, to, subject, body, then all other headers, and fields of
// the text, by their names in lower case, in the order of the alphabet.
func (r *Reader) Header() []string { return r.header }

// Next returns the next message and its number, from 1; io.EOF after the last. The slice is used again by the next call,
// the strings are not. A header goes before a field of the text that is called alike.
func (r *Reader) Next() (cells []string, line int, err error) {
	r.warning = ""
	if r.next == len(r.files) {
		return nil, 0, io.EOF
	}
	path := r.files[r.next]
	m, _, err := readFile(path)
	if err != nil {
		return nil, 0, err
	}
	r.read.Add(r.sizes[r.next])
	r.next++
	r.cells = append(r.cells[:0], make([]string, len(r.header))...)
	for name, value := range m.fields {
		if at, ok := r.place[name]; ok {
			r.cells[at] = value
		}
	}
	r.cells[r.place["file"]] = strings.ToValidUTF8(filepath.Base(path), "\ufffd")
	r.cells[r.place["body"]] = m.body
	if m.problem != "" {
		r.warning = filepath.Base(path) + ": " + m.problem
	}
	return r.cells, r.next, nil
}

// Warning says what is wrong with the message that Next returned last; mostly it is empty.
func (r *Reader) Warning() string { return r.warning }

// Notes say what was found out about the messages.
func (r *Reader) Notes() []string { return r.notes }

// Size returns the size of all messages in bytes.
func (r *Reader) Size() int64 { return r.size }

// Offset returns how many of these bytes have been read.
func (r *Reader) Offset() int64 { return r.read.Load() }

// Close does nothing: no file stays open.
func (r *Reader) Close() error { return nil }
