// Package header names the columns of a file after the rows of its header; the kinds of files have this in common.
package header

import (
	"fmt"
	"strconv"
	"strings"
)

// Names makes one name per column of the header's rows: white space made single blanks, the rows joined with "/",
// columns without a name at the end left out, a repeated name with the suffix " (2)", " (3)". It returns none where
// no column has a name.
func Names(rows [][]string) []string {
	names := join(rows)
	number(names)
	return names
}

// Numbers are the names of n columns without a header: 1, 2, 3.
func Numbers(n int) []string {
	var names []string
	for i := range n {
		names = append(names, strconv.Itoa(i+1))
	}
	return names
}

// join makes one name per column. The upper rows of a report are often merged cells, of which an export keeps the
// first: an empty cell there takes the name on its left, as long as nothing above it begins a new group.
func join(rows [][]string) []string {
	width := 0
	for _, row := range rows {
		width = max(width, len(row))
	}
	names := make([]string, width)
	for c := range width {
		names[c] = joinColumn(rows, c)
	}
	for len(names) > 0 && names[len(names)-1] == "" {
		names = names[:len(names)-1]
	}
	return names
}

func joinColumn(rows [][]string, c int) string {
	var parts []string
	named, lowest := false, len(rows)-1
	for k := range rows {
		own := headerCell(rows[k], c)
		part := own
		if own == "" && !named && k < lowest {
			part = leftOf(rows, k, c)
		}
		named = named || own != ""
		if part != "" {
			parts = append(parts, part)
		}
	}
	if !named { // not one cell of its own: an empty column, whatever stands to its left
		return ""
	}
	return strings.Join(parts, "/")
}

// leftOf returns the nearest name on the left in the row, up to where a row above begins a new group.
func leftOf(rows [][]string, row, column int) string {
	for c := column - 1; c >= 0; c-- {
		if own := headerCell(rows[row], c); own != "" {
			return own
		}
		for above := range row {
			if headerCell(rows[above], c) != "" {
				return ""
			}
		}
	}
	return ""
}

// headerCell returns a cell of the header with its white space made single blanks; line breaks are common in headers.
func headerCell(row []string, c int) string {
	if c >= len(row) {
		return ""
	}
	return strings.Join(strings.Fields(strings.Trim(row[c], "\ufeff")), " ")
}

// number gives repeated names a suffix: Comment, Comment (2), Comment (3).
func number(names []string) {
	taken := make(map[string]bool, len(names))
	for _, name := range names {
		taken[name] = true
	}
	times := make(map[string]int, len(names))
	for i, name := range names {
		times[name]++
		if name == "" || times[name] == 1 {
			continue
		}
		numbered := fmt.Sprintf("%s (%d)", name, times[name])
		for taken[numbered] {
			times[name]++
			numbered = fmt.Sprintf("%s (%d)", name, times[name])
		}
		taken[numbered] = true
		names[i] = numbered
	}
}
