package main

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// printable makes one line of a ticket's text that a terminal shows as it is: without control characters, which could
// be commands to it, and without those that turn the direction of writing. What is longer than most runes is cut.
func printable(text string, most int) string {
	var b strings.Builder
	blank, n := true, 0 // what stands at the beginning is left out
	for _, r := range text {
		switch {
		case unicode.IsSpace(r) || unicode.IsControl(r):
			r = ' '
		case !unicode.IsPrint(r) || r == utf8.RuneError:
			r = '\ufffd'
		}
		if r == ' ' && blank {
			continue
		}
		if n++; n > most {
			return strings.TrimRight(b.String(), " ") + "\u2026"
		}
		blank = r == ' '
		b.WriteRune(r)
	}
	return strings.TrimRight(b.String(), " ")
}
