package response

import (
	"strings"
	"unicode"
)

// levels is how many levels of impact and urgency the matrix has.
const levels = 3

// Level is an impact or an urgency: 1 is high, 2 medium, 3 low, 0 unknown.
type Level uint8

// The levels.
const (
	High   Level = 1
	Medium Level = 2
	Low    Level = 3
)

var levelWords = map[string]Level{
	"1": High, "2": Medium, "3": Low, "high": High, "medium": Medium, "moderate": Medium, "low": Low,
}

// ParseLevel reads what tools write: 2, Medium, "2 - Medium", "Medium (2)". Every word has to be one of these and all
// have to say the same: of "3 - Medium", the third of four levels, or of "4 - Low" nobody can say where they stand in
// a matrix of three.
func ParseLevel(text string) (l Level, ok bool) {
	for word := range strings.FieldsFuncSeq(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		said, known := levelWords[word]
		if !known || l != 0 && l != said {
			return 0, false
		}
		l = said
	}
	return l, l != 0
}
