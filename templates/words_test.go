package templates

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Every language that comes with the program has the words of English, no others, and the same placeholders.
func TestLanguagesAreComplete(t *testing.T) {
	entries, err := files.ReadDir("words")
	require.NoError(t, err)
	require.Len(t, entries, 5)
	for _, e := range entries {
		t.Run(e.Name(), func(t *testing.T) {
			built, err := readWords(files, "words", e.Name())
			require.NoError(t, err)
			check, err := CheckWords(e.Name(), built)
			require.NoError(t, err)
			assert.Greater(t, check.All, 2000)
			assert.Equal(t, check.All, check.Spoken)
			assert.Empty(t, check.Missing)
			assert.Empty(t, check.Unknown)
			assert.Empty(t, check.Differing)
			for _, w := range built {
				assert.Equal(t, strings.HasPrefix(w.Text, " "), strings.HasPrefix(english(t, w.Key), " "), w.Key)
				assert.Equal(t, strings.HasSuffix(w.Text, " "), strings.HasSuffix(english(t, w.Key), " "), w.Key)
			}
		})
	}
}

func english(t *testing.T, key string) string {
	t.Helper()
	w, _, err := LoadWords("en", nil)
	require.NoError(t, err)
	return w.Text(key)
}

func TestLoadWords(t *testing.T) {
	for _, c := range []struct {
		locale, language string
		ok               bool
		key, want        string
	}{
		{"", "en", true, "rating.red", "Missed"},
		{"en-GB", "en", true, "locale.day", "{d} {month} {year}"},
		{"en-US", "en", true, "locale.day", "{month} {d}, {year}"},
		{"EN-us", "en", true, "locale.day", "{month} {d}, {year}"},
		{"de-DE", "de", true, "rating.red", "Verfehlt"},
		{"de-DE", "de", true, "locale.group", "."},
		{"de-AT", "de", true, "locale.group", "\u00a0"},
		{"de-CH", "de", true, "locale.group", "’"},
		{"de-DE", "de", true, "section.top_talkers", "Größte Ausfälle"},
		{"de-CH", "de", true, "section.top_talkers", "Grösste Ausfälle"}, // no sharp s in Switzerland
		{"de_CH", "de", true, "section.top_talkers", "Grösste Ausfälle"},
		{"DE-ch", "de", true, "section.top_talkers", "Grösste Ausfälle"},
		{"de_CH.UTF-8", "de", true, "section.top_talkers", "Grösste Ausfälle"},
		{"en_US.UTF-8@x", "en", true, "locale.day", "{month} {d}, {year}"},
		{"fr-FR", "en", false, "rating.red", "Missed"},
	} {
		t.Run(c.locale+" "+c.key, func(t *testing.T) {
			w, ok, err := LoadWords(c.locale, nil)
			require.NoError(t, err)
			assert.Equal(t, c.ok, ok)
			assert.Equal(t, c.language, w.Language)
			assert.Equal(t, c.want, w.Text(c.key))
		})
	}
}

