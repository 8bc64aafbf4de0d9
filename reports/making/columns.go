package making

import (
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
