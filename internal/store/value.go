package store

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"time"
	"unicode/utf8"

	"nines/internal/itsm"
)

// A Mark is kept as its instant, or as one of these.
const (
	markNo      = math.MinInt64
	markUndated = math.MinInt64 + 1 // done, at an unknown time
)

// kind is what a datum holds.
type kind uint8

const (
	missing kind = iota
	ofText       // text
	ofList       // text: JSON
	ofInt        // n
	ofFloat      // f
)

// datum is a field's value as the database keeps it.
type datum struct {
	kind kind
	text string
	n    int64
	f    float64
}

// datumOf reads a field. at is what Field.At returns.
func datumOf(at any) (datum, error) {
	switch v := at.(type) {
	case *string:
		return textDatum(clean(*v)), nil
	case *time.Time:
		if !v.IsZero() {
			return datum{kind: ofInt, n: v.UnixMilli()}, nil
		}
	case *itsm.Number:
		if v.Known && !math.IsNaN(v.Value) && !math.IsInf(v.Value, 0) {
			return datum{kind: ofFloat, f: v.Value}, nil
		}
	case *itsm.Length:
		if v.Known {
			return datum{kind: ofInt, n: v.Value.Milliseconds()}, nil
		}
	case *itsm.YesNo:
		return flagDatum(*v), nil
	case *[]string:
		return listDatum(*v)
	case *itsm.Mark:
		return markDatum(*v), nil
	case itsm.Word:
		return textDatum(v.String()), nil
	default:
		return datum{}, fmt.Errorf("the store keeps no %T", at)
	}
	return datum{}, nil
}

func textDatum(text string) datum {
	if text == "" {
		return datum{}
	}
	return datum{kind: ofText, text: text}
}

func flagDatum(flag itsm.YesNo) datum {
	switch flag {
	case itsm.Yes:
		return datum{kind: ofInt, n: 1}
	case itsm.No:
		return datum{kind: ofInt, n: 0}
	}
	return datum{}
}

func markDatum(mark itsm.Mark) datum {
	switch {
	case mark.State == itsm.No:
		return datum{kind: ofInt, n: markNo}
	case mark.State == itsm.Yes && mark.At.IsZero():
		return datum{kind: ofInt, n: markUndated}
	case mark.State == itsm.Yes:
		return datum{kind: ofInt, n: mark.At.UnixMilli()}
	}
	return datum{}
}

func listDatum(list []string) (datum, error) {
	if len(list) == 0 {
		return datum{}, nil
	}
	text, err := json.Marshal(list) // replaces invalid UTF-8 and escapes NUL
	return datum{kind: ofList, text: string(text)}, err
}

// clean replaces what some databases refuse in a text: NUL and invalid UTF-8.
func clean(text string) string {
	if utf8.ValidString(text) && strings.IndexByte(text, 0) < 0 {
		return text
	}
	return strings.ReplaceAll(strings.ToValidUTF8(text, "\uFFFD"), "\x00", "\uFFFD")
}

// textCell and intCell take a column without reflection.
type textCell struct{ into *string }

// Scan implements sql.Scanner; NULL is empty.
func (c textCell) Scan(held any) error {
	text, ok := held.(string)
	if *c.into = text; !ok && held != nil {
		return fmt.Errorf("%T where a text was expected", held)
	}
	return nil
}

type intCell struct{ into *int64 }

// Scan implements sql.Scanner; NULL is 0.
func (c intCell) Scan(held any) error {
	n, ok := held.(int64)
	if *c.into = n; !ok && held != nil {
		return fmt.Errorf("%T where a whole number was expected", held)
	}
	return nil
}

// versionCell takes v_at.
type versionCell struct{ into *time.Time }

// Scan implements sql.Scanner.
func (c versionCell) Scan(held any) error {
	ms, ok := held.(int64)
	if !ok {
		return fmt.Errorf("%T where an instant was expected", held)
	}
	*c.into = time.UnixMilli(ms).UTC()
	return nil
}

// oldestCell tells by v_from whether a version stands for the time before it.
type oldestCell struct{ into *bool }

// Scan implements sql.Scanner.
func (c oldestCell) Scan(held any) error {
	*c.into = held == int64(always)
	return nil
}

type remarksCell struct{ into *[]itsm.Remark }

// Scan implements sql.Scanner.
func (c remarksCell) Scan(held any) error {
	*c.into = nil
	if text, ok := held.(string); ok {
		return json.Unmarshal([]byte(text), c.into)
	}
	return nil
}
