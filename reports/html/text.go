package html

import (
	"io"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
)

// longest is how many characters of one text a cell, a title or a label shows. The workbook has all of them.
const longest = 400

// cleaner returns a writer that lets only text through: all that a page holds passes here, so nothing can be missed.
func cleaner(w io.Writer) *transform.Writer {
	return transform.NewWriter(w, transform.Chain(runes.ReplaceIllFormed(), runes.Map(visible)))
}

// visible replaces what would act and not show: control characters, the marks that reverse the order of letters, and
// what is no character at all. Marks that shape letters or join emoji stay.
func visible(r rune) rune {
	switch {
	case r == '\n' || r == '\t':
		return r
	case unicode.IsControl(r), r == '\u202d', r == '\u202e', r == '\ufeff', r == '\u2028', r == '\u2029':
		return utf8.RuneError
	case r&0xfffe == 0xfffe, r >= 0xfdd0 && r <= 0xfdef:
		return utf8.RuneError
	}
	return r
}

// clip cuts a text after so many characters and says so with an ellipsis.
func clip(text string) string {
	if len(text) <= longest {
		return text
	}
	n := 0
	for i := range text {
		if n == longest {
			return text[:i] + "…"
		}
		n++
	}
	return text
}

// unbroken keeps a figure and its sign on one line.
func unbroken(text string) string { return strings.ReplaceAll(text, " %", "\u00a0%") }

// external returns an address that is safe to lead to, or nothing: http and https with a host.
func external(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return ""
	}
	return u.String()
}

// fragment makes an id of a page from a name: ASCII letters, digits, hyphens and underscores stay, as an address would
// have to encode the others.
func fragment(prefix, name string) string {
	return prefix + strings.Map(func(r rune) rune {
		if r == '_' || r == '-' || (r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r))) {
			return r
		}
		return '-'
	}, clip(name))
}
