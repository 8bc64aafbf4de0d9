package reports

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/analysis/quality"
	"nines/reports/document"
	"nines/templates"
)

var spoken = regexp.MustCompile(`(?:words\.Text|words\.Plural|\bw|\bplural)\("([a-z_.]+)"`)

// Every word that the sections name is there, in both forms where it has a plural.
func TestNoWordIsMissing(t *testing.T) {
	words, ok, err := templates.LoadWords("en-GB")
	require.NoError(t, err)
	require.True(t, ok)
	files, err := filepath.Glob("*.go")
	require.NoError(t, err)
	named := 0
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		code, err := os.ReadFile(file)
		require.NoError(t, err)
		for _, found := range spoken.FindAllStringSubmatch(string(code), -1) {
			key := found[1]
			if strings.HasSuffix(key, ".") { // a prefix, completed below
				continue
			}
			named++
			plural := words.Has(key+"_one") && words.Has(key+"_other")
			assert.True(t, plural || words.Has(key), "%s names the word %q", file, key)
		}
	}
	assert.Greater(t, named, 100, "the words were found in the code")
	for _, kind := range quality.Kinds() {
		assert.True(t, words.Has("finding."+string(kind)), kind)
		assert.True(t, words.Has("finding."+string(kind)+".effect"), kind)
	}
	built, err := templates.Reports()
	require.NoError(t, err)
	for name, report := range built {
		assert.True(t, words.Has("report."+name), name)
		assert.True(t, words.Has("report."+name+".subject"), name)
		for _, s := range report.Sections {
			assert.True(t, HasSection(s), "report %s has the section %s", name, s)
			assert.True(t, words.Has("section."+s), s)
		}
	}
}

// No placeholder stays unfilled on any page of a report with data.
func TestNoPlaceholderIsLeft(t *testing.T) {
	data := &memory{sources: imported(), first: at(1, 0, 0)}
	data.incidents = append(data.incidents, outage("I1", "b", 5, 60), outage("I2", "c", 6, 40))
	r := monthly(t, data, settingsOf(services(0.999, "a", "b", "c")), nil)
	placeholder := regexp.MustCompile(`\{[a-z]+\}`)
	for _, text := range texts(r) {
		assert.NotRegexp(t, placeholder, text)
		assert.NotRegexp(t, `^[a-z_]+\.[a-z_.]+$`, text, "a word is missing")
	}
}

// texts lists what a report prints.
func texts(r *Report) []string {
	list := []string{r.Document.Title, r.Document.Subject, r.Document.Scope, r.Document.Message}
	for _, s := range r.Document.Sections {
		list = append(list, s.Title, s.Lead)
		for _, b := range s.Blocks {
			list = append(list, blockTexts(b)...)
		}
	}
	return list
}

func blockTexts(b document.Block) []string {
	switch b := b.(type) {
	case *document.Text:
		return []string{b.Title, b.Text}
	case *document.Chart:
		return append([]string{b.Title, b.Subtitle, b.Alt, b.Empty}, b.Categories...)
	case *document.KeyFigures:
		var list []string
		for _, k := range b.Items {
			list = append(append(list, k.Label, k.Value.Text), k.Notes...)
		}
		return list
	case *document.Decisions:
		list := []string{b.Title, b.Empty}
		for _, d := range b.Items {
			list = append(list, d.Text, d.Detail, d.Owner, d.Due)
		}
		return list
	case *document.Table:
		list := []string{b.Title, b.Subtitle, b.Note, b.Empty}
		for _, c := range b.Columns {
			list = append(list, c.Title)
		}
		for _, row := range b.Rows {
			for _, v := range row.Cells {
				list = append(list, v.Text, v.Second)
			}
		}
		return list
	}
	return nil
}
