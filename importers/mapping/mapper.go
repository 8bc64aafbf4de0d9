package mapping

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// reader is what all kinds of a source have in common.
type reader struct {
	missing []string
	decimal byte
	formats string // the forms of times understood, for messages
}

// value returns a cell trimmed, empty where it is missing.
func (r *reader) value(cells []string, column int) string {
	if column >= len(cells) {
		return ""
	}
	text := trim(cells[column])
	for _, word := range r.missing {
		if text == word {
			return ""
		}
	}
	return text
}

// first returns the cell of a place, or where that is empty the next of its columns that has something in it.
func (r *reader) first(cells []string, p *place) string {
	text := r.value(cells, p.column)
	for i := 0; text == "" && i < len(p.others); i++ {
		text = r.value(cells, p.others[i])
	}
	return text
}

// filter is one column of `where`.
type filter struct {
	place place
	words map[string]bool // folded
	memo  map[string]bool
}

func (f *filter) passes(text string) bool {
	pass, known := f.memo[text]
	if !known {
		pass = f.words[foldWord(text)]
		if len(f.memo) < maxMemo {
			f.memo[text] = pass
		}
	}
	return pass
}

// Mapper turns the rows of one source into records, file after file. It is for one goroutine.
type Mapper struct {
	reader  reader
	kinds   map[string]kind
	only    kind   // of every row; nil where a column tells it
	byRow   *words // the source's words -> records
	told    place  // the column that tells the kind
	filters []*filter
	uses    []columnUse
}

// New makes the mapper of a source whose first file has this header. The error names everything that is wrong: it
// holds a *ColumnsError where named columns are not in the header.
func New(spec Spec, header []string) (*Mapper, error) {
	m := &Mapper{kinds: map[string]kind{}, reader: reader{decimal: spec.Decimal, formats: understood(spec.TimeFormats)}}
	if spec.Decimal == 0 {
		m.reader.decimal = '.'
	}
	for _, word := range spec.Missing {
		m.reader.missing = append(m.reader.missing, trim(word))
	}
	problems := m.chooseKinds(&spec)
	c, err := newClock(spec.Zone, spec.TimeFormats)
	if err != nil {
		problems = append(problems, err)
	}
	if len(problems) > 0 {
		return nil, errors.Join(problems...)
	}
	problems = m.check(&spec)
	for _, name := range slices.Sorted(maps.Keys(m.kinds)) {
		problems = append(problems, m.kinds[name].bind(&spec, c, &m.reader)...)
	}
	if _, ok := m.kinds[sampleRecord]; !ok && spec.wide() {
		problems = append(problems, errors.New("metrics: they go with the record sample only"))
	}
	m.gather(&spec)
	if err := m.NextFile(header); err != nil {
		problems = append(problems, err)
	}
	if len(problems) > 0 {
		return nil, errors.Join(problems...)
	}
	return m, nil
}

// chooseKinds makes the kinds of records that the source has.
func (m *Mapper) chooseKinds(spec *Spec) []error {
	names := spec.records()
	if spec.ByRow != nil {
		m.byRow = newWords(spec.ByRow.Values)
	}
	var problems []error
	for _, name := range names {
		build, ok := kinds[name]
		switch {
		case ok:
			m.kinds[name] = build()
		default:
			problems = append(problems, fmt.Errorf("there is no record %q; expected one of %s", name, strings.Join(slices.Sorted(maps.Keys(kinds)), ", ")))
		}
	}
	switch {
	case spec.ByRow == nil:
		m.only = m.kinds[spec.Record]
	case len(names) == 0:
		problems = append(problems, errors.New("record.values: no word stands for a record"))
	}
	return problems
}

// check refuses fields that none of the source's records has, and values that no field can take.
func (m *Mapper) check(spec *Spec) []error {
	var problems []error
	known := func(block, field string) {
		if m.has(field) {
			return
		}
		names := strings.Join(slices.Sorted(maps.Keys(m.kinds)), ", ")
		problems = append(problems, fmt.Errorf("%s.%s: there is no such field of %s", block, field, names))
	}
	for _, field := range slices.Sorted(maps.Keys(spec.Columns)) {
		known("columns", field)
	}
	for _, field := range slices.Sorted(maps.Keys(spec.Candidates)) {
		known("columns", field)
	}
	for _, field := range slices.Sorted(maps.Keys(spec.Set)) {
		known("set", field)
	}
	for _, field := range slices.Sorted(maps.Keys(spec.Values)) {
		known("values", field)
	}
	for _, field := range slices.Sorted(maps.Keys(spec.Units)) {
		known("units", field)
		if _, ok := units[spec.Units[field]]; !ok {
			problems = append(problems, fmt.Errorf("units.%s: %q is no unit; expected s, min, h or d", field, spec.Units[field]))
		}
	}
	if d := m.reader.decimal; d != '.' && d != ',' {
		problems = append(problems, fmt.Errorf("decimal: %q cannot be; expected \".\" or \",\"", d))
	}
	return problems
}

