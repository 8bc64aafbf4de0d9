package demo

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/klauspost/compress/gzip"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/transform"
)

// column is one column of an export: its header, and the cell of a record.
type column[R any] struct {
	name string
	cell func(R) string
}

// dialect is how a tool writes its files.
type dialect struct {
	comma   rune // 0: a comma
	bom     bool // a byte order mark, as spreadsheets write it
	crlf    bool
	cp1252  bool // windows-1252 instead of UTF-8
	gzip    bool
	padding int // empty columns at the end of each row
}

// table writes records as rows of a delimited file.
type table[R any] struct {
	path    string
	columns []column[R]
	cells   []string
	rows    *csv.Writer
	closers []func() error // in the order of closing
}

func create[R any](path string, d dialect, columns []column[R]) (*table[R], error) {
	file, err := os.Create(path)
	if err != nil {
		return nil, fmt.Errorf("create an export: %w", err)
	}
	buffer := bufio.NewWriterSize(file, 1<<16)
	t := &table[R]{path: path, columns: columns, cells: make([]string, len(columns)+d.padding)}
	t.closers = []func() error{buffer.Flush, file.Close}
	var sink io.Writer = buffer
	if d.gzip {
		packed := gzip.NewWriter(sink)
		t.closers = append([]func() error{packed.Close}, t.closers...)
		sink = packed
	}
	if d.cp1252 {
		encoded := transform.NewWriter(sink, charmap.Windows1252.NewEncoder())
		t.closers = append([]func() error{encoded.Close}, t.closers...)
		sink = encoded
	}
	t.rows = csv.NewWriter(sink)
	t.rows.UseCRLF = d.crlf
	if d.comma != 0 {
		t.rows.Comma = d.comma
	}
	if err := t.header(sink, d); err != nil {
		return nil, errors.Join(err, t.close())
	}
	return t, nil
}

func (t *table[R]) header(sink io.Writer, d dialect) error {
	if d.bom {
		if _, err := io.WriteString(sink, "\ufeff"); err != nil {
			return t.failed(err)
		}
	}
	for i, c := range t.columns {
		t.cells[i] = c.name
	}
	return t.failed(t.rows.Write(t.cells))
}

func (t *table[R]) write(record R) error {
	for i, c := range t.columns {
		t.cells[i] = c.cell(record)
	}
	return t.failed(t.rows.Write(t.cells))
}

// close writes what is left. A table that could not be created needs no closing.
func (t *table[R]) close() error {
	if t == nil {
		return nil
	}
	t.rows.Flush()
	errs := []error{t.rows.Error()}
	for _, c := range t.closers {
		errs = append(errs, c())
	}
	return t.failed(errors.Join(errs...))
}

func (t *table[R]) failed(err error) error {
	if err != nil {
		return fmt.Errorf("write %s: %w", t.path, err)
	}
	return nil
}

// writeAll writes a whole export at once.
func writeAll[R any](path string, d dialect, columns []column[R], records []R) (err error) {
	t, err := create(path, d, columns)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, t.close()) }()
	for _, r := range records {
		if err := t.write(r); err != nil {
			return err
		}
	}
	return nil
}