func TestOwnWords(t *testing.T) {
	dir := t.TempDir()
	put := func(name, text string) {
		path := filepath.Join(dir, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	}
	put("pl/ratings.yaml", "rating.red: Niespełniony\nno.such: Nic\noverview.met: \"{n} z {k}\"\n")
	put("pl/counts.yaml", "report.services_one: 1 usługa\nreport.services_few: \"{n} usługi\"\nreport.services_many: \"{n} usług\"\n")
	put("PL_pl/more.yaml", "rating.red: Nie\n")
	put("de/other.yaml", "rating.red: Nein\n")
	own, err := OwnWords(dir, "pl-PL")
	require.NoError(t, err)
	w, ok, err := LoadWords("pl-PL", Texts(own))
	require.NoError(t, err)
	assert.True(t, ok)
	assert.Equal(t, "pl", w.Language)
	assert.Equal(t, "Nie", w.Text("rating.red"), "the region's word goes over the language's")
	assert.Equal(t, "Met", w.Text("rating.green"), "English stands in")
	// Polish: 1 usługa, 2 to 4 usługi, 5 usług, 22 usługi; 0 and 1.5 have no form here, so English stands in.
	for n, want := range map[int]string{1: "1 usługa", 2: "2 usługi", 5: "5 usług", 22: "22 usługi", 0: "0 usług"} {
		assert.Equal(t, want, w.Plural("report.services", n, strings.TrimSpace(itoa(n))))
	}

	check, err := CheckWords("pl-PL", own)
	require.NoError(t, err)
	assert.Equal(t, 3, check.Spoken, "rating.red, overview.met and report.services_one")
	assert.Equal(t, []Word{{Key: "no.such", Text: "Nic", File: filepath.Join(dir, "pl", "ratings.yaml"), Line: 2, Column: 1}}, check.Unknown)
	require.Len(t, check.Differing, 1)
	assert.Equal(t, "overview.met", check.Differing[0].Key)
	assert.Equal(t, []string{"{k}", "{n}"}, check.Differing[0].Got)
	assert.Equal(t, []string{"{m}", "{n}"}, check.Differing[0].Want)
	assert.Equal(t, []string{"{k}"}, check.Differing[0].Unfilled, "it would be printed as {k}")
	missing := 0
	for _, m := range check.Missing {
		missing += len(m.Keys)
	}
	assert.Equal(t, check.All-check.Spoken, missing)
}

func TestTag(t *testing.T) {
	for locale, want := range map[string]string{
		"de_CH": "de-CH", "DE-ch": "de-CH", "de-CH": "de-CH", "de_CH.UTF-8": "de-CH", "de_CH@euro": "de-CH", "pt_br": "pt-BR",
		"zh_hant_tw": "zh-Hant-TW", "EN": "en", "": "en", "House_Style": "house-style",
	} {
		assert.Equal(t, want, Tag(locale), locale)
	}
	assert.Equal(t, []string{"en", "zh", "zh-Hant", "zh-Hant-TW"}, layers("zh_Hant_TW"))
	assert.Equal(t, []string{"en", "en-GB"}, layers("en_GB"))
}

func itoa(n int) string { return map[int]string{0: "0", 1: "1", 2: "2", 5: "5", 22: "22"}[n] }

func TestOwnWordsThatCannotBeRead(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"no YAML":        {"a: [", "fr/x.yaml:1: not YAML: "},
		"a list":         {"- a\n", "fr/x.yaml:1: expected lines"},
		"nested":         {"a:\n  b: c\n", "fr/x.yaml:2: a: expected a text"},
		"the same twice": {"a: b\nb: c\na: d\n", "fr/x.yaml:3: the word a stands in fr/x.yaml:1 already"},
		"all of it":      {"a: b\na: d\ne: [f]\n", "fr/x.yaml:3: e: expected a text"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			require.NoError(t, os.MkdirAll(filepath.Join(dir, "fr"), 0o755))
			require.NoError(t, os.WriteFile(filepath.Join(dir, "fr", "x.yaml"), []byte(c.text), 0o600))
			_, err := OwnWords(dir, "fr-CA")
			assert.ErrorContains(t, err, c.want)
		})
	}
	gone := filepath.Join(t.TempDir(), "gone")
	_, err := OwnWords(gone, "fr")
	assert.ErrorIs(t, err, os.ErrNotExist)
	assert.ErrorContains(t, err, gone)
	_, err = OwnNarrative(gone, "fr")
	assert.ErrorContains(t, err, gone)
}

// Of the words without a number the plain forms are those for one and for others, in every language.
func TestPlural(t *testing.T) {
	own := map[string]string{"x_one": "one", "x_other": "{n} others", "x_singular": "{n} like one"}
	for _, c := range []struct {
		locale string
		n      int
		want   string
	}{
		{"en", 1, "one"},
		{"en", 0, "7 others"},
		{"en", 2, "7 others"},
		{"en", -1, "7 like one"},
		{"fr", 1, "one"},
		{"fr", 0, "7 like one"},
		{"fr", 2, "7 others"},
		{"ru", 1, "one"},
		{"ru", 21, "7 like one"},
		{"ru", 11, "7 others"},
		{"zh", 1, "one"},
		{"zh", 2, "7 others"},
	} {
		w, _, err := LoadWords(c.locale, own)
		require.NoError(t, err)
		assert.Equal(t, c.want, w.Plural("x", c.n, "7"), "%s %d", c.locale, c.n)
	}
}

// What the code fills although the English word does not ask for it is no mistake.
func TestPlaceholdersThatAreFilled(t *testing.T) {
	for key, text := range map[string]string{
		"report.services_one": "{n} Service", "report.services_few": "Services", "locale.day": "{dd}/{mm}/{year}", "overview.met": "{n}",
	} {
		check, err := CheckWords("fr", []Word{{Key: key, Text: text}})
		require.NoError(t, err)
		require.Len(t, check.Differing, 1, key)
		assert.Empty(t, check.Differing[0].Unfilled, key)
	}
}
