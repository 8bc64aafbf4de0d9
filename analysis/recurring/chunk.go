package recurring

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// chunk cuts a run of text without spaces into pieces: a mask where the run as a whole is an address, a path or an id,
// else its words, the signs between them being gaps.
func (s *scanner) chunk(text string) {
	start := strings.IndexFunc(text, belongs)
	if start < 0 {
		s.gap(text)
		return
	}
	end := strings.LastIndexFunc(text, belongs)
	_, n := utf8.DecodeRuneInString(text[end:])
	end += n
	if start > 0 {
		s.gap(text[:start])
	}
	s.core(text[start:end])
	if end < len(text) {
		s.gap(text[end:])
	}
}

// belongs tells whether a chunk can begin or end with the rune: a path can with a slash.
func belongs(r rune) bool { return isWordRune(r) || isSign(r) || r == '/' || r == '\\' || r == '~' }

// core cuts what remains of a chunk without the punctuation around it.
func (s *scanner) core(text string) {
	if isASCIILetters(text) { // most are, and nothing of the below
		s.simple(text)
		return
	}
	if code := vendorCode(text); code != "" {
		s.put(word, text, code)
		return
	}
	if s.masked(text) {
		return
	}
	if userWords[s.last] && strings.ContainsAny(text, "0123456789._") {
		s.put(mask, text, "<user>")
		return
	}
	for text != "" {
		n := s.part(text)
		text = text[n:]
	}
}

// part puts the first part of a chunk, up to a separator, or the separator, and returns its length.
func (s *scanner) part(text string) int {
	r, n := utf8.DecodeRuneInString(text)
	if !isWordRune(r) {
		if isSign(r) {
			s.put(word, text[:n], text[:n])
		} else {
			s.gap(text[:n])
		}
		return n
	}
	end := partEnd(text)
	s.simple(text[:end])
	return end
}

// masked puts a text that says which one. A number after "error" says what.
func (s *scanner) masked(text string) bool {
	form := maskOf(text)
	if form == "" || (form == "<n>" || form == "<id>") && codeWords[s.last] {
		return false
	}
	s.put(mask, text, form)
	return true
}

// partEnd is where the first part of a chunk ends: at a sign that is no apostrophe, underscore or dot inside a name, and
// where a script that writes no spaces begins or ends.
func partEnd(text string) int {
	first, _ := utf8.DecodeRuneInString(text)
	for i, r := range text {
		if isWordRune(r) {
			if (notSpaced(r) == spaced) != (notSpaced(first) == spaced) {
				return i
			}
			continue
		}
		next, _ := utf8.DecodeRuneInString(text[i+utf8.RuneLen(r):])
		if strings.ContainsRune("'’", r) && isWordRune(next) || r == '_' && unicode.IsLetter(next) {
			continue
		}
		if r == '.' && unicode.IsLetter(next) && !strings.ContainsAny(text, "0123456789") {
			continue
		}
		return i
	}
	return len(text)
}

// simple puts a part without separators: a mask, a number with its unit, a word with its number, or words.
func (s *scanner) simple(text string) {
	if isASCIILetters(text) {
		s.letters(text)
		return
	}
	if s.masked(text) {
		return
	}
	digits := strings.IndexFunc(text, func(r rune) bool { return r < '0' || r > '9' })
	if digits > 0 && units[strings.ToLower(text[digits:])] {
		s.put(mask, text[:digits], "<n>")
		s.put(mask, text[digits:], strings.ToLower(text[digits:]))
		return
	}
	if digits > 0 && ordinals[strings.ToLower(text[digits:])] {
		s.put(mask, text, "<n>"+strings.ToLower(text[digits:]))
		return
	}
	if at := trailingDigits(text); at > 1 && len(text)-at > 1 && !names[strings.ToLower(text)] && isASCIILetters(text[:at]) {
		s.put(word, text[:at], strings.ToLower(text[:at]))
		s.put(mask, text[at:], "<n>")
		return
	}
	s.words(text)
}

// letters puts a word, or the unit of the number before it.
func (s *scanner) letters(text string) {
	form := strings.ToLower(text)
	if s.last == "<n>" && units[form] {
		s.put(mask, text, form)
		return
	}
	s.put(word, text, form)
}

// words puts a text of letters as words. Scripts that write no spaces are cut where the script changes; each Han
// character is a word of its own.
func (s *scanner) words(text string) {
	from, before := 0, notSpaced(rune(0))
	for i, r := range text {
		now := notSpaced(r)
		if i > 0 && (now != before || now == han) && !unicode.IsMark(r) {
			s.put(word, text[from:i], folded(text[from:i]))
			from = i
		}
		before = now
	}
	s.put(word, text[from:], folded(text[from:]))
}

type script uint8

const (
	spaced script = iota
	han
	hiragana
	katakana
)

func notSpaced(r rune) script {
	switch {
	case r < 0x2E80:
		return spaced
	case unicode.Is(unicode.Han, r):
		return han
	case unicode.Is(unicode.Hiragana, r):
		return hiragana
	case unicode.Is(unicode.Katakana, r), r == 'ー': // the sign of a long vowel belongs to several scripts
		return katakana
	}
	return spaced
}

func isSign(r rune) bool { return r > unicode.MaxASCII && unicode.IsSymbol(r) }

func folded(text string) string {
	return strings.ReplaceAll(strings.ReplaceAll(strings.ToLower(text), "ß", "ss"), "’", "'")
}

func trailingDigits(text string) int {
	return len(strings.TrimRight(text, "0123456789"))
}

func isASCIILetters(text string) bool {
	for i := range len(text) {
		if c := text[i] | 0x20; c < 'a' || c > 'z' {
			return false
		}
	}
	return true
}

// joinDates joins a month's name with the number beside it: "8 October 2026" is one date.
func (s *scanner) joinDates() {
	for i := range s.pieces {
		p := &s.pieces[i]
		if p.kind != word {
			continue
		}
		if weekdays[p.form] || monthNames[p.form] && (s.number(i, -1) || s.number(i, 1)) {
			p.kind, p.form = mask, "<date>"
		}
	}
}

// number tells whether the piece beside the i-th, in the direction, is a number.
func (s *scanner) number(i, direction int) bool {
	for i += direction; i >= 0 && i < len(s.pieces); i += direction {
		if s.pieces[i].kind != gap {
			return s.pieces[i].form == "<n>"
		}
	}
	return false
}
