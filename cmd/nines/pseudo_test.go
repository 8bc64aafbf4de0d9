package main

import (
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
	"golang.org/x/text/encoding/charmap"

	"nines/internal/smtptest"
)

// In a language in which every word stands in brackets, what stands outside of brackets in a report is data, in whatever
// format, and in its mail: else it is English that stands in the code.
func TestNoEnglishStandsInTheCode(t *testing.T) {
	if testing.Short() {
		t.Skip("it makes every report")
	}
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext of Poppler is not installed")
	}
	server := smtptest.Start(t, smtptest.Options{})
	dir := pseudoFolder(t, server.Port)
	data := dataOf(t, dir)
	imported := nines(t, dir, "import")
	require.Equal(t, exitDone, imported.status, imported.err)
	for _, r := range everyReport {
		name, period := r[0], r[1]
		got := nines(t, dir, "run", name+"-job", "--period", period, "--no-import", "--deliver", "--as-of", "2026-11-02T07:00")
		require.Equal(t, exitDone, got.status, got.err)
		file := filepath.Join(dir, "out", name+"-"+period)
		mails := server.To(name + "@example.com")
		require.Len(t, mails, 1)
		for format, texts := range map[string][]string{
			"html": htmlTexts(t, readFile(t, file+".html")), "pdf": pdfTexts(t, file+".pdf"), "xlsx": workbookTexts(t, file+".xlsx"),
			"json": jsonTexts(t, file+".json"), "mail": mailTexts(t, mails[0].Data),
		} {
			assert.Contains(t, strings.Join(texts, " "), "«", "%s, %s: has it words at all?", name, format)
			for _, text := range texts {
				for _, outside := range data.foreign(text, format == "pdf") {
					t.Errorf("%s, %s: %q is neither a word nor data, in %.300q", name, format, outside, text)
				}
			}
		}
	}
}

// pseudoFolder is a folder with the sample, the pseudo-language, and a job for each report that mails it.
func pseudoFolder(t *testing.T, port int) string {
	t.Helper()
	dir := sampleFolder(t)
	conf := readFile(t, filepath.Join(dir, "config.yaml"))
	jobs := "jobs:\n"
	for _, r := range everyReport {
		jobs += fmt.Sprintf("  - {name: %s-job, report: %[1]s, schedule: \"0 7 * * Mon\", deliver: [{kind: email, to: [%[1]s@example.com]}]}\n", r[0])
	}
	conf = regexp.MustCompile(`(?ms)^jobs:.*^serve:`).ReplaceAllString(conf, jobs+mailsBy(port)+"serve:")
	conf = replaceOnce(conf, "locale: en-GB", "locale: eo\nwords: words\nnarrative: narrative")
	require.NoError(t, os.WriteFile(filepath.Join(dir, "config.yaml"), []byte(conf), 0o600))
	writePseudo(t, filepath.Join(dir, "words", "eo"))
	writePseudoNarrative(t, filepath.Join(dir, "narrative", "eo"))
	return dir
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
				words[key] = "«" + strings.Join(strings.Fields(text), "» «") + "»"
			case !strings.HasPrefix(key, "locale.") || key == "locale.hours" || key == "locale.minutes" || key == "locale.points":
				words[key] = "«" + text + "»"
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
		require.NoError(t, os.WriteFile(filepath.Join(into, filepath.Base(file)), []byte("«"+string(content)+"»"), 0o600))
	}
}

// dataOf is everything that the sources and the configuration say.
func dataOf(t *testing.T, dir string) dataset {
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
	all.WriteString("\nnines dev\n") // the program's name and version
	d := dataset{text: all.String(), words: map[string]bool{}}
	for _, word := range letters.FindAllString(strings.ReplaceAll(d.text, " ", "|"), -1) {
		d.words[word] = true
	}
	return d
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

// dataset is what the sources and the configuration say, and the words of it.
type dataset struct {
	text  string
	words map[string]bool
}

// foreign lists what of a text stands in no brackets and is no data, by runs of letters. What was cut ends its brackets.
// In a row on paper data stand beside each other: each word for itself has to be one of the data.
func (d dataset) foreign(text string, row bool) (found []string) {
	depth, outside := 0, []rune(nil)
	for _, r := range text {
		switch {
		case r == '«':
			depth++
		case r == '…':
			depth = 0
			outside = append(outside, r)
		case r == '»' && depth == 0: // what stands before it on its line is the rest of a word
			outside = outside[:1+lastIndex(outside, '\n')]
		case r == '»':
			depth--
			outside = append(outside, '|')
		case depth == 0:
			outside = append(outside, r)
		}
	}
	for _, run := range letters.FindAllString(string(outside), -1) {
		alien := func(word string) bool { return !d.words[word] }
		if !strings.Contains(d.text, run) && (!row || slices.ContainsFunc(letters.FindAllString(strings.ReplaceAll(run, " ", "|"), -1), alien)) {
			found = append(found, run)
		}
	}
	return found
}

func lastIndex(text []rune, r rune) int {
	for i := len(text) - 1; i >= 0; i-- {
		if text[i] == r {
			return i
		}
	}
	return -1
}

// The test of the tests: a word that stands outside of brackets is found, wherever it stands.
func TestForeign(t *testing.T) {
	data := dataset{text: "Payments gateway\nLog-in refused\n", words: map[string]bool{"Payments": true, "gateway": true, "Log-in": true, "refused": true}}
	for text, want := range map[string][]string{
		"«All» Payments gateway 99.9 %":        nil,
		"«All of «Oct» 2026» by":               {"by"},
		"hours «of» Payments gateway":          {"hours"},
		"«what is cut… Log-in refused late":    {"Log-in refused late"},
		"the rest of a word»\nPayments, lost":  {"lost"},
		"«a word\nthat goes on» Log-in refuse": nil,
	} {
		if got := data.foreign(text, false); !slices.Equal(got, want) {
			t.Errorf("%q: %q, expected %q", text, got, want)
		}
	}
	if got := data.foreign("Log-in refused Payments gateway", true); got != nil {
		t.Errorf("cells of a row: %q", got)
	}
	if got := data.foreign("Log-in refused Payments late", true); len(got) != 1 {
		t.Errorf("a word among the cells of a row: %q", got)
	}
}
