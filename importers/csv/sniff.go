package csv

import (
	"bytes"
	"fmt"
	"strings"
)

// sniffRows is how many rows are looked at to find out the delimiter.
const sniffRows = 50

// delimiters are the candidates, the likeliest first.
const delimiters = ",;\t|"

// sepLine reads the line `sep=;` with which some tools tell Excel the delimiter. It returns the delimiter and the
// length of the line with its line end; 0, 0 where the text does not begin with such a line.
func sepLine(sample []byte) (delim byte, length int) {
	end := bytes.IndexAny(sample, "\r\n")
	if end < 0 {
		return 0, 0
	}
	line := strings.Trim(string(sample[:end]), `"`)
	if len(line) != 5 || !strings.EqualFold(line[:4], "sep=") {
		return 0, 0
	}
	length = end + 1
	if bytes.HasPrefix(sample[end:], []byte("\r\n")) {
		length++
	}
	return line[4], length
}

// checkDelimiter refuses what cannot stand between cells.
func checkDelimiter(r rune) error {
	if r <= 0 || r > 0x7e || strings.ContainsRune("\"\r\n", r) {
		return fmt.Errorf("delimiter %q cannot be used; expected one ASCII character, for example \";\"", r)
	}
	return nil
}

// guess is how well a delimiter fits a sample.
type guess struct {
	splitsHeader bool
	agreeing     float64 // share of the rows that have the most frequent number of cells
	cells        int     // that number
}

func (g guess) better(than guess) bool {
	if g.splitsHeader != than.splitsHeader {
		return g.splitsHeader
	}
	if g.agreeing != than.agreeing {
		return g.agreeing > than.agreeing
	}
	return g.cells > than.cells
}

// sniff finds out the delimiter by which the rows of the sample have the same number of cells. The sample may end
// within a row; whole tells that it does not. Where nothing splits the rows it is the comma.
func sniff(sample []byte, whole bool, headerRows int) byte {
	best, chosen := guess{}, delimiters[0]
	for _, d := range []byte(delimiters) {
		if g := rate(sample, whole, max(headerRows-1, 0), d); g.cells > 1 && g.better(best) {
			best, chosen = g, d
		}
	}
	return chosen
}

func rate(sample []byte, whole bool, headerRow int, delim byte) guess {
	s := newScanner(bytes.NewReader(sample), delim, 1)
	var widths []int
	for len(widths) < sniffRows && s.scan() == nil {
		widths = append(widths, s.width())
	}
	if !whole && len(widths) > 1 && len(widths) < sniffRows {
		widths = widths[:len(widths)-1]
	}
	rows := map[int]int{}
	var g guess
	for _, w := range widths {
		rows[w]++
		if w > 1 && (rows[w] > rows[g.cells] || rows[w] == rows[g.cells] && w > g.cells) {
			g.cells = w
		}
	}
	if g.cells > 1 {
		g.agreeing = float64(rows[g.cells]) / float64(len(widths))
		g.splitsHeader = len(widths) > headerRow && widths[headerRow] > 1
	}
	return g
}
