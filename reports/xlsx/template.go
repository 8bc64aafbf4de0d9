package xlsx

import (
	"context"
	"io"
	"slices"
	"strings"

	"nines/reports/document"
	"nines/reports/xlsx/fill"
)

// fillTemplate writes the user's workbook with the tables filled that are called as ours are. One that this document has
// no rows for, but another of the report may have, is emptied: its rows are an example.
func (b *book) fillTemplate(ctx context.Context, w io.Writer, own *document.Workbook) error {
	var tables []fill.Table
	for i := range b.doc.Sections {
		for _, block := range b.doc.Sections[i].Blocks {
			switch block := block.(type) {
			case *document.Table:
				if len(block.Rows) == 0 {
					continue
				}
				d := &document.Detail{ID: block.ID, Columns: block.Columns, Rows: rowsOf(block)}
				tables = append(tables, b.filling(d, block.Rows))
			case *document.Detail:
				tables = append(tables, b.filling(block, nil))
			}
		}
	}
	if b.err != nil {
		return b.err
	}
	found, err := fill.Tables(own.Path)
	if err != nil {
		return err
	}
	for _, t := range found {
		called := func(other fill.Table) bool { return strings.EqualFold(t.Name, other.Name) }
		if own.Has(t.Name) && !slices.ContainsFunc(tables, called) {
			tables = append(tables, fill.Table{Name: t.Name})
		}
	}
	return fill.Fill(ctx, w, own.Path, tables)
}

// filling is a table with the columns and the cells that its sheet would have in our own workbook; of a long list the
// rows that it is made from are not known, and no second lines stand beside.
func (b *book) filling(d *document.Detail, rows []document.Row) fill.Table {
	fields := b.fieldsOf(d.Columns, rows, nil)
	t := fill.Table{Name: b.tableName(d.ID), Columns: fillColumns(fields)}
	if d.Rows == nil {
		return t
	}
	b.do(d.Rows(func([]document.Value) error { t.N++; return nil }))
	cells := make([]fill.Cell, len(fields))
	t.Rows = func(yield func([]fill.Cell) error) error {
		return d.Rows(func(values []document.Value) error {
			for i, f := range fields {
				c := b.cell(f, document.Row{Cells: values})
				cells[i] = fill.Cell{Number: c.number, Text: escaped(c.text), Numeric: c.numeric}
			}
			return yield(cells)
		})
	}
	return t
}

func fillColumns(fields []field) []fill.Column {
	var columns []fill.Column
	for _, f := range fields {
		key := f.column.Key
		if f.part == second {
			key += "_note"
		}
		columns = append(columns, fill.Column{Key: key, Title: f.title})
	}
	return columns
}

// TemplateTable is a table of a workbook that is to be filled, or one of ours that such a table is filled from.
type TemplateTable struct {
	Name    string
	Headers []string
	Keys    []string // of ours: what a column may be called instead of its header, one for each
}

// Find is the place of the column of ours that a header names by its title or its key; -1: none does.
func (t *TemplateTable) Find(header string) int {
	columns := make([]fill.Column, len(t.Keys))
	for i := range columns {
		columns[i] = fill.Column{Key: t.Keys[i], Title: t.Headers[i]}
	}
	return fill.Find(columns, header)
}

// Tables lists the tables that a document fills, in their order: those of which it tells the columns, as of some it does
// only where they have rows.
func Tables(ctx context.Context, doc *document.Document) ([]TemplateTable, error) {
	b, err := newBook(ctx, doc, Options{})
	if err != nil {
		return nil, err
	}
	var tables []TemplateTable
	add := func(id string, columns []document.Column, rows []document.Row) {
		t := TemplateTable{Name: b.tableName(id)}
		for _, c := range fillColumns(b.fieldsOf(columns, rows, nil)) {
			t.Headers, t.Keys = append(t.Headers, c.Title), append(t.Keys, c.Key)
		}
		if len(t.Keys) > 0 {
			tables = append(tables, t)
		}
	}
	for i := range doc.Sections {
		for _, block := range doc.Sections[i].Blocks {
			switch block := block.(type) {
			case *document.Table:
				add(block.ID, block.Columns, block.Rows)
			case *document.Detail:
				add(block.ID, block.Columns, nil)
			}
		}
	}
	return tables, b.file.Close()
}

// TemplateTables lists the tables of the workbook at the path, in the order of its sheets. It fails where that is no
// workbook.
func TemplateTables(path string) ([]TemplateTable, error) {
	found, err := fill.Tables(path)
	if err != nil {
		return nil, err
	}
	var tables []TemplateTable
	for _, t := range found {
		table := TemplateTable{Name: t.Name}
		for _, c := range t.Columns {
			table.Headers = append(table.Headers, c.Title)
		}
		tables = append(tables, table)
	}
	return tables, nil
}
