package main

import (
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
	"golang.org/x/net/html"
	"golang.org/x/text/encoding/charmap"
)

// In a language in which every word stands in brackets, what stands outside of brackets on the pages of a report is
// data: else it is English that stands in the code.
func TestNoEnglishStandsInTheCode(t *testing.T) {
	if testing.Short() {
		t.Skip("it makes every report")
	}
	dir := sampleFolder(t)
	conf, err := os.ReadFile(filepath.Join(dir, "config.yaml"))
	require.NoError(t, err)
	path := filepath.Join(dir, "pseudo.yaml")
	require.NoError(t, os.WriteFile(path, []byte(strings.Replace(string(conf), "locale: en-GB", "locale: eo\nwords: words\nnarrative: narrative", 1)), 0o600))
	writePseudo(t, filepath.Join(dir, "words", "eo"))
	writePseudoNarrative(t, filepath.Join(dir, "narrative", "eo"))
	data := dataOf(t, dir)
	args := map[string][]string{
		"daily": {"--period", "2026-10-21"}, "weekly": {"--period", "2026-W43"}, "monthly": {"--period", "2026-10"},
		"quarterly": {"--period", "2026-Q3"}, "problem-review": nil, "cab": nil, "capacity": {"--period", "2026-10"},
	}
	for name, more := range args {
		out := filepath.Join(dir, "pseudo")
		got := nines(t, dir, append([]string{"--config", path, "run", name, "--format", "html", "--out", out, "--as-of", "2026-11-02T07:00"}, more...)...)
		require.Equal(t, exitDone, got.status, got.err)
		pages, err := filepath.Glob(filepath.Join(out, name+"-*.html"))
		require.NoError(t, err)
		require.Len(t, pages, 1)
		for _, text := range textsOf(t, pages[0]) {
			for _, outside := range foreign(text, data) {
				t.Errorf("%s: %q is neither a word nor data, in %q", name, outside, text)
			}
		}
	}
}

// writePseudo writes every English word in brackets; patterns of numbers and dates stay as they are.
func writePseudo(t *testing.T, into string) {
	t.Helper()
	require.NoError(t, os.MkdirAll(into, 0o755))
	files, err := filepath.Glob(filepath.Join(repository, "templates", "words", "en", "*.yaml"))
	require.NoError(t, err)
	for _, file := range files {
		content, err := os.ReadFile(file)
		require.NoError(t, err)
		var words map[string]string
		require.NoError(t, yaml.Unmarshal(content, &words))
		for key, text := range words {
			switch {
			case key == "locale.months" || key == "locale.days":
				words[key] = "[" + strings.Join(strings.Fields(text), "] [") + "]"
			case !strings.HasPrefix(key, "locale.") || key == "locale.hours" || key == "locale.minutes" || key == "locale.points":
				words[key] = "[" + text + "]"
			}
		}
		content, err = yaml.Marshal(words)
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(filepath.Join(into, filepath.Base(file)), content, 0o600))
	}
}

// writePseudoNarrative puts each English template into brackets.
func writePseudoNarrative(t *testing.T, into string) {
	t.Helper()
	require.NoError(t, os.MkdirAll(into, 0o755))
	files, err := filepath.Glob(filepath.Join(repository, "templates", "narrative", "en", "*.tmpl"))
	require.NoError(t, err)
	for _, file := range files {
		content, err := os.ReadFile(file)
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(filepath.Join(into, filepath.Base(file)), []byte("["+string(content)+"]"), 0o600))
	}
}

// dataOf is everything that the sources and the configuration say.
func dataOf(t *testing.T, dir string) string {
	t.Helper()
	var all strings.Builder
	for _, pattern := range []string{"internal/demo/sample/*.csv*", "config.yaml"} {
		files, err := filepath.Glob(filepath.Join(dir, pattern))
		require.NoError(t, err)
		require.NotEmpty(t, files)
		for _, file := range files {
			f, err := os.Open(file)
			require.NoError(t, err)
			var r io.Reader = f
			if strings.HasSuffix(file, ".gz") {
				r, err = gzip.NewReader(f)
				require.NoError(t, err)
			}
			content, err := io.ReadAll(r)
			require.NoError(t, err)
			all.WriteString(ours.ReplaceAllString(inUTF8(content), ""))
			require.NoError(t, f.Close())
		}
	}
	return all.String()
}

// textsOf lists the texts of a page, with those that only programs read aloud.
func textsOf(t *testing.T, path string) (texts []string) {
	t.Helper()
	f, err := os.Open(path)
	require.NoError(t, err)
	defer f.Close()
	page := html.NewTokenizer(f)
	skipped := ""
	for {
		switch page.Next() {
		case html.ErrorToken:
			assert.ErrorIs(t, page.Err(), io.EOF)
			return texts
		case html.StartTagToken:
			token := page.Token()
			if token.Data == "style" {
				skipped = token.Data
			}
			for _, a := range token.Attr {
				if a.Key == "aria-label" || a.Key == "alt" || a.Key == "title" {
					texts = append(texts, a.Val)
				}
			}
		case html.EndTagToken:
			skipped = ""
		case html.TextToken:
			if text := strings.TrimSpace(page.Token().Data); text != "" && skipped == "" {
				texts = append(texts, text)
			}
		}
	}
}

// ours is what the configuration says in English to people: nothing of it is data.
var ours = regexp.MustCompile(`(?m)(^|\s)#.*$`)

// inUTF8 undoes the encoding of the sample's files that are in windows-1252.
func inUTF8(content []byte) string {
	if utf8.Valid(content) {
		return string(content)
	}
	text, err := charmap.Windows1252.NewDecoder().Bytes(content)
	if err != nil {
		return ""
	}
	return string(text)
}

var letters = regexp.MustCompile(`\p{L}[\p{L}'’ -]*\p{L}`)

// foreign lists what of a text stands in no brackets and is no data, by runs of letters.
func foreign(text, data string) (found []string) {
	depth, outside := 0, strings.Builder{}
	for _, r := range text {
		switch {
		case r == '[':
			depth++
		case r == ']':
			if depth == 0 { // the line before has the rest of a word
				outside.Reset()
			}
			depth = max(depth-1, 0)
			outside.WriteByte(' ')
		case depth == 0:
			outside.WriteRune(r)
		}
	}
	for _, run := range letters.FindAllString(outside.String(), -1) {
		if !strings.Contains(data, run) {
			found = append(found, run)
		}
	}
	return found
}
