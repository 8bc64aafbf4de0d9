package pdf

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// missing stands for what the font cannot show.
const missing = '\u25a1'

// cleaner makes any bytes into one line of text that the fonts can show. Tickets hold everything: a character above
// U+FFFF or invalid UTF-8 would make gofpdf panic, one without a glyph would print a box that text search doesn't find.
type cleaner struct {
	regular, bold *face
}

// clean replaces what cannot be shown by □ and tells how many characters it replaced. Line breaks and tabs become
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
			b.WriteRune(missing)
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
	return r <= 0xFFFF && c.regular.has[r] && c.bold.has[r]
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
