package mapping

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"

	"nines/internal/itsm"
)

// kind fills one kind of record from rows.
type kind interface {
	typeOf(field string) (itsm.Type, bool)
	bind(spec *Spec, c *clock, r *reader) []error
	names() []string
	times() []string
	uses() []columnUse
	read(cells []string) Result
	sparse() bool
	filled() []string
	doubts() []Doubt
	unreadTimes() []error
}

// kinds are the records that can be built from rows.
var kinds = map[string]func() kind{
	"incident": func() kind { return &binder[itsm.Incident]{schema: itsm.Incidents} },
	"outage":   func() kind { return &binder[itsm.OutageRecord]{schema: itsm.Outages} },
	"request":  func() kind { return &binder[itsm.ServiceRequest]{schema: itsm.Requests} },
	"problem":  func() kind { return &binder[itsm.Problem]{schema: itsm.Problems} },
	"action":   func() kind { return &binder[itsm.Action]{schema: itsm.Actions} },
	"change":   func() kind { return &binder[itsm.Change]{schema: itsm.Changes} },
	"worklog":  func() kind { return &binder[itsm.WorkLog]{schema: itsm.Worklogs} },
	"update":   func() kind { return &binder[itsm.Update]{schema: itsm.Updates} },
	"exclusion": func() kind {
		return &binder[itsm.Exclusion]{schema: itsm.Exclusions, key: []string{"incident", "outage", "from", "to"}}
	},
	"decision": func() kind {
		return &binder[itsm.Decision]{schema: itsm.Decisions, key: []string{"meeting", "change"}}
	},
	"service":    func() kind { return &binder[itsm.ServiceRow]{schema: itsm.Services} },
	sampleRecord: func() kind { return &sampler{} },
}

// statusText is filled with the cell of `status` as it stands; no column is mapped to it.
const statusText = "status_text"

// maxID bounds ids, in bytes: what is longer is a text in the wrong column, and no index of a store can hold it.
const maxID = 1000

// slot is a field that has a column.
type slot struct {
	place
	field    string
	names    []string // that the column can have, best first
	needed   bool     // a file has to have it
	all      bool     // the first of the columns with something in it
	constant bool     // an empty cell leaves a constant
	time     bool
	verbatim *string // where the cell is kept as well as read; nil: nowhere
	set      setter

	filled, unread int // of a time: cells with something in them, those of them that could not be read
	example        string
}

// binder fills one record, always the same one, through the descriptors of its schema.
type binder[R any] struct {
	schema  *itsm.Schema[R]
	key     []string // the fields that tell records without an id apart; none: all
	record  R
	blank   R // the constants, and nothing else
	head    *itsm.Head
	updated *time.Time // nil where the record has no such field
	slots   []slot
	fields  []string
	reader  *reader
	taken   int // slots that the last row filled
}

// bind makes the slots of the fields that the record has, and reads the constants. It returns all that is wrong.
func (b *binder[R]) bind(spec *Spec, c *clock, r *reader) []error {
	b.reader, b.head = r, b.schema.Head(&b.record)
	var problems []error
	for _, f := range b.schema.Fields {
		at := f.At(&b.record)
		if f.Name == "updated" {
			b.updated, _ = at.(*time.Time)
		}
		if f.Name == statusText {
			b.keepStatus(at)
			continue
		}
		problems = append(problems, b.bindField(spec, f, at, c)...)
	}
	if b.schema.NeedsID && !slices.Contains(b.fields, "id") {
		problems = append(problems, fmt.Errorf("record %s: no column is mapped to id; every %s needs one", b.schema.Record, b.schema.Record))
	}
	return problems
}

// bindField makes the slot of one field, which stands at that address, where it has columns, and reads its constant.
func (b *binder[R]) bindField(spec *Spec, f itsm.Field[R], at any, c *clock) []error {
	names, needed := spec.columnsOf(b.schema.Record, f.Name)
	constant, set := spec.Set[f.Name]
	if len(names) == 0 && !set {
		return nil
	}
	values := spec.valuesOf(b.schema.Record, f.Name)
	put, err := settingOf(spec, f.Name, values, c, b.reader).setter(f.Type, at)
	if err != nil {
		return []error{fmt.Errorf("field %s: %w", f.Name, err)}
	}
	b.fields = append(b.fields, f.Name)
	problems := b.checkWords(f, put, values)
	if set {
		problems = append(problems, b.constant(f, put, constant)...)
	}
	if len(names) > 0 {
		b.slots = append(b.slots, slot{
			field: f.Name, names: names, needed: needed || f.Name == "id" && b.schema.NeedsID && !set,
			all: slices.Contains(spec.FirstOf, f.Name), constant: set,
			time: f.Type == itsm.TypeTime, set: compacting(spec, f.Name, put),
		})
	}
	return problems
}

func settingOf(spec *Spec, field string, values map[string]string, c *clock, r *reader) setting {
	unit, ok := units[spec.Units[field]]
	if !ok {
		unit = time.Minute
	}
	return setting{clock: c, decimal: r.decimal, unit: unit, words: newWords(values)}
}

