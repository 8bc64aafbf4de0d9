package recurring

import (
	"strings"
	"unicode/utf8"
)

// vocabulary numbers words and masks, and the stems that titles are compared by.
type vocabulary struct {
	numbers map[string]int32 // of forms
	terms   []term           // by number
	stems   map[string]int32
	forms   []string // of stems, by number
	fixed   []bool   // of stems: never what one title says more than another: so is what carries a digit
}

// term is what the comparison needs to know of a word or a mask.
type term struct {
	stem     int32 // -1: tells nothing of what the ticket is about
	relation bool
	sign     bool // a Han character: their order is the word
	log, in  bool // "log in" is one word to everybody but its speller
}

func newVocabulary() *vocabulary {
	return &vocabulary{numbers: map[string]int32{}, stems: map[string]int32{}}
}

// number returns the number of a form.
func (v *vocabulary) number(form string, kind pieceKind) int32 {
	if n, ok := v.numbers[form]; ok {
		return n
	}
	form = strings.Clone(form) // it may be a part of a long title
	n := int32(len(v.terms))
	v.numbers[form] = n
	t := term{
		stem: -1, relation: kind == word && relations[form], sign: isHan(form), log: form == "log" || form == "sign",
		in: form == "in" || form == "on" || form == "into" || form == "onto",
	}
	if kind == word && !weak[form] && !directions[form] && tells(form) {
		t.stem = v.stem(stemmed(form))
		v.fixed[t.stem] = v.fixed[t.stem] || decisive[form]
	}
	v.terms = append(v.terms, t)
	return n
}

func (v *vocabulary) stem(text string) int32 {
	if n, ok := v.stems[text]; ok {
		return n
	}
	n := int32(len(v.forms))
	v.stems[text] = n
	v.forms = append(v.forms, text)
	v.fixed = append(v.fixed, decisive[text] || strings.ContainsAny(text, "0123456789"))
	return n
}

func isHan(form string) bool {
	r, _ := utf8.DecodeRuneInString(form)
	return notSpaced(r) == han
}

// tells tells whether a word has a letter or a digit: signs and emoji tell nothing.
func tells(form string) bool {
	return strings.ContainsFunc(form, isWordRune)
}

// stemmed folds the forms of an English word, and the few words that mean the same.
func stemmed(form string) string {
	if same, ok := sameAs[form]; ok {
		return same
	}
	if strings.HasSuffix(form, "n't") {
		return "not"
	}
	form = strings.TrimSuffix(form, "'s")
	if !isASCIILetters(form) {
		return form
	}
	for _, suffix := range []string{"ing", "ed", "es", "s"} {
		rest, ok := strings.CutSuffix(form, suffix)
		if ok && len(rest) >= 4 && !(suffix == "s" && strings.HasSuffix(rest, "s")) {
			return undoubled(strings.TrimSuffix(rest, "e"))
		}
	}
	if len(form) >= 5 {
		form = strings.TrimSuffix(form, "e")
	}
	return undoubled(form)
}

// undoubled makes stopp of stopped the stop of stops.
func undoubled(form string) string {
	if n := len(form); n > 4 && form[n-1] == form[n-2] && !strings.ContainsRune("aeiouls", rune(form[n-1])) {
		return form[:n-1]
	}
	return form
}
