package fill

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// sheetXML is the part of a sheet, taken apart so that what is not touched can be written as it was.
type sheetXML struct {
	prefix     string // of its elements: "" or "x:"
	head, tail string // before and behind the rows
	rows       []*row // ascending
}

// row is a row of a sheet.
type row struct {
	number int
	attrs  string // without its number and spans
	cells  []cell // ascending
}

// cell is a cell of a sheet.
type cell struct {
	col     int
	style   string // the number of its style; empty: none
	formula string // as XML, of its own
	raw     string // all of it, with its tags
	filled  bool   // it has a value or a formula
}

// parseSheet takes a sheet's part apart.
func parseSheet(content string) (*sheetXML, error) {
	p := &parser{content: content, decoder: xml.NewDecoder(strings.NewReader(content))}
	p.decoder.Strict = true
	for {
		before := p.decoder.InputOffset()
		token, err := p.decoder.RawToken()
		if errors.Is(err, io.EOF) {
			return p.result()
		}
		if err != nil {
			return nil, err
		}
		after := p.decoder.InputOffset()
		switch token := token.(type) {
		case xml.StartElement:
			err = p.start(token, int(before), int(after))
		case xml.EndElement:
			p.end(token.Name.Local, int(before), int(after))
		}
		if err != nil {
			return nil, err
		}
	}
}

type parser struct {
	content  string
	decoder  *xml.Decoder
	out      sheetXML
	inside   bool // of sheetData
	found    bool
	row      *row
	from     int // where the cell begins
	cell     *cell
	named    bool // the cell says where it stands
	formula  int  // where the formula's text begins; 0: in none
	previous int  // row
}

func (p *parser) start(e xml.StartElement, before, after int) error {
	switch e.Name.Local {
	case "sheetData":
		p.inside, p.found = true, true
		p.out.head = p.content[:before]
		if e.Name.Space != "" {
			p.out.prefix = e.Name.Space + ":"
		}
	case "row":
		if !p.inside {
			return nil
		}
		return p.startRow(e)
	case "c":
		if p.row == nil {
			return nil
		}
		return p.startCell(e, before)
	case "f":
		if p.cell != nil {
			p.cell.filled, p.formula = true, after
			for _, a := range e.Attr {
				if a.Name.Local == "t" && a.Value == "array" {
					p.formula = 0 // an array is no formula of one row
				}
			}
		}
	case "v", "is":
		if p.cell != nil {
			p.cell.filled = true
		}
	}
	return nil
}

func (p *parser) startRow(e xml.StartElement) error {
	r := &row{number: p.previous + 1}
	var attrs bytes.Buffer
	for _, a := range e.Attr {
		switch {
		case a.Name.Local == "r" && a.Name.Space == "":
			n, err := strconv.Atoi(a.Value)
			if err != nil || n <= p.previous || n > lastRow {
				return fmt.Errorf("a row has the number %q", a.Value)
			}
			r.number = n
		case a.Name.Local == "spans":
		default:
			name := a.Name.Local
			if a.Name.Space != "" {
				name = a.Name.Space + ":" + name
			}
			fmt.Fprintf(&attrs, ` %s="`, name)
			_ = xml.EscapeText(&attrs, []byte(a.Value)) // a buffer takes all
			attrs.WriteByte('"')
		}
	}
	r.attrs, p.row, p.previous = attrs.String(), r, r.number
	p.out.rows = append(p.out.rows, r)
	return nil
}

func (p *parser) startCell(e xml.StartElement, before int) error {
	c := cell{col: 1}
	if n := len(p.row.cells); n > 0 {
		c.col = p.row.cells[n-1].col + 1
	}
	p.named = false
	for _, a := range e.Attr {
		switch a.Name.Local {
		case "r":
			p.named = true
			at, ok := parseBox(a.Value)
			if !ok || at.left < c.col || at.top != p.row.number {
				return fmt.Errorf("a cell of row %d is called %q", p.row.number, a.Value)
			}
			c.col = at.left
		case "s":
			c.style = a.Value
		}
	}
	p.cell, p.from = &c, before
	return nil
}

func (p *parser) end(name string, before, after int) {
	switch {
	case name == "f" && p.cell != nil && p.formula > 0:
		p.cell.formula, p.formula = p.content[min(p.formula, before):before], 0
	case name == "c" && p.cell != nil:
		p.cell.raw = p.content[p.from:after]
		if !p.named { // other cells of the row could come between
			at := len("<" + p.out.prefix + "c")
			p.cell.raw = p.cell.raw[:at] + ` r="` + cellName(p.cell.col, p.row.number) + `"` + p.cell.raw[at:]
		}
		p.row.cells = append(p.row.cells, *p.cell)
		p.cell = nil
	case name == "row" && p.inside:
		p.row = nil
	case name == "sheetData":
		p.inside = false
		p.out.tail = p.content[after:]
	}
}

func (p *parser) result() (*sheetXML, error) {
	if !p.found || p.inside {
		return nil, errors.New("the sheet has no rows that end")
	}
	return &p.out, nil
}
