package xlsx

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// area is a merged range of cells: rows from 1, columns from 0, both ends included.
type area struct{ top, left, bottom, right int }

// parseArea reads a range such as A1:C2; false where it is none.
func parseArea(ref string) (area, bool) {
	from, to, _ := strings.Cut(ref, ":")
	if to == "" {
		to = from
	}
	top, left, okFrom := parseAddress(from)
	bottom, right, okTo := parseAddress(to)
	return area{top, left, bottom, right}, okFrom && okTo && top <= bottom && left <= right
}

func parseAddress(ref string) (row, column int, ok bool) {
	ref = strings.ReplaceAll(ref, "$", "")
	column, err := columnOf(ref)
	if err != nil {
		return 0, 0, false
	}
	row, err = rowOf(strings.TrimLeft(ref, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"))
	return row, column, err == nil
}

// headerAreas returns the merged ranges that begin in one of the header's rows, and counts those below it. They stand
// in the file behind the cells, so this looks through all of it, for one mark only, which is quick.
func headerAreas(p *part, headerRows []int) (areas []area, below int, err error) {
	p.token = -1
	rest, err := fromMark(decodeText(p), "mergeCells")
	if rest == nil {
		return nil, 0, err
	}
	m := newMarkup(p, rest)
	for {
		token, err := m.next()
		if err != nil {
			return nil, 0, err
		}
		switch t := token.(type) {
		case xml.StartElement:
			a, ok := parseArea(element{attrs: t.Attr}.attr("ref"))
			switch {
			case t.Name.Local != "mergeCell" || !ok:
			case slices.Contains(headerRows, a.top):
				areas = append(areas, a)
			default:
				below++
			}
		case xml.EndElement:
			if m.depth == 0 {
				return areas, below, nil
			}
		}
		if len(areas) > maxColumns*len(headerRows) {
			return nil, 0, fmt.Errorf("%s merges more cells of the header than there can be: the workbook is damaged", p.name)
		}
	}
}

// maxPrefix is how long the prefix of an element's name may be.
const maxPrefix = 60

// fromMark returns the text from the first element of that name on, whatever its prefix; nil where there is none.
func fromMark(text *bufio.Reader, local string) (io.Reader, error) {
	for {
		block, err := text.Peek(text.Size())
		if start := elementIn(block, []byte(local)); start >= 0 {
			_, _ = text.Discard(start) // it has been peeked
			return text, nil
		}
		if errors.Is(err, io.EOF) {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		_, _ = text.Discard(len(block) - maxPrefix - len(local)) // an element may begin at the end of a block
	}
}

// elementIn returns where the first element of that name begins in a block; -1 where there is none. A text can hold
// the name, but no "<".
func elementIn(block, local []byte) int {
	for from := 0; ; from += len(local) {
		at := bytes.Index(block[from:], local)
		if at < 0 {
			return -1
		}
		from += at
		start := bytes.LastIndexByte(block[:from], '<')
		if start < 0 {
			continue
		}
		if prefix := block[start+1 : from]; len(prefix) == 0 || prefix[len(prefix)-1] == ':' && !bytes.ContainsAny(prefix, " \t\r\n/>") {
			return start
		}
	}
}

// spread gives the text of a merged range to all its columns, up to a width; to those of its first row only, as the
// cells below would repeat the name.
func spread(rows [][]string, numbers []int, areas []area, width int) {
	for _, a := range areas {
		i := slices.Index(numbers, a.top)
		if i < 0 || a.left >= len(rows[i]) {
			continue
		}
		for c := a.left + 1; c <= min(a.right, width-1); c++ {
			for len(rows[i]) <= c {
				rows[i] = append(rows[i], "")
			}
			rows[i][c] = rows[i][a.left]
		}
	}
}
