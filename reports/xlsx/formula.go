package xlsx

import (
	"math"

	"github.com/xuri/excelize/v2"

	"nines/reports/document"
)

// formula is a figure that a reader may recompute from its cells.
type formula struct {
	sheet, cell string
	row         int // of its table, 0-based; -1: none
	number      float64
	text        string // of a figure that is a text
	look        look
	points      bool // the cell holds percentage points, its source a ratio
	source      *document.Source
}

// column is a column of cells that formulas may name.
type column struct {
	sheet      string
	col, first int
	rows       int
	sum        float64
	filled     int // cells with a number, or with any content where the column is of text
	text       bool
	keep       bool // a formula asks for single cells
	cells      []known
	split      bool // some of its rows stand on another sheet
}

// known is a cell that formulas may ask for.
type known struct {
	number  float64
	text    string
	numeric bool
}

// register makes a table's columns known to formulas; count or add then tells of each cell.
func (b *book) register(table, sheet string, first int, fields []field) {
	for i, f := range fields {
		if f.part == whole && table != "" && f.column.Key != "" {
			ref := document.Ref{Table: table, Column: f.column.Key}
			b.columns[ref] = &column{
				sheet: sheet, col: i + 1, first: first, keep: b.asked[ref],
				text: alignment(f.column.Kind) == "left" && !isTime(f.column.Kind),
			}
		}
	}
}

func (b *book) count(table string, f field, c content) {
	if f.part != whole {
		return
	}
	if column := b.columns[document.Ref{Table: table, Column: f.column.Key}]; column != nil {
		column.add(c)
	}
}

// add counts a cell below those before.
func (c *column) add(cell content) {
	c.rows++
	if cell.numeric {
		c.sum += cell.number
	}
	if cell.numeric || c.text && cell.text != "" {
		c.filled++
	}
	if c.keep {
		c.cells = append(c.cells, known{cell.number, cell.text, cell.numeric})
	}
}

// ask notes which columns formulas need the cells of, before any is written: streamed rows are not kept otherwise.
func (b *book) ask() {
	for i := range b.doc.Sections {
		for _, block := range b.doc.Sections[i].Blocks {
			switch block := block.(type) {
			case *document.KeyFigures:
				for j := range block.Items {
					b.askFor(block.Items[j].Value.Source)
					if block.Items[j].Book != nil {
						b.askFor(block.Items[j].Book.Source)
					}
				}
			case *document.Chart:
				for j := range block.Series {
					for _, s := range block.Series[j].Cells {
						b.askFor(s)
					}
				}
			case *document.Table:
				for j := range block.Columns {
					b.askFor(block.Columns[j].Each)
				}
				for j := range block.Rows {
					b.askForCells(&block.Rows[j])
				}
				if block.Total != nil {
					b.askForCells(block.Total)
				}
			}
		}
	}
}

func (b *book) askForCells(row *document.Row) {
	for i := range row.Cells {
		b.askFor(row.Cells[i].Source)
	}
}

func (b *book) askFor(s *document.Source) {
	if s == nil {
		return
	}
	whole := len(s.Where) == 0 && s.Op != document.OpProducts
	for _, ref := range s.Cells {
		if !whole || ref.Row != document.WholeColumn {
			b.asked[document.Ref{Table: ref.Table, Column: ref.Column}] = true
		}
		for _, w := range s.Where {
			b.asked[document.Ref{Table: ref.Table, Column: w.Column}] = true
		}
	}
	for _, w := range s.Where {
		if w.Same != nil {
			b.asked[document.Ref{Table: w.Same.Table, Column: w.Same.Column}] = true
		}
	}
	for _, a := range s.Args {
		b.askFor(a)
	}
}

// plainFormula is a formula of type dataTable: a plain one to excelize, but it leaves the cell a number. All others make
// the figure in it a text.
var plainFormula = excelize.STCellFormulaTypeDataTable

// writeFormulas writes the formulas beside their figures. One that does not give the figure that was published, or
// whose cells are not in the workbook, is left out: the figure stands alone.
func (b *book) writeFormulas() {
	for i := range b.formulas {
		f := &b.formulas[i]
		if f.source.Op == document.OpText {
			b.writeWorded(f)
			continue
		}
		t, ok := b.evaluate(f, f.source)
		if f.points {
			t = term{text: "100*" + t.inner(), value: 100 * t.value}
		}
		if !ok || math.IsNaN(t.value) || math.Abs(t.value-f.number) > 1e-9*math.Max(1, math.Abs(f.number)) {
			continue
		}
		b.do(b.file.SetCellFormula(f.sheet, f.cell, t.text, excelize.FormulaOpts{Type: &plainFormula}))
	}
}
