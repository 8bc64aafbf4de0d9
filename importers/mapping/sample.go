package mapping

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"

	"nines/internal/itsm"
)

// Samples come by the ten million, so they have a way of their own through the mapping: what names a series is looked
// up once a series and not once a row, and a time that came before is not parsed again. What is taken, refused and
// remarked is the same as for other records.

const sampleRecord = "sample"

// sampleFields are what a column can be mapped to.
var sampleFields = []struct {
	name string
	kind itsm.Type
}{
	{"at", itsm.TypeTime}, {"service", itsm.TypeText}, {"component", itsm.TypeText}, {"metric", itsm.TypeText}, {"value", itsm.TypeNumber},
}

// cellOf is where a field of samples comes from: a column, or where there is none or its cell is empty a constant.
type cellOf struct {
	slot
	text  string // the constant; empty: none
	words *words
}

func (c *cellOf) mapped() bool { return len(c.names) > 0 || c.text != "" }

// read returns the cell trimmed, empty where it is missing.
func (c *cellOf) read(r *reader, cells []string) string {
	if text := r.first(cells, &c.place); text != "" {
		return text
	}
	return c.text
}

// sampler turns rows into samples: one a row, or of a wide file one a metric.
type sampler struct {
	reader    *reader
	instants  *instants
	at        cellOf
	service   cellOf
	component cellOf
	metric    cellOf
	values    []cellOf // one a metric; one where the rows name the metric
	metrics   []string // of a wide file
	sets      seriesSets
	row       itsm.SampleRow
	none      bool // the last row had no sample
	odd       doubtful
}

func (s *sampler) typeOf(field string) (itsm.Type, bool) {
	for _, f := range sampleFields {
		if f.name == field {
			return f.kind, true
		}
	}
	return 0, false
}

func (s *sampler) names() []string {
	var names []string
	for _, f := range sampleFields {
		names = append(names, f.name)
	}
	return names
}

func (s *sampler) times() []string { return []string{"at"} }

// wide tells whether the source has one column per metric.
func (s *Spec) wide() bool { return len(s.Metrics)+len(s.MetricCandidates) > 0 }

func (s *sampler) bind(spec *Spec, c *clock, r *reader) []error {
	s.reader, s.instants = r, newInstants(c)
	s.odd = doubtful{}
	s.at, s.service, s.component, s.metric = cellFor(spec, "at"), cellFor(spec, "service"), cellFor(spec, "component"), cellFor(spec, "metric")
	value := cellFor(spec, "value")
	problems := s.bindValues(spec, value)
	if !s.at.mapped() {
		problems = append(problems, errors.New("record sample: no column is mapped to at; every sample needs a time"))
	}
	if s.at.text != "" {
		if told := s.instants.parse(s.at.text); told.remark == itsm.RemarkUnreadable {
			problems = append(problems, fmt.Errorf("set.at: %q cannot be a value of at", s.at.text))
		}
	}
	if _, ok := parseNumber(value.text, r.decimal); value.text != "" && !ok {
		problems = append(problems, fmt.Errorf("set.value: %q cannot be a value of value", value.text))
	}
	s.row.Values = make([]float64, len(s.values))
	return problems
}

// bindValues finds out where the values and the names of their metrics come from.
func (s *sampler) bindValues(spec *Spec, value cellOf) []error {
	if !spec.wide() {
		s.values = []cellOf{value}
		var problems []error
		for _, c := range []*cellOf{&s.metric, &value} {
			if !c.mapped() {
				problems = append(problems, fmt.Errorf("record sample: no column is mapped to %s; every sample needs one, or metrics with a column each", c.field))
			}
		}
		return problems
	}
	if s.metric.mapped() || value.mapped() {
		return []error{errors.New("metrics: where each metric has a column, no column or constant can be metric or value")}
	}
	names := maps.Clone(spec.MetricCandidates)
	if names == nil {
		names = map[string][]string{}
	}
	for metric, column := range spec.Metrics {
		names[metric] = []string{column}
	}
	for _, metric := range slices.Sorted(maps.Keys(names)) {
		_, needed := spec.Metrics[metric]
		s.metrics = append(s.metrics, metric)
		s.values = append(s.values, cellOf{slot: slot{field: metric, names: names[metric], needed: needed}, words: value.words})
	}
	return nil
}

