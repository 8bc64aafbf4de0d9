package fill

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// lastRow is the last row of a sheet.
const lastRow = 1 << 20

// box is a range of cells; columns and rows count from 1.
type box struct{ left, top, right, bottom int }

var boxText = regexp.MustCompile(`^\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?$`)

func parseBox(text string) (box, bool) {
	m := boxText.FindStringSubmatch(text)
	if m == nil {
		return box{}, false
	}
	if m[3] == "" {
		m[3], m[4] = m[1], m[2]
	}
	top, _ := strconv.Atoi(m[2]) // digits, as it matched
	bottom, _ := strconv.Atoi(m[4])
	return box{column(m[1]), top, column(m[3]), bottom}, true
}

// meets tells whether the ranges have a cell in common.
func (b box) meets(other box) bool {
	return b.left <= other.right && other.left <= b.right && b.top <= other.bottom && other.top <= b.bottom
}

func (b box) String() string {
	if b.left == b.right && b.top == b.bottom {
		return cellName(b.left, b.top)
	}
	return cellName(b.left, b.top) + ":" + cellName(b.right, b.bottom)
}

// column is the number of a column's letters.
func column(letters string) int {
	n := 0
	for _, r := range letters {
		n = n*26 + int(r-'A') + 1
	}
	return n
}

func cellName(col, row int) string {
	letters := ""
	for ; col > 0; col = (col - 1) / 26 {
		letters = string(rune('A'+(col-1)%26)) + letters
	}
	return letters + strconv.Itoa(row)
}

// area is a table of the workbook with what goes into it.
type area struct {
	*table
	sheet *sheet
	data  *Table
	first int   // row of its data in the file
	last  int   // last row of its data in the file
	end   int   // last row of its data once it is filled
	from  []int // per column: which of ours, -1 for none
}

func newArea(s *sheet, t *table, data *Table) (*area, error) {
	a := &area{table: t, sheet: s, data: data, first: t.at.top, last: t.at.bottom - t.totals}
	if t.header {
		a.first++
	}
	if a.last < a.first || len(t.columns) != t.at.right-t.at.left+1 {
		return nil, fmt.Errorf("the table %s on the sheet %s has no row of data", t.name, s.name)
	}
	a.end = a.first + max(data.N, 1) - 1 // a table keeps a row where it has none
	if a.end+t.totals > lastRow {
		return nil, fmt.Errorf("the table %s on the sheet %s has no room for %d rows: a sheet has %d", t.name, s.name, data.N, lastRow)
	}
	known := false
	for _, c := range t.columns {
		n := Find(data.Columns, c.name)
		known = known || n >= 0
		a.from = append(a.from, n)
	}
	if !known && len(data.Columns) > 0 {
		return nil, fmt.Errorf("the table %s on the sheet %s has none of the columns %s", t.name, s.name, titles(data.Columns))
	}
	return a, nil
}

// Find is the place of the column that a header names by its title or its key; -1: none does.
func Find(columns []Column, header string) int {
	header = plain(header)
	for i, c := range columns {
		if plain(c.Title) == header {
			return i
		}
	}
	for i, c := range columns {
		if plain(c.Key) == header {
			return i
		}
	}
	return -1
}

// lineBreak is how a table's part writes a line break in a header.
var lineBreak = strings.NewReplacer("_x000a_", " ", "_x000A_", " ", "_x000d_", " ", "_x000D_", " ")

// plain is a header without what does not matter: case, and how words are set apart.
func plain(header string) string {
	return strings.ToLower(strings.Join(strings.Fields(lineBreak.Replace(header)), " "))
}

func titles(columns []Column) string {
	names := make([]string, 0, len(columns))
	for _, c := range columns {
		names = append(names, strconv.Quote(c.Title))
	}
	return strings.Join(names, ", ")
}

// holds tells whether a column is one of the table's.
func (a *area) holds(col int) bool { return a.at.left <= col && col <= a.at.right }

// grown is a range that spans the table's rows, with or without header and totals, as it is once the table is filled.
func (a *area) grown(b box) (box, bool) {
	if !a.holds(b.left) || !a.holds(b.right) {
		return b, false
	}
	switch {
	case b.top != a.first && b.top != a.at.top:
		return b, false
	case b.bottom == a.last:
		b.bottom = a.end
	case b.bottom == a.at.bottom:
		b.bottom = a.end + a.totals
	default:
		return b, false
	}
	return b, true
}
