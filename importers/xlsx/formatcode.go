package xlsx

import (
	"strings"
	"unicode/utf8"
)

// formatToken is a piece of a format code: `"` a text that is shown as it is, 0 a run of zeros, # another place for a
// digit, % per cent, . what groups or parts digits, a small letter a run of a date's (p: AM/PM, e: a year of an era),
// a capital letter elapsed hours, minutes or seconds, @ the place of a text.
type formatToken struct {
	sign byte
	text string // of " and 0
}

// formatTokens splits the first section of a format code, which is that of positive numbers.
func formatTokens(code string) []formatToken {
	var tokens []formatToken
	for code != "" && code[0] != ';' {
		t, length := firstToken(code)
		if t.sign != 0 {
			tokens = append(tokens, t)
		}
		code = code[length:]
	}
	return tokens
}

// firstToken returns the token at the start of a code that is not empty, and the length of what it was read from.
// Its sign is 0 where that shows nothing.
func firstToken(code string) (formatToken, int) {
	switch c := code[0]; c {
	case '"':
		text, _, closed := strings.Cut(code[1:], `"`)
		length := 1 + len(text)
		if closed {
			length++
		}
		return formatToken{'"', text}, length
	case '\\', '_', '*':
		_, size := utf8.DecodeRuneInString(code[1:]) // 0 at the end
		if c == '\\' {
			return formatToken{'"', code[1 : 1+size]}, 1 + size
		}
		return formatToken{}, 1 + size
	case '[':
		return bracket(code)
	case '0':
		length := len(code) - len(strings.TrimLeft(code, "0"))
		return formatToken{'0', code[:length]}, length
	case '#', '?':
		return formatToken{sign: '#'}, 1
	case '%', '@':
		return formatToken{sign: c}, 1
	case '.', ',':
		return formatToken{sign: '.'}, 1
	}
	return letters(code)
}

// bracket reads elapsed hours, minutes or seconds; colours, conditions, currencies and languages change nothing.
func bracket(code string) (formatToken, int) {
	text, _, closed := strings.Cut(code[1:], "]")
	length := 1 + len(text)
	if closed {
		length++
	}
	for _, unit := range "HMS" {
		if text != "" && strings.Trim(strings.ToUpper(text), string(unit)) == "" {
			return formatToken{sign: byte(unit)}, length
		}
	}
	return formatToken{}, length
}

// letters reads the letters of a date or time, else one sign that stands for itself.
func letters(code string) (formatToken, int) {
	for _, half := range []string{"am/pm", "a/p"} {
		if len(code) >= len(half) && strings.EqualFold(code[:len(half)], half) {
			return formatToken{sign: 'p'}, len(half)
		}
	}
	c := code[0] | 0x20
	length := len(code) - len(strings.TrimLeft(code, string([]byte{c, c &^ 0x20})))
	switch {
	case length == 0:
		_, length = utf8.DecodeRuneInString(code)
		return formatToken{'"', code[:length]}, length
	case strings.IndexByte("ymdhs", c) >= 0:
		return formatToken{sign: c}, length
	case c == 'a' && length >= 3: // aaa: the day of the week
		return formatToken{sign: 'd'}, length
	case c == 'b' && length >= 2: // bbbb: the year of Buddha
		return formatToken{sign: 'y'}, length
	case c == 'e' && length < len(code) && strings.IndexByte("+-", code[length]) >= 0: // 0.00E+00
		return formatToken{sign: '#'}, length + 1
	case c == 'e':
		return formatToken{sign: c}, length
	case c == 'g': // gg: the name of the era
		return formatToken{}, length
	}
	return formatToken{'"', code[:length]}, length
}
