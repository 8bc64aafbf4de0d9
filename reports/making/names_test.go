package making_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/reports/making"
	"nines/templates"
)

func TestPersons(t *testing.T) {
	words, _, err := templates.LoadWords("en-GB", nil)
	require.NoError(t, err)
	m := &making.Report{Words: words, Settings: making.Settings{Organisation: "Example Bank"}}
	code := m.Person("Helen Ward")
	assert.Regexp(t, "^person [0-9a-f]{5}$", code)
	assert.Equal(t, code, m.Person(" helen ward"), "the same person, however it is written")
	assert.NotEqual(t, code, m.Person("Marcus Adler"))
	assert.Empty(t, m.Person(" "), "nobody has no name")
	m.Settings.PersonNames = true
	assert.Equal(t, "Helen Ward", m.Person("Helen Ward"))
}

func TestLinksAreWebAddressesOnly(t *testing.T) {
	m := &making.Report{Settings: making.Settings{Sources: map[string]making.SourceTerms{
		"good": {Link: "https://tool.example.com/{id}"}, "bad": {Link: "javascript:alert({id})"}, "none": {},
	}}}
	assert.Equal(t, "https://tool.example.com/a%2F..%2F%3Fx=1%22", m.Link("good", `a/../?x=1"`))
	assert.Empty(t, m.Link("bad", "1"))
	assert.Empty(t, m.Link("none", "1"))
}

func TestNamesInSentences(t *testing.T) {
	sixty := strings.Repeat("x", 60)
	for name, want := range map[string]string{
		"FX pricing": "FX pricing",
		sixty:        sixty,
		sixty + "x":  sixty + "…", // no blank to cut at
		"Payment processing platform for corporate clients number 12 in Europe": "Payment processing platform for corporate clients number 12…",
		strings.Repeat("支", 61): strings.Repeat("支", 60) + "…",
	} {
		assert.Equal(t, want, making.InSentence(name))
	}
}