func cellFor(spec *Spec, field string) cellOf {
	names, needed := spec.columnsOf(sampleRecord, field)
	return cellOf{
		slot:  slot{field: field, names: names, needed: needed, all: slices.Contains(spec.FirstOf, field)},
		text:  trim(spec.Set[field]),
		words: newWords(spec.valuesOf(sampleRecord, field)),
	}
}

// cells are all that may have a column.
func (s *sampler) cells() []*cellOf {
	all := []*cellOf{&s.at, &s.service, &s.component, &s.metric}
	for i := range s.values {
		all = append(all, &s.values[i])
	}
	return all
}

func (s *sampler) uses() []columnUse {
	var uses []columnUse
	for _, c := range s.cells() {
		c.column = absent
		if len(c.names) == 0 {
			continue
		}
		block := "columns."
		if s.metrics != nil && slices.Contains(s.metrics, c.field) {
			block = "metrics."
		}
		uses = append(uses, columnUse{use: block + c.field, names: c.names, needed: c.needed, all: c.all, into: &c.place})
	}
	return uses
}

// filled are the fields that come from a column that a file has had, or from a constant.
func (s *sampler) filled() []string {
	var fields []string
	for _, c := range s.cells() {
		if c.seen || c.text != "" {
			fields = append(fields, c.field)
		}
	}
	return fields
}

// read turns a row into samples. A row without a time or a metric is rejected, one without a value skipped.
func (s *sampler) read(cells []string) Result {
	s.none = true
	at, rejected := s.readTime(cells)
	if rejected != "" {
		return Result{Rejected: rejected}
	}
	set, rejected := s.sets.find(s, cells)
	if rejected != "" {
		return Result{Rejected: rejected}
	}
	for i := range s.values {
		v := s.readValue(&s.values[i], cells)
		s.row.Values[i] = v
		s.none = s.none && math.IsNaN(v)
	}
	if s.none {
		return Result{Skipped: "it has no value"}
	}
	s.row.Of, s.row.At = set, at
	return Result{Record: &s.row}
}

func (s *sampler) readTime(cells []string) (at int64, rejected string) {
	text := s.at.read(s.reader, cells)
	if text != "" {
		text = s.at.words.translate(text)
	}
	if text == "" {
		return 0, fmt.Sprintf("no time: the column %q is empty", s.at.header)
	}
	told := s.instants.read(text)
	s.at.filled++
	switch told.remark {
	case "":
	case itsm.RemarkUnreadable:
		s.at.unread++
		s.at.example = text
		return 0, fmt.Sprintf("no time: %q in the column %q cannot be read", shorten(text), s.at.header)
	default:
		s.odd.add(&s.at, told.remark, text)
	}
	return told.at, ""
}

// readValue returns a number, NaN where there is none.
func (s *sampler) readValue(c *cellOf, cells []string) float64 {
	text := c.read(s.reader, cells)
	if text == "" {
		return math.NaN()
	}
	if text = c.words.translate(text); text == "" {
		return math.NaN()
	}
	v, ok := parseNumber(text, s.reader.decimal)
	if !ok {
		s.odd.add(c, itsm.RemarkUnreadable, text)
		return math.NaN()
	}
	return v
}

// sparse tells whether the last row had no sample, and may be a total or a note below the rows.
func (s *sampler) sparse() bool { return s.none }

func (s *sampler) doubts() []Doubt { return s.odd.list(s.cells()) }

func (s *sampler) unreadTimes() []error {
	if err := s.at.unreadTimes(s.reader.formats); err != nil {
		return []error{err}
	}
	return nil
}
