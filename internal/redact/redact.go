// Package redact replaces names of persons that are to be forgotten by pseudonyms. It knows the names by salted digests
// only, so that what says which names are not to come back does not tell them.
package redact

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Entry is one spelling of a name, as it may be kept.
type Entry struct {
	Digest    string // salted, hexadecimal
	Words     int    // of the name
	Length    int    // bytes of it, in small letters with one space between words
	Pseudonym string
}

// ErrNoName says that a text has no letter or digit.
var ErrNoName = errors.New("a name has at least one letter or digit")

// Entries returns what is kept of a person's name: each of its spellings as it is written, and with the last word
// first ("Doe, Jane"), all with one pseudonym, which is the same for the same first spelling and salt.
func Entries(salt []byte, spellings ...string) ([]Entry, error) {
	var list []Entry
	pseudonym := ""
	for _, spelling := range spellings {
		words := wordsOf(spelling)
		if len(words) == 0 {
			return nil, ErrNoName
		}
		if pseudonym == "" {
			pseudonym = "erased-" + digest(salt, "pseudonym "+strings.Join(words, " "))[:8]
		}
		turned := slices.Concat(words[len(words)-1:], words[:len(words)-1])
		for _, order := range [][]string{words, turned} {
			name := strings.Join(order, " ")
			e := Entry{Digest: digest(salt, name), Words: len(order), Length: len(name), Pseudonym: pseudonym}
			if !slices.Contains(list, e) {
				list = append(list, e)
			}
		}
	}
	return list, nil
}

func digest(salt []byte, name string) string {
	mac := hmac.New(sha256.New, salt)
	mac.Write([]byte(name))
	return hex.EncodeToString(mac.Sum(nil))
}

// wordsOf returns the words of a text as they are compared: composed, in small letters.
func wordsOf(text string) []string {
	var words []string
	for start, end := nextWord(text, 0); start < end; start, end = nextWord(text, end) {
		words = append(words, folded(text[start:end]))
	}
	return words
}

// folded is a word as it is compared.
func folded(word string) string { return strings.ToLower(norm.NFC.String(word)) }

// nextWord finds the next run of letters and digits from a byte on; an empty one: there is none.
func nextWord(text string, from int) (start, end int) {
	start = -1
	for i, r := range text[from:] {
		inside := unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
		switch {
		case inside && start < 0:
			start = from + i
		case !inside && start >= 0:
			return start, from + i
		}
	}
	if start < 0 {
		return len(text), len(text)
	}
	return start, len(text)
}

type shape struct{ words, length int }

// Names replaces names. A nil *Names knows none. It may not be used by several goroutines at once.
type Names struct {
	salt   []byte
	by     map[string]string // digest -> pseudonym
	shapes map[shape]bool    // that a name has: of other texts no digest is made
	most   int               // words of a name
	spans  []span            // of the text at hand
}

type span struct {
	start, end int
	word       string // folded
}

// New returns the names of the entries, which were made with the salt; nil where there are none.
func New(salt []byte, entries []Entry) *Names {
	if len(entries) == 0 {
		return nil
	}
	n := &Names{salt: salt, by: map[string]string{}, shapes: map[shape]bool{}}
	for _, e := range entries {
		n.by[e.Digest] = e.Pseudonym
		n.shapes[shape{e.Words, e.Length}] = true
		n.most = max(n.most, e.Words)
	}
	return n
}

// Text replaces the names where they stand as whole words, whatever their capitals and what separates the words, and
// tells how many it met. Of overlapping ones the longest that begins first counts.
func (n *Names) Text(text string) (string, int) {
	if n == nil || text == "" {
		return text, 0
	}
	n.split(text)
	var out strings.Builder
	kept, met := 0, 0
	for i := 0; i < len(n.spans); i++ {
		words, pseudonym := n.at(i)
		if words == 0 {
			continue
		}
		out.WriteString(text[kept:n.spans[i].start])
		out.WriteString(pseudonym)
		i += words - 1
		kept = n.spans[i].end
		met++
	}
	if met == 0 {
		return text, 0
	}
	out.WriteString(text[kept:])
	return out.String(), met
}

func (n *Names) split(text string) {
	n.spans = n.spans[:0]
	for start, end := nextWord(text, 0); start < end; start, end = nextWord(text, end) {
		n.spans = append(n.spans, span{start, end, folded(text[start:end])})
	}
}

// at tells how many words from the i-th on are a name; 0: none.
func (n *Names) at(i int) (words int, pseudonym string) {
	for words = min(n.most, len(n.spans)-i); words > 0; words-- {
		length := words - 1
		for _, s := range n.spans[i : i+words] {
			length += len(s.word)
		}
		if !n.shapes[shape{words, length}] {
			continue
		}
		var name strings.Builder
		for k, s := range n.spans[i : i+words] {
			if k > 0 {
				name.WriteByte(' ')
			}
			name.WriteString(s.word)
		}
		if found, ok := n.by[digest(n.salt, name.String())]; ok {
			return words, found
		}
	}
	return 0, ""
}

// List replaces the names in each text of a list. The list itself stays as it is.
func (n *Names) List(list []string) ([]string, int) {
	all := 0
	for i, text := range list {
		replaced, met := n.Text(text)
		if met == 0 {
			continue
		}
		if all == 0 {
			list = slices.Clone(list)
		}
		list[i] = replaced
		all += met
	}
	return list, all
}
