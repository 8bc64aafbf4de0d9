package xlsx

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"nines/reports/document"
)

// longestCriterion is the longest text that COUNTIFS compares.
const longestCriterion = 255

// criterion is a condition as COUNTIFS and SUMIFS take it, and what meets it. It is false for what they would read in
// another way: a text that looks like a number, a comparison or a pattern.
func (b *book) criterion(f *formula, w document.Condition) (text string, holds func(known) bool, ok bool) {
	if w.Same != nil {
		c := b.column(*w.Same)
		if c == nil || w.Compare != document.Equal || f.row < 0 || f.row >= len(c.cells) {
			return "", nil, false
		}
		want := c.cells[f.row].text
		if want == "" || !comparable(want) || strings.ContainsAny(want, "*?~") {
			return "", nil, false
		}
		return c.at(f.sheet, f.row), sameText(want), true
	}
	cell := b.content(w.Value, document.Column{Kind: w.Value.Kind})
	if w.Value.Kind == document.KindRating {
		cell = b.rating(w.Value)
	}
	if !cell.numeric {
		if w.Compare != document.Equal || cell.text != "" && !comparable(cell.text) {
			return "", nil, false
		}
		return stringLiteral(pattern.Replace(cell.text)), sameText(cell.text), true
	}
	return b.comparison(w, cell.number)
}

// comparison compares numbers and days.
func (b *book) comparison(w document.Condition, bound float64) (text string, holds func(known) bool, ok bool) {
	operand := strconv.FormatFloat(bound, 'g', 15, 64)
	if isTime(w.Value.Kind) {
		if bound != math.Trunc(bound) {
			return "", nil, false // a part of a day is no number that two programs write alike
		}
		day := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(bound))
		operand = fmt.Sprintf("DATE(%d,%d,%d)", day.Year(), day.Month(), day.Day())
	}
	switch w.Compare {
	case document.Equal:
		return operand, func(k known) bool { return k.numeric && k.number == bound }, true
	case document.AtLeast:
		return `">="&` + operand, func(k known) bool { return k.numeric && k.number >= bound }, true
	case document.AtMost:
		return `"<="&` + operand, func(k known) bool { return k.numeric && k.number <= bound }, true
	case document.Under:
		return `"<"&` + operand, func(k known) bool { return k.numeric && k.number < bound }, true
	}
	return "", nil, false
}

func sameText(want string) func(known) bool {
	return func(k known) bool { return !k.numeric && strings.EqualFold(k.text, want) }
}

// pattern keeps a text from being a pattern.
var pattern = strings.NewReplacer("~", "~~", "*", "~*", "?", "~?")

// comparable tells whether a text is a text to COUNTIFS as well.
func comparable(text string) bool {
	if len(text) > longestCriterion || strings.EqualFold(text, "true") || strings.EqualFold(text, "false") {
		return false
	}
	return !strings.ContainsAny(text[:1], "=<>+-.,0123456789 ") && !strings.Contains(text, "\n")
}

// stringLiteral writes a text as formulas have it.
func stringLiteral(text string) string { return `"` + strings.ReplaceAll(text, `"`, `""`) + `"` }
