package xlsx

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"nines/reports/document"
)

// term is a part of a formula and what it gives.
type term struct {
	text     string
	value    float64
	compound bool // needs brackets within another
}

func (t term) inner() string {
	if t.compound {
		return "(" + t.text + ")"
	}
	return t.text
}

// evaluate gives the formula of a source and its result; false where its cells are not all there.
func (b *book) evaluate(f *formula, s *document.Source) (term, bool) {
	switch s.Op {
	case document.OpCell:
		return b.cellTerm(f, s.Cells)
	case document.OpSum, document.OpCount, document.OpProducts:
		return b.rowsTerm(f, s)
	}
	args := make([]term, len(s.Args))
	for i, a := range s.Args {
		t, ok := b.evaluate(f, a)
		if !ok {
			return term{}, false
		}
		args[i] = t
	}
	switch {
	case s.Op == document.OpRest && len(args) == 1:
		return term{"1-" + args[0].inner(), 1 - args[0].value, true}, true
	case s.Op == document.OpLess && len(args) == 2:
		return term{args[0].text + "-" + args[1].inner(), args[0].value - args[1].value, true}, true
	case s.Op == document.OpRatio && len(args) == 2 && args[1].value != 0:
		return term{args[0].inner() + "/" + args[1].inner(), args[0].value / args[1].value, true}, true
	case s.Op == document.OpPlus && len(args) > 0:
		out := term{args[0].text, args[0].value, len(args) > 1}
		for _, a := range args[1:] {
			out.text, out.value = out.text+"+"+a.inner(), out.value+a.value
		}
		return out, true
	case s.Op == document.OpProduct && len(args) > 0:
		out := term{args[0].inner(), args[0].value, len(args) > 1}
		for _, a := range args[1:] {
			out.text, out.value = out.text+"*"+a.inner(), out.value*a.value
		}
		return out, true
	}
	return term{}, false
}

func (b *book) column(ref document.Ref) *column {
	c := b.columns[document.Ref{Table: ref.Table, Column: ref.Column}]
	if c == nil || c.rows == 0 || c.split {
		return nil
	}
	return c
}

func (b *book) cellTerm(f *formula, cells []document.Ref) (term, bool) {
	if len(cells) != 1 {
		return term{}, false
	}
	c, row := b.column(cells[0]), cells[0].Row
	if row == document.ThisRow {
		row = f.row
	}
	if c == nil || row < 0 || row >= len(c.cells) || !c.cells[row].numeric {
		return term{}, false
	}
	return term{text: c.at(f.sheet, row), value: c.cells[row].number}, true
}

// at is the name of a cell of the column. On its own sheet it is relative, so that it follows a row that is sorted.
func (c *column) at(sheet string, row int) string {
	if sheet == c.sheet {
		return cellName(c.col, c.first+row)
	}
	return absolute(c.sheet, c.col, c.first+row, c.first+row)
}

// name is the name of the whole column.
func (c *column) name(sheet string) string {
	name := absolute(c.sheet, c.col, c.first, c.first+c.rows-1)
	if sheet == c.sheet {
		return strings.TrimPrefix(name, quoted(c.sheet)+"!")
	}
	return name
}

// rowsTerm is a sum or a count over rows.
func (b *book) rowsTerm(f *formula, s *document.Source) (term, bool) {
	var columns []*column
	for _, ref := range s.Cells {
		c := b.column(ref)
		if c == nil {
			return term{}, false
		}
		columns = append(columns, c)
	}
	switch {
	case len(columns) == 2 && s.Op == document.OpProducts:
		return b.products(f, s, columns)
	case len(columns) != 1:
		return term{}, false
	case s.Cells[0].Row == document.UpToThisRow:
		return columns[0].upTo(f)
	case len(s.Where) > 0:
		return b.conditional(f, s, columns[0])
	case s.Op == document.OpSum:
		return term{text: "SUM(" + columns[0].name(f.sheet) + ")", value: columns[0].sum}, true
	case columns[0].text:
		return term{text: "COUNTA(" + columns[0].name(f.sheet) + ")", value: float64(columns[0].filled)}, true
	}
	return term{text: "COUNT(" + columns[0].name(f.sheet) + ")", value: float64(columns[0].filled)}, true
}

