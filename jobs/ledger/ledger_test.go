package ledger

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/config"
	"nines/internal/store"
)

func TestLength(t *testing.T) {
	for want, d := range map[string]time.Duration{
		"3d": 72 * time.Hour, "36h": 36 * time.Hour, "90m": 90 * time.Minute, "61s": 61 * time.Second, "1.5s": 1500 * time.Millisecond,
	} {
		assert.Equal(t, want, Length(d))
	}
}

func TestMomentsAndRuns(t *testing.T) {
	zone, err := time.LoadLocation("Europe/London")
	require.NoError(t, err)
	w, err := LoadWords(&config.Config{Locale: "en-GB", Timezone: zone})
	require.NoError(t, err)
	summer := time.Date(2026, 7, 1, 6, 0, 0, 0, time.UTC)
	assert.Equal(t, "2026-07-01 07:00 BST", w.Moment(summer))
	assert.Equal(t, "2026-07-01 07:00:05 BST", w.Moment(summer.Add(5*time.Second)))
	assert.Equal(t, "?", w.Moment(time.Time{}))
	assert.Equal(t, "pack@2026-07-01T07:00:00+01:00", w.Run(store.Run{Job: "pack", Due: summer}))
}

func TestShorten(t *testing.T) {
	assert.Equal(t, "a b", Shorten(" a\n\tb ", 3))
	assert.Equal(t, "äö…", Shorten("äöü", 2))
}
