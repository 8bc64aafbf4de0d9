package recurring

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// titleBytes is how much of a title is read: what is longer is a mail that somebody pasted.
const titleBytes = 2000

// pieceKind says what a piece of a title is.
type pieceKind uint8

const (
	gap  pieceKind = iota // space and punctuation
	word                  // a word, also an emoji or another sign
	mask                  // what says which one and not what: the piece's form is the name of the mask
)

// piece is a part of a title: raw is how it stands there, form how it is compared (folded) or shown (a mask).
type piece struct {
	kind      pieceKind
	raw, form string
}

// scanner cuts titles into pieces, one after the other; the pieces of a title are valid until the next one.
type scanner struct {
	pieces []piece
	last   string // the word before, folded
}

// scan returns the pieces of a title, without what mail programs and people put in front of it.
func (s *scanner) scan(title string) []piece {
	s.pieces, s.last = s.pieces[:0], ""
	text := unwrapped(withoutPrefixes(cleaned(title)))
	for text != "" {
		if r, n := utf8.DecodeRuneInString(text); unicode.IsSpace(r) || unicode.IsControl(r) {
			s.gap(" ")
			text = text[n:]
		} else if n := quoted(text, s.afterGap()); n > 0 {
			s.put(mask, text[:n], "<quoted>")
			text = text[n:]
		} else {
			end := chunkEnd(text)
			s.chunk(text[:end])
			text = text[end:]
		}
	}
	s.joinDates()
	return s.pieces
}

func (s *scanner) afterGap() bool {
	return len(s.pieces) == 0 || s.pieces[len(s.pieces)-1].kind == gap
}

func (s *scanner) put(kind pieceKind, raw, form string) {
	s.pieces = append(s.pieces, piece{kind, raw, form})
	s.last = form
}

func (s *scanner) gap(raw string) { s.pieces = append(s.pieces, piece{kind: gap, raw: raw}) }

// cleaned returns the title as valid and normalised text: full-width letters are letters, ligatures are their parts.
func cleaned(title string) string {
	if len(title) > titleBytes {
		title = title[:titleBytes]
		for range utf8.UTFMax { // do not cut a letter in half
			if r, n := utf8.DecodeLastRuneInString(title); r != utf8.RuneError || n != 1 {
				break
			}
			title = title[:len(title)-1]
		}
	}
	return strings.TrimSpace(norm.NFKC.String(strings.ToValidUTF8(title, " ")))
}

// withoutPrefixes takes off what says how a message travelled and how urgent somebody thought it was.
func withoutPrefixes(text string) string {
	for {
		rest := strings.TrimLeft(text, "*!#>~=-_ \t")
		if tag, after, ok := leadingTag(rest); ok && noise[strings.ToLower(tag)] {
			rest = after
		}
		rest = strings.TrimSpace(rest)
		if rest == "" || rest == text {
			return text
		}
		text = rest
	}
}

// leadingTag splits "RE: rest", "[URGENT] rest" and "(prod) rest".
func leadingTag(text string) (tag, rest string, ok bool) {
	if text == "" {
		return "", "", false
	}
	if i := strings.IndexByte("[({", text[0]); i >= 0 {
		tag, rest, ok = strings.Cut(text[1:], "])}"[i:i+1])
		return strings.TrimSpace(tag), strings.TrimLeft(rest, ":"), ok
	}
	tag, rest, ok = strings.Cut(text, ":")
	return strings.TrimSpace(tag), rest, ok
}

// unwrapped takes the quotes off a title that is quoted as a whole.
func unwrapped(text string) string {
	if n := quoted(text, true); n > 0 && n == len(text) {
		_, first := utf8.DecodeRuneInString(text)
		_, last := utf8.DecodeLastRuneInString(text)
		return strings.TrimSpace(text[first : len(text)-last])
	}
	return text
}

var quotes = map[rune]string{
	'"': `"`, '\'': "'", '`': "`'", '“': "”“\"", '„': "“”\"", '«': "»", '»': "«", '‘': "’'", '‚': "‘’", '‹': "›", '「': "」", '『': "』",
}

// quoted returns the length of the quoted string with which the text begins, 0 where there is none. An apostrophe
// opens one only after a gap, and closes one only before one.
func quoted(text string, afterGap bool) int {
	open, n := utf8.DecodeRuneInString(text)
	closing, ok := quotes[open]
	apostrophe := open == '\'' || open == '‘' || open == '`'
	if !ok || apostrophe && !afterGap {
		return 0
	}
	for from := n; ; {
		i := strings.IndexAny(text[from:], closing)
		if i < 0 {
			return 0
		}
		at := from + i
		_, width := utf8.DecodeRuneInString(text[at:])
		next, _ := utf8.DecodeRuneInString(text[at+width:])
		if at > n && !(apostrophe && isWordRune(next)) {
			return at + width
		}
		from = at + width
	}
}

// chunkEnd is where the run of text without spaces ends; a quote that opens after a sign ends it too.
func chunkEnd(text string) int {
	before := rune('x')
	for i, r := range text {
		if unicode.IsSpace(r) || unicode.IsControl(r) {
			return i
		}
		if i > 0 && !isWordRune(r) && quoted(text[i:], !isWordRune(before)) > 0 {
			return i
		}
		before = r
	}
	return len(text)
}

func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r))
}
