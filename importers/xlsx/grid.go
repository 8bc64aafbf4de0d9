package xlsx

import (
	"encoding/xml"
	"fmt"
	"io"
	"slices"
)

// grid reads the cells of one worksheet, row by row.
type grid struct {
	markup  *markup
	texts   *texts
	formats []format
	numbers notation

	inData bool // within <sheetData>
	row    int  // the row being read, from 1
	inRow  bool
	cells  []string
	cell   cell
	inCell bool
	value  bool // within <v>
	inline bool // within <is>
	size   int  // bytes of the row's texts
	told   findings
}

// next reads the next row that holds anything, and leaves it in row and cells; io.EOF after the last.
func (g *grid) next() error {
	for {
		token, err := g.markup.next()
		if err != nil {
			return err
		}
		var done bool
		switch t := token.(type) {
		case xml.StartElement:
			err = g.start(t)
		case xml.EndElement:
			done, err = g.end(t.Name.Local)
		case xml.CharData:
			err = g.chars(t)
		}
		if err != nil {
			return err
		}
		if done {
			return nil
		}
	}
}

func (g *grid) start(t xml.StartElement) error {
	switch name := t.Name.Local; {
	case name == "sheetData":
		g.inData = true
	case !g.inData:
	case name == "row":
		return g.startRow(t.Attr)
	case name == "c" && g.inRow:
		g.inCell, g.value, g.inline = true, false, false
		return g.cell.start(t.Attr)
	case !g.inCell:
	case name == "v":
		g.value = true
	case name == "is":
		g.inline = true
	case g.inline:
		return g.cell.inline.take(t)
	}
	return nil
}

func (g *grid) startRow(attrs []xml.Attr) error {
	before := g.row
	g.row, g.inRow, g.inCell, g.size = g.row+1, true, false, 0
	g.cell.column = -1
	clear(g.cells)
	g.cells = g.cells[:0]
	for _, a := range attrs {
		switch a.Name.Local {
		case "r":
			row, err := rowOf(a.Value)
			if err != nil {
				return err
			}
			g.row = row
		case "hidden":
			if isTrue(a.Value) {
				g.told.hidden++
			}
		}
	}
	if g.row <= before {
		g.told.disorder(g.row, before)
	}
	if g.row > maxRows {
		return fmt.Errorf("there are more than %d rows, which Excel does not allow: the workbook is damaged", maxRows)
	}
	return nil
}

// end tells whether a row has ended that holds anything.
func (g *grid) end(name string) (done bool, err error) {
	switch {
	case !g.inData:
	case name == "sheetData":
		g.inData, g.inRow = false, false
		return false, g.drain()
	case name == "row" && g.inRow:
		g.inRow = false
		return slices.ContainsFunc(g.cells, func(text string) bool { return text != "" }), nil
	case !g.inCell:
	case name == "c":
		g.inCell = false
		return false, g.put()
	case name == "v":
		g.value = false
	case name == "is":
		g.inline = false
	case g.inline:
		return false, g.cell.inline.take(xml.EndElement{Name: xml.Name{Local: name}})
	}
	return false, nil
}

// drain reads what follows the cells, so that a file that is cut short there does not pass for a whole one.
func (g *grid) drain() error {
	g.markup.part.token = -1
	if _, err := io.Copy(io.Discard, g.markup.part); err != nil {
		return err
	}
	return io.EOF
}

func (g *grid) chars(text xml.CharData) error {
	switch {
	case g.value:
		g.cell.value = append(g.cell.value, text...)
	case g.inline:
		return g.cell.inline.take(text)
	default:
		return nil
	}
	return g.grow(len(text))
}

// grow counts the bytes of the row's texts.
func (g *grid) grow(by int) error {
	if g.size += by; g.size > maxText {
		return fmt.Errorf("the row's texts take more than %d MiB; Excel allows 32,767 characters in a cell: the workbook is damaged", maxText>>20)
	}
	return nil
}

// put puts the cell that has been read in its column.
func (g *grid) put() error {
	text, err := g.text(&g.cell)
	if err != nil || text == "" {
		return err
	}
	for len(g.cells) <= g.cell.column {
		g.cells = append(g.cells, "")
	}
	if g.cells[g.cell.column] != "" {
		g.told.twice(g.row, g.cell.column)
	}
	g.cells[g.cell.column] = text
	return nil
}

// failed says at which row reading came to its end.
func (g *grid) failed(err error) error {
	if g.row == 0 {
		return err
	}
	return fmt.Errorf("row %d: %w", g.row, err)
}
