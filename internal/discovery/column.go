package discovery

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// column is what the rows show of one column.
type column struct {
	index   int
	header  string
	names   []form       // the header; of several rows, the whole and the lowest row
	rows    int          // all rows
	filled  int          // rows with something in the cell
	values  []valueCount // distinct cells, the most frequent first; at most mostValues
	many    bool         // there are more distinct cells than were counted
	longest int          // characters
	cells   []string     // of times only: the cell of every row, empty where it is missing
	missing []string     // words for a missing value that it has
	time    *times       // nil: no column of times
	numbers float64      // share of filled cells that are numbers, 0..1
	lengths float64      // share that are durations, numbers not among them
	point   int          // cells whose decimal sign can only be the point
	comma   int          // or only the comma
}

// valueCount is a cell and how often it stands there.
type valueCount struct {
	text  string
	count int
}

// mostValues bounds what is counted of a column; above distinctTyped only the first are tried as numbers.
const mostValues = 20_001

func missingWord(text string) bool { return known().missing[text] }

// profile looks at every column of the table.
func profile(t *table) []*column {
	columns := make([]*column, len(t.header))
	cells := make([]string, 0, len(t.rows))
	for i, header := range t.header {
		c := &column{index: i, header: header, rows: len(t.rows), names: []form{formOf(plain(header))}}
		if whole := inFull(c.names[0].plain); whole != c.names[0].plain {
			c.names = append(c.names, formOf(whole))
		}
		if c.names[0].plain == "" && strings.Contains(header, "#") {
			c.names[0] = formOf("number")
		}
		if at := strings.LastIndexByte(header, '/'); t.options.Header > 1 && at >= 0 {
			c.names = append(c.names, formOf(plain(header[at+1:])))
		}
		cells = cells[:0]
		missing := map[string]bool{}
		for _, row := range t.rows {
			if i >= len(row) {
				continue
			}
			switch cell := strings.TrimSpace(row[i]); {
			case cell == "":
			case missingWord(cell):
				missing[cell] = true
			default:
				cells = append(cells, cell)
			}
		}
		for word := range missing {
			c.missing = append(c.missing, word)
		}
		slices.Sort(c.missing)
		c.look(cells)
		if c.time != nil {
			c.cells = inRows(t.rows, i)
		}
		columns[i] = c
	}
	return columns
}

// inRows returns the cell of every row, empty where it is missing.
func inRows(rows [][]string, i int) []string {
	cells := make([]string, len(rows))
	for k, row := range rows {
		if i < len(row) && !missingWord(row[i]) {
			cells[k] = strings.TrimSpace(row[i])
		}
	}
	return cells
}

// look counts the filled cells and finds out their type.
func (c *column) look(cells []string) {
	c.filled = len(cells)
	if c.filled == 0 {
		return
	}
	counts := map[string]int{}
	for _, cell := range cells {
		c.longest = max(c.longest, utf8.RuneCountInString(cell))
		if _, seen := counts[cell]; seen || len(counts) < mostValues {
			counts[cell]++
		} else {
			c.many = true
		}
	}
	for text, n := range counts {
		c.values = append(c.values, valueCount{text, n})
	}
	slices.SortFunc(c.values, func(a, b valueCount) int {
		return cmp.Or(b.count-a.count, strings.Compare(a.text, b.text))
	})
	c.time = timesOf(cells)
	numbers, lengths := 0, 0
	for _, v := range c.values {
		if _, ok := numberOf(v.text, '.'); ok {
			numbers += v.count
		} else if _, ok := numberOf(v.text, ','); ok {
			numbers += v.count
		} else if len(v.text) < 40 && isDuration(v.text) {
			lengths += v.count
		}
	}
	c.numbers, c.lengths = float64(numbers)/float64(c.filled), float64(lengths)/float64(c.filled)
	c.point, c.comma = decimalSigns(c.values)
}

// share is the part of the rows that have something in the cell, 0..1.
func (c *column) share() float64 {
	if c.rows == 0 {
		return 0
	}
	return float64(c.filled) / float64(c.rows)
}

// unique is the number of distinct cells in relation to the filled ones, 0..1.
func (c *column) unique() float64 {
	if c.filled == 0 {
		return 0
	}
	return float64(len(c.values)) / float64(c.filled)
}

// isTime tells whether nearly all cells are times. Digits alone are times only under a header that says so.
func (c *column) isTime() bool { return c.time != nil && c.time.share >= 0.9 }

// isEpoch tells whether they are seconds since 1970, days since 1899 or fourteen digits: numbers that may be something else.
func (c *column) isEpoch() bool {
	if !c.isTime() || len(c.time.formats) == 0 {
		return false
	}
	first := c.time.formats[0]
	return c.time.serial() || strings.HasPrefix(first, "epoch") || first == "%Y%m%d%H%M%S"
}

func (c *column) isNumber() bool { return c.numbers >= 0.95 }

// called tells whether the header is that plain text.
func (c *column) called(text string) bool {
	return slices.ContainsFunc(c.names, func(f form) bool { return f.plain == text })
}
