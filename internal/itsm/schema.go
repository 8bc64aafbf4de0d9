package itsm

import "time"

// Type is the type of a field, as the contract names them.
type Type uint8

// The types of fields and what Field.At returns for them.
const (
	TypeText   Type = iota // *string; "" is missing
	TypeTime               // *time.Time, UTC; zero is missing
	TypeNumber             // *Number
	TypeShare              // *Number, a ratio 0..1 (sources state per cent)
	TypeLength             // *Length
	TypeFlag               // *YesNo
	TypeList               // *[]string
	TypeWord               // Word (a pointer to one of the enumerations)
	TypeMark               // *Mark
)

// Field describes one field of a record, once for everybody: the importers fill it, the store keeps it, an as-of
// view blanks it. A new field is one line in its record's file.
type Field[R any] struct {
	Name string // as in the contract, and the store's column
	Type Type
	Plan bool // a time that is a plan: it may lie after the as-of instant and still be known
	At   func(*R) any
}

// Schema describes one kind of record.
type Schema[R any] struct {
	Record    string // as in the contract: "incident"
	NeedsID   bool   // a row without an id is rejected
	Versioned bool   // several rows for one id are its versions
	Fields    []Field[R]
	Head      func(*R) *Head
	// Opened is the instant at which the record came into being; zero where nothing tells it. Records opened after
	// the as-of instant are left out.
	Opened func(*R) time.Time
	// Began and Ended bound the time in which the record can matter to a period; Began is zero where nothing
	// tells it, Ended while the record is open.
	Began, Ended func(*R) time.Time
	// ServiceOf is the service as the source calls it; nil for records that have none.
	ServiceOf func(*R) string
	// Void says why a row that was read makes no record, although nothing is wrong with it; "" where it makes one. nil:
	// each does.
	Void func(*R) string
	// StatusByTimes sets the status to what the times alone tell; nil for records without one.
	StatusByTimes func(*R)
	// TakeBack takes a version that stands for an earlier time back to the instant, as far as it is not times: it sees
	// them as they stand in the version. nil for records of which nothing else came with a time.
	TakeBack func(r *R, asOf time.Time)
}

// Head is what every record carries beside its own fields: where it came from, and which version it is.
type Head struct {
	Source  string
	ID      string
	Version time.Time // when this version came to hold: its `updated`, else the instant of its import
	Oldest  bool      // no older version is known: this one stands for the time before as well
	Remarks []Remark
}

// Header returns the head itself: records of every kind have it.
func (h *Head) Header() *Head { return h }

// Field returns the field of that name.
func (s *Schema[R]) Field(name string) (Field[R], bool) {
	for _, f := range s.Fields {
		if f.Name == name {
			return f, true
		}
	}
	return Field[R]{}, false
}

// AsOf blanks what was not known at the instant: every time that lies after it, except plans. It reports whether
// the version is the oldest and stands for an earlier time, so that its status has to go by its times.
func (s *Schema[R]) AsOf(r *R, asOf time.Time) (standsForEarlier bool) {
	head := s.Head(r)
	standsForEarlier = head.Oldest && head.Version.After(asOf)
	if standsForEarlier && s.TakeBack != nil {
		s.TakeBack(r, asOf)
	}
	for i := range s.Fields {
		f := &s.Fields[i]
		if f.Plan || f.Type != TypeTime && f.Type != TypeMark {
			continue
		}
		switch at := f.At(r).(type) {
		case *time.Time:
			if at.After(asOf) {
				*at = time.Time{}
			}
		case *Mark:
			if at.At.After(asOf) {
				*at = Mark{}
			}
		}
	}
	return standsForEarlier
}

func text[R any](name string, at func(*R) *string) Field[R] {
	return Field[R]{Name: name, Type: TypeText, At: func(r *R) any { return at(r) }}
}

func instant[R any](name string, at func(*R) *time.Time) Field[R] {
	return Field[R]{Name: name, Type: TypeTime, At: func(r *R) any { return at(r) }}
}

func plan[R any](name string, at func(*R) *time.Time) Field[R] {
	return Field[R]{Name: name, Type: TypeTime, Plan: true, At: func(r *R) any { return at(r) }}
}

func number[R any](name string, at func(*R) *Number) Field[R] {
	return Field[R]{Name: name, Type: TypeNumber, At: func(r *R) any { return at(r) }}
}

func share[R any](name string, at func(*R) *Number) Field[R] {
	return Field[R]{Name: name, Type: TypeShare, At: func(r *R) any { return at(r) }}
}

func length[R any](name string, at func(*R) *Length) Field[R] {
	return Field[R]{Name: name, Type: TypeLength, At: func(r *R) any { return at(r) }}
}

func flag[R any](name string, at func(*R) *YesNo) Field[R] {
	return Field[R]{Name: name, Type: TypeFlag, At: func(r *R) any { return at(r) }}
}

func list[R any](name string, at func(*R) *[]string) Field[R] {
	return Field[R]{Name: name, Type: TypeList, At: func(r *R) any { return at(r) }}
}

func word[R any](name string, at func(*R) Word) Field[R] {
	return Field[R]{Name: name, Type: TypeWord, At: func(r *R) any { return at(r) }}
}

func mark[R any](name string, at func(*R) *Mark) Field[R] {
	return Field[R]{Name: name, Type: TypeMark, At: func(r *R) any { return at(r) }}
}

// FirstKnown returns the first of the instants that is known.
func FirstKnown(instants ...time.Time) time.Time {
	for _, t := range instants {
		if !t.IsZero() {
			return t
		}
	}
	return time.Time{}
}

// Latest returns the latest of the instants, zero where none is known.
func Latest(instants ...time.Time) time.Time {
	var last time.Time
	for _, t := range instants {
		if t.After(last) {
			last = t
		}
	}
	return last
}

// earliest returns the earliest known instant, zero where none is known.
func earliest(instants ...time.Time) time.Time {
	var first time.Time
	for _, t := range instants {
		if !t.IsZero() && (first.IsZero() || t.Before(first)) {
			first = t
		}
	}
	return first
}
