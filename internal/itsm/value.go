package itsm

import "time"

// Number is a quantity that may be unknown. The zero value is unknown, which is not 0.
type Number struct {
	Value float64
	Known bool
}

// Known returns the number v.
func Known(v float64) Number { return Number{Value: v, Known: true} }

// Pointer returns the value, or nil where it is unknown; JSON prints nil as null.
func (n Number) Pointer() *float64 {
	if !n.Known {
		return nil
	}
	v := n.Value
	return &v
}

// Length is a duration that may be unknown (effort, minutes worked).
type Length struct {
	Value time.Duration
	Known bool
}

// Minutes returns the length in minutes, unknown staying unknown.
func (l Length) Minutes() Number {
	return Number{Value: l.Value.Minutes(), Known: l.Known}
}

// YesNo is a flag of a source that may be missing.
type YesNo uint8

// The flag's three values.
const (
	Unsaid YesNo = iota
	Yes
	No
)

// Mark is a deed that a source states as an instant, or only as done: approved, validated, done.
type Mark struct {
	State YesNo
	At    time.Time // zero: at an unknown time, or not at all
}

// Done tells whether the deed was done, as far as the source says.
func (m Mark) Done() bool { return m.State == Yes }

// Remark is what an import had to say about one cell of a record: its text is kept, so that nothing is lost.
type Remark struct {
	Field string     `json:"f"`
	Kind  RemarkKind `json:"k"`
	Text  string     `json:"t"` // the cell, verbatim
}

// RemarkKind says why a cell was not taken as it stands.
type RemarkKind string

// The kinds of remarks.
const (
	RemarkUnreadable  RemarkKind = "unreadable"   // not a value of the field's type: treated as missing
	RemarkUnknownWord RemarkKind = "unknown_word" // none of our words: treated as unknown
	RemarkOutOfRange  RemarkKind = "out_of_range" // a share outside 0 to 100 per cent: treated as missing
	RemarkGapTime     RemarkKind = "gap_time"     // a local time that the clocks skipped: moved forward
	RemarkTwiceTime   RemarkKind = "twice_time"   // a local time that the clocks showed twice: the second is taken
	RemarkCleaned     RemarkKind = "cleaned"      // invalid UTF-8 or NUL in the text: replaced visibly
)
