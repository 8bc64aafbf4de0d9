package config

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestFingerprintFollowsTheFigures(t *testing.T) {
	base := parse(t, "calendars: {x: {hours: {Mon: \"09:00-17:00\"}}}\n").Fingerprint()
	same := map[string]string{
		"the same again": "", "output": "output: elsewhere\n", "store": "store: sqlite:other.db\n", "locale": "locale: de-DE\n",
		"mail": "mail: {host: h, from: a@example.com}\n", "jobs": "jobs: [{name: w, report: weekly, schedule: \"0 7 * * Mon\"}]\n",
		"a default in full": "defaults: {target: 99.9}\n",
	}
	for name, text := range same {
		got := parse(t, "calendars: {x: {hours: {Mon: \"09:00-17:00\"}}}\n"+text).Fingerprint()
		assert.Equal(t, base, got, name)
	}
	other := map[string]string{
		"hours":    "calendars: {x: {hours: {Mon: \"09:00-17:01\"}}}\n",
		"holidays": "calendars: {x: {hours: {Mon: \"09:00-17:00\"}, holidays: [2026-12-25]}}\n",
		"zone":     "calendars: {x: {hours: {Mon: \"09:00-17:00\"}, zone: Asia/Tokyo}}\n",
		"timezone": "calendars: {x: {hours: {Mon: \"09:00-17:00\"}, zone: UTC}}\ntimezone: Asia/Tokyo\n",
		"service":  "calendars: {x: {hours: {Mon: \"09:00-17:00\"}}}\nservices: [{id: fx}]\n",
		"no rule":  "calendars: {x: {hours: {Mon: \"09:00-17:00\"}}}\noutages: {by_priority: {}}\n",
		"rating":   "calendars: {x: {hours: {Mon: \"09:00-17:00\"}}}\nrating: {amber_at: 80}\n",
		"defaults": "calendars: {x: {hours: {Mon: \"09:00-17:00\"}}}\ndefaults: {target: 99}\n",
	}
	seen := map[string]string{base: "base"}
	for name, text := range other {
		got := parse(t, text).Fingerprint()
		assert.Empty(t, seen[got], "%s is as %s", name, seen[got])
		seen[got] = name
	}
}

func TestFingerprintOfSources(t *testing.T) {
	print := func(rest string) string {
		text := "sources: [{name: a, kind: csv, record: incident, columns: {id: number}, " + rest + "}]\n"
		c, err := Parse("config.yaml", []byte(text), nil)
		require.NoError(t, err)
		return c.Fingerprint()
	}
	base := print("path: a.csv")
	assert.Equal(t, base, print("path: b.csv"))
	assert.Equal(t, base, print("path: a.csv, link: \"https://example.com/{id}\""))
	assert.NotEqual(t, base, print("path: a.csv, zone: Asia/Tokyo"))
	assert.NotEqual(t, print("path: a.csv, zone: Asia/Seoul"), print("path: a.csv, zone: Asia/Tokyo"))
	assert.NotEqual(t, base, print("path: a.csv, values: {status: {Done: closed}}"))
}
