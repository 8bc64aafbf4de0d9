package xlsx

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// cellUnits is the most that a cell holds, in UTF-16 units.
const cellUnits = 32767

// clean makes any text fit for a cell: what XML cannot carry becomes U+FFFD, line ends become LF, and what is longer
// than a cell ends with an ellipsis.
func clean(text string) string {
	if !plainText(text) {
		text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
		text = strings.Map(legal, strings.ToValidUTF8(text, "\uFFFD"))
	}
	return cut(text, cellUnits)
}

// plainText tells whether a text needs no cleaning; nearly all do not.
func plainText(text string) bool {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c > '~' || c == '_' {
			return false
		}
	}
	return true
}

func legal(r rune) rune {
	if r < ' ' && r != '\t' && r != '\n' || r == 0xFFFE || r == 0xFFFF {
		return utf8.RuneError
	}
	return r
}

// likeEscape finds what the format would read as an escape: _x0041_ for A.
var likeEscape = regexp.MustCompile(`_x[0-9a-fA-F]{4}_`)

// escaped writes a clean text as the format has it, with the underscore of what looks like an escape as an escape.
// excelize does that for streamed cells only.
func escaped(text string) string {
	if !strings.Contains(text, "_x") || !likeEscape.MatchString(text) {
		return text
	}
	var out strings.Builder
	for i := range len(text) {
		if text[i] == '_' && i+7 <= len(text) && likeEscape.MatchString(text[i:i+7]) {
			out.WriteString("_x005F")
		}
		out.WriteByte(text[i])
	}
	if longer := out.String(); cut(longer, cellUnits) == longer {
		return longer
	}
	return joined(text)
}

// damagedEscape finds what excelize does not carry unharmed into a streamed cell: halves of surrogate pairs, which it
// drops, and escapes that share an underscore.
var damagedEscape = regexp.MustCompile(`_x[dD][89a-fA-F][0-9a-fA-F]{2}_|_x[0-9a-fA-F]{4}_x[0-9a-fA-F]{4}_`)

// streamed prepares a clean text for a streamed cell.
func streamed(text string) string {
	if strings.Contains(text, "_x") && damagedEscape.MatchString(text) {
		return joined(text)
	}
	return text
}

// joined keeps what looks like an escape from being one with an invisible word joiner.
func joined(text string) string {
	return cut(strings.ReplaceAll(text, "_x", "_\u2060x"), cellUnits)
}

// cut shortens a text to so many UTF-16 units, the last one an ellipsis where something was cut.
func cut(text string, units int) string {
	if len(text) <= units {
		return text
	}
	used, end := 0, 0
	for i, r := range text {
		n := 1
		if r > 0xFFFF {
			n = 2
		}
		if used+n <= units-1 {
			end = i + utf8.RuneLen(r)
		}
		if used += n; used > units {
			return text[:end] + "…"
		}
	}
	return text
}

// join puts the parts that are not empty together.
func join(between string, parts ...string) string {
	kept := parts[:0:0]
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, between)
}

// breadth is how many characters wide a text is: those of Chinese, Japanese and Korean take two of others each.
func breadth(text string) int {
	n := 0
	for _, r := range text {
		if n++; r > 0x10FF { // none before is wide
			if kind := width.LookupRune(r).Kind(); kind == width.EastAsianWide || kind == width.EastAsianFullwidth {
				n++
			}
		}
	}
	return n
}

// lines estimates on how many lines a text stands in so many characters' room.
func lines(text string, room float64) int {
	total := 0
	for paragraph := range strings.SplitSeq(text, "\n") {
		count, used := 1, 0.0
		for word := range strings.FieldsSeq(paragraph) {
			n := float64(breadth(word))
			if used > 0 && used+1+n > room {
				count, used = count+1, 0
			}
			if used > 0 {
				used++
			}
			if used += n; used > room {
				extra := int(used / max(room, 1))
				count, used = count+extra, used-float64(extra)*room
			}
		}
		total += count
	}
	return total
}