// keepStatus has the cell of the status, which the schema names just before its text, kept verbatim as well.
func (b *binder[R]) keepStatus(at any) {
	for i := range b.slots {
		if b.slots[i].field == "status" {
			b.slots[i].verbatim, _ = at.(*string)
			b.fields = append(b.fields, statusText)
		}
	}
}

// checkWords tries the right sides of `values`, which must be readable as the field's type.
func (b *binder[R]) checkWords(f itsm.Field[R], put setter, values map[string]string) []error {
	var problems []error
	for _, theirs := range slices.Sorted(maps.Keys(values)) {
		if ours := values[theirs]; ours != "" && f.Type != itsm.TypeText && put(ours) != "" {
			problems = append(problems, fmt.Errorf("values.%s: %q stands for %q, which cannot be a value of %s", f.Name, theirs, ours, f.Name))
		}
	}
	b.record = b.blank
	return problems
}

func (b *binder[R]) constant(f itsm.Field[R], put setter, text string) []error {
	text = trim(text)
	if text != "" {
		switch put(text) {
		case "", itsm.RemarkGapTime, itsm.RemarkTwiceTime:
			b.blank = b.record
			return nil
		}
	}
	return []error{fmt.Errorf("set.%s: %q cannot be a value of %s", f.Name, text, f.Name)}
}

func (b *binder[R]) uses() []columnUse {
	uses := make([]columnUse, 0, len(b.slots))
	for i := range b.slots {
		s := &b.slots[i]
		uses = append(uses, columnUse{use: "columns." + s.field, names: s.names, needed: s.needed, all: s.all, into: &s.place})
	}
	return uses
}

// read fills the record from a row. A plain copy of the record shares nothing that a later row changes.
func (b *binder[R]) read(cells []string) Result {
	b.record, b.taken = b.blank, 0
	for i := range b.slots {
		s := &b.slots[i]
		text := b.reader.first(cells, &s.place)
		if text == "" {
			continue
		}
		b.taken++
		remark := s.take(text)
		if remark != "" {
			kept, _ := clean(text)
			b.head.Remarks = append(b.head.Remarks, itsm.Remark{Field: s.field, Kind: remark, Text: kept})
		}
	}
	if b.schema.Void != nil {
		if why := b.schema.Void(&b.record); why != "" {
			return Result{Skipped: why}
		}
	}
	if b.head.ID == "" {
		if b.schema.NeedsID {
			return Result{Rejected: b.noID()}
		}
		b.head.ID = contentKey(b.schema, &b.record, b.key)
	}
	if len(b.head.ID) > maxID {
		return Result{Rejected: fmt.Sprintf("no id: a text of %d bytes stands in its place; expected %d at most", len(b.head.ID), maxID)}
	}
	if b.updated != nil {
		b.head.Version = *b.updated
	}
	return Result{Record: &b.record}
}

// doubts are none: what is wrong with a cell is remarked in its record.
func (b *binder[R]) doubts() []Doubt { return nil }

// sparse tells whether the last row filled so few fields that it may be a total or a note below the rows.
func (b *binder[R]) sparse() bool { return b.taken <= 4 && b.taken < len(b.slots) }

// noID says where the id should have been. Records that need one have a column for it, or a constant.
func (b *binder[R]) noID() string {
	for i := range b.slots {
		if b.slots[i].field == "id" {
			return fmt.Sprintf("no id: the column %q is empty", b.slots[i].header)
		}
	}
	return "no id"
}

func (s *slot) take(text string) itsm.RemarkKind {
	remark := s.set(text)
	if s.verbatim != nil {
		*s.verbatim, _ = clean(text)
	}
	if s.time {
		s.filled++
		if remark == itsm.RemarkUnreadable {
			s.unread++
			s.example = text
		}
	}
	return remark
}

// unreadTimes names the columns of times most of whose cells could not be read.
func (b *binder[R]) unreadTimes() []error {
	var problems []error
	for i := range b.slots {
		if err := b.slots[i].unreadTimes(b.reader.formats); err != nil {
			problems = append(problems, err)
		}
	}
	return problems
}

// unreadTimes says that most of the column's times could not be read; formats names those that are understood.
func (s *slot) unreadTimes(formats string) error {
	if 2*s.unread <= s.filled {
		return nil
	}
	return fmt.Errorf("column %q (%s): %d of %d times cannot be read, for example %q; understood are %s",
		s.header, s.field, s.unread, s.filled, shorten(s.example), formats)
}

// shorten cuts a text of the source to what fits into a message, and leaves out what a terminal would obey.
func shorten(text string) string {
	const most = 60
	tail := ""
	if runes := []rune(text[:min(len(text), 4*most+4)]); len(runes) > most {
		text, tail = string(runes[:most]), "..."
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return '\ufffd'
		}
		return r
	}, text) + tail
}
