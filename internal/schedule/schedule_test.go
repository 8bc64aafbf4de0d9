package schedule

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	require.NoError(t, err)
	return z
}

func TestClockChanges(t *testing.T) {
	for _, c := range []struct {
		name, zone, expression string
		after, until           string
		want                   []string
	}{
		{
			"a time in the gap is due right after it", "Europe/Berlin", "30 2 * * *", "2026-03-28T12:00:00Z", "2026-03-30T12:00:00Z",
			[]string{"2026-03-29T03:00:00+02:00", "2026-03-30T02:30:00+02:00"},
		},
		{
			"several times in the gap are due once", "Europe/Berlin", "*/15 2 * * *", "2026-03-29T00:00:00Z", "2026-03-29T12:00:00Z",
			[]string{"2026-03-29T03:00:00+02:00"},
		},
		{
			"the first instant after the gap is due once", "Europe/Berlin", "0 2,3 * * *", "2026-03-29T00:00:00Z", "2026-03-29T12:00:00Z",
			[]string{"2026-03-29T03:00:00+02:00"},
		},
		{
			"a repeated hour that is named is due once", "Europe/Berlin", "30 2 * * *", "2026-10-24T12:00:00Z", "2026-10-26T12:00:00Z",
			[]string{"2026-10-25T02:30:00+02:00", "2026-10-26T02:30:00+01:00"},
		},
		{
			"every quarter of a named hour, four times and not eight", "Europe/Berlin", "*/15 2 * * *", "2026-10-25T00:00:00Z", "2026-10-25T12:00:00Z",
			[]string{"2026-10-25T02:15:00+02:00", "2026-10-25T02:30:00+02:00", "2026-10-25T02:45:00+02:00"},
		},
		{
			"every hour at each that elapses", "Europe/Berlin", "0 * * * *", "2026-10-24T23:30:00Z", "2026-10-25T02:00:00Z",
			[]string{"2026-10-25T02:00:00+02:00", "2026-10-25T02:00:00+01:00", "2026-10-25T03:00:00+01:00"},
		},
		{
			"a list of all hours is every hour", "Europe/Berlin", "0 0-23 * * *", "2026-10-24T23:30:00Z", "2026-10-25T01:00:00Z",
			[]string{"2026-10-25T02:00:00+02:00", "2026-10-25T02:00:00+01:00"},
		},
		{
			"London", "Europe/London", "30 1 * * *", "2026-03-29T00:00:00Z", "2026-03-29T12:00:00Z",
			[]string{"2026-03-29T02:00:00+01:00"},
		},
		{
			"a change of half an hour", "Australia/Lord_Howe", "15 2 * * *", "2026-10-03T12:00:00Z", "2026-10-04T00:00:00Z",
			[]string{"2026-10-04T02:30:00+11:00"},
		},
		{
			"a day that was left out", "Pacific/Apia", "0 12 * * *", "2011-12-29T23:00:00Z", "2011-12-31T00:00:00Z",
			[]string{"2011-12-31T00:00:00+14:00", "2011-12-31T12:00:00+14:00"},
		},
		{
			"midnight that is left out", "America/Havana", "0 0 * * *", "2026-03-07T12:00:00Z", "2026-03-08T12:00:00Z",
			[]string{"2026-03-08T01:00:00-04:00"},
		},
		{
			"the 29th of February", "UTC", "0 7 29 2 *", "2026-01-01T00:00:00Z", "2032-12-31T00:00:00Z",
			[]string{"2028-02-29T07:00:00Z", "2032-02-29T07:00:00Z"},
		},
		{"a date that never comes", "Europe/Berlin", "0 7 30 2 *", "2026-01-01T00:00:00Z", "2032-12-31T00:00:00Z", nil},
		{
			"seconds first", "UTC", "*/20 * * * * *", "2026-01-01T00:00:00Z", "2026-01-01T00:01:00Z",
			[]string{"2026-01-01T00:00:20Z", "2026-01-01T00:00:40Z", "2026-01-01T00:01:00Z"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, err := Parse(c.expression, zone(t, c.zone))
			require.NoError(t, err)
			var got []string
			for _, due := range s.Between(instant(t, c.after), instant(t, c.until), 100) {
				got = append(got, due.Format(time.RFC3339))
			}
			assert.Equal(t, c.want, got)
		})
	}
}

func instant(t *testing.T, text string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, text)
	require.NoError(t, err)
	return at
}

