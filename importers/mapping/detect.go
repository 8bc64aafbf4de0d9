package mapping

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// A detector looks at enoughRows at least, and at manyRows where a column of times has been empty all along; beyond
// that only for as long as day and month cannot be told apart.
const (
	enoughRows = 1_000
	manyRows   = 100_000
)

// Detector finds out the forms of a source's times: show it the rows, file after file, until it has seen enough.
type Detector struct {
	given   []string // the formats that the source states; nothing is left to find out
	reader  reader
	columns []*timeColumn
	uses    []columnUse
	rows    int
	forms   []form
	found   map[form]bool
	unclear []example
}

// timeColumn is one column of times, and what its numbers say about the order of day and month.
type timeColumn struct {
	place
	filled               bool // there was something in it
	dayFirst, monthFirst int
	evidence             [2]string // a cell for each
}

// example is a cell that can be read with either order.
type example struct{ column, cell, dayFirst, monthFirst string }

// NewDetector makes the detector of a source. NextFile has to be called before the first row of each file.
func NewDetector(spec Spec) *Detector {
	d := &Detector{given: spec.TimeFormats, reader: reader{decimal: '.'}, found: map[form]bool{}}
	for _, word := range spec.Missing {
		d.reader.missing = append(d.reader.missing, trim(word))
	}
	d.uses = timeUses(&spec)
	for i := range d.uses {
		c := &timeColumn{}
		d.uses[i].into = &c.place
		d.columns = append(d.columns, c)
	}
	return d
}

// timeUses returns the columns that fill times, each once, sorted by name.
func timeUses(spec *Spec) []columnUse {
	uses := map[string]columnUse{}
	for _, record := range spec.records() {
		build, ok := kinds[record]
		if !ok {
			continue // New says so
		}
		for _, field := range build().times() {
			names, needed := spec.columnsOf(record, field)
			if len(names) > 0 {
				uses[strings.Join(names, "\x00")] = columnUse{use: "columns", names: names, needed: needed, all: slices.Contains(spec.FirstOf, field)}
			}
		}
	}
	sorted := make([]columnUse, 0, len(uses))
	for _, key := range slices.Sorted(maps.Keys(uses)) {
		sorted = append(sorted, uses[key])
	}
	return sorted
}

// NextFile goes on with a file that has this header; it fails with a *ColumnsError where a column of times that
// has to be there is not.
func (d *Detector) NextFile(header []string) error { return find(d.uses, header) }

// Observe looks at one row, and tells whether it has seen enough.
func (d *Detector) Observe(cells []string) (done bool) {
	if len(d.given) > 0 || len(d.columns) == 0 {
		return true
	}
	d.rows++
	for _, c := range d.columns {
		if text := d.reader.first(cells, &c.place); text != "" {
			c.filled = true
			d.observe(c, text)
		}
	}
	return d.rows >= enoughRows && d.settled()
}

func (d *Detector) settled() bool {
	dayFirst, monthFirst := d.evidence()
	if len(d.unclear) > 0 && dayFirst == 0 && monthFirst == 0 {
		return false
	}
	return d.rows >= manyRows || !slices.ContainsFunc(d.columns, func(c *timeColumn) bool { return !c.filled && c.column != absent })
}

func (d *Detector) evidence() (dayFirst, monthFirst int) {
	for _, c := range d.columns {
		dayFirst, monthFirst = dayFirst+c.dayFirst, monthFirst+c.monthFirst
	}
	return dayFirst, monthFirst
}

func (d *Detector) observe(c *timeColumn, text string) {
	f, first, second, ok := formOf(text)
	if !ok {
		return // ISO 8601, or nothing that this knows: Mapper.Finish says so where it is the rule
	}
	if !d.found[f] {
		d.found[f] = true
		d.forms = append(d.forms, f)
	}
	switch {
	case !f.orderOpen() || first == second || first > 12 && second > 12:
	case first > 12:
		c.dayFirst++
		c.evidence[0] = text
	case second > 12:
		c.monthFirst++
		c.evidence[1] = text
	case len(d.unclear) == 0 || len(d.unclear) == 1 && d.unclear[0].cell != text:
		d.unclear = append(d.unclear, example{c.header, text, reading(first, second), reading(second, first)})
	}
}

// reading shows a day and a month in words.
func reading(day, month int) string {
	name := monthNames[max(month, 1)-1]
	return fmt.Sprintf("%d %s%s", day, strings.ToUpper(name[:1]), name[1:])
}

// oddOnes is how many of a hundred times may contradict the order of all others: typing errors.
const oddOnes = 1

// Formats returns the forms found, for Spec.TimeFormats; none where all times are ISO 8601 or missing. It fails where
// day and month cannot be told apart, or are found in both orders, and shows cells that say so.
func (d *Detector) Formats() ([]string, error) {
	if len(d.given) > 0 {
		return d.given, nil
	}
	dayFirst, monthFirst := d.evidence()
	rarer, all := min(dayFirst, monthFirst), dayFirst+monthFirst
	switch {
	case rarer*100 > all*oddOnes:
		return nil, d.contradiction()
	case all == 0 && len(d.unclear) > 0:
		return nil, d.undecided()
	}
	formats := make([]string, 0, len(d.forms))
	for _, f := range d.forms {
		if f.dayFirst == SerialDays && len(d.forms) > 1 {
			continue // a number among dates is none
		}
		formats = append(formats, f.format(dayFirst >= monthFirst))
	}
	return formats, nil
}

func (d *Detector) contradiction() error {
	cells := map[string]string{}
	for _, c := range d.columns {
		for i, order := range [...]string{"the day", "the month"} {
			if c.evidence[i] != "" {
				cells[order] = fmt.Sprintf("in %q (column %q) %s comes first", c.evidence[i], c.header, order)
			}
		}
	}
	return fmt.Errorf("the order of day and month is not the same in all times: %s; make it so in the export, or set time_format",
		strings.Join(slices.Sorted(maps.Values(cells)), ", "))
}

func (d *Detector) undecided() error {
	var b strings.Builder
	for _, e := range d.unclear {
		fmt.Fprintf(&b, "; %q (column %q) is %s or %s", e.cell, e.column, e.dayFirst, e.monthFirst)
	}
	open := d.forms[slices.IndexFunc(d.forms, form.orderOpen)]
	return errors.New("day and month of the times cannot be told apart" + b.String() +
		fmt.Sprintf("; set time_format, to %q or to %q", open.format(true), open.format(false)))
}
