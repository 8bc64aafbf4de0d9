package reports

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/templates"
)

func TestPersons(t *testing.T) {
	words, _, err := templates.LoadWords("en-GB")
	require.NoError(t, err)
	m := &making{words: words, set: Settings{Organisation: "Example Bank"}}
	code := m.person("Helen Ward")
	assert.Regexp(t, "^person [0-9a-f]{5}$", code)
	assert.Equal(t, code, m.person(" helen ward"), "the same person, however it is written")
	assert.NotEqual(t, code, m.person("Marcus Adler"))
	assert.Empty(t, m.person(" "), "nobody has no name")
	m.set.PersonNames = true
	assert.Equal(t, "Helen Ward", m.person("Helen Ward"))
}
