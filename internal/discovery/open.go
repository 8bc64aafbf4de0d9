package discovery

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"nines/importers"
	"nines/importers/xlsx"
)

// beginnings are how files begin that no importer reads, and what to do about them.
var beginnings = []struct{ bytes, is string }{
	{"\xd0\xcf\x11\xe0", "an old Excel workbook (.xls) or one with a password: save it as .xlsx without a password, or as CSV"},
	{"%PDF", "a PDF document: export the tickets as CSV or .xlsx"},
	{"BZh", "packed with bzip2: unpack it, or pack it with gzip"},
	{"\xfd7zXZ", "packed with xz: unpack it, or pack it with gzip"},
	{"7z\xbc\xaf", "a 7-Zip archive: unpack it"},
	{"\x28\xb5\x2f\xfd", "packed with zstd: unpack it, or pack it with gzip"},
	{"SQLite format 3", "an SQLite database: export the table as CSV"},
	{"{", "JSON: export the tickets as CSV or .xlsx"},
	{"[{", "JSON: export the tickets as CSV or .xlsx"},
	{"<", "HTML or XML, whatever its name says: export the tickets as CSV or .xlsx"},
}

// open looks at what a file is, by its content, and reads the beginning of it: one table, or one for each visible
// sheet of a workbook.
func open(path string) ([]*table, error) {
	kind, err := kindByContent(path)
	if err != nil {
		return nil, err
	}
	if !slices.Contains(importers.Kinds(), kind) {
		return nil, fmt.Errorf("it is an Excel workbook, which this version does not read: save it as CSV")
	}
	if kind == "xlsx" {
		return workbook(path)
	}
	t := &table{path: path, kind: kind}
	return []*table{t}, t.read()
}

// workbook reads the beginning of each visible sheet. It fails where no sheet can be read.
func workbook(path string) ([]*table, error) {
	sheets, err := xlsx.Sheets(path)
	if err != nil {
		return nil, err
	}
	var hidden []string
	for _, s := range sheets {
		if s.Hidden {
			hidden = append(hidden, s.Name)
		}
	}
	sheets = slices.DeleteFunc(sheets, func(s xlsx.Sheet) bool { return s.Hidden })
	var all []*table
	var problems []error
	for _, sheet := range sheets {
		t := &table{path: path, kind: "xlsx"}
		if len(sheets) > 1 {
			t.sheet, t.options.Sheet = sheet.Name, sheet.Name
		}
		if err := t.read(); err != nil {
			problems = append(problems, fmt.Errorf("sheet %q: %w", sheet.Name, err))
			continue
		}
		all = append(all, t)
	}
	switch {
	case len(all) > 0:
		return all, nil
	case len(problems) > 0:
		return nil, errors.Join(problems...)
	case len(hidden) > 0:
		return nil, fmt.Errorf("all its sheets are hidden (%s): show the one with the tickets and save the workbook", shown(strings.Join(hidden, ", ")))
	}
	return nil, errors.New("it has no sheet with rows: charts only, or nothing")
}

func kindByContent(path string) (string, error) {
	info, err := os.Stat(path) // before it is opened, as a pipe would be waited for
	switch {
	case err != nil:
		return "", err
	case info.IsDir():
		return "", errors.New("it is a directory: name the files in it")
	case !info.Mode().IsRegular():
		return "", errors.New("it is a pipe or a device: expected a file, which can be read more than once")
	case strings.EqualFold(filepath.Ext(path), ".eml"):
		return "", errors.New("it is a mail: write a source with kind: eml and path: the folder of the mails, as the README shows")
	case info.Size() == 0:
		return "", errors.New("it is empty: expected a header and rows below it")
	}
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	start := make([]byte, 4096)
	n, err := io.ReadFull(f, start)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return "", err
	}
	return kindOfBytes(start[:n])
}

func kindOfBytes(start []byte) (string, error) {
	switch {
	case bytes.HasPrefix(start, []byte("PK\x03\x04")), bytes.HasPrefix(start, []byte("PK\x05\x06")): // the second of an empty archive
		return "xlsx", nil
	case bytes.HasPrefix(start, []byte{0x1f, 0x8b}):
		return "csv", nil
	case bytes.HasPrefix(start, []byte("\xff\xfe")), bytes.HasPrefix(start, []byte("\xfe\xff")):
		return "csv", nil // UTF-16
	}
	text := strings.TrimLeft(strings.TrimPrefix(string(start), "\ufeff"), " \t\r\n")
	for _, b := range beginnings {
		if strings.HasPrefix(text, b.bytes) {
			return "", errors.New("it is " + b.is)
		}
	}
	if binary(start) {
		return "", errors.New("it is no text (it has NUL bytes): expected CSV, packed with gzip or not, or .xlsx")
	}
	return "csv", nil
}

// binary tells whether a file begins with what no text has: NUL bytes in more than a twentieth of its places, but not in
// every other one, as Latin letters have them in UTF-16. A text may have a few.
func binary(start []byte) bool {
	var places [2]int
	for i, b := range start {
		if b == 0 {
			places[i%2]++
		}
	}
	even, odd := places[0], places[1]
	return (even+odd)*20 > len(start) && max(even, odd)*4 < len(start)
}
