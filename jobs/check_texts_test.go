package jobs

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/config"
)

func TestCheckWords(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "fr"), 0o755))
	file := filepath.Join(dir, "fr", "pdf.yaml")
	require.NoError(t, os.WriteFile(file, []byte("drawing.under: \"sous {valeur}\"\ndrawing.form: \"{value} ou plus\"\n"), 0o600))

	check, ok := (&Runner{Config: &config.Config{Locale: "fr-FR", Words: dir}}).checkWords()
	require.True(t, ok)
	assert.Regexp(t, `^2 own ones; of \d+ words that reports need, fr-FR has 1$`, check.Says)
	assert.Equal(t, file+":2: nothing asks for drawing.form; is drawing.from meant?", check.Notes[0])
	require.Len(t, check.Mistakes, 1)
	assert.EqualError(t, check.Mistakes[0], file+":1:1: drawing.under has the placeholders {valeur}, expected {value}; {valeur} would be printed as it stands")
	assert.Contains(t, check.Notes, "English stands in for 3 of 4 words of pdf.yaml: drawing.between, drawing.from, drawing.conflict")
	assert.Contains(t, check.Notes[1], "English stands in for all ")

	require.NoError(t, os.WriteFile(file, []byte("- sous\n"), 0o600))
	check, ok = (&Runner{Config: &config.Config{Locale: "fr-FR", Words: dir}}).checkWords()
	assert.True(t, ok)
	assert.ErrorContains(t, check.Mistakes, file+":1:1: expected lines")
	assert.True(t, (&Check{Texts: []TextCheck{check}}).Failed())

	check, ok = (&Runner{Config: &config.Config{Locale: "it-IT"}}).checkWords()
	assert.True(t, ok, "without words of its language the configuration is told so")
	assert.Regexp(t, "it-IT has 0$", check.Says)
	check, _ = (&Runner{Config: &config.Config{Locale: "it-IT", Words: dir}}).checkWords()
	assert.Contains(t, check.Notes[0], "has no folder for it-IT")
	missing, _ := (&Runner{Config: &config.Config{Locale: "fr", Words: filepath.Join(dir, "gone")}}).checkWords()
	assert.EqualError(t, missing.Mistakes, "the folder "+filepath.Join(dir, "gone")+" is not there: file does not exist: "+noFolder)
	for _, shipped := range []string{"en-GB", "en-US", "de-DE", "de-CH"} {
		_, ok = (&Runner{Config: &config.Config{Locale: shipped}}).checkWords()
		assert.False(t, ok, shipped)
	}
}

func TestCheckNarrative(t *testing.T) {
	dir := t.TempDir()
	folder := filepath.Join(dir, "fr")
	require.NoError(t, os.MkdirAll(folder, 0o755))
	put := func(name, text string) {
		require.NoError(t, os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600))
	}
	r := &Runner{Config: &config.Config{Locale: "fr-FR", Narrative: dir}}
	put("volumes.tmpl", "{{count .Opened}} incidents ouverts.")
	put("volume.tmpl", "x")
	check, ok := r.checkNarrative()
	assert.True(t, ok)
	require.Empty(t, check.Mistakes)
	assert.Equal(t, "2 own ones for fr-FR, of 13 sections", check.Says)
	assert.Equal(t, []string{filepath.Join(folder, "volume.tmpl") + `: there is no section "volume"; is volumes meant?`}, check.Notes)

	put("cost.tmpl", "{{if}}")
	put("overview.tmpl", "{{shares .Availability}}")
	put("availability.tmpl", "{{.Actuel}}")
	check, _ = r.checkNarrative()
	assert.ErrorContains(t, check.Mistakes, filepath.Join(folder, "cost.tmpl")+":1:1: missing value for if")
	assert.ErrorContains(t, check.Mistakes, filepath.Join(folder, "overview.tmpl")+`:1:1: function "shares" not defined`)
	assert.ErrorContains(t, check.Mistakes, filepath.Join(folder, "availability.tmpl")+":1:3: the facts of the section have no field .Actuel")
}

func TestCheckCommentary(t *testing.T) {
	file := filepath.Join(t.TempDir(), "said.md")
	require.NoError(t, os.WriteFile(file, []byte(`## monthly 2026-10 availability
by: Ann Lee
on: 2026-11-03

fine

## montly 2026-10 cost
x
## monthly last-month cost
x
## monthly 2026-W43 cost
x
## monthly 2026-10 capasity
x
## pack 2026-10 cost
by: A
on: 2026-11-03
x
`), 0o600))
	r := &Runner{Config: &config.Config{Commentary: file, Timezone: time.UTC, Jobs: []config.Job{{Name: "pack", Report: "monthly"}}}, Clock: func() time.Time {
		return time.Date(2026, 11, 2, 7, 0, 0, 0, time.UTC)
	}}
	check, ok := r.checkCommentary()
	require.True(t, ok)
	require.Empty(t, check.Mistakes)
	assert.Equal(t, "6 in "+file, check.Says)
	who := "the lines by: and on: say who wrote it and when"
	assert.Equal(t, []string{
		file + `:7: there is no report "montly"; is monthly meant?`, file + ":7: " + who,
		file + `:9: "last-month" means another period every day: expected its name, such as 2026-10`, file + ":9: " + who,
		file + `:11: 2026-W43 is no month: the report monthly has periods such as 2026-10`, file + ":11: " + who,
		file + `:13: the report monthly has no section "capasity"; is capacity meant?`, file + ":13: " + who,
		file + `:15: "pack" is a job, its report is monthly`,
	}, check.Notes)

	r.Config.Commentary = filepath.Join(t.TempDir(), "gone.md")
	check, ok = r.checkCommentary()
	assert.True(t, ok)
	assert.ErrorContains(t, check.Mistakes, r.Config.Commentary)
}
