package xlsx

import (
	"fmt"
	"math"

	"github.com/xuri/excelize/v2"

	"nines/reports/document"
)

// formula is a figure that a reader may recompute from its cells.
type formula struct {
	sheet, cell string
	number      float64
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
	cells      []content // of tables; streamed rows are not kept
}

// register makes a table's columns known to formulas; count or add then tells of each cell.
func (b *book) register(table, sheet string, first int, fields []field) {
	for i, f := range fields {
		if f.part == whole && table != "" && f.column.Key != "" {
			b.columns[document.Ref{Table: table, Column: f.column.Key}] = &column{
				sheet: sheet, col: i + 1, first: first, text: alignment(f.column.Kind) == "left" && !isTime(f.column.Kind),
			}
		}
	}
}

func (b *book) count(table string, f field, c content) {
	if f.part != whole {
		return
	}
	known := b.columns[document.Ref{Table: table, Column: f.column.Key}]
	if known == nil {
		return
	}
	known.cells = append(known.cells, content{number: c.number, numeric: c.numeric})
	known.add(c)
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
}

// writeFormulas writes the formulas beside their figures. One that does not give the figure that was published, or
// whose cells are not in the workbook, is left out: the figure stands alone.
func (b *book) writeFormulas() {
	// A formula of type dataTable is a plain one to excelize, but leaves the cell a number: all others make the figure
	// in it a text.
	number := excelize.STCellFormulaTypeDataTable
	for _, f := range b.formulas {
		text, result, ok := b.evaluate(f.source)
		if !ok || math.Abs(result-f.number) > 1e-9*math.Max(1, math.Abs(f.number)) {
			continue
		}
		b.do(b.file.SetCellFormula(f.sheet, f.cell, text, excelize.FormulaOpts{Type: &number}))
	}
}

// evaluate gives the formula of a source and its result.
func (b *book) evaluate(s *document.Source) (text string, result float64, ok bool) {
	var columns []*column
	for _, ref := range s.Cells {
		c := b.columns[document.Ref{Table: ref.Table, Column: ref.Column}]
		if c == nil || c.rows == 0 {
			return "", 0, false
		}
		columns = append(columns, c)
	}
	switch {
	case s.Op == document.OpRatio && len(columns) == 2 && columns[1].sum != 0:
		return "SUM(" + columns[0].name() + ")/SUM(" + columns[1].name() + ")", columns[0].sum / columns[1].sum, true
	case len(columns) != 1:
		return "", 0, false
	case s.Op == document.OpSum:
		return "SUM(" + columns[0].name() + ")", columns[0].sum, true
	case s.Op == document.OpCount && columns[0].text:
		return "COUNTA(" + columns[0].name() + ")", float64(columns[0].filled), true
	case s.Op == document.OpCount:
		return "COUNT(" + columns[0].name() + ")", float64(columns[0].filled), true
	case s.Op == document.OpCell:
		return columns[0].at(s.Cells[0].Row)
	}
	return "", 0, false
}

func (c *column) name() string { return absolute(c.sheet, c.col, c.first, c.first+c.rows-1) }

func (c *column) at(row int) (text string, result float64, ok bool) {
	if row < 0 || row >= len(c.cells) || !c.cells[row].numeric {
		return "", 0, false
	}
	return absolute(c.sheet, c.col, c.first+row, c.first+row), c.cells[row].number, true
}

// writeJumps links the cells that lead to another block.
func (b *book) writeJumps() {
	for _, j := range b.jumps {
		if to := b.anchors[j.anchor]; to.row > 0 {
			b.do(b.file.SetCellHyperLink(j.sheet, j.cell, fmt.Sprintf("%s!A%d", quoted(to.sheet), to.row), "Location"))
		}
	}
}
