// Package mapping turns the rows of a source into itsm records: columns into fields, the source's words into ours,
// its times into instants. A cell that cannot be read becomes missing and is remarked with its text; only a missing
// id rejects a row.
package mapping

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// Spec says how the rows of one source become records. Names of columns are matched with the header exactly, else
// without regard to case and surrounding white space.
type Spec struct {
	Record  string              // the contract's name of the record; empty where ByRow tells it
	ByRow   *ByRow              // the record told row by row; nil: every row is a Record
	Where   map[string][]string // column -> words: only rows with one of these words in each of these columns
	Columns map[string]string   // field -> column, which every file has to have

	// Candidates are columns that a field may have, best first, where Columns names none: in each file the best of those
	// that are there is taken; a file without any leaves the field missing, unless it is the id that the record needs. A
	// key can be record.field, such as problem.owner: it holds for that record alone, before the field's own key; so
	// can the keys of Values.
	Candidates map[string][]string
	FirstOf    []string // fields of Candidates that take, row by row, the first of their columns with something in it

	// Metrics are the columns of a wide file of samples, one a metric, which every file has to have: metric -> column.
	// MetricCandidates are columns that a metric may have, best first; a file without any has nothing of it.
	Metrics          map[string]string
	MetricCandidates map[string][]string
	Compact          []string // fields in which numbers parted by blanks ("5 732 943") are taken without them

	Set     map[string]string            // field -> constant; where a column is mapped too, for rows in which that cell is empty
	Values  map[string]map[string]string // field -> the source's word -> ours; an empty word of ours: missing
	Units   map[string]string            // field -> unit of plain numbers: s, min, h, d (24 hours); default min
	Missing []string                     // what stands for a missing value, beside the empty cell
	Decimal byte                         // '.' or ','; 0: '.'
	Zone    *time.Location               // of times without an offset; nil: UTC

	// TimeFormats are strftime formats, epoch_s or epoch_ms, tried in this order and before ISO 8601, which is always
	// understood. Detector finds them out where a source does not state them.
	TimeFormats []string
}

// ByRow tells the kind of record row by row.
type ByRow struct {
	Column     string
	Candidates []string          // where Column is empty: names that the column may have, best first
	Values     map[string]string // the source's word -> the record; other words: the row is skipped
}

// columns returns the names that the column can have, best first.
func (b *ByRow) columns() []string {
	if b.Column == "" && len(b.Candidates) > 0 {
		return b.Candidates
	}
	return []string{b.Column}
}

// columnsOf returns the columns that a field of a record can have, best first, and whether a file has to have one.
func (s *Spec) columnsOf(record, field string) (names []string, needed bool) {
	if column, ok := s.Columns[field]; ok {
		return []string{column}, true
	}
	if own, ok := s.Candidates[record+"."+field]; ok {
		return own, false
	}
	return s.Candidates[field], false
}

// valuesOf returns the meanings of the source's words in a field of a record.
func (s *Spec) valuesOf(record, field string) map[string]string {
	if own, ok := s.Values[record+"."+field]; ok {
		return own
	}
	return s.Values[field]
}

// records returns the names of the records that rows can be, sorted.
func (s *Spec) records() []string {
	if s.ByRow == nil {
		return []string{s.Record}
	}
	return slices.Compact(slices.Sorted(maps.Values(s.ByRow.Values)))
}

// Result is what became of a row. Exactly one of Record, Skipped and Rejected is set.
type Result struct {
	// Record is a *itsm.Incident, *itsm.OutageRecord, *itsm.ServiceRequest, *itsm.Problem, *itsm.Action, *itsm.Change,
	// *itsm.WorkLog, *itsm.Update, *itsm.Exclusion, *itsm.Decision or *itsm.ServiceRow. The next call of Map fills the same struct
	// again; a plain copy of it stays valid. Or it is a *itsm.SampleRow, whose Of is the same pointer for the same
	// series; of its values not even a plain copy stays valid.
	Record   any
	Skipped  string // why the row is none of this source's records
	Rejected string // why the row cannot be a record
}

// ColumnsError says that columns named in the mapping are not in the header.
type ColumnsError struct {
	Missing []MissingColumn
	Header  []string
}

// MissingColumn is one of them.
type MissingColumn struct {
	Use     string // what it was named for: "columns.opened", "where", "record.column"
	Name    string
	Others  []string // further names that it could have had
	Nearest string   // the most alike name of the header; empty if none is alike
}

// shownColumns is how many names of a header an error shows.
const shownColumns = 60

func (e *ColumnsError) Error() string {
	var b strings.Builder
	for _, m := range e.Missing {
		fmt.Fprintf(&b, "%s: there is no column %q", m.Use, m.Name)
		for _, other := range m.Others {
			fmt.Fprintf(&b, " or %q", other)
		}
		if m.Nearest != "" {
			fmt.Fprintf(&b, "; did you mean %q?", shorten(m.Nearest))
		}
		b.WriteByte('\n')
	}
	b.WriteString("the header has: ")
	shown := min(len(e.Header), shownColumns)
	for i, name := range e.Header[:shown] {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(shorten(name))
	}
	if more := len(e.Header) - shown; more > 0 {
		fmt.Fprintf(&b, " and %d more", more)
	}
	return b.String()
}
