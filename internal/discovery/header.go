package discovery

import (
	"slices"
	"strings"
)

// headerSearch is how many rows may stand above the header's last one: a title, the date of the report, groups.
const headerSearch = 20

// headerRows returns how many rows the header has, counted from the top, so that a title above it is one of them; 0
// where there is none.
func headerRows(rows [][]string) int {
	usual := usualFilled(rows)
	for i, row := range rows[:min(headerSearch, len(rows))] {
		if names := filled(row); names*5 >= usual*4 && names > 0 && allNames(row) {
			return i + 1
		}
	}
	return 0
}

// usualFilled is the median of how many cells of a row have something in them.
func usualFilled(rows [][]string) int {
	counts := make([]int, len(rows))
	for i, row := range rows {
		counts[i] = filled(row)
	}
	slices.Sort(counts)
	return counts[len(counts)/2]
}

func filled(row []string) int {
	n := 0
	for _, cell := range row {
		if strings.TrimSpace(cell) != "" {
			n++
		}
	}
	return n
}

// allNames tells whether the cells can be names of columns: no times, hardly any numbers, hardly any twice, none long.
func allNames(row []string) bool {
	seen, odd, all := map[string]bool{}, 0, 0
	for _, cell := range row {
		cell = strings.TrimSpace(cell)
		if cell == "" {
			continue
		}
		all++
		if _, number := numberOf(cell, '.'); number || len(cell) > 120 || missingWord(cell) {
			odd++
		}
		if looksLikeTime(cell) {
			return false
		}
		seen[cell] = true
	}
	return odd*10 <= all && len(seen)*2 > all
}
