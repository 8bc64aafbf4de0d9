package discovery

import (
	"strings"

	"nines/importers/presets"
	"nines/internal/itsm"
)

// fieldWords are a field's words of a source that are not ours.
type fieldWords struct {
	field   string
	known   []wordChoice
	unknown []valueCount
	ours    []string // the words to choose from
}

// wordChoice is a word of the source with ours.
type wordChoice struct {
	valueCount
	ours string
	sure bool
}

// settleWords translates the words of the fields that take ours.
func (s *source) settleWords() {
	for _, c := range s.choices {
		record := s.recordOf(c.field)
		field := wordField(record, c.field)
		if field == "" || c.column.isTime() && isMark(record, c.field) {
			continue
		}
		f := fieldWords{field: c.field, ours: oursOf(record, c.field)}
		for _, v := range c.column.values {
			if s.understands(record, c.field, v.text) {
				continue
			}
			if ours, ok := s.ofTool(record, c.field, v.text); ok {
				f.known = append(f.known, wordChoice{v, ours, true})
			} else if ours, sure, ok := translate(field, v.text); ok {
				f.known = append(f.known, wordChoice{v, ours, sure})
			} else {
				f.unknown = append(f.unknown, v)
			}
		}
		if len(f.known)+len(f.unknown) > 0 {
			s.words = append(s.words, f)
		}
	}
	s.marks()
}

// understands tells whether the field takes the word as it stands and the tool does not mean something else by it.
func (s *source) understands(record, field, word string) bool {
	if ours, ok := s.ofTool(record, field, word); ok && !strings.EqualFold(ours, word) {
		return false
	}
	return understood(record, field, word)
}

// ofTool translates a word as the tool means it.
func (s *source) ofTool(record, field, word string) (ours string, ok bool) {
	return toolWord(s.guess.table(), record, field, word)
}

// toolWord translates a word as a tool (nil: none) means it.
func toolWord(t *presets.Table, record, field, word string) (ours string, ok bool) {
	if t == nil {
		return "", false
	}
	for _, key := range []string{record + "." + field, field} {
		for theirs, ours := range t.Values[key] {
			if itsm.Fold(theirs) == itsm.Fold(word) && ours != "" {
				return ours, true
			}
		}
	}
	return "", false
}

// marks translates yes and no in the columns of deeds.
func (s *source) marks() {
	for _, c := range s.choices {
		record := s.recordOf(c.field)
		if !isMark(record, c.field) || c.column.isTime() {
			continue
		}
		f := fieldWords{field: c.field, ours: []string{"yes", "no"}}
		for _, v := range c.column.values {
			if ours, sure, ok := translate("yes_no", v.text); ok && !strings.EqualFold(ours, v.text) {
				f.known = append(f.known, wordChoice{v, ours, sure})
			}
		}
		if len(f.known) > 0 {
			s.words = append(s.words, f)
		}
	}
}
