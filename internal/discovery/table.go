package discovery

import (
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"nines/importers"
)

// What is looked at of a file: its first rows, as long as their text stays below a bound.
const (
	sampleRows = 20_000
	sampleText = 48 << 20
	shapeRows  = 60 // for the delimiter and the header
)

// table is the beginning of one file, or of one sheet.
type table struct {
	path      string
	kind      string
	sheet     string // of a workbook
	options   importers.Options
	header    []string
	rows      [][]string
	whole     bool // rows are all there are
	delimited bool // the delimiter has to be stated, as an import would find another
	mixed     bool // of several files with different delimiters or encodings, which an import finds out
}

// delimiters are the candidates, the likeliest first.
const delimiters = ",;\t|"

// read finds out the shape of a file of that kind and reads its first rows.
func (t *table) read() error {
	if t.kind == "csv" {
		if err := t.findText(); err != nil {
			return err
		}
	}
	first, err := t.head(shapeRows)
	if err != nil {
		return err
	}
	if len(first) == 0 {
		return errors.New("it is empty: expected a header and rows below it")
	}
	t.options.Header = headerRows(first)
	return t.sample()
}

// findText finds out the encoding and the delimiter.
func (t *table) findText() error {
	rows, err := importers.Open(t.kind, t.path, importers.Options{})
	if err != nil {
		return err
	}
	notes := strings.Join(rows.Notes(), " ")
	if err := rows.Close(); err != nil {
		return err
	}
	t.options.Encoding = "utf-8"
	for _, name := range []string{"windows-1252", "utf-16le", "utf-16be"} { // without a byte order mark
		if strings.Contains(notes, "read as "+name) {
			t.options.Encoding = name
		}
	}
	best := -1.0
	for _, delimiter := range delimiters {
		probe := *t
		probe.options.Delimiter = delimiter
		first, err := probe.head(shapeRows)
		if err != nil && t.options.Delimiter == 0 && delimiter == '|' {
			return err
		}
		if fit := evenness(first); err == nil && fit > best {
			best, t.options.Delimiter = fit, delimiter
		}
	}
	return nil
}

// evenness tells how well the rows are parted: how many of them have the usual number of cells, and how many that are.
func evenness(rows [][]string) float64 {
	times := map[int]int{}
	for _, row := range rows {
		times[len(row)]++
	}
	best := 0.0
	for width, n := range times {
		if width > 1 {
			best = max(best, float64(n)/float64(len(rows))*math.Log2(float64(width)+1))
		}
	}
	return best
}

// head reads the first rows as they stand, the header among them.
func (t *table) head(most int) ([][]string, error) {
	o := t.options
	o.Header = 0
	rows, err := importers.Open(t.kind, t.path, o)
	if err != nil {
		return nil, err
	}
	all, _, err := take(rows, most, sampleText)
	return all, errors.Join(err, rows.Close())
}

// sample reads the header and the rows below it.
func (t *table) sample() error {
	rows, err := importers.Open(t.kind, t.path, t.options)
	if err != nil {
		return err
	}
	t.header = slices.Clone(rows.Header())
	t.rows, t.whole, err = take(rows, sampleRows, sampleText)
	if err := errors.Join(err, rows.Close()); err != nil {
		return err
	}
	if len(t.rows) == 0 {
		return fmt.Errorf("it has a header (%s) and no rows below it", shown(strings.Join(t.header, ", ")))
	}
	if t.kind == "csv" {
		t.delimited = t.options.Delimiter != ',' || !t.guessedAtImport()
	}
	return nil
}

// guessedAtImport tells whether an import that is told no delimiter finds the same header.
func (t *table) guessedAtImport() bool {
	o := t.options
	o.Delimiter = 0
	rows, err := importers.Open(t.kind, t.path, o)
	if err != nil {
		return false
	}
	same := slices.Equal(rows.Header(), t.header)
	return rows.Close() == nil && same
}

// take reads rows until there are enough of them; whole tells that there are no more.
func take(rows importers.Rows, most, text int) (all [][]string, whole bool, err error) {
	for len(all) < most && text > 0 {
		cells, _, err := rows.Next()
		if errors.Is(err, io.EOF) {
			return all, true, nil
		}
		if err != nil {
			return all, false, err
		}
		for _, cell := range cells {
			text -= len(cell) + 16
		}
		all = append(all, slices.Clone(cells))
	}
	return all, false, nil
}
