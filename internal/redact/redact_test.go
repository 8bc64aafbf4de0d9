package redact_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/redact"
)

var salt = []byte("a salt of the store")

func namesOf(t *testing.T, spellings ...string) (*redact.Names, string) {
	t.Helper()
	entries, err := redact.Entries(salt, spellings...)
	require.NoError(t, err)
	return redact.New(salt, entries), entries[0].Pseudonym
}

func TestText(t *testing.T) {
	n, p := namesOf(t, "Jane van Doe", "jvdoe", "Müller")
	for text, want := range map[string]string{
		"":                                     "",
		"Jane van Doe":                         "*",
		"asked JANE  VAN\nDOE, who":            "asked *, who",
		"Doe, Jane van called":                 "* called", // the last word first
		"mail jane.van.doe@example.com":        "mail *@example.com",
		"<b>Jane van Doe's</b>":                "<b>*'s</b>",
		"jvdoe: jvdoe2 is somebody else":       "*: jvdoe2 is somebody else",
		"Jane van Doel, Mary Jane":             "Jane van Doel, Mary Jane",
		"Jane van Jane van Doe":                "Jane van *",
		"Jane van Doe Jane van Doe":            "* *",
		"Mu\u0308ller and MÜLLER, not Müllers": "* and *, not Müllers", // decomposed; the end of a longer word
		"van Doe":                              "van Doe",
		"\xff jvdoe \x00":                      "\xff * \x00",
	} {
		got, met := n.Text(text)
		assert.Equal(t, strings.ReplaceAll(want, "*", p), got, "%q", text)
		assert.Equal(t, strings.Count(want, "*"), met, "%q", text)
		again, met := n.Text(got)
		assert.Equal(t, got, again)
		assert.Zero(t, met, "a pseudonym is no name")
	}
}

func TestEntriesTellNoName(t *testing.T) {
	entries, err := redact.Entries(salt, "Jane Doe")
	require.NoError(t, err)
	require.Len(t, entries, 2, "as written, and with the last word first")
	for _, e := range entries {
		assert.NotContains(t, strings.ToLower(e.Digest+e.Pseudonym), "doe")
		assert.Equal(t, entries[0].Pseudonym, e.Pseudonym)
	}
	again, err := redact.Entries(salt, " jane  DOE ")
	require.NoError(t, err)
	assert.Equal(t, entries, again, "the same name has the same pseudonym")
	other, err := redact.Entries([]byte("another salt"), "Jane Doe")
	require.NoError(t, err)
	assert.NotEqual(t, entries[0].Digest, other[0].Digest)
	_, err = redact.Entries(salt, " - ")
	require.ErrorIs(t, err, redact.ErrNoName)
}

func TestListAndNobody(t *testing.T) {
	n, p := namesOf(t, "Doe")
	list := []string{"Roe", "Doe"}
	got, met := n.List(list)
	assert.Equal(t, []string{"Roe", p}, got)
	assert.Equal(t, 1, met)
	assert.Equal(t, []string{"Roe", "Doe"}, list, "the list itself stays")
	nobody := redact.New(salt, nil)
	text, met := nobody.Text("Doe")
	assert.Equal(t, "Doe", text)
	assert.Zero(t, met)
}

func FuzzText(f *testing.F) {
	f.Add("asked Jane Doe, who\xff")
	entries, err := redact.Entries(salt, "Jane Doe", "x")
	require.NoError(f, err)
	n := redact.New(salt, entries)
	f.Fuzz(func(t *testing.T, text string) {
		got, met := n.Text(text)
		if again, left := n.Text(got); left != 0 || again != got {
			t.Errorf("%q became %q, in which %d are left", text, got, left)
		}
		if met == 0 && got != text {
			t.Errorf("%q became %q", text, got)
		}
	})
}
