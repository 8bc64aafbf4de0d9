package xlsx

import (
	"encoding/xml"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Excel's limits to the size of a sheet.
const (
	maxRows    = 1_048_576
	maxColumns = 16_384
)

// cell is a cell as it stands in the file.
type cell struct {
	column int // from 0
	kind   string
	style  int
	value  []byte // the text of <v>
	inline textRun
}

// start begins a cell at the position that its attributes state, or else after the one before.
func (c *cell) start(attrs []xml.Attr) error {
	*c = cell{column: c.column + 1, value: c.value[:0], inline: textRun{text: c.inline.text[:0]}}
	for _, a := range attrs {
		switch a.Name.Local {
		case "r":
			column, err := columnOf(a.Value)
			if err != nil {
				return err
			}
			c.column = column
		case "t":
			c.kind = a.Value
		case "s":
			c.style, _ = strconv.Atoi(a.Value) // what is no number has no format
		}
	}
	if c.column >= maxColumns {
		return fmt.Errorf("there are cells beyond column XFD; expected %d columns at most: the workbook is damaged", maxColumns)
	}
	return nil
}

// columnOf returns the column, from 0, of a reference such as AB12.
func columnOf(ref string) (int, error) {
	n := 0
	for i := range len(ref) {
		letter := ref[i] | 0x20
		if letter < 'a' || letter > 'z' {
			break
		}
		if n = n*26 + int(letter-'a') + 1; n > maxColumns {
			return 0, fmt.Errorf("the cell %.20q lies beyond column XFD; expected %d columns at most: the workbook is damaged", ref, maxColumns)
		}
	}
	if n == 0 {
		return 0, fmt.Errorf("the cell reference %.20q cannot be read; expected one such as B5", ref)
	}
	return n - 1, nil
}

// rowOf returns a row's number from an attribute.
func rowOf(text string) (int, error) {
	n, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil || n < 1 || n > maxRows {
		return 0, fmt.Errorf("the row number %.20q cannot be; expected 1 to %d: the workbook is damaged", text, maxRows)
	}
	return n, nil
}

// address names a cell as Excel does: row from 1, column from 0.
func address(row, column int) string {
	var letters []byte
	for n := column + 1; n > 0; n = (n - 1) / 26 {
		letters = append(letters, byte('A'+(n-1)%26))
	}
	slices.Reverse(letters)
	return string(letters) + strconv.Itoa(row)
}

// text returns what a cell says; of an error in a cell nothing, which is told.
func (g *grid) text(c *cell) (string, error) {
	switch c.kind {
	case "s":
		return g.shared(c)
	case "inlineStr":
		return unescape(string(c.inline.text)), nil
	case "str":
		return unescape(string(c.value)), nil
	case "b":
		return boolean(strings.TrimSpace(string(c.value))), nil
	case "e":
		g.told.failure(string(c.value), g.row, c.column)
		return "", nil
	case "d":
		return string(c.value), nil
	}
	if len(c.value) == 0 {
		return unescape(string(c.inline.text)), nil // some tools leave out t="inlineStr"
	}
	var f format
	if c.style >= 0 && c.style < len(g.formats) {
		f = g.formats[c.style]
	}
	return g.numbers.text(string(c.value), f), nil
}

func (g *grid) shared(c *cell) (string, error) {
	number := strings.TrimSpace(string(c.value))
	if number == "" {
		return "", nil
	}
	i, err := strconv.Atoi(number)
	if text, ok := g.texts.get(i); ok && err == nil {
		return text, nil
	}
	return "", fmt.Errorf("the cell %s refers to shared text %.20q, but the workbook has %d of them, counted from 0: it is damaged, export it again",
		address(g.row, c.column), number, len(g.texts.ends))
}

func boolean(value string) string {
	switch value {
	case "1", "true":
		return "TRUE"
	case "0", "false":
		return "FALSE"
	}
	return value
}
