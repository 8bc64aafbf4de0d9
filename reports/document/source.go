package document

// Source says how a value comes from cells of the document, so that a workbook can hold a live formula and a page a
// link. It is a tree: a leaf names cells, the others have arguments.
type Source struct {
	Op    Op
	Cells []Ref
	Args  []*Source
	Where []Condition // of OpSum, OpCount and OpProducts: the rows that count, all of them met; none: every row
	Text  string      // of OpText: what is written, each \x00 standing for the next argument
}

// Op is how a value comes from its cells or arguments.
type Op uint8

// The operations.
const (
	OpCell     Op = iota // the cell
	OpSum                // the sum of the column; what is unknown adds nothing
	OpCount              // the rows that meet the conditions; without any, the filled cells of the column
	OpProducts           // the sum over the rows of the columns' products
	OpRatio              // the first argument over the second
	OpLess               // the first argument less the second
	OpRest               // 1 less the argument
	OpProduct            // the arguments multiplied
	OpPlus               // the arguments added up
	OpText               // a text with the arguments as whole numbers in it
)

// Ref names a column of a table of the same document, or a cell of it.
type Ref struct {
	Table  string // Table.ID
	Column string // Column.Key
	Row    int    // 0-based, or one of the constants below
}

// What a Ref's row may be beside a number. ThisRow and UpToThisRow are for Column.Each.
const (
	WholeColumn = -1
	ThisRow     = -2
	UpToThisRow = -3 // from the first row to this one
)

// Condition is met by the rows whose cell in a column of the same table stands so to the value, or to the text that
// column Same has in the row of the figure.
type Condition struct {
	Column  string
	Compare Compare
	Value   Value
	Same    *Ref
}

// Compare is how a cell stands to a value.
type Compare uint8

// The comparisons. Texts are compared whatever their case.
const (
	Equal Compare = iota
	AtLeast
	Under
	AtMost
	Filled // a number at all; only for OpProducts
)

// Cell is the cell of a row.
func Cell(table, column string, row int) *Source {
	return &Source{Op: OpCell, Cells: []Ref{{table, column, row}}}
}

// Here is the cell of another column in the row of the figure.
func Here(table, column string) *Source { return Cell(table, column, ThisRow) }

// Sum adds up the column over the rows that meet the conditions.
func Sum(table, column string, where ...Condition) *Source {
	return &Source{Op: OpSum, Cells: []Ref{{table, column, WholeColumn}}, Where: where}
}

// SumToHere adds up the column from the table's first row to that of the figure.
func SumToHere(table, column string) *Source {
	return &Source{Op: OpSum, Cells: []Ref{{table, column, UpToThisRow}}}
}

// CountOf counts the rows that meet the conditions; without any, the filled cells of the column.
func CountOf(table, column string, where ...Condition) *Source {
	return &Source{Op: OpCount, Cells: []Ref{{table, column, WholeColumn}}, Where: where}
}

// SumOfProducts adds up the products of two columns, over the rows that have a number in both and in the column filled.
func SumOfProducts(table, a, b, filled string) *Source {
	return &Source{
		Op: OpProducts, Cells: []Ref{{table, a, WholeColumn}, {table, b, WholeColumn}},
		Where: []Condition{{Column: filled, Compare: Filled}},
	}
}

// Plus adds up its arguments.
func Plus(args ...*Source) *Source { return &Source{Op: OpPlus, Args: args} }

// Ratio is a over b.
func Ratio(a, b *Source) *Source { return &Source{Op: OpRatio, Args: []*Source{a, b}} }

// Less is a less b.
func Less(a, b *Source) *Source { return &Source{Op: OpLess, Args: []*Source{a, b}} }

// Rest is 1 less the ratio a.
func Rest(a *Source) *Source { return &Source{Op: OpRest, Args: []*Source{a}} }

// Product multiplies its arguments.
func Product(args ...*Source) *Source { return &Source{Op: OpProduct, Args: args} }

// Worded writes whole numbers into a text, one for each \x00 of it.
func Worded(text string, args ...*Source) *Source { return &Source{Op: OpText, Text: text, Args: args} }

// Is is met by rows with this value in the column.
func Is(column string, v Value) Condition { return Condition{Column: column, Value: v} }

// SameAs is met by rows whose text in the column is that of the figure's row in a column of its table.
func SameAs(column, table, of string) Condition {
	return Condition{Column: column, Same: &Ref{table, of, ThisRow}}
}

// Table is the ID of the first table that the source names; empty for none.
func (s *Source) Table() string {
	if s == nil {
		return ""
	}
	if len(s.Cells) > 0 {
		return s.Cells[0].Table
	}
	for _, a := range s.Args {
		if t := a.Table(); t != "" {
			return t
		}
	}
	return ""
}