// upTo adds up the column to the row of the figure, which must be on the same sheet.
func (c *column) upTo(f *formula) (term, bool) {
	if f.sheet != c.sheet || f.row < 0 || f.row >= len(c.cells) {
		return term{}, false
	}
	sum := 0.0
	for _, cell := range c.cells[:f.row+1] {
		if cell.numeric {
			sum += cell.number
		}
	}
	letters, _ := excelize.ColumnNumberToName(c.col)
	return term{text: fmt.Sprintf("SUM(%s$%d:%s)", letters, c.first, c.at(f.sheet, f.row)), value: sum}, true
}

// products adds up the products of two columns over the rows that have a number in a third.
func (b *book) products(f *formula, s *document.Source, columns []*column) (term, bool) {
	if len(s.Where) != 1 || s.Where[0].Compare != document.Filled {
		return term{}, false
	}
	filled := b.column(document.Ref{Table: s.Cells[0].Table, Column: s.Where[0].Column})
	if filled == nil || len(filled.cells) != len(columns[0].cells) || len(columns[0].cells) != len(columns[1].cells) {
		return term{}, false
	}
	sum := 0.0
	for i, cell := range filled.cells {
		if x, y := columns[0].cells[i], columns[1].cells[i]; cell.numeric && x.numeric && y.numeric {
			sum += x.number * y.number
		}
	}
	text := fmt.Sprintf("SUMPRODUCT(--ISNUMBER(%s),%s,%s)", filled.name(f.sheet), columns[0].name(f.sheet), columns[1].name(f.sheet))
	return term{text: text, value: sum}, true
}

// conditional adds up or counts the rows that meet all conditions.
func (b *book) conditional(f *formula, s *document.Source, of *column) (term, bool) {
	var ranges strings.Builder
	met := make([]bool, of.rows)
	for i := range met {
		met[i] = true
	}
	for _, w := range s.Where {
		c := b.column(document.Ref{Table: s.Cells[0].Table, Column: w.Column})
		if c == nil || len(c.cells) != of.rows {
			return term{}, false
		}
		text, holds, ok := b.criterion(f, w)
		if !ok {
			return term{}, false
		}
		fmt.Fprintf(&ranges, ",%s,%s", c.name(f.sheet), text)
		for i := range met {
			met[i] = met[i] && holds(c.cells[i])
		}
	}
	total := 0.0
	for i := range met {
		switch {
		case !met[i]:
		case s.Op == document.OpCount:
			total++
		case i < len(of.cells) && of.cells[i].numeric:
			total += of.cells[i].number
		}
	}
	if s.Op == document.OpCount {
		return term{text: "COUNTIFS(" + ranges.String()[1:] + ")", value: total}, true
	}
	return term{text: "SUMIFS(" + of.name(f.sheet) + ranges.String() + ")", value: total}, true
}

// writeWorded writes a figure that is whole numbers within a text: the first one as the cell's number, live, and what
// stands around it as its format. A formula that gives a text would lose it in programs that do not compute.
func (b *book) writeWorded(f *formula) {
	parts := strings.Split(f.source.Text, "\x00")
	if len(f.source.Args) == 0 || len(parts) != len(f.source.Args)+1 {
		return
	}
	var terms []term
	var rest strings.Builder
	for i, a := range f.source.Args {
		t, ok := b.evaluate(f, a)
		if !ok || t.value != math.Trunc(t.value) || t.value < 0 || t.value > 999 { // above, a text groups digits in its own way
			return
		}
		if terms = append(terms, t); i > 0 {
			rest.WriteString(strconv.FormatFloat(t.value, 'f', 0, 64))
		}
		rest.WriteString(parts[i+1])
	}
	if parts[0]+strconv.FormatFloat(terms[0].value, 'f', 0, 64)+rest.String() != f.text || strings.Contains(f.text, `"`) {
		return
	}
	l := f.look
	l.format = quotedPart(parts[0]) + "0" + quotedPart(rest.String())
	b.do(b.file.SetCellFloat(f.sheet, f.cell, terms[0].value, -1, 64))
	b.do(b.file.SetCellStyle(f.sheet, f.cell, f.cell, b.style(l)))
	b.do(b.file.SetCellFormula(f.sheet, f.cell, terms[0].text, excelize.FormulaOpts{Type: &plainFormula}))
}

// quotedPart is a text as number formats have it.
func quotedPart(text string) string {
	if text == "" {
		return ""
	}
	return `"` + text + `"`
}
