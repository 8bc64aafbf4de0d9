// Package importers is the catalogue of the kinds of sources: each kind is a folder that yields rows.
package importers

import (
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"nines/importers/csv"
	"nines/importers/eml"
	"nines/importers/xlsx"
)

// Rows are the rows of one open file. They are read by one goroutine; Offset alone may be called from others.
type Rows interface {
	// Header returns the columns' names, repeated ones made distinct.
	Header() []string
	// Next returns the next row, at least as long as the header, and the line, from 1, on which it begins; io.EOF
	// after the last. The slice is used again by the next call, the strings are not.
	Next() (cells []string, line int, err error)
	// Warning says what is wrong with the row that Next returned last; mostly it is empty.
	Warning() string
	// Notes say what was found out about the file and should be told; complete once all rows are read.
	Notes() []string
	// Size is the whole of what is to be read, Offset the part of it that has been, both in bytes.
	Size() int64
	Offset() int64
	Close() error
}

// Options are what a source's configuration says about its files; a kind takes what concerns it.
type Options struct {
	Delimiter rune     // csv: one ASCII character; 0: found out
	Encoding  string   // csv: a name such as windows-1252; empty: found out
	Sheet     string   // xlsx: the sheet's name; empty: the first visible
	Decimal   byte     // xlsx: the sign that a number's cell gets, as the mapping expects it; 0: a point
	Columns   []string // eml: what the mapping names, which is there even if no message has it
	Header    int      // rows of header; 0: none, the columns are then called 1, 2, 3
}

// kind is one entry of the catalogue.
type kind struct {
	name string
	open func(path string, o Options) (Rows, error)
	many bool // its rows are files: the path is that of a folder, a glob or a file
}

var kinds = catalogue(
	kind{name: "csv", open: openCSV},
	kind{name: "xlsx", open: openXLSX},
	kind{name: "eml", open: openEML, many: true},
)

// catalogue makes the table of kinds. It panics on a name that stands there twice: a mistake of ours, seen at start-up.
func catalogue(entries ...kind) map[string]kind {
	table := make(map[string]kind, len(entries))
	for _, k := range entries {
		if _, taken := table[k.name]; taken {
			panic("importers: two kinds are called " + k.name)
		}
		table[k.name] = k
	}
	return table
}

// Kinds returns the names of the kinds, sorted.
func Kinds() []string {
	names := make([]string, 0, len(kinds))
	for name := range kinds {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// Files returns what is to be opened of a source's path, one after the other: the files that it names, or the path itself
// where a kind takes all of them for one table. It fails where there is nothing.
func Files(kind, path string) ([]string, error) {
	if !kinds[kind].many {
		return Expand(path)
	}
	_, err := messages(path)
	return []string{path}, err
}

// Open opens a file of that kind, or what else Files returned, and reads its header. It refuses what is no regular file:
// to open a pipe can take for ever, and a device has no end.
func Open(kind, path string, o Options) (Rows, error) {
	k, ok := kinds[kind]
	if !ok {
		return nil, fmt.Errorf("there is no kind of source %q; expected one of %s", kind, strings.Join(Kinds(), ", "))
	}
	if !k.many {
		if err := mustBeFile(path); err != nil {
			return nil, err
		}
	}
	return k.open(path, o)
}

func mustBeFile(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return fmt.Errorf("looking for %s: %w", path, err)
	}
	if info.IsDir() {
		return fmt.Errorf("%s is a directory; expected a file", path)
	}
	if !info.Mode().IsRegular() {
		return fmt.Errorf("%s is a %s; expected a file, which can be read more than once: save what it yields as one", path, special(info.Mode()))
	}
	return nil
}

// special names a file that is neither regular nor a directory.
func special(mode fs.FileMode) string {
	switch {
	case mode&fs.ModeNamedPipe != 0:
		return "pipe"
	case mode&fs.ModeSocket != 0:
		return "socket"
	}
	return "device"
}

func openCSV(path string, o Options) (Rows, error) {
	r, err := csv.Open(path, csv.Options{Delimiter: o.Delimiter, Encoding: o.Encoding, Header: o.Header})
	if err != nil {
		return nil, err // not r: a nil *csv.Reader would make Rows that are not nil
	}
	return r, nil
}

func openXLSX(path string, o Options) (Rows, error) {
	r, err := xlsx.Open(path, xlsx.Options{Sheet: o.Sheet, Header: o.Header, Decimal: o.Decimal})
	if err != nil {
		return nil, err // as above
	}
	return r, nil
}

func openEML(path string, o Options) (Rows, error) {
	files, err := messages(path)
	if err != nil {
		return nil, err
	}
	for _, file := range files {
		if err := mustBeFile(file); err != nil {
			return nil, err
		}
	}
	r, err := eml.Open(files, o.Columns)
	if err != nil {
		return nil, err // as above
	}
	return r, nil
}
