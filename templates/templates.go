// Package templates holds what a user may want to say differently: which sections make a report, every word that a
// report prints, and the theme of its looks.
package templates

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"sort"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"
)

//go:embed words reports mail theme.yaml
var files embed.FS

// Report says which sections make a report, in their order.
type Report struct {
	Name     string   `yaml:"name"`
	Period   string   `yaml:"period"` // day, week, month or quarter
	Sections []string `yaml:"sections"`
	// Coming tells that the report looks ahead: its period is, where none is asked for, the next one to begin.
	Coming bool `yaml:"coming"`
	// Landscape tells that its pages lie on their long side.
	Landscape bool `yaml:"landscape"`
	// Brief are those of the sections that only show what this report's readers decide from: another report has the rest.
	Brief []string `yaml:"brief"`
	// Proposals tells that problem tickets are proposed beside the report, in a file for a ticketing tool.
	Proposals bool `yaml:"proposals"`

	// What only a report of the user's says.

	Title   string                    `yaml:"-"` // empty: the word report.<name>
	Filter  Filter                    `yaml:"-"`
	Options map[string]SectionOptions `yaml:"-"` // by section
}

// Filter is the part of the services that a report is about: those that meet every list that is not empty. Words are
// compared without case and surrounding space.
type Filter struct {
	Services      []string // ids, or how else services are called
	Owners        []string
	Teams         []string
	Criticalities []string // mission-critical, supporting, internal
}

// All tells that the report is about all services.
func (f Filter) All() bool {
	return len(f.Services)+len(f.Owners)+len(f.Teams)+len(f.Criticalities) == 0
}

// SectionOptions are how a section is shown otherwise than usual. Its figures for other programs stay.
type SectionOptions struct {
	Title string // empty: the usual one
	Rows  int    // how many rows a page shows of each table; 0: as usual
	// Blocks are the blocks that are shown, Without those that are not; none: all are. See internal/config for the names.
	Blocks, Without []string
}

// Reports returns the built-in reports by name.
func Reports() (map[string]Report, error) {
	names, err := fs.Glob(files, "reports/*.yaml")
	if err != nil {
		return nil, fmt.Errorf("list the report templates: %w", err)
	}
	reports := map[string]Report{}
	for _, name := range names {
		var r Report
		if err := read(name, &r); err != nil {
			return nil, err
		}
		reports[r.Name] = r
	}
	return reports, nil
}

// Words are the words of one language, by key.
type Words struct {
	Language string
	text     map[string]string
}

var loaded sync.Map // language -> *Words

// LoadWords returns the words of a language: en. The language of a locale such as en-GB is its first part; one that
// is not there falls back to English, and ok is false.
func LoadWords(locale string) (words *Words, ok bool, err error) {
	language, _, _ := strings.Cut(strings.ToLower(locale), "-")
	if language == "" {
		language = "en"
	}
	if _, missing := fs.Stat(files, path.Join("words", language)); missing != nil {
		words, _, err = LoadWords("en")
		return words, false, err
	}
	if w, ok := loaded.Load(language); ok {
		return w.(*Words), true, nil
	}
	names, err := fs.Glob(files, path.Join("words", language, "*.yaml"))
	if err != nil {
		return nil, false, fmt.Errorf("list the words of %s: %w", language, err)
	}
	w := &Words{Language: language, text: map[string]string{}}
	for _, name := range names {
		if err := w.add(name); err != nil {
			return nil, false, err
		}
	}
	loaded.Store(language, w)
	return w, true, nil
}

func (w *Words) add(name string) error {
	var text map[string]string
	if err := read(name, &text); err != nil {
		return err
	}
	for key, value := range text {
		if _, twice := w.text[key]; twice {
			return fmt.Errorf("%s: the word %q stands in another file of %s already", name, key, w.Language)
		}
		w.text[key] = value
	}
	return nil
}

// Keys lists all words' keys in order.
func (w *Words) Keys() []string {
	keys := make([]string, 0, len(w.text))
	for key := range w.text {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}

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
		replacements = append(replacements, "{"+fmt.Sprint(pairs[i])+"}", fmt.Sprint(pairs[i+1]))
	}
	return strings.NewReplacer(replacements...).Replace(text)
}

// Plural returns the word key_one where n is 1, else key_other, with {n} filled by number.
func (w *Words) Plural(key string, n int, number string, pairs ...any) string {
	form := key + "_other"
	if n == 1 {
		form = key + "_one"
	}
	return w.Text(form, append([]any{"n", number}, pairs...)...)
}

func read(name string, into any) error {
	data, err := files.ReadFile(name)
	if err != nil {
		return fmt.Errorf("read template %s: %w", name, err)
	}
	if err := yaml.Unmarshal(data, into); err != nil {
		return fmt.Errorf("read template %s: %w", name, err)
	}
	return nil
}
