package fill

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// flow puts into a row what a table has there, and returns the row of the file that it looks like; nil: none.
func (w *writer) flow(f *flow, number int, cells map[int]string) (like *row, err error) {
	switch {
	case number <= f.end:
		var data []Cell
		if f.data.N > 0 {
			var more bool
			if data, err, more = f.next(); err != nil {
				return nil, fmt.Errorf("the rows of the table %s: %w", f.name, err)
			} else if !more {
				return nil, fmt.Errorf("the table %s has less than the %d rows that it was said to have", f.name, f.data.N)
			}
		}
		f.fillRow(w, number, data, cells)
		return f.like, nil
	case number <= f.end+f.totals:
		return f.total(w, number, cells), nil
	case number <= f.at.bottom:
		for col := f.at.left; col <= f.at.right; col++ {
			delete(cells, col)
		}
	}
	return nil, nil
}

// room fails where something of the user's stands in a row that the table has to take, below where it ended.
func (f *flow) room(parsed *sheetXML) error {
	for _, r := range parsed.from(f.at.bottom + 1) {
		if r.number > f.end+f.totals {
			break
		}
		for _, c := range r.cells {
			if f.holds(c.col) && c.filled {
				return fmt.Errorf("the table %s on the sheet %s needs the cell %s, where something else stands: move that aside",
					f.name, f.sheet.name, cellName(c.col, r.number))
			}
		}
	}
	needed := box{f.at.left, f.at.bottom + 1, f.at.right, f.end + f.totals}
	for _, m := range merged.FindAllStringSubmatch(parsed.tail, -1) {
		if b, ok := parseBox(m[1]); ok && b.meets(needed) {
			return fmt.Errorf("the table %s on the sheet %s needs the cells %s, which are merged, as those of a table cannot be: move them aside",
				f.name, f.sheet.name, b)
		}
	}
	return nil
}

// merged are cells of a sheet that stand as one.
var merged = regexp.MustCompile(`<(?:[a-z0-9]+:)?mergeCell\b[^>]*\bref="([^"]+)"`)

// from are the rows from a number on.
func (s *sheetXML) from(number int) []*row {
	low, high := 0, len(s.rows)
	for low < high {
		if middle := (low + high) / 2; s.rows[middle].number < number {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return s.rows[low:]
}

// fillRow writes a row of data: our columns where the headers name them, the user's formulas copied down, and other
// cells of the user as they are.
func (f *flow) fillRow(w *writer, number int, data []Cell, cells map[int]string) {
	prefix := w.parsed.prefix
	for i := range f.columns {
		col, model := f.at.left+i, f.model[i]
		open := "<" + prefix + `c r="` + cellName(col, number) + `"`
		if model.style != "" {
			open += ` s="` + model.style + `"`
		}
		switch n := f.from[i]; {
		case n >= 0:
			var c Cell
			if n < len(data) {
				c = data[n]
			}
			cells[col] = c.xml(open, prefix)
		case f.formula(i) != "":
			formula := shifted(f.formula(i), number-f.first)
			cells[col] = open + "><" + prefix + "f>" + formula + "</" + prefix + "f></" + prefix + "c>"
		case f.data.Columns == nil: // our table has no rows: nothing that the file had as an example stays
			cells[col] = open + "/>"
		case cells[col] == "" && model.style != "":
			cells[col] = open + "/>"
		}
	}
}

// formula is the user's formula in a column, of its first row.
func (f *flow) formula(i int) string {
	if f.model[i].formula != "" {
		return f.model[i].formula
	}
	return text(f.columns[i].formula)
}

func (c Cell) xml(open, prefix string) string {
	switch {
	case c.Numeric:
		return open + "><" + prefix + "v>" + strconv.FormatFloat(c.Number, 'g', -1, 64) + "</" + prefix + "v></" + prefix + "c>"
	case c.Text != "":
		return open + ` t="inlineStr"><` + prefix + "is><" + prefix + `t xml:space="preserve">` + text(c.Text) + "</" + prefix + "t></" + prefix + "is></" + prefix + "c>"
	}
	return open + "/>"
}

// total moves a row of totals to where the data end now.
func (f *flow) total(w *writer, number int, cells map[int]string) *row {
	was := f.last + number - f.end
	for col := f.at.left; col <= f.at.right; col++ {
		delete(cells, col)
	}
	for _, r := range w.parsed.from(was) {
		if r.number != was {
			return nil
		}
		for _, c := range r.cells {
			if !f.holds(c.col) {
				continue
			}
			cells[c.col] = strings.Replace(w.kept(c), `r="`+cellName(c.col, was)+`"`, `r="`+cellName(c.col, number)+`"`, 1)
		}
		return r
	}
	return nil
}

// relative is a cell in a formula: what stands before it, its column, its row.
var relative = regexp.MustCompile(`(^|[^A-Za-z0-9_.$])(\$?[A-Z]{1,3})([0-9]{1,7})($|[^A-Za-z0-9_.(!])`)

// shifted moves a formula down so many rows: references without a dollar sign before their row go along. Texts in quotes
// and names of sheets and tables stay.
func shifted(formula string, rows int) string {
	if rows == 0 {
		return formula
	}
	var out strings.Builder
	for i, part := range quotes.Split(formula, -1) {
		if i > 0 {
			out.WriteString(quotes.FindAllString(formula, -1)[i-1])
		}
		for { // neighbours share the character between them
			next := relative.ReplaceAllStringFunc(part, func(m string) string {
				g := relative.FindStringSubmatch(m)
				n, _ := strconv.Atoi(g[3]) // digits, as it matched
				return g[1] + g[2] + "\x00" + strconv.Itoa(n+rows) + g[4]
			})
			if next == part {
				break
			}
			part = next
		}
		out.WriteString(strings.ReplaceAll(part, "\x00", ""))
	}
	return out.String()
}

// quotes are texts, names of sheets in quotes, and parts of tables in brackets.
var quotes = regexp.MustCompile(`"[^"]*"|&quot;.*?&quot;|'[^']*'|\[[^\]]*\]`)
