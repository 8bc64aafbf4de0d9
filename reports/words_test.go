package reports_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/analysis/quality"
	"nines/reports"
	"nines/reports/reportstest"
	"nines/templates"
)

var spoken = regexp.MustCompile(`(?:Words\.Text|m\.OfPart|Words\.Plural|words\.Text|\bw|\bplural)\("([a-z_.]+)"`)

// Every word that the sections name is there, in both forms where it has a plural.
func TestNoWordIsMissing(t *testing.T) {
	words, ok, err := templates.LoadWords("en-GB", nil)
	require.NoError(t, err)
	require.True(t, ok)
	var files []string
	for _, folder := range []string{".", "making", "sections/*"} {
		found, err := filepath.Glob(filepath.Join(folder, "*.go"))
		require.NoError(t, err)
		files = append(files, found...)
	}
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
			assert.True(t, reports.HasSection(s), "report %s has the section %s", name, s)
			assert.True(t, words.Has("section."+s), s)
		}
	}
}

// No placeholder stays unfilled on any page of a report with data.
func TestNoPlaceholderIsLeft(t *testing.T) {
	data := &reportstest.Records{Sources: reportstest.Imported(), First: reportstest.At(1, 0, 0)}
	data.Incidents = append(data.Incidents, reportstest.Outage("I1", "b", 5, 60), reportstest.Outage("I2", "c", 6, 40))
	r := reportstest.Monthly(t, data, reportstest.SettingsOf(reportstest.Services(0.999, "a", "b", "c")), nil)
	placeholder := regexp.MustCompile(`\{[a-z]+\}`)
	for _, text := range reportstest.Texts(r) {
		assert.NotRegexp(t, placeholder, text)
		assert.NotRegexp(t, `^[a-z_]+\.[a-z_.]+$`, text, "a word is missing")
	}
}

// Every figure that is published is called something, but those of capacity, which other reports read.
func TestEveryPublishedFigureHasAName(t *testing.T) {
	words, _, err := templates.LoadWords("en-GB", nil)
	require.NoError(t, err)
	data := &reportstest.Records{Sources: reportstest.Imported(), First: reportstest.At(1, 0, 0)}
	data.Incidents = append(data.Incidents, reportstest.Outage("I1", "b", 5, 60))
	r := reportstest.Monthly(t, data, reportstest.SettingsOf(reportstest.Services(0.999, "a", "b")), nil)
	sections := map[string]bool{}
	for _, f := range r.Figures {
		section, rest, _ := strings.Cut(f.Name, "/")
		sections[section] = true
		if section != "capacity" {
			assert.True(t, words.Has("figure."+section+"."+rest[strings.LastIndexByte(rest, '/')+1:]), f.Name)
		}
	}
	for _, section := range []string{"overview", "availability", "volumes", "hotspots", "problems", "cost", "response", "changes"} {
		assert.True(t, sections[section], section)
	}
}
