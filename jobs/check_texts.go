package jobs

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"nines/internal/config"
	"nines/reports/narrative"
	"nines/templates"
)

// TextCheck says what is to be said of own texts that a configuration names: of its words, its narrative, its commentary.
type TextCheck struct {
	Name  string // of the key: words
	Says  string // what there is
	Notes []string
	Err   error
}

// checkTexts reads the texts that a configuration names.
func (r *Runner) checkTexts() []TextCheck {
	var checks []TextCheck
	for _, check := range []func() (TextCheck, bool){r.checkWords, r.checkNarrative, r.checkCommentary} {
		if t, ok := check(); ok {
			checks = append(checks, t)
		}
	}
	return checks
}

// checkWords compares the words of the configuration's locale with those that reports need. ok is false where there is
// nothing to say: the locale's language comes with the program and there are no own words.
func (r *Runner) checkWords() (t TextCheck, ok bool) {
	c := r.Config
	t.Name = "words"
	var own []templates.Word
	if c.Words != "" {
		if own, t.Err = templates.OwnWords(c.Words, c.Locale); t.Err != nil {
			return t, true
		}
	}
	w, err := templates.CheckWords(c.Locale, own)
	if err != nil {
		t.Err = err
		return t, true
	}
	if c.Words == "" && len(w.Missing) == 0 {
		return t, false
	}
	t.Says = fmt.Sprintf("%d own ones; of %d words that reports need, %s has %d", len(own), w.All, c.Locale, w.Spoken)
	if c.Words != "" && len(own) == 0 {
		t.Notes = append(t.Notes, fmt.Sprintf("%s has no folder for %s, or no .yaml file in it", c.Words, c.Locale))
	}
	for _, u := range w.Unknown {
		t.Notes = append(t.Notes, fmt.Sprintf("%s:%d: nothing asks for %s%s", u.File, u.Line, u.Key, meant(u.Key)))
	}
	for _, d := range w.Differing {
		t.Notes = append(t.Notes, fmt.Sprintf("%s:%d: %s has the placeholders %s, expected %s", d.File, d.Line, d.Key, listed(d.Got), listed(d.Want)))
	}
	for _, m := range w.Missing {
		t.Notes = append(t.Notes, "English stands in for "+missingIn(m))
	}
	return t, true
}

// checkNarrative reads own templates, and tells which of them no section asks for.
func (r *Runner) checkNarrative() (t TextCheck, ok bool) {
	t.Name = "narrative"
	c := r.Config
	if c.Narrative == "" {
		return t, false
	}
	own, err := templates.OwnNarrative(c.Narrative, c.Locale)
	if err != nil {
		t.Err = err
		return t, true
	}
	built, err := templates.Narrative("en", nil)
	if err != nil {
		t.Err = err
		return t, true
	}
	known := slices.Sorted(maps.Keys(built))
	t.Says = fmt.Sprintf("%d own ones for %s, of %d sections", len(own), c.Locale, len(known))
	for _, name := range slices.Sorted(maps.Keys(own)) {
		if _, ok := built[name]; !ok {
			t.Notes = append(t.Notes, fmt.Sprintf("%s.tmpl: there is no section %q; %s", name, name, nearestOf(name, known)))
		}
		t.Err = errors.Join(t.Err, narrative.Check(name, own[name]))
	}
	return t, true
}

// meant proposes the word whose key is nearest.
func meant(key string) string {
	english, _, err := templates.LoadWords("en", nil)
	if err != nil {
		return ""
	}
	if near, ok := config.Nearest(key, english.Keys()); ok {
		return "; is " + near + " meant?"
	}
	return ""
}

func listed(names []string) string {
	if len(names) == 0 {
		return "none"
	}
	return strings.Join(names, " ")
}

func missingIn(m templates.MissingWords) string {
	if len(m.Keys) == m.All {
		return fmt.Sprintf("all %d words of %s", m.All, m.File)
	}
	return fmt.Sprintf("%d of %d words of %s: %s", len(m.Keys), m.All, m.File, strings.Join(m.Keys, ", "))
}
