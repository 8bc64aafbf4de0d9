package making

import (
	"slices"

	"nines/reports/document"
)

// Column is a table's column with how a row of the kind R fills it.
type Column[R any] struct {
	document.Column
	Cell func(R) document.Value
}

// Column describes a column whose title is the word of its key.
func (m *Report) Column(words, key string, kind document.Kind, decimals int, medium document.Medium) document.Column {
	return document.Column{Key: key, Title: m.Words.Text(words + key), Kind: kind, Decimals: decimals, Medium: medium}
}

// Col is a column with how a row fills it.
func Col[R any](c document.Column, cell func(R) document.Value) Column[R] { return Column[R]{c, cell} }

// Fill makes a table's columns and rows from column descriptions.
func Fill[R any](t *document.Table, columns []Column[R], rows []R) {
	for _, c := range columns {
		t.Columns = append(t.Columns, c.Column)
	}
	for _, r := range rows {
		row := document.Row{Cells: make([]document.Value, len(columns))}
		for i, c := range columns {
			row.Cells[i] = c.Cell(r)
		}
		t.Rows = append(t.Rows, row)
	}
}

// Hush leaves those columns to the workbook that tell the reader of a page nothing: all of their cells are unknown without
// a word, zero or empty.
func Hush(t *document.Table, keys ...string) {
	for i := range t.Columns {
		c := &t.Columns[i]
		if c.Medium == document.Everywhere && slices.Contains(keys, c.Key) && len(t.Rows) > 0 &&
			!slices.ContainsFunc(t.Rows, func(r document.Row) bool { return tells(r.Cells[i]) }) {
			c.Medium = document.BookOnly
		}
	}
}

func tells(v document.Value) bool {
	return v.Text != "" || v.Second != "" || (v.Bar != nil && !v.Bar.Unknown) || !v.Time.IsZero() || (v.Number != 0 && !v.Unknown)
}