// has tells whether one of the source's records has a field, which may be named as record.field.
func (m *Mapper) has(field string) bool {
	record, own, qualified := strings.Cut(field, ".")
	for name, k := range m.kinds {
		of := field
		if qualified && name == record {
			of = own
		}
		if _, ok := k.typeOf(of); ok {
			return true
		}
	}
	return false
}

// gather collects every place that names a column.
func (m *Mapper) gather(spec *Spec) {
	for _, name := range slices.Sorted(maps.Keys(m.kinds)) {
		m.uses = append(m.uses, m.kinds[name].uses()...)
	}
	for _, column := range slices.Sorted(maps.Keys(spec.Where)) {
		f := &filter{words: map[string]bool{}, memo: map[string]bool{}}
		for _, word := range spec.Where[column] {
			f.words[foldWord(trim(word))] = true
		}
		m.filters = append(m.filters, f)
		m.uses = append(m.uses, columnUse{use: "where", names: []string{column}, needed: true, into: &f.place})
	}
	if spec.ByRow != nil {
		m.uses = append(m.uses, columnUse{use: "record.column", names: spec.ByRow.columns(), needed: true, into: &m.told})
	}
}

// NextFile goes on with another file of the source, whose columns may stand in another order. The error is a
// *ColumnsError.
func (m *Mapper) NextFile(header []string) error { return find(m.uses, header) }

// Map turns one row into a record, or says why it is none.
func (m *Mapper) Map(cells []string) Result {
	if empty(cells) {
		return Result{Skipped: "it is empty"}
	}
	for _, f := range m.filters {
		if !f.passes(m.reader.value(cells, f.place.column)) {
			return Result{Skipped: "left out by where"}
		}
	}
	k := m.only
	if k == nil {
		if k = m.kinds[m.byRow.translate(m.reader.value(cells, m.told.column))]; k == nil {
			return Result{Skipped: "of another kind"}
		}
	}
	result := k.read(cells)
	if k.sparse() {
		if what := footer(cells); what != "" {
			return Result{Skipped: what}
		}
	}
	return result
}

func empty(cells []string) bool {
	for _, cell := range cells {
		if trim(cell) != "" {
			return false
		}
	}
	return true
}

// Records returns the kinds of records that the source yields, sorted.
func (m *Mapper) Records() []string { return slices.Sorted(maps.Keys(m.kinds)) }

// Fields returns the fields that the source fills in a kind of record, in the order of its schema, as far as the files
// so far have their columns; none where it does not yield the record.
func (m *Mapper) Fields(record string) []string {
	k, ok := m.kinds[record]
	if !ok {
		return nil
	}
	return k.filled()
}

// Times returns the fields of the source's records that are times, or deeds that may be stated as one.
func (m *Mapper) Times() []string {
	var fields []string
	for _, name := range m.Records() {
		fields = append(fields, m.kinds[name].times()...)
	}
	return fields
}

// Doubts tell of the cells that were not taken as they stand and that no record keeps a remark of: those of samples.
// They are in the order of columns, then of kinds.
func (m *Mapper) Doubts() []Doubt {
	var all []Doubt
	for _, name := range m.Records() {
		all = append(all, m.kinds[name].doubts()...)
	}
	return all
}

// Finish is called after the source's last row. It fails where more than half of the times in a column could not be
// read: a wrong format would otherwise empty the column without a word.
func (m *Mapper) Finish() error {
	var problems []error
	for _, name := range m.Records() {
		problems = append(problems, m.kinds[name].unreadTimes()...)
	}
	if len(problems) == 0 {
		return nil
	}
	return fmt.Errorf("%w\nset time_format to the form of the column", errors.Join(problems...))
}

// understood names the forms of times for messages.
func understood(formats []string) string {
	var b strings.Builder
	for _, f := range formats {
		fmt.Fprintf(&b, "%q, ", f)
	}
	return b.String() + "ISO 8601"
}
