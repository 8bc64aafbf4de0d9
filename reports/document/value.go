package document

import "time"

// Kind is the type and unit of a value.
type Kind uint8

// The kinds of values, with what Value.Number is for them.
const (
	KindText     Kind = iota
	KindCount         // a whole number
	KindNumber        // any number; Column.Decimals says how many are shown
	KindShare         // a ratio 0..1, shown as per cent
	KindPoints        // a difference of two ratios, shown as percentage points with a sign
	KindMinutes       // minutes, shown as such
	KindDuration      // minutes, shown as "34 min" or "2 h 05"
	KindInstant       // Value.Time
	KindDay           // Value.Time, without the hour
	KindRating        // Value.Text is green, amber, red, undecided or unknown, or a verdict: see RatingOf
	KindID            // an id of a ticket; Value.Link leads to the tool
	KindBar           // Value.Bar, drawn in the cell; in a workbook Value.Number
	KindSpark         // Value.Spark, drawn in the cell; in a workbook left out
)

// Value is one figure or word. The zero value is empty text.
type Value struct {
	Kind    Kind
	Number  float64
	Text    string // the text; of an unknown value what stands in its place ("no data"), never 0
	Time    time.Time
	Unknown bool
	Second  string // a second, smaller line below: a bound, a note
	Strong  bool   // wants attention
	Tone    Tone
	Link    string // an address in the tool; http or https
	Anchor  string // the ID of a block of this document that holds the detail
	Bar     *Bar
	Spark   *Spark
	Source  *Source
}

// Bar is a horizontal bar in a cell, from 0 to Value; Upper, where greater, is the part that depends on something
// unknown and is hatched. Limit is a dashed line across the column, Mark an upright stroke in this row, 0 for none.
type Bar struct {
	Value, Upper float64
	Max          float64 // the scale's end, the same for all rows of the column
	Limit, Mark  float64
	Interval     *Interval // drawn as a whisker; nil: none
	Label        string    // what stands beside or in it
	Unknown      bool      // an empty dashed box with Label as the reason
	Tone         Tone
}

// RatingOf is the rating whose sign stands for a verdict: within, at_risk, breached and unreliable are drawn like green,
// amber, red and unknown, under words of their own. Anything else stands for itself.
func RatingOf(verdict string) string {
	switch verdict {
	case "within":
		return "green"
	case "at_risk":
		return "amber"
	case "breached":
		return "red"
	case "unreliable":
		return "unknown"
	}
	return verdict
}

// Interval is the range in which a value lies as far as can be told.
type Interval struct {
	Lower, Upper float64
}

// Spark is a small chart of the last periods, oldest first, the last bar being this period's. nil is unknown.
type Spark struct {
	Values []*float64
	Limit  float64 // a dashed line; 0: none. Bars above it are marked as missed
	Max    float64 // the scale's end; 0: the greatest value
	Open   float64 // the part of the last bar that depends on something unknown
	Label  string  // what a bar is, written above: by month; empty: the place says it
}

// TextValue returns a text.
func TextValue(text string) Value { return Value{Text: text} }

// Count returns a whole number.
func Count(n int) Value { return Value{Kind: KindCount, Number: float64(n)} }

// Known returns a value of the kind, or an unknown one where v is nil.
func Known(kind Kind, v *float64) Value {
	if v == nil {
		return Value{Kind: kind, Unknown: true}
	}
	return Value{Kind: kind, Number: *v}
}

// Instant returns a time, unknown where it is zero.
func Instant(t time.Time) Value { return Value{Kind: KindInstant, Time: t, Unknown: t.IsZero()} }

// ID returns a ticket's id with its link (empty: none).
func ID(id, link string) Value { return Value{Kind: KindID, Text: id, Link: link} }
