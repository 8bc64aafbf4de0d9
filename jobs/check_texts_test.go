package jobs

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/config"
)

func TestCheckWords(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "fr"), 0o755))
	file := filepath.Join(dir, "fr", "pdf.yaml")
	require.NoError(t, os.WriteFile(file, []byte("drawing.under: \"sous {valeur}\"\ndrawing.form: \"{value} ou plus\"\n"), 0o600))

	check, ok := checkWords(&config.Config{Locale: "fr-FR", Words: dir})
	require.True(t, ok)
	require.NoError(t, check.Err)
	assert.Regexp(t, `^2 own ones; of \d+ words that reports need, fr-FR has 1$`, check.Says)
	assert.Equal(t, "fr/pdf.yaml:2: nothing asks for drawing.form; is drawing.from meant?", check.Notes[0])
	assert.Equal(t, "fr/pdf.yaml:1: drawing.under has the placeholders {valeur}, expected {value}", check.Notes[1])
	assert.Contains(t, check.Notes, "English stands in for 3 of 4 words of pdf.yaml: drawing.between, drawing.from, drawing.conflict")
	assert.Contains(t, check.Notes[2], "English stands in for all ")

	require.NoError(t, os.WriteFile(file, []byte("- sous\n"), 0o600))
	check, ok = checkWords(&config.Config{Locale: "fr-FR", Words: dir})
	assert.True(t, ok)
	assert.ErrorContains(t, check.Err, "fr/pdf.yaml:1")
	assert.True(t, (&Check{Texts: []TextCheck{check}}).Failed())

	check, ok = checkWords(&config.Config{Locale: "it-IT"})
	assert.True(t, ok, "without words of its language the configuration is told so")
	assert.Regexp(t, "it-IT has 0$", check.Says)
	check, _ = checkWords(&config.Config{Locale: "it-IT", Words: dir})
	assert.Contains(t, check.Notes[0], "has no folder for it-IT")
	for _, shipped := range []string{"en-GB", "en-US", "de-DE", "de-CH"} {
		_, ok = checkWords(&config.Config{Locale: shipped})
		assert.False(t, ok, shipped)
	}
}
