package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"nines/internal/itsm"
	"nines/internal/store/strip"
)

// A content is a JSON array of the fields that the source fills, in the order in which it first did, which the table
// source_field tells; missing ones are null, and left out at the end. Texts and our words are strings; instants and
// lengths whole numbers of milliseconds, flags 1 or 0, deeds their instant or a mark; ratios and numbers are numbers;
// lists are arrays of strings. So `content ->> 3` is the fourth field in any SQL client.

// appendDatum adds a value to an array that is being written.
func appendDatum(array []byte, d *datum) []byte {
	switch d.Kind {
	case strip.Text:
		return appendQuoted(array, d.Text)
	case strip.List:
		return append(array, d.Text...)
	case strip.Whole:
		return strconv.AppendInt(array, d.N, 10)
	case strip.Float:
		return appendFloat(array, d.F)
	}
	return append(array, "null"...)
}

// appendFloat writes a number so that the same one is read again.
func appendFloat(array []byte, f float64) []byte {
	if f == math.Trunc(f) && math.Abs(f) < 1e15 {
		return strconv.AppendInt(array, int64(f), 10)
	}
	return strconv.AppendFloat(array, f, 'g', -1, 64)
}

const hexDigits = "0123456789abcdef"

// appendQuoted writes a string of valid UTF-8 as JSON.
func appendQuoted(array []byte, text string) []byte {
	array = append(array, '"')
	start := 0
	for i := range len(text) {
		c := text[i]
		if c >= ' ' && c != '"' && c != '\\' {
			continue
		}
		array = append(array, text[start:i]...)
		start = i + 1
		if c < ' ' {
			array = append(array, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
		} else {
			array = append(array, '\\', c)
		}
	}
	return append(append(array, text[start:]...), '"')
}

// contentReader fills a record from the contents of one source.
type contentReader struct {
	fields []any // what Field.At returns, in the order of the contents; nil: nobody asked for it
	last   int   // the position of the last that is asked for
}

func newContentReader(fields []any) *contentReader {
	c := &contentReader{fields: fields, last: -1}
	for i, into := range fields {
		if into != nil {
			c.last = i
		}
	}
	return c
}

var errContent = errors.New("the content of a record is no JSON array of its fields")

// read fills the fields that are asked for, which have to be blank before.
func (c *contentReader) read(content string) error {
	if len(content) < 2 || content[0] != '[' {
		return errContent
	}
	rest := content[1:]
	for i := 0; i <= c.last && rest != "]"; i++ {
		n := valueLength(rest)
		if n <= 0 || n >= len(rest) {
			return errContent
		}
		value := rest[:n]
		if rest = rest[n:]; rest[0] == ',' {
			rest = rest[1:]
		}
		if c.fields[i] == nil || value == "null" {
			continue
		}
		if err := setField(c.fields[i], value); err != nil {
			return err
		}
	}
	return nil
}

// valueLength is the length of the JSON value at the beginning of the text; 0: there is none.
func valueLength(text string) int {
	if text == "" {
		return 0
	}
	switch text[0] {
	case '"':
		return stringLength(text)
	case '[':
		return listLength(text)
	}
	for i := 0; i < len(text); i++ {
		if c := text[i]; c == ',' || c == ']' {
			return i
		}
	}
	return 0
}

func stringLength(text string) int {
	for i := 1; i < len(text); {
		n := strings.IndexByte(text[i:], '"')
		if n < 0 {
			return 0
		}
		escape := strings.IndexByte(text[i:i+n], '\\')
		if escape < 0 {
			return i + n + 1
		}
		i += escape + 2
	}
	return 0
}

func listLength(text string) int {
	for i := 1; i < len(text); i++ {
		switch text[i] {
		case ']':
			return i + 1
		case '"':
			n := stringLength(text[i:])
			if n == 0 {
				return 0
			}
			i += n - 1
		}
	}
	return 0
}

// setField reads one value into a field.
func setField(into any, value string) error {
	switch into := into.(type) {
	case *string:
		return unquote(value, into)
	case *[]string:
		return setList(value, into)
	case *itsm.Number:
		f, err := strconv.ParseFloat(value, 64)
		*into = itsm.Known(f)
		return err
	case itsm.Word:
		word, err := quotedText(value)
		into.Parse(word) // what is none of our words becomes unknown
		return err
	case *stripTarget:
		return into.set(value)
	}
	n, err := strconv.ParseInt(value, 10, 64)
	if err != nil {
		return err
	}
	return setInt(into, n)
}

func setInt(into any, n int64) error {
	switch into := into.(type) {
	case *time.Time:
		*into = time.UnixMilli(n).UTC()
	case *itsm.Length:
		*into = itsm.Length{Value: time.Duration(n) * time.Millisecond, Known: true}
	case *itsm.YesNo:
		*into = itsm.No
		if n == 1 {
			*into = itsm.Yes
		}
	case *itsm.Mark:
		*into = markOf(n)
	default:
		return fmt.Errorf("the store keeps no %T", into)
	}
	return nil
}

func markOf(n int64) itsm.Mark {
	switch n {
	case markNo:
		return itsm.Mark{State: itsm.No}
	case markUndated:
		return itsm.Mark{State: itsm.Yes}
	}
	return itsm.Mark{State: itsm.Yes, At: time.UnixMilli(n).UTC()}
}

// setList reads a list of strings.
func setList(value string, into *[]string) error {
	if strings.IndexByte(value, '\\') >= 0 {
		return json.Unmarshal([]byte(value), into)
	}
	for rest := value[1:]; rest != "]"; {
		n := valueLength(rest)
		if n <= 0 || n >= len(rest) {
			return errContent
		}
		var text string
		if err := unquote(rest[:n], &text); err != nil {
			return err
		}
		*into = append(*into, text)
		if rest = rest[n:]; rest[0] == ',' {
			rest = rest[1:]
		}
	}
	return nil
}

// unquote reads a JSON string. The text does not keep the whole content in memory.
func unquote(value string, into *string) error {
	text, err := quotedText(value)
	*into = strings.Clone(text)
	return err
}

// quotedText is what a JSON string says, a part of it where it can be.
func quotedText(value string) (text string, err error) {
	if len(value) < 2 || value[0] != '"' {
		return "", errContent
	}
	if strings.IndexByte(value, '\\') >= 0 {
		err = json.Unmarshal([]byte(value), &text)
		return text, err
	}
	return value[1 : len(value)-1], nil
}
