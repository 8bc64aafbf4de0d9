package document

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
	PageRows int    // a page shows so many rows at most and says how many there are; 0: all. A workbook has all
}

// Column describes a table's column.
type Column struct {
	Key      string // stable, unique in its table
	Title    string
	Kind     Kind
	Decimals int     // of numbers, shares, points and minutes
	Width    float64 // relative; 0: by kind
	Medium   Medium
	Lines    int // of text in a cell at most, where it needs more than one; 0 and 1: one, and what is longer is clipped
	// Entry tells that readers fill in the empty cells: a page leaves a field to write into.
	Entry   bool
	Each    *Source  // how its values come from other cells of their rows; nil: not from any
	Choices []string // of an entry: what a workbook offers, 255 characters in all with a comma between; nil: any text
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
