package templates

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// fallback is the language of words that a locale lacks.
const fallback = "en"

// Words are the words of one locale, by key.
type Words struct {
	Language string // the first part of the locale whose words they are: de; en where it has none
	text     map[string]string
	plurals  language.Tag
	spelling *strings.Replacer // how the region spells what is written in its language; nil: as it stands
}

var loaded sync.Map // tag of the locale -> *Words

// LoadWords returns the words of a locale such as de-CH: the English ones, over them those of its language (de), over
// those the ones of its region (de-CH), and over all of them own ones, by key, as OwnWords reads them. ok is false
// where nothing is there but English, and the locale's language is another.
func LoadWords(locale string, own map[string]string) (words *Words, ok bool, err error) {
	w, err := builtInWords(locale)
	if err != nil {
		return nil, false, err
	}
	spoken := languageOf(locale)
	if len(own) > 0 {
		w = &Words{Language: spoken, text: maps.Clone(w.text), plurals: language.Make(spoken)}
		maps.Copy(w.text, own)
	}
	return w, w.Language == spoken, nil
}

// builtInWords are those that come with the program; they are read once a locale.
func builtInWords(locale string) (*Words, error) {
	locale = Tag(locale)
	if w, ok := loaded.Load(locale); ok {
		return w.(*Words), nil
	}
	w := &Words{Language: fallback, text: map[string]string{}}
	for _, folder := range layers(locale) {
		read, err := readWords(files, "words", folder)
		if err != nil {
			return nil, err
		}
		for _, word := range read {
			w.text[word.Key] = word.Text
		}
		if len(read) > 0 && folder == languageOf(locale) {
			w.Language = folder
		}
	}
	w.plurals = language.Make(w.Language)
	w.spell()
	loaded.Store(locale, w)
	return w, nil
}

// spell applies how a region spells the words of its language: locale.spelling is a list of pairs such as "ß ss".
func (w *Words) spell() {
	pairs := strings.Fields(w.text["locale.spelling"])
	if len(pairs) == 0 || len(pairs)%2 != 0 {
		return
	}
	w.spelling = strings.NewReplacer(pairs...)
	for key, text := range w.text {
		w.text[key] = w.spelling.Replace(text)
	}
}

// Keys lists all words' keys in order.
func (w *Words) Keys() []string { return slices.Sorted(maps.Keys(w.text)) }

// Has tells whether there is a word for the key.
func (w *Words) Has(key string) bool { _, ok := w.text[key]; return ok }

// Text returns the word of the key with its {placeholders} filled from pairs of name and value. Where there is no
// such word the key itself comes back, so that a gap shows and nothing fails.
func (w *Words) Text(key string, pairs ...any) string {
	text, ok := w.text[key]
	if !ok {
		return key
	}
	if len(pairs) == 0 {
		return text
	}
	replacements := make([]string, 0, len(pairs))
	for i := 0; i+1 < len(pairs); i += 2 {
		replacements = append(replacements, "{"+fmt.Sprint(pairs[i])+"}", w.shown(pairs[i], pairs[i+1]))
	}
	return strings.NewReplacer(replacements...).Replace(text)
}

// shown is what stands in the place of a placeholder: of a whole number its digits in groups of three, unless it is a
// year.
func (w *Words) shown(name, value any) string {
	text := fmt.Sprint(value)
	n, whole := value.(int)
	if !whole || n < 1000 || name == "year" {
		return text
	}
	for at := len(text) - 3; at > 0; at -= 3 {
		text = text[:at] + w.text["locale.group"] + text[at:]
	}
	return text
}

// Plural returns the word of the key for n things, with {n} filled by number: key_one where n is 1, else key_other. A
// language with more forms may have them: key_zero, key_two, key_few, key_many, and key_singular for other numbers that
// it treats like one (21 in Russian, 0 in French), as key_one need not say a number. A form that is missing is key_other.
func (w *Words) Plural(key string, n int, number string, pairs ...any) string {
	form := key + "_one"
	if n != 1 {
		form = key + w.formOf(n)
	}
	if !w.Has(form) {
		form = key + "_other"
	}
	return w.Text(form, append([]any{"n", number}, pairs...)...)
}

var pluralForms = map[plural.Form]string{
	plural.Zero: "_zero", plural.One: "_singular", plural.Two: "_two", plural.Few: "_few", plural.Many: "_many", plural.Other: "_other",
}

// formOf is the ending of a key in the form that the language has for n.
func (w *Words) formOf(n int) string {
	return pluralForms[plural.Cardinal.MatchPlural(w.plurals, max(n, -n)%1e6, 0, 0, 0, 0)]
}
