package config

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestDurations(t *testing.T) {
	tests := map[string]time.Duration{
		"5d": 120 * time.Hour, "1w": 168 * time.Hour, "90m": 90 * time.Minute, "30s": 30 * time.Second, "0d": 0,
		"1h30m": 90 * time.Minute, "1h 30m": 90 * time.Minute, "1.5h": 90 * time.Minute, "2d12h": 60 * time.Hour,
	}
	for text, want := range tests {
		got, ok := parseDuration(text)
		assert.True(t, ok, text)
		assert.Equal(t, want, got, text)
	}
	for _, text := range []string{"", "5", "-5d", "5 days", "5D", "d", "1e3s", "99999999999w", "5d!"} {
		_, ok := parseDuration(text)
		assert.False(t, ok, text)
	}
}

// 99.9 / 100 is not the float64 nearest to 0.999; the configuration means 0.999.
func TestPerCentBecomesTheNearestRatio(t *testing.T) {
	for text, want := range map[string]float64{"99.9": 0.999, "99.95": 0.9995, "1e1": 0.1, "100": 1} {
		c := parse(t, "defaults: {target: "+text+"}\n")
		assert.Equal(t, want, c.Defaults.Target, text) // exactly, not nearly
	}
}

func TestNearest(t *testing.T) {
	known := []string{"timezone", "locale", "mail"}
	for word, want := range map[string]string{"timezon": "timezone", "tiemzone": "timezone", "MAIL": "mail", "local": "locale"} {
		got, _ := nearest(word, known)
		assert.Equal(t, want, got, word)
	}
	_, ok := nearest("colour", known)
	assert.False(t, ok)
}

func TestColumnsCountCharacters(t *testing.T) {
	_, err := Parse("config.yaml", []byte("\ufefflocale: \"überall\"\r\ndefaults: {regions: {Zürich: 100}, weight: -1}\r\n"+source), nil)
	require.Error(t, err)
	assert.Contains(t, err.Error(), "config.yaml:2:44: expected a number, 0 or more")
}

func TestLocaleMayBeWrittenAsAPOSIXSystemDoes(t *testing.T) {
	for _, locale := range []string{"de-CH", "de_CH", "de_CH.UTF-8", "de_CH@euro", "sr_RS.UTF-8@latin"} {
		assert.Equal(t, locale, parse(t, "locale: "+locale+"\n").Locale)
	}
	for _, locale := range []string{".UTF-8", "@euro", "deutsch_Schweiz.UTF-8"} {
		_, err := Parse("config.yaml", []byte("locale: \""+locale+"\"\n"+source), nil)
		assert.ErrorContains(t, err, "config.yaml:1:9: expected the tag of a language", locale)
	}
}

func TestCatalogueMayComeFromAPresetOrByRow(t *testing.T) {
	for _, rest := range []string{"preset: cmdb", "record: {column: type, values: {svc: service}}, columns: {id: number}"} {
		text := "catalogue: a\nsources: [{name: a, kind: csv, path: a.csv, " + rest + "}]\n"
		c, err := Parse("config.yaml", []byte(text), nil)
		require.NoError(t, err)
		assert.Equal(t, "a", c.Catalogue)
	}
}

func TestMailPortFollowsTheSecurity(t *testing.T) {
	for security, want := range map[string]int{"starttls": 587, "tls": 465, "none": 25} {
		c := parse(t, "mail: {host: h, from: a@example.com, security: "+security+"}\n")
		assert.Equal(t, want, c.Mail.Port, security)
	}
}
