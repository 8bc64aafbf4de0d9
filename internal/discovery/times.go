package discovery

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"nines/importers/mapping"
	"nines/internal/itsm"
)

// times is what a column of times is like.
type times struct {
	formats  []string // for time_format; none: all are ISO 8601
	open     bool     // day and month can be read either way
	dayFirst bool     // the order that formats have
	share    float64  // of the cells that can be read, 0..1
	offset   bool     // every one states its offset
	example  string
	openCell string           // a cell that reads both ways
	hasOrder bool             // the form has day and month as numbers
	gaps     [2]time.Duration // the mean distance between neighbours, with the month first and with the day first
	dots     bool
	halves   bool // AM and PM
}

// serial tells whether they are days as a spreadsheet counts them, which an import finds out, and no format names.
func (t *times) serial() bool { return slices.Contains(t.formats, mapping.SerialDays) }

// timeSpec maps one column to a field of times of a record that needs nothing else.
func timeSpec(formats []string) mapping.Spec {
	return mapping.Spec{Record: "change", Set: map[string]string{"id": "x"}, Columns: map[string]string{"planned_start": "t"}, TimeFormats: formats}
}

// timeReader reads single cells as an import does.
type timeReader struct {
	mapper *mapping.Mapper
	row    []string
}

func newTimeReader(formats []string) (*timeReader, error) {
	m, err := mapping.New(timeSpec(formats), []string{"t"})
	return &timeReader{m, make([]string, 1)}, err
}

// read returns the instant, and whether the cell can be read.
func (r *timeReader) read(cell string) (time.Time, bool) {
	r.row[0] = cell
	change, ok := r.mapper.Map(r.row).Record.(*itsm.Change)
	if !ok || change.PlannedStart.IsZero() {
		return time.Time{}, false
	}
	return change.PlannedStart, true
}

// formsOf returns the forms that an import finds in the cells.
func formsOf(cells []string) []string {
	d := mapping.NewDetector(timeSpec(nil))
	if err := d.NextFile([]string{"t"}); err != nil {
		return nil
	}
	row := make([]string, 1)
	for _, cell := range cells {
		row[0] = cell
		d.Observe(row) // it has seen enough only where nothing more can be learned
	}
	formats, err := d.Formats()
	if err != nil {
		return nil
	}
	return formats
}

// numericDate is a date whose first two numbers may be day and month.
var numericDate = regexp.MustCompile(`^(\d{1,2})([/.-])(\d{1,2})([/.-])(\d{4}|\d\d)(\D.*)?$`)

// inOrder rewrites a numeric date so that only one order of day and month is possible.
func inOrder(cell string, dayFirst bool) string {
	p := numericDate.FindStringSubmatch(cell)
	switch {
	case p == nil || p[2] != p[4]:
		return cell
	case dayFirst:
		return "13" + p[2] + "01" + p[4] + p[5] + p[6]
	}
	return "01" + p[2] + "13" + p[4] + p[5] + p[6]
}

func looksLikeTime(cell string) bool {
	if len(cell) < 6 || len(cell) > 60 || allDigits(cell) {
		return false
	}
	r, err := newTimeReader(formsOf([]string{inOrder(cell, true)}))
	if err != nil {
		return false
	}
	_, ok := r.read(inOrder(cell, true))
	return ok
}

func allDigits(text string) bool {
	return !slices.ContainsFunc([]byte(text), func(b byte) bool { return b < '0' || b > '9' })
}

// timesOf finds out the form of a column's cells, in their order; nil where they are no times.
func timesOf(cells []string) *times {
	if !anyTime(cells) {
		return nil
	}
	t := &times{example: cells[0]}
	forms, readers := [2][]string{}, [2]*timeReader{}
	for i := range forms {
		forced := make([]string, len(cells))
		for k, cell := range cells {
			forced[k] = inOrder(cell, i == 1)
		}
		forms[i] = formsOf(forced)
		reader, err := newTimeReader(forms[i])
		if err != nil {
			return nil
		}
		readers[i] = reader
	}
	var share [2]float64
	for i, reader := range readers {
		share[i], t.gaps[i] = reading(reader, cells)
	}
	t.hasOrder = !slices.Equal(forms[0], forms[1])
	t.dayFirst = share[1] >= share[0]
	t.open = t.hasOrder && share[0] == share[1]
	t.choose(forms, share)
	t.describe(cells)
	t.yearFirst(cells)
	return t
}

