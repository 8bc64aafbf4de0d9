package store

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"time"
	"unicode/utf8"

	"nines/internal/itsm"
	"nines/internal/store/strip"
)

// A Mark is kept as its instant, or as one of these.
const (
	markNo      = math.MinInt64
	markUndated = math.MinInt64 + 1 // done, at an unknown time
)

// datum is a field's value as the database keeps it.
type datum struct {
	Kind strip.Kind
	Text string
	N    int64
	F    float64
}

// read takes a field's value. at is what Field.At returns.
func (d *datum) read(at any) error {
	d.Kind = strip.Missing
	switch v := at.(type) {
	case *string:
		d.setText(*v)
	case *time.Time:
		if !v.IsZero() {
			d.setInt(v.UnixMilli())
		}
	case *itsm.Number:
		if v.Known && !math.IsNaN(v.Value) && !math.IsInf(v.Value, 0) {
			d.Kind, d.F = strip.Float, v.Value
		}
	case *itsm.Length:
		if v.Known {
			d.setInt(v.Value.Milliseconds())
		}
	case *itsm.YesNo:
		if *v != itsm.Unsaid {
			d.setInt(bit(*v == itsm.Yes))
		}
	case *[]string:
		return d.setList(*v)
	case *itsm.Mark:
		d.setMark(*v)
	case itsm.Word:
		d.setText(v.String())
	default:
		return fmt.Errorf("the store keeps no %T", at)
	}
	return nil
}

// key is the value in a column of its own.
func (d *datum) key() any {
	if d.Kind == strip.Whole {
		return d.N
	}
	return d.Text
}

func (d *datum) setInt(n int64) { d.Kind, d.N = strip.Whole, n }

func (d *datum) setText(text string) {
	if text != "" {
		d.Kind, d.Text = strip.Text, clean(text)
	}
}

func (d *datum) setMark(mark itsm.Mark) {
	switch {
	case mark.State == itsm.No:
		d.setInt(markNo)
	case mark.State == itsm.Yes && mark.At.IsZero():
		d.setInt(markUndated)
	case mark.State == itsm.Yes:
		d.setInt(mark.At.UnixMilli())
	}
}

func (d *datum) setList(list []string) error {
	if len(list) == 0 {
		return nil
	}
	text, err := json.Marshal(list) // replaces invalid UTF-8 and escapes NUL
	d.Kind, d.Text = strip.List, string(text)
	return err
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
