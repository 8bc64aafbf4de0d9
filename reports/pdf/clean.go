package pdf

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// standIns are what takes the place of a character that no font shows: the first of them that one does.
var standIns = []rune{'\u25a1', '\ufffd', '?'}

// cleaner makes any bytes into one line of text that the fonts can show. Tickets hold everything: a character above
// U+FFFF or invalid UTF-8 would make gofpdf panic, one without a glyph would print a box that text search doesn't find.
type cleaner struct {
	fonts   []*font
	missing rune
}

func newCleaner(fonts []*font) cleaner {
	c := cleaner{fonts: fonts}
	for _, r := range standIns {
		if c.missing = r; c.font(r) != nil {
			break
		}
	}
	return c
}

// font is the first font that shows a character; nil: none does.
func (c cleaner) font(r rune) *font {
	for _, f := range c.fonts {
		if f.has(r) {
			return f
		}
	}
	return nil
}

// run is a part of a text that one font shows.
type run struct {
	font *font
	text string
}

// runs divides a cleaned text by the fonts that show it.
func (c cleaner) runs(shown string) []run {
	if len(c.fonts) == 1 {
		return []run{{c.fonts[0], shown}}
	}
	var list []run
	for at, r := range shown {
		f := c.font(r)
		if f == nil { // only of a text that was not cleaned
			f = c.fonts[0]
		}
		if n := len(list); n == 0 || list[n-1].font != f {
			list = append(list, run{f, shown[at:]})
			if n > 0 {
				before := &list[n-1]
				before.text = before.text[:len(before.text)-len(shown[at:])]
			}
		}
	}
	return list
}

// width measures a cleaned text in points.
func (c cleaner) width(shown string, size float64, bold bool) float64 {
	if len(c.fonts) == 1 {
		return c.fonts[0].face(bold).width(shown, size)
	}
	sum := 0.0
	for _, r := range c.runs(shown) {
		sum += r.font.face(bold).width(r.text, size)
	}
	return sum
}

// clean replaces what cannot be shown by a sign (□) and tells how many characters it replaced. Line breaks and tabs become
// spaces; marks without a shape of their own (joiners, soft hyphens, variation selectors) go.
func (c cleaner) clean(text string) (shown string, replaced int) {
	if plain(text) {
		return text, 0
	}
	var b strings.Builder
	b.Grow(len(text))
	for at, r := range text {
		switch {
		case r == '\r' && at+1 < len(text) && text[at+1] == '\n':
		case r == '\n' || r == '\r' || r == '\t' || r == '\v' || r == '\f' || r == '\u2028' || r == '\u2029':
			b.WriteByte(' ')
		case shapeless(r):
		case c.shows(r, text[at:]):
			b.WriteRune(r)
		default:
			b.WriteRune(c.missing)
			replaced++
		}
	}
	return b.String(), replaced
}

// plain tells that a text is printable ASCII, as most are.
func plain(text string) bool {
	for i := range len(text) {
		if text[i] < ' ' || text[i] > '~' {
			return false
		}
	}
	return true
}

func shapeless(r rune) bool {
	return r == '\u00ad' || r == '\u200b' || r == '\u200c' || r == '\u200d' || r == '\ufeff' ||
		(r >= '\ufe00' && r <= '\ufe0f')
}

func (c cleaner) shows(r rune, rest string) bool {
	if r == utf8.RuneError {
		if _, size := utf8.DecodeRuneInString(rest); size == 1 {
			return false
		}
	}
	return c.font(r) != nil
}

// visual puts words of scripts that run from right to left into the order in which they are seen, as the page writes
// every line from the left. Letters are not joined: the page shows them in their isolated forms.
func visual(text string) string {
	if strings.IndexFunc(text, rightToLeft) < 0 {
		return text
	}
	runes := []rune(text)
	for from := 0; from < len(runes); from++ {
		if !rightToLeft(runes[from]) {
			continue
		}
		to := from + 1
		for i := to; i < len(runes) && (neutral(runes[i]) || rightToLeft(runes[i])); i++ {
			if rightToLeft(runes[i]) {
				to = i + 1
			}
		}
		for to < len(runes) && unicode.Is(unicode.Mn, runes[to]) {
			to++
		}
		reverse(runes[from:to])
		from = to
	}
	return string(runes)
}

func rightToLeft(r rune) bool {
	return unicode.In(r, unicode.Arabic, unicode.Hebrew) && unicode.IsLetter(r)
}

func neutral(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsPunct(r) || unicode.Is(unicode.Mn, r)
}

// reverse turns a run round, a letter's marks staying behind it.
func reverse(runes []rune) {
	turned := make([]rune, 0, len(runes))
	for end := len(runes); end > 0; {
		start := end - 1
		for start > 0 && unicode.Is(unicode.Mn, runes[start]) {
			start--
		}
		turned = append(turned, runes[start:end]...)
		end = start
	}
	copy(runes, turned)
}
