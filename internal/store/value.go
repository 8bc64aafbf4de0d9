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

// encode returns what a column holds for a field, nil for a missing value. at is what Field.At returns.
func encode(at any) (any, error) {
	switch v := at.(type) {
	case *string:
		if *v != "" {
			return clean(*v), nil
		}
	case *time.Time:
		if !v.IsZero() {
			return v.UnixMilli(), nil
		}
	case *itsm.Number:
		if v.Known && !math.IsNaN(v.Value) && !math.IsInf(v.Value, 0) {
			return v.Value, nil
		}
	case *itsm.Length:
		if v.Known {
			return v.Value.Milliseconds(), nil
		}
	case *itsm.YesNo:
		return encodeFlag(*v), nil
	case *[]string:
		return encodeList(*v)
	case *itsm.Mark:
		return encodeMark(*v), nil
	case itsm.Word:
		if word := v.String(); word != "" {
			return word, nil
		}
	default:
		return nil, fmt.Errorf("the store keeps no %T", at)
	}
	return nil, nil
}

func encodeFlag(flag itsm.YesNo) any {
	switch flag {
	case itsm.Yes:
		return int64(1)
	case itsm.No:
		return int64(0)
	}
	return nil
}

func encodeMark(mark itsm.Mark) any {
	switch {
	case mark.State == itsm.No:
		return int64(markNo)
	case mark.State == itsm.Yes && mark.At.IsZero():
		return int64(markUndated)
	case mark.State == itsm.Yes:
		return mark.At.UnixMilli()
	}
	return nil
}

func encodeList(list []string) (any, error) {
	if len(list) == 0 {
		return nil, nil
	}
	text, err := json.Marshal(list) // replaces invalid UTF-8 and escapes NUL
	return string(text), err
}

// clean replaces what some databases refuse in a text: NUL and invalid UTF-8.
func clean(text string) string {
	if utf8.ValidString(text) && strings.IndexByte(text, 0) < 0 {
		return text
	}
	return strings.ReplaceAll(strings.ToValidUTF8(text, "\uFFFD"), "\x00", "\uFFFD")
}

// cell puts what a column holds into a field of a record; into is what Field.At returns.
type cell struct{ into any }

// Scan implements sql.Scanner.
func (c *cell) Scan(held any) error {
	switch into := c.into.(type) {
	case *string:
		*into, _ = held.(string)
	case *time.Time:
		*into = time.Time{}
		if ms, ok := held.(int64); ok {
			*into = time.UnixMilli(ms).UTC()
		}
	case *itsm.Number:
		*into = decodeNumber(held)
	case *itsm.Length:
		ms, ok := held.(int64)
		*into = itsm.Length{Value: time.Duration(ms) * time.Millisecond, Known: ok}
	case *itsm.YesNo:
		*into = decodeFlag(held)
	case *[]string:
		*into = nil
		return decodeJSON(held, into)
	case *itsm.Mark:
		*into = decodeMark(held)
	case itsm.Word:
		word, _ := held.(string)
		into.Parse(word) // what is none of our words becomes unknown
	default:
		return fmt.Errorf("the store keeps no %T", c.into)
	}
	return nil
}

func decodeNumber(held any) itsm.Number {
	switch v := held.(type) {
	case float64:
		return itsm.Known(v)
	case int64:
		return itsm.Known(float64(v))
	}
	return itsm.Number{}
}

func decodeFlag(held any) itsm.YesNo {
	switch held {
	case int64(1):
		return itsm.Yes
	case int64(0):
		return itsm.No
	}
	return itsm.Unsaid
}

func decodeMark(held any) itsm.Mark {
	switch ms, ok := held.(int64); {
	case !ok:
		return itsm.Mark{}
	case ms == markNo:
		return itsm.Mark{State: itsm.No}
	case ms == markUndated:
		return itsm.Mark{State: itsm.Yes}
	default:
		return itsm.Mark{State: itsm.Yes, At: time.UnixMilli(ms).UTC()}
	}
}

func decodeJSON(held any, into any) error {
	if text, ok := held.(string); ok {
		return json.Unmarshal([]byte(text), into)
	}
	return nil
}
