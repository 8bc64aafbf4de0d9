package discovery

import (
	"fmt"
	"strings"
	"unicode"
)

// mostShown is how many characters of a text from a file are shown.
const mostShown = 60

// shown makes a text of a file fit for a message or a comment: one line, no control characters, not too long.
func shown(text string) string {
	text = shownLong(text)
	if runes := []rune(text); len(runes) > mostShown {
		return string(runes[:mostShown-1]) + "…"
	}
	return text
}

// shownLong is shown for a text that may be long.
func shownLong(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsPrint(r) }), " ")
}

// percent writes a share without decimals, unless it would become 0 or 100 falsely.
func percent(share float64) string {
	switch {
	case share > 0 && share < 0.01:
		return "less than 1 %"
	case share < 1 && share > 0.99:
		return "more than 99 %"
	}
	return fmt.Sprintf("%.0f %%", share*100)
}

// count writes a number with its noun: 1 row, 2 rows.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
