// Package ledger says how the ledger of runs names things: runs, instants, lengths of time, reasons.
package ledger

import (
	"fmt"
	"strings"
	"time"

	"nines/internal/config"
	"nines/internal/store"
	"nines/jobs/settings"
	"nines/templates"
)

// LongestReason is how much of a text the ledger keeps as a reason, in characters.
const LongestReason = 500

// Words are those of the configuration's language, with the business time zone.
type Words struct {
	*templates.Words
	Zone *time.Location
}

// LoadWords loads the words that a configuration asks for.
func LoadWords(c *config.Config) (Words, error) {
	own, err := settings.OwnWords(c)
	if err != nil {
		return Words{}, err
	}
	words, _, err := templates.LoadWords(c.Locale, own)
	return Words{words, c.Timezone}, err
}

// Run names a run in logs: its job and when it was due.
func (w Words) Run(r store.Run) string { return r.Job + "@" + r.Due.In(w.Zone).Format(time.RFC3339) }

// Moment writes an instant with its zone, as 2026-11-02 07:00 GMT; ? for the zero one.
func (w Words) Moment(t time.Time) string {
	if t.IsZero() {
		return "?"
	}
	layout := "2006-01-02 15:04 MST"
	if t.Second() != 0 {
		layout = "2006-01-02 15:04:05 MST"
	}
	return t.In(w.Zone).Format(layout)
}

// Late says why a run that was due at an instant is begun now.
func (w Words) Late(key string, due, now time.Time) string {
	return w.Text(key, "due", w.Moment(due), "now", w.Moment(now))
}

// Length writes a length of time as the configuration does: 3d, 90m.
func Length(d time.Duration) string {
	for _, unit := range []struct {
		name string
		of   time.Duration
	}{{"d", 24 * time.Hour}, {"h", time.Hour}, {"m", time.Minute}, {"s", time.Second}} {
		if d >= unit.of && d%unit.of == 0 {
			return fmt.Sprintf("%d%s", d/unit.of, unit.name)
		}
	}
	return d.String()
}

// Shorten makes a text of an error fit for one line of so many characters.
func Shorten(text string, most int) string {
	runes := []rune(strings.Join(strings.Fields(text), " "))
	if len(runes) > most {
		return string(runes[:most]) + "\u2026"
	}
	return string(runes)
}
