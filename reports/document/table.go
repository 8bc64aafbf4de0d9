package document

import "slices"

// Table is a table that is shown whole in every format.
type Table struct {
	ID       string // stable: service_availability
	Title    string // the finding where there is one, else the subject
	Subtitle string // unit and scope
	Columns  []Column
	Rows     []Row
	Total    *Row
	Note     string // below the table
	Empty    string // what stands there instead of rows
	PageRows int    // a page shows so many rows and says how many there are; 0: all. A workbook has all
	Strict   bool   // PageRows is meant to the row, rather than that a few more are shown where these are all
	More     string // the name of the section that says more of it, whose page stands beside the title; empty: none
}

// Bare tells whether a column says nothing in any of the rows, and readers are not to fill it in.
func (t *Table) Bare(column int) bool {
	c := t.Columns[column]
	return c.Kind == KindText && !c.Entry && len(t.Rows) > 0 && !slices.ContainsFunc(t.Rows, func(r Row) bool {
		return column < len(r.Cells) && !r.Cells[column].empty()
	})
}

// empty tells whether nothing stands in a cell, not even that it is unknown.
func (v *Value) empty() bool {
	return v.Kind == KindText && v.Text == "" && v.Second == "" && !v.Unknown
}

// fewMore is how many rows beyond PageRows a page shows rather than saying that it leaves them out.
const fewMore = 3

// Shown is how many rows of the table a page shows: PageRows, or all where no more than a few would be left out.
func (t *Table) Shown() int {
	most := t.PageRows
	if !t.Strict {
		most += min(fewMore, t.PageRows/2)
	}
	if t.PageRows > 0 && len(t.Rows) > most {
		return t.PageRows
	}
	return len(t.Rows)
}

// Column describes a table's column.
type Column struct {
	Key      string // stable, unique in its table
	Title    string
	Kind     Kind
	Decimals int     // of numbers, shares, points and minutes
	Width    float64 // relative; 0: by kind
	Medium   Medium
	Lines    int    // of text in a cell at most, what is longer is clipped; 0: as many as the format gives a text, one of other kinds
	Ticks    []Tick // of a column of bars: what a page writes above them; nil: nothing
	// Entry tells that readers fill in the empty cells: a page leaves a field to write into.
	Entry   bool
	Each    *Source  // how its values come from other cells of their rows; nil: not from any
	Choices []string // of an entry: what a workbook offers, 255 characters in all with a comma between; nil: any text
}

// Tick is a place on the scale of a column's bars with what stands there.
type Tick struct {
	At   float64
	Text string
}

// Medium says where a column is shown.
type Medium uint8

// The media.
const (
	Everywhere Medium = iota
	PageOnly          // drawings that a workbook has no use for
	BookOnly          // columns for the analyst
)

// Blank tells whether the value leaves a field of the column for its readers to fill in.
func (c Column) Blank(v Value) bool {
	return c.Entry && v.Text == "" && (v.Unknown || v.Kind == KindText || v.Kind == KindID)
}

// Row is one row; Cells are as many as the columns.
type Row struct {
	Cells []Value
	Tone  Tone
}

// Detail is a long table that only a workbook holds; its rows are streamed. The slice that Rows yields may be used
// again for the next row.
type Detail struct {
	ID      string
	Title   string
	Columns []Column
	Rows    func(yield func([]Value) error) error
}
