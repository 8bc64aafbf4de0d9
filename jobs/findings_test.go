package jobs

import (
	"fmt"
	"os"
	"regexp"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
	"nines/internal/store"
	"nines/templates"
)

func english(t *testing.T) wording {
	t.Helper()
	words, ok, err := templates.LoadWords("en-GB", nil)
	require.NoError(t, err)
	require.True(t, ok)
	return wording{words, time.UTC}
}

// Every word that the code names is there, and its placeholders are filled.
func TestNoWordOfImportsIsMissing(t *testing.T) {
	w := english(t)
	code, err := os.ReadFile("findings.go")
	require.NoError(t, err)
	named := regexp.MustCompile(`"(import\.[a-z_.]+)"`).FindAllStringSubmatch(string(code), -1)
	assert.Greater(t, len(named), 7)
	for _, found := range named {
		plural := w.words.Has(found[1]+"_one") && w.words.Has(found[1]+"_other")
		assert.True(t, plural || w.words.Has(found[1]), found[1])
	}
	moved := store.Shift{Some: store.Some{Count: 20, IDs: []string{"a"}}, By: -90 * time.Minute, ID: "a"}
	summer := moved
	summer.Summer = true
	reuse := &store.Reuse{ID: "a", TitleBefore: "x", TitleNow: "y"}
	findings := w.differences([]store.Differences{
		{Record: "incident", Stood: 9, Gone: store.Some{Count: 1, IDs: []string{"a"}}, Compared: 20, Shift: &moved},
		{Record: "problem", Stood: 9, Gone: store.Some{Count: 5, IDs: []string{"a", "b", "c", "d", "e"}}, Shift: &summer},
		{Record: "change", Reused: store.Some{Count: 1}, Compared: 1, Example: reuse},
		{Record: "change", Reused: store.Some{Count: 4}, Compared: 4, Example: reuse},
		{Record: "change", Reused: store.Some{Count: 5}, Compared: 500, Example: reuse},
		{Record: "change", Reused: store.Some{Count: 5}, Compared: 501, Example: reuse}, // less than one in a hundred
	})
	findings = append(findings, w.cut("a.csv", 10_000, 3), w.cut("a.csv", 12_500, 40))
	var kinds []itsm.FindingKind
	for _, f := range findings {
		kinds = append(kinds, f.Kind)
		assert.NotRegexp(t, `\{|import\.[a-z]`, f.Text)
	}
	assert.Equal(t, []itsm.FindingKind{
		itsm.FoundGone, itsm.FoundShift, itsm.FoundGone, itsm.FoundShift, itsm.FoundFewReused, itsm.FoundFewReused,
		itsm.FoundReused, itsm.FoundFewReused, itsm.FoundCut, itsm.FoundCut,
	}, kinds)
	assert.Contains(t, findings[1].Text, "moved by -1:30 h")
	assert.Contains(t, findings[2].Text, "(a, b, c and 2 more)")
}

func TestCut(t *testing.T) {
	w := english(t)
	for _, c := range []struct {
		rows, columns int
		cut           bool
	}{
		{1000, 5, true},
		{999, 5, false},
		{1001, 5, false},
		{10_000, 5, true},
		{2000, 5, false}, // of one file: Jira's limit is per file
		{12_500, 40, true},
		{12_500, 41, false}, // 12,195 rows fit
		{12_195, 41, true},
		{0, 600_000, false},
		{0, 0, false},
	} {
		f := w.cut("exports/a.csv", c.rows, c.columns)
		assert.Equal(t, c.cut, f.Text != "", fmt.Sprint(c))
	}
}

func TestTextsOfTicketsFitOnALine(t *testing.T) {
	assert.Equal(t, "a b [2J c", Shown("a\nb\x1b[2J\tc"))
	assert.Equal(t, 61, len([]rune(Shown(fmt.Sprintf("%0100d", 1)))))
	assert.Equal(t, []string{"0", "999", "1,000", "1,234,567"}, []string{grouped(0), grouped(999), grouped(1000), grouped(1_234_567)})
	assert.Equal(t, []string{"+2:00 h", "-5:45 h"}, []string{signed(2 * time.Hour), signed(-345 * time.Minute)})
}