func TestBetweenKeepsTheLatest(t *testing.T) {
	s, err := Parse("0 * * * *", time.UTC)
	require.NoError(t, err)
	from := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	due := s.Between(from, from.Add(1000*time.Hour), 3)
	assert.Equal(t, []time.Time{from.Add(998 * time.Hour), from.Add(999 * time.Hour), from.Add(1000 * time.Hour)}, due)
	assert.Empty(t, s.Between(from, from.Add(-time.Hour), 3))
}

func TestParseRefuses(t *testing.T) {
	for _, text := range []string{"", "0 7 * *", "@daily", "61 * * * *", "0 7 * * Mon extra more"} {
		_, err := Parse(text, time.UTC)
		assert.Error(t, err, text)
	}
}

// field is one field of an expression as an independent reader understands it: a star, a star with a step, or a list.
type field struct {
	any    bool
	values []int
}

func (f field) has(v int) bool { return f.any || slices.Contains(f.values, v) }

func fieldOf(text string, least, most int) field {
	if text == "*" {
		return field{any: true}
	}
	var f field
	if step, ok := strings.CutPrefix(text, "*/"); ok {
		by, _ := strconv.Atoi(step)
		for v := least; v <= most; v += by {
			f.values = append(f.values, v)
		}
		return f
	}
	for part := range strings.SplitSeq(text, ",") {
		v, _ := strconv.Atoi(part)
		f.values = append(f.values, v)
	}
	return f
}

// minutes walks two years minute by minute and tells by the rules when an expression is due: no arithmetic on offsets,
// only what the clocks show.
type minutes struct {
	minute, hour, dom, month, dow field
	everyHour                     bool
}

func minutesOf(expression string) minutes {
	f := strings.Fields(expression)
	return minutes{
		fieldOf(f[0], 0, 59), fieldOf(f[1], 0, 23), fieldOf(f[2], 1, 31), fieldOf(f[3], 1, 12), fieldOf(f[4], 0, 6),
		strings.HasPrefix(f[1], "*"),
	}
}

func (m minutes) shows(clock time.Time) bool {
	day := m.dom.has(clock.Day()) && m.dow.has(int(clock.Weekday()))
	if !m.dom.any && !m.dow.any { // either will do, by an old custom of cron
		day = m.dom.has(clock.Day()) || m.dow.has(int(clock.Weekday()))
	}
	return day && m.minute.has(clock.Minute()) && m.hour.has(clock.Hour()) && m.month.has(int(clock.Month()))
}

func TestTwoYearsMinuteByMinute(t *testing.T) {
	expressions := []string{
		"0 7 * * 1", "30 2 * * *", "*/15 2 * * *", "30 1 * * *", "0 0 1 * *", "*/5 * * * *", "45 * * * *", "0 */6 * * *", "0 0 29 2 *", "15 3 1,15 * 1",
	}
	from := time.Date(2027, time.February, 1, 0, 0, 0, 0, time.UTC) // 2028 is a leap year
	until := from.AddDate(2, 0, 0)
	slots := 0
	for _, name := range []string{"Europe/London", "America/New_York", "Australia/Lord_Howe"} {
		z := zone(t, name)
		rules := make([]minutes, len(expressions))
		want := make([][]time.Time, len(expressions))
		for i, e := range expressions {
			rules[i] = minutesOf(e)
		}
		latest := wall(from.In(z)) // that the clocks have shown
		for at := from.Add(time.Minute); !at.After(until); at = at.Add(time.Minute) {
			clock := wall(at.In(z))
			again := !clock.After(latest)
			for i, m := range rules {
				due := m.shows(clock) && (m.everyHour || !again)
				for missed := latest.Add(time.Minute); !due && missed.Before(clock); missed = missed.Add(time.Minute) {
					due = m.shows(missed)
				}
				if due {
					want[i] = append(want[i], at)
				}
			}
			if !again {
				latest = clock
			}
		}
		for i, e := range expressions {
			s, err := Parse(e, z)
			require.NoError(t, err)
			got := s.Between(from, until, 1<<20)
			require.Len(t, got, len(want[i]), "%s in %s", e, name)
			for k := range got {
				require.True(t, got[k].Equal(want[i][k]), "%s in %s: slot %d is %v, want %v", e, name, k, got[k], want[i][k].In(z))
			}
			slots += len(got)
		}
	}
	t.Logf("%d slots of two years in three zones, each at its instant and none twice", slots)
}

// wall is what the clocks show, as an instant of UTC.
func wall(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, time.UTC)
}

func BenchmarkNext(b *testing.B) {
	z, err := time.LoadLocation("Europe/London")
	require.NoError(b, err)
	s, err := Parse("0 7 * * Mon", z)
	require.NoError(b, err)
	at := time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)
	for b.Loop() {
		s.Next(at)
	}
}
