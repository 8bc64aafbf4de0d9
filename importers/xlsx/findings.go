package xlsx

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// findings are what is odd about a sheet's cells and should be told.
type findings struct {
	failures     map[string]int // errors in cells, by kind
	failed       int
	firstFailure string

	hidden                  int // rows
	disordered              int // rows that do not stand after the one before
	firstEarly, firstBefore int
	doubled                 int // cells that stand twice in the file
	firstDouble             string
	merged                  int // ranges below the header
	longer, firstLonger     int // rows with more cells than the header has columns
}

// maxKinds bounds how many kinds of errors are told apart; Excel has about a dozen.
const maxKinds = 12

func (f *findings) failure(kind string, row, column int) {
	if f.failed++; f.failed == 1 {
		f.failures, f.firstFailure = map[string]int{}, address(row, column)
	}
	kind = strings.TrimSpace(kind)
	if _, known := f.failures[kind]; !known && (len(f.failures) >= maxKinds || len(kind) > 20 || kind == "") {
		kind = "others"
	}
	f.failures[kind]++
}

func (f *findings) disorder(row, before int) {
	if f.disordered++; f.disordered == 1 {
		f.firstEarly, f.firstBefore = row, before
	}
}

func (f *findings) twice(row, column int) {
	if f.doubled++; f.doubled == 1 {
		f.firstDouble = address(row, column)
	}
}

// notes says it all, the numbers in words.
func (f *findings) notes() []string {
	var notes []string
	say := func(count int, form string, more ...any) {
		if count > 0 {
			notes = append(notes, fmt.Sprintf(form, append([]any{count}, more...)...))
		}
	}
	say(f.longer, "%d rows have more cells than the header has columns, the first in row %d: what is beyond them is left out", f.firstLonger)
	say(f.failed, "%d cells hold an error and were read as empty, the first is %s: %s", f.firstFailure, f.kinds())
	say(f.merged, "%d merged ranges lie among the rows: only the first cell of each has its text")
	say(f.hidden, "%d rows are hidden, by a filter perhaps; they were read as well")
	say(f.disordered, "%d rows stand in the file after rows that follow them, the first is row %d after row %d: they were read in the order of the file", f.firstEarly, f.firstBefore)
	say(f.doubled, "%d cells stand in the file twice, the first is %s: the last was read", f.firstDouble)
	return notes
}

// kinds lists the errors, the most frequent first.
func (f *findings) kinds() string {
	names := slices.SortedFunc(maps.Keys(f.failures), func(a, b string) int {
		if f.failures[a] != f.failures[b] {
			return f.failures[b] - f.failures[a]
		}
		return strings.Compare(a, b)
	})
	for i, name := range names {
		names[i] = fmt.Sprintf("%d %s", f.failures[name], name)
	}
	return strings.Join(names, ", ")
}
