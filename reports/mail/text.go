package mail

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

const (
	lineWidth   = 72  // of plain text, in columns
	longestText = 600 // of one text on a mail, in characters
)

// plain makes one line of a text: what no reader sees, and what turns the direction of others, is a space.
func plain(text string) string {
	mapped := strings.Map(func(r rune) rune {
		if r == utf8.RuneError || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r) {
			return ' '
		}
		return r
	}, text)
	return clip(strings.Join(strings.Fields(mapped), " "), longestText)
}

// unbroken keeps a figure and its sign on one line.
func unbroken(text string) string { return strings.ReplaceAll(text, " %", "\u00a0%") }

// clipWords cuts a text after so many characters, between words where one ends in the second half.
func clipWords(text string, most int) string {
	cut := clip(text, most)
	if cut == text {
		return text
	}
	kept := strings.TrimSuffix(cut, "\u2026")
	if next := []rune(text)[utf8.RuneCountInString(kept)]; next == ' ' {
		return cut
	}
	if at := strings.LastIndexByte(kept, ' '); at > len(kept)/2 {
		return strings.TrimRight(kept[:at], " ,;:") + "\u2026"
	}
	return cut
}

// clip cuts a text after so many characters.
func clip(text string, most int) string {
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	return strings.TrimSpace(string([]rune(text)[:most-1])) + "\u2026"
}

// wrap breaks a text into lines, those after the first indented by so many spaces. A word that is longer than a line has
// one of its own.
func wrap(indent int, text string) string {
	var out strings.Builder
	at := indent
	first := true
	for _, word := range words(text) {
		n := columnsOf(word)
		switch {
		case first:
			first = false
		case at+1+n > lineWidth:
			out.WriteString("\n" + strings.Repeat(" ", indent))
			at = indent
		default:
			out.WriteString(" ")
			at++
		}
		out.WriteString(word)
		at += n
	}
	return out.String()
}

// words are those of a text; the sign of per cent stays with its figure, whatever follows it.
func words(text string) (list []string) {
	for word := range strings.FieldsSeq(text) {
		if last := len(list) - 1; last >= 0 && strings.HasPrefix(word, "%") {
			list[last] += " " + word
			continue
		}
		list = append(list, word)
	}
	return list
}

// columnsOf is how wide a text stands in a font of one width: letters of Chinese, Japanese and Korean take two columns.
func columnsOf(text string) (n int) {
	for _, r := range text {
		switch kind := width.LookupRune(r).Kind(); {
		case kind == width.EastAsianWide || kind == width.EastAsianFullwidth:
			n += 2
		case !unicode.Is(unicode.Mn, r):
			n++
		}
	}
	return n
}

// cutTo cuts a text after so many columns.
func cutTo(text string, most int) string {
	if columnsOf(text) <= most {
		return text
	}
	for i := len(text); i > 0; {
		_, size := utf8.DecodeLastRuneInString(text[:i])
		i -= size
		if columnsOf(text[:i]) < most {
			return strings.TrimSpace(text[:i]) + "…"
		}
	}
	return ""
}

// pad fills a text up to so many columns, before it or behind it.
func pad(text string, columns int, before bool) string {
	gap := strings.Repeat(" ", max(columns-columnsOf(text), 0))
	if before {
		return gap + text
	}
	return text + gap
}
