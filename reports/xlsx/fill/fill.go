// Package fill puts rows into the tables of a workbook that somebody else made. What it does not have to touch stays
// as it is, byte for byte: sheets, pivot tables, charts, formats. It works on the parts of the file itself, as a
// library that reads and writes workbooks keeps only what it knows.
package fill

import (
	"archive/zip"
	"context"
	"fmt"
	"io"
	"strings"
)

// Table is what a table of the workbook is filled with.
type Table struct {
	Name    string // of the table, in whatever case
	Columns []Column
	N       int // rows
	// Rows yields the N rows; a slice may be used again for the next one. A table without columns has none, and is emptied.
	Rows func(yield func([]Cell) error) error
}

// Column is one of our columns: a column of the workbook's table is filled with it if its header is the title or the key.
type Column struct{ Key, Title string }

// Cell is a number, a text or, where both are missing, nothing. A text is never a formula.
type Cell struct {
	Number  float64
	Text    string // as the format has it: what looks like an escape is escaped
	Numeric bool
}

// Fill writes the workbook that lies at the path to w, with the tables filled that are called like one of ours. It fails
// where the workbook cannot be read, where a table has none of our columns, or where something stands in the way below.
func Fill(ctx context.Context, w io.Writer, path string, tables []Table) error {
	book, err := open(path)
	if err != nil {
		return err
	}
	defer func() { _ = book.Close() }() // it was only read
	if err := book.prepare(tables); err != nil {
		return fmt.Errorf("fill %s: %w", path, err)
	}
	if err := book.write(ctx, zip.NewWriter(w)); err != nil {
		return fmt.Errorf("fill %s: %w", path, err)
	}
	return nil
}

// prepare finds for each of our tables where it stands and what goes into which of its columns.
func (b *book) prepare(tables []Table) error {
	for _, s := range b.sheets {
		for _, t := range s.tables {
			for i := range tables {
				if !strings.EqualFold(tables[i].Name, t.name) {
					continue
				}
				a, err := newArea(s, t, &tables[i])
				if err != nil {
					return err
				}
				s.areas = append(s.areas, a)
				b.areas = append(b.areas, a)
			}
		}
	}
	return nil
}

// write writes all parts in their order. What says in which order Excel computes is left out: it makes that anew.
func (b *book) write(ctx context.Context, out *zip.Writer) error {
	for _, f := range b.zip.File {
		var err error
		switch s := b.sheetOf(f.Name); {
		case strings.EqualFold(f.Name, calcChain):
		case s != nil && len(s.areas) > 0:
			err = b.writeSheet(ctx, out, s)
		default:
			err = b.writePart(out, f)
		}
		if err != nil {
			return err
		}
	}
	return out.Close()
}

// writePart writes any other part: changed where it speaks of the tables, else as it lies in the file.
func (b *book) writePart(out *zip.Writer, f *zip.File) error {
	var change func(string) string
	switch kind := kindOf(f.Name); {
	case f.Name == contentTypes, f.Name == workbookRels:
		change = withoutCalcChain
	case f.Name == b.workbook:
		change = b.changedWorkbook
	case kind == tablePart:
		change = b.changedTable(f.Name)
	case kind == pivotPart:
		change = b.changedPivot
	case kind == chartPart:
		change = func(content string) string { return formulaText.ReplaceAllStringFunc(content, b.moved("")) }
	case b.sheetOf(f.Name) != nil:
		change = b.changedFormulas(b.sheetOf(f.Name).name)
	}
	if change == nil {
		return out.Copy(f)
	}
	return b.rewrite(out, f.Name, change)
}

// rewrite writes a part that is changed; one that stays as it is is copied.
func (b *book) rewrite(out *zip.Writer, name string, change func(string) string) error {
	f := b.file(name)
	content, err := read(f)
	if err != nil {
		return err
	}
	changed := change(content)
	if changed == content {
		return out.Copy(f)
	}
	w, err := out.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Deflate, Modified: f.Modified})
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, changed)
	return err
}
