package jobs

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"nines/internal/config"
	"nines/jobs/settings"
	"nines/reports/narrative"
	"nines/templates"
)

// TextCheck says what is to be said of own texts that a configuration names: of its words, its narrative, its commentary.
type TextCheck struct {
	Name     string // of the key: words
	Says     string // what there is; empty where it cannot be read
	Notes    []string
	Mistakes config.Problems // what cannot be read, or not be printed
}

// mistaken adds what is wrong with the texts: mistakes in their files, or that the configuration names none that are
// there, with what to do. false: nothing is.
func (t *TextCheck) mistaken(c *config.Config, err error, todo string) bool {
	var mistakes templates.Mistakes
	if errors.As(err, &mistakes) {
		for _, m := range mistakes {
			t.Mistakes = append(t.Mistakes, config.Problem{File: m.File, Line: m.Line, Column: m.Column, Message: m.Text})
		}
		return true
	}
	if err != nil {
		t.Mistakes = append(t.Mistakes, c.Place(t.Name).Problem(fmt.Sprintf("%v: %s", err, todo)))
	}
	return err != nil
}

// checkFiles opens the secrets and the files of the looks that a configuration names, and tells of those that cannot be used.
func checkFiles(c *config.Config) []TextCheck {
	var checks []TextCheck
	_, looks := settings.Branding(c)
	for _, of := range []struct {
		name string
		err  error
	}{{"secrets", c.CheckSecrets()}, {"branding", looks}} {
		t := TextCheck{Name: of.name}
		for _, err := range each(of.err) {
			t.Mistakes = append(t.Mistakes, c.Place(of.name).Problem(err.Error()))
		}
		if len(t.Mistakes) > 0 {
			checks = append(checks, t)
		}
	}
	return checks
}

// each lists the errors that were joined to one.
func each(err error) []error {
	var joined interface{ Unwrap() []error }
	if errors.As(err, &joined) {
		var all []error
		for _, one := range joined.Unwrap() {
			all = append(all, each(one)...)
		}
		return all
	}
	if err == nil {
		return nil
	}
	return []error{err}
}

const noFolder = "make it, with a folder for each language in it, such as fr, or leave the key out"

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
		var err error
		if own, err = templates.OwnWords(c.Words, c.Locale); t.mistaken(c, err, noFolder) && own == nil {
			return t, true
		}
	}
	w, err := templates.CheckWords(c.Locale, own)
	if t.mistaken(c, err, noFolder) {
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
		text := fmt.Sprintf("%s has the placeholders %s, expected %s", d.Key, listed(d.Got), listed(d.Want))
		if len(d.Unfilled) == 0 {
			t.Notes = append(t.Notes, fmt.Sprintf("%s:%d: %s", d.File, d.Line, text))
			continue
		}
		text += fmt.Sprintf("; %s would be printed as it stands", listed(d.Unfilled))
		t.Mistakes = append(t.Mistakes, config.Problem{File: d.File, Line: d.Line, Column: d.Column, Message: text})
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
	if t.mistaken(c, err, noFolder) {
		return t, true
	}
	built, err := templates.Narrative("en", nil)
	if t.mistaken(c, err, noFolder) {
		return t, true
	}
	known := slices.Sorted(maps.Keys(built))
	t.Says = fmt.Sprintf("%d own ones for %s, of %d sections", len(own), c.Locale, len(known))
	for _, name := range slices.Sorted(maps.Keys(own)) {
		file := templates.OwnNarrativeFile(c.Narrative, c.Locale, name)
		if _, ok := built[name]; !ok {
			t.Notes = append(t.Notes, fmt.Sprintf("%s: there is no section %q; %s", file, name, nearestOf(name, known)))
		}
		if wrong := narrative.Check(name, file, own[name]); len(wrong) > 0 {
			t.mistaken(c, wrong, "")
		}
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