// shortDate is a date of three numbers of two digits.
var shortDate = regexp.MustCompile(`^(\d\d)([/.-])\d\d([/.-])(\d\d)(\D.*)?$`)

// yearFirst finds out that dates of two-digit numbers begin with the year: the first number is hardly ever another
// one, while the last one takes more values than the years of an export.
func (t *times) yearFirst(cells []string) {
	first, last := map[string]bool{}, map[string]bool{}
	for _, cell := range cells {
		p := shortDate.FindStringSubmatch(cell)
		if p == nil || p[2] != p[3] {
			return
		}
		first[p[1]], last[p[4]] = true, true
	}
	const years = 8
	if len(first) > years || len(last) <= years || len(last) <= 2*len(first) {
		return
	}
	formats := make([]string, len(t.formats))
	for i, f := range t.formats {
		sign := f[2:3]
		formats[i] = strings.Join([]string{"%y", "%m", "%d"}, sign) + f[8:]
	}
	reader, err := newTimeReader(formats)
	if err != nil {
		return
	}
	if share, _ := reading(reader, cells); share >= t.share {
		t.formats, t.share, t.hasOrder, t.open, t.openCell = formats, share, false, false, ""
	}
}

func (t *times) choose(forms [2][]string, share [2]float64) {
	i := 0
	if t.dayFirst {
		i = 1
	}
	t.formats, t.share = forms[i], share[i]
}

// reading returns the share of the cells that can be read, and the mean distance between one and the next: rows of an
// export lie close together, unless day and month are mixed up.
func reading(r *timeReader, cells []string) (share float64, gap time.Duration) {
	var last time.Time
	var hours float64
	read := 0
	for _, cell := range cells {
		at, ok := r.read(cell)
		if !ok {
			continue
		}
		if read++; !last.IsZero() {
			hours += at.Sub(last).Abs().Hours()
		}
		last = at
	}
	if read > 1 {
		gap = time.Duration(hours / float64(read-1) * float64(time.Hour))
	}
	return float64(read) / float64(len(cells)), gap
}

// digitsOrFraction is how seconds since 1970 and the days of spreadsheets are written.
var digitsOrFraction = regexp.MustCompile(`^\d+([.,]\d+)?$`)

// anyTime tells whether one of the first cells looks like a time, or like the seconds since 1970, or days.
func anyTime(cells []string) bool {
	for _, cell := range cells[:min(len(cells), 20)] {
		if looksLikeTime(cell) || digitsOrFraction.MatchString(cell) && len(formsOf([]string{cell})) > 0 {
			return true
		}
	}
	return false
}

var (
	offsetEnd = regexp.MustCompile(`(?i)\d\s*(Z|UTC|GMT|[+-]\d\d:?\d\d|[+-]\d\d)$`)
	halfDay   = regexp.MustCompile(`(?i)\d\s*[ap]\.?m\b`)
)

// describe notes what the cells show beside their form.
func (t *times) describe(cells []string) {
	t.offset = true
	for _, cell := range cells {
		epoch := allDigits(cell) && len(cell) >= 10
		if !epoch && !offsetEnd.MatchString(cell) || len(cell) < 16 && !epoch {
			t.offset = false
		}
		p := numericDate.FindStringSubmatch(cell)
		if p == nil {
			continue
		}
		t.dots = t.dots || p[2] == "."
		t.halves = t.halves || halfDay.MatchString(cell)
		if t.openCell == "" && p[1] != p[3] {
			t.openCell = cell
		}
	}
}
