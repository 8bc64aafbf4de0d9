package templates

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// OwnWords reads the words of a locale from a folder that has a folder per language (fr) or locale (fr-CA), each with
// YAML files of lines `key: "text"`. Later ones replace earlier ones: of the language those of English, of the locale
// those of its language. A folder without any for the locale has none; one that cannot be read is an error. What is wrong
// in the files is of the type Mistakes, all of it at once, and the words that could be read are returned beside it.
func OwnWords(dir, locale string) ([]Word, error) {
	if err := isFolder(dir); err != nil {
		return nil, err
	}
	var own []Word
	var wrong Mistakes
	for _, folder := range layers(locale) {
		read, err := readWords(os.DirFS(dir), ".", folder)
		var mistakes Mistakes
		if err != nil && !errors.As(err, &mistakes) {
			return nil, err
		}
		own, wrong = append(own, read...), append(wrong, mistakes...)
	}
	for i := range own {
		own[i].File = filepath.Join(dir, own[i].File)
	}
	for i := range wrong {
		wrong[i].File = filepath.Join(dir, wrong[i].File)
	}
	return own, wrong.orNil()
}

// isFolder tells by an error that the path is none.
func isFolder(dir string) error {
	switch info, err := os.Stat(dir); {
	case errors.Is(err, os.ErrNotExist):
		return fmt.Errorf("the folder %s is not there: %w", dir, os.ErrNotExist)
	case err != nil:
		return err
	case !info.IsDir():
		return fmt.Errorf("%s is a file: expected a folder, with a folder for each language in it", dir)
	}
	return nil
}

// Texts are the words by key; of several with one key the last.
func Texts(words []Word) map[string]string {
	texts := make(map[string]string, len(words))
	for _, w := range words {
		texts[w.Key] = w.Text
	}
	return texts
}

// WordsCheck is what is to be said of own words beside those that come with the program.
type WordsCheck struct {
	All     int            // words that a report may need
	Spoken  int            // of these: those that the locale has, own or built in
	Missing []MissingWords // the others, for which English stands in, by English file
	Unknown []Word         // own ones that nothing asks for, in their order
	// Differing are own ones whose placeholders are not those of the English word, in their order. One with a placeholder
	// that nothing fills would be printed with its braces: it is a mistake.
	Differing []DifferingWord
}

// MissingWords are those of one English file that the locale lacks.
type MissingWords struct {
	File string   // report.yaml
	Keys []string // as they stand in the file
	All  int      // so many words the file has
}

// DifferingWord is a word with other placeholders than the English one.
type DifferingWord struct {
	Word
	Want, Got []string // in order: {n}
	Unfilled  []string // those of Got that nothing fills
}

// CheckWords compares own words of a locale with those that reports need.
func CheckWords(locale string, own []Word) (WordsCheck, error) {
	english, err := readWords(files, "words", fallback)
	if err != nil {
		return WordsCheck{}, err
	}
	has := Texts(own)
	for _, folder := range layers(locale)[1:] {
		more, err := readWords(files, "words", folder)
		if err != nil {
			return WordsCheck{}, err
		}
		for _, w := range more {
			has[w.Key] = w.Text
		}
	}
	c := WordsCheck{All: len(english)}
	c.missing(english, has, languageOf(locale) == fallback)
	c.odd(own, Texts(english))
	return c, nil
}

// missing finds the words that the locale lacks; English lacks none.
func (c *WordsCheck) missing(english []Word, has map[string]string, speaksEnglish bool) {
	var files []MissingWords
	for _, w := range english {
		name := w.File[strings.LastIndex(w.File, "/")+1:]
		if len(files) == 0 || files[len(files)-1].File != name {
			files = append(files, MissingWords{File: name})
		}
		f := &files[len(files)-1]
		f.All++
		if _, ok := has[w.Key]; ok || speaksEnglish {
			c.Spoken++
		} else {
			f.Keys = append(f.Keys, w.Key)
		}
	}
	c.Missing = slices.DeleteFunc(files, func(f MissingWords) bool { return len(f.Keys) == 0 })
}

func (c *WordsCheck) odd(own []Word, english map[string]string) {
	for _, w := range own {
		like, ok := english[w.Key]
		if !ok {
			like, ok = english[otherForm(w.Key)]
		}
		if !ok && w.Key != "locale.spelling" {
			c.Unknown = append(c.Unknown, w)
			continue
		}
		if want, got := placeholders(like), placeholders(w.Text); !slices.Equal(want, got) {
			d := DifferingWord{Word: w, Want: want, Got: got}
			d.Unfilled = slices.DeleteFunc(slices.Clone(got), func(p string) bool {
				return slices.Contains(want, p) || slices.Contains(fills(w.Key, english), p)
			})
			c.Differing = append(c.Differing, d)
		}
	}
}

// ofDates are the placeholders of the patterns of dates, whose keys begin with locale.
var ofDates = []string{"{d}", "{dd}", "{m}", "{mm}", "{month}", "{weekday}", "{year}", "{hour}", "{minute}", "{day}", "{time}"}

// fills lists what a word may have besides the placeholders of the English one: those of the other forms for a number,
// and what dates are made of.
func fills(key string, english map[string]string) []string {
	if strings.HasPrefix(key, "locale.") {
		return ofDates
	}
	if stem := anyForm.ReplaceAllString(key, ""); stem != key {
		return append(placeholders(english[stem+"_one"]+english[stem+"_other"]), "{n}")
	}
	return nil
}

var (
	pluralEnding = regexp.MustCompile(`_(zero|singular|two|few|many)$`)
	anyForm      = regexp.MustCompile(`_(zero|one|singular|two|few|many|other)$`)
)

// otherForm is the key of the form that English has in the place of one that only other languages have.
func otherForm(key string) string { return pluralEnding.ReplaceAllString(key, "_other") }

var placeholder = regexp.MustCompile(`\{[A-Za-z0-9_]+\}`)

// placeholders are those of a text, sorted, each once.
func placeholders(text string) []string {
	found := placeholder.FindAllString(text, -1)
	slices.Sort(found)
	return slices.Compact(found)
}
