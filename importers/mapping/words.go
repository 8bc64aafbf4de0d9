package mapping

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"nines/internal/itsm"
)

// maxMemo bounds what is remembered of a column's words: most columns have few, a hostile one has millions.
const maxMemo = 4096

// words translates a source's words into ours.
type words struct {
	exact, folded map[string]string
	memo          map[string]string
}

func newWords(values map[string]string) *words {
	if len(values) == 0 {
		return nil
	}
	w := &words{exact: values, folded: make(map[string]string, len(values)), memo: map[string]string{}}
	for theirs, ours := range values {
		w.folded[foldWord(strings.TrimSpace(theirs))] = ours
	}
	return w
}

// translate returns our word for the source's, which is the same word where none is mapped.
func (w *words) translate(text string) string {
	if w == nil {
		return text
	}
	if ours, ok := w.exact[text]; ok {
		return ours
	}
	if ours, ok := w.memo[text]; ok {
		return ours
	}
	ours, ok := w.folded[foldWord(text)]
	if !ok {
		ours = text
	}
	if len(w.memo) < maxMemo {
		w.memo[text] = ours
	}
	return ours
}

// foldWord is how words of a source are compared: as ours are, but the sign of a number counts: -4 is not 4.
func foldWord(text string) string {
	if len(text) > 1 && text[0] == '-' && text[1]-'0' <= 9 {
		return text
	}
	return itsm.Fold(text)
}

// trim removes white space, byte order marks and zero-width blanks around a cell.
func trim(cell string) string {
	if cell == "" {
		return cell
	}
	if first, last := cell[0], cell[len(cell)-1]; first > ' ' && first < utf8.RuneSelf && last > ' ' && last < utf8.RuneSelf {
		return cell
	}
	return strings.Trim(cell, "\x00 \t\r\n\v\f\u0085\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u2028\u2029\u202f\u205f\u3000\ufeff")
}

// clean replaces NUL and what is not UTF-8, which a store may refuse, and reports whether there was any.
func clean(text string) (string, bool) {
	if utf8.ValidString(text) && strings.IndexByte(text, 0) < 0 {
		return text, false
	}
	return strings.ReplaceAll(strings.ToValidUTF8(text, "\ufffd"), "\x00", "\ufffd"), true
}

// compact removes the blanks from a text of nothing but digits and blanks.
func compact(text string) string {
	digit := false
	for _, r := range text {
		switch {
		case r >= '0' && r <= '9':
			digit = true
		case !unicode.IsSpace(r):
			return text
		}
	}
	if !digit {
		return text
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
}

// parseFlag reads yes and no: true/false, yes/no, y/n, 1/0.
func parseFlag(text string) (itsm.YesNo, bool) {
	switch strings.ToLower(text) {
	case "true", "yes", "y", "1":
		return itsm.Yes, true
	case "false", "no", "n", "0":
		return itsm.No, true
	}
	return itsm.Unsaid, false
}

// splitList parts a list at ; , and |, and drops empty items and those seen before.
func splitList(text string, w *words) []string {
	var items []string
	for item := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ';' || r == ',' || r == '|' }) {
		if item = w.translate(trim(item)); item != "" && !contains(items, item) {
			items = append(items, item)
		}
	}
	return items
}

func contains(items []string, item string) bool {
	if len(items) > 64 { // long lists come from broken cells: not worth the square of their length
		return false
	}
	for _, have := range items {
		if have == item {
			return true
		}
	}
	return false
}
