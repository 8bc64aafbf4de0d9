package mapping

import (
	"fmt"
	"slices"
	"time"

	"nines/internal/itsm"
)

// setter reads the text of a cell, trimmed and not empty, into the field it was made for. The remark is empty where
// the cell was taken as it stands; a cell that cannot be read leaves the field missing.
type setter func(text string) itsm.RemarkKind

// setting is how the cells of one field are read.
type setting struct {
	clock   *clock
	decimal byte
	unit    time.Duration // of plain numbers that are durations
	words   *words
}

// setter returns the setter of the field at the address that its descriptor gives.
func (s setting) setter(kind itsm.Type, at any) (setter, error) {
	switch at := at.(type) {
	case *string:
		return s.text(at), nil
	case *time.Time:
		return s.time(at), nil
	case *itsm.Number:
		if kind == itsm.TypeShare {
			return s.share(at), nil
		}
		return s.number(at), nil
	case *itsm.Length:
		return s.length(at), nil
	case *itsm.YesNo:
		return s.flag(at), nil
	case *[]string:
		return s.list(at), nil
	case *itsm.Mark:
		return s.mark(at), nil
	case itsm.Word:
		return s.word(at), nil
	}
	return nil, fmt.Errorf("fields held as %T cannot be read from rows", at)
}

// compacting puts numbers without the blanks between their digits where the field is one of Spec.Compact.
func compacting(spec *Spec, field string, put setter) setter {
	if !slices.Contains(spec.Compact, field) {
		return put
	}
	return func(text string) itsm.RemarkKind { return put(compact(text)) }
}

func (s setting) text(at *string) setter {
	return func(text string) itsm.RemarkKind {
		cleaned, dirty := clean(s.words.translate(text))
		*at = cleaned
		if dirty {
			return itsm.RemarkCleaned
		}
		return ""
	}
}

func (s setting) time(at *time.Time) setter {
	return func(text string) (remark itsm.RemarkKind) {
		if text = s.words.translate(text); text == "" {
			*at = time.Time{}
			return ""
		}
		*at, remark = s.clock.parse(text)
		return remark
	}
}

func (s setting) number(at *itsm.Number) setter {
	return func(text string) itsm.RemarkKind {
		*at = itsm.Number{}
		if text = s.words.translate(text); text == "" {
			return ""
		}
		v, ok := parseNumber(text, s.decimal)
		if !ok {
			return itsm.RemarkUnreadable
		}
		*at = itsm.Known(v)
		return ""
	}
}

func (s setting) share(at *itsm.Number) setter {
	return func(text string) itsm.RemarkKind {
		*at = itsm.Number{}
		if text = s.words.translate(text); text == "" {
			return ""
		}
		v, ok := parsePercent(text, s.decimal)
		switch {
		case !ok:
			return itsm.RemarkUnreadable
		case v < 0 || v > 100:
			return itsm.RemarkOutOfRange
		}
		*at = itsm.Known(v / 100)
		return ""
	}
}

func (s setting) length(at *itsm.Length) setter {
	return func(text string) itsm.RemarkKind {
		*at = itsm.Length{}
		if text = s.words.translate(text); text == "" {
			return ""
		}
		v, ok := parseLength(text, s.unit, s.decimal)
		if !ok {
			return itsm.RemarkUnreadable
		}
		*at = itsm.Length{Value: v, Known: true}
		return ""
	}
}

func (s setting) flag(at *itsm.YesNo) setter {
	return func(text string) itsm.RemarkKind {
		*at = itsm.Unsaid
		if text = s.words.translate(text); text == "" {
			return ""
		}
		v, ok := parseFlag(text)
		if !ok {
			return itsm.RemarkUnreadable
		}
		*at = v
		return ""
	}
}

func (s setting) list(at *[]string) setter {
	return func(text string) itsm.RemarkKind {
		cleaned, dirty := clean(text)
		*at = splitList(cleaned, s.words)
		if dirty {
			return itsm.RemarkCleaned
		}
		return ""
	}
}

// mark reads a deed: yes or no, else the time at which it was done.
func (s setting) mark(at *itsm.Mark) setter {
	return func(text string) itsm.RemarkKind {
		*at = itsm.Mark{}
		if text = s.words.translate(text); text == "" {
			return ""
		}
		if state, ok := parseFlag(text); ok {
			at.State = state
			return ""
		}
		done, remark := s.clock.parse(text)
		if !done.IsZero() {
			*at = itsm.Mark{State: itsm.Yes, At: done}
		}
		return remark
	}
}

// word reads one of our words. What a word of the source means is remembered in our own spelling, which itsm reads
// without folding.
func (s setting) word(at itsm.Word) setter {
	known := map[string]string{}
	return func(text string) itsm.RemarkKind {
		if ours, ok := known[text]; ok {
			at.Parse(ours)
			return ""
		}
		ours := s.words.translate(text)
		if !at.Parse(ours) {
			if ours == "" {
				return ""
			}
			return itsm.RemarkUnknownWord
		}
		if len(known) < maxMemo {
			known[text] = at.String()
		}
		return ""
	}
}
