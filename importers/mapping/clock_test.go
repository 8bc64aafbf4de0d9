package mapping

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
)

func zone(tb testing.TB, name string) *time.Location {
	tb.Helper()
	z, err := time.LoadLocation(name)
	require.NoError(tb, err)
	return z
}

func TestTimes(t *testing.T) {
	const unreadable = "" // no time
	tests := []struct {
		name, format, text, want string
	}{
		// ISO 8601, whatever the format. Amsterdam is at +1 in winter, +2 in summer.
		{"date", "", "2026-10-08", "2026-10-07T22:00:00Z"},
		{"blank", "", "2026-10-08 07:05", "2026-10-08T05:05:00Z"},
		{"T", "", "2026-01-08T07:05:09", "2026-01-08T06:05:09Z"},
		{"fraction", "", "2026-01-08T07:05:09.123456", "2026-01-08T06:05:09.123Z"},
		{"fraction with comma", "", "2026-01-08 07:05:09,5", "2026-01-08T06:05:09.5Z"},
		{"Z", "", "2026-01-08T07:05:09Z", "2026-01-08T07:05:09Z"},
		{"Z after a fraction", "", "2026-01-08T07:05:09.25Z", "2026-01-08T07:05:09.25Z"},
		{"offset", "", "2026-01-08T07:05:09+02:00", "2026-01-08T05:05:09Z"},
		{"offset without colon", "", "2026-01-08 07:05:09 -0330", "2026-01-08T10:35:09Z"},
		{"offset in hours", "", "2026-01-08 07:05+02", "2026-01-08T05:05:00Z"},
		{"UTC", "", "2026-01-08 07:05:09 UTC", "2026-01-08T07:05:09Z"},
		{"GMT", "", "2026-01-08 07:05:09 GMT", "2026-01-08T07:05:09Z"},
		{"basic", "", "20260108T070509Z", "2026-01-08T07:05:09Z"},
		{"end of the day", "", "2026-01-08T24:00Z", "2026-01-09T00:00:00Z"},
		{"leap second", "", "2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"},
		{"leap day", "", "2024-02-29T12:00Z", "2024-02-29T12:00:00Z"},
		{"century without leap day", "", "2100-02-29T12:00Z", unreadable},
		{"30 February", "", "2026-02-30", unreadable},
		{"abbreviation", "", "2026-01-08 07:05:09 EST", unreadable},
		{"hour 25", "", "2026-01-08 25:05", unreadable},
		{"placeholder", "", "0001-01-01T00:00:00Z", unreadable},
		{"last day, elsewhere", "", "9999-12-31T23:59-03:00", unreadable},
		{"never", "", "9999-12-31", "9999-12-30T23:00:00Z"},
		{"offset beyond", "", "2026-01-08T07:05+99:00", unreadable},
		{"rest", "", "2026-01-08 07:05 or so", unreadable},
		{"half a fraction", "", "2026-01-08 07:05:09.", unreadable},
		{"only digits", "", "20260108", unreadable},
		{"a serial number of a spreadsheet", "", "43831.5", unreadable},
		{"ISO among others", "%d/%m/%Y %H:%M", "2026-01-08T07:05:09Z", "2026-01-08T07:05:09Z"},

		{"unpadded", "%d/%m/%Y %H:%M", "9/3/2016 07:05", "2016-03-09T06:05:00Z"},
		{"padded", "%d/%m/%Y %H:%M", "29/12/2016 7:5", "2016-12-29T06:05:00Z"},
		{"month name", "%d/%b/%y %H:%M", "30/Apr/10 15:54", "2010-04-30T13:54:00Z"},
		{"whole month name", "%d %b %Y", "1 September 2026", "2026-08-31T22:00:00Z"},
		{"%B takes short names", "%d %B %Y", "1 SEPT. 2026", "2026-08-31T22:00:00Z"},
		{"last century", "%d/%b/%y", "30/Apr/69", "1969-04-29T23:00:00Z"}, // the Netherlands had no summer time in 1969
		{"noon", "%m/%d/%Y %I:%M %p", "1/8/2026 12:05 PM", "2026-01-08T11:05:00Z"},
		{"midnight", "%m/%d/%Y %I:%M:%S%p", "1/8/2026 12:05:06am", "2026-01-07T23:05:06Z"},
		{"p.m.", "%m/%d/%Y %I:%M %p", "1/8/2026 3:05 p.m.", "2026-01-08T14:05:00Z"},
		{"fractions", "%Y%m%d%H%M%S.%f", "20260108070509.9999", "2026-01-08T06:05:09.999Z"},
		{"RFC 2822", "%a, %d %b %Y %T %z", "Thu, 08 Jan 2026 07:05:09 +0100", "2026-01-08T06:05:09Z"},
		{"%Z takes UTC", "%d.%m.%Y %R %Z", "08.01.2026 07:05 UTC", "2026-01-08T07:05:00Z"},
		{"%Z refuses EST", "%d.%m.%Y %R %Z", "08.01.2026 07:05 EST", unreadable},
		{"glibc's unpadded", "%-d.%-m.%Y", "8.1.2026", "2026-01-07T23:00:00Z"},
		{"percent sign", "%%%F", "%2026-01-08", "2026-01-07T23:00:00Z"},
		{"month 13", "%d/%m/%Y", "1/13/2026", unreadable},
		{"31 April", "%d/%m/%Y", "31/4/2026", unreadable},
		{"13 PM", "%d/%m/%Y %I:%M %p", "1/4/2026 13:00 PM", unreadable},
		{"two digits for %Y", "%d/%m/%Y", "1/4/26", unreadable},
		{"more than the format", "%d/%m/%Y", "1/4/2026 10:00", unreadable},
		{"less than the format", "%d/%m/%Y %H:%M", "1/4/2026", unreadable},

		{"epoch", "epoch_s", "1790000000", "2026-09-21T14:13:20Z"},
		{"epoch with fraction", "epoch_s", "1790000000.125", "2026-09-21T14:13:20.125Z"},
		{"epoch in ms", "epoch_ms", "1790000000125", "2026-09-21T14:13:20.125Z"},
		{"before 1970", "epoch_s", "-1", "1969-12-31T23:59:59Z"},
		{"far out", "epoch_s", "1790000000125000", unreadable},
		{"epoch that is none", "epoch_s", "NaN", unreadable},
	}
	amsterdam := zone(t, "Europe/Amsterdam")
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var formats []string
			if test.format != "" {
				formats = []string{test.format}
			}
			c, err := newClock(amsterdam, formats)
			require.NoError(t, err)
			got, remark := c.parse(test.text)
			if test.want == unreadable {
				assert.Equal(t, itsm.RemarkUnreadable, remark)
				assert.True(t, got.IsZero())
				return
			}
			assert.Empty(t, remark)
			assert.Equal(t, test.want, got.Format(time.RFC3339Nano))
			assert.Equal(t, time.UTC, got.Location())
		})
	}
}

// In London the clocks went from 01:00 to 02:00 on 29 March 2026, and from 02:00 to 01:00 on 25 October 2026; on Lord
// Howe Island by half an hour, from 02:00 to 02:30 on 4 October 2026 and from 02:00 to 01:30 on 5 April.
func TestChangesOfTheClocks(t *testing.T) {
	tests := []struct {
		zone, text, want string
		remark           itsm.RemarkKind
	}{
		{"Europe/London", "2026-03-29 00:59", "2026-03-29T00:59:00Z", ""},
		{"Europe/London", "2026-03-29 01:30", "2026-03-29T01:30:00Z", itsm.RemarkGapTime}, // 02:30 of summer time
		{"Europe/London", "2026-03-29 02:00", "2026-03-29T01:00:00Z", ""},
		{"Europe/London", "2026-10-25 00:59", "2026-10-24T23:59:00Z", ""},
		{"Europe/London", "2026-10-25 01:00", "2026-10-25T01:00:00Z", itsm.RemarkTwiceTime},
		{"Europe/London", "2026-10-25 01:59", "2026-10-25T01:59:00Z", itsm.RemarkTwiceTime},
		{"Europe/London", "2026-10-25 02:00", "2026-10-25T02:00:00Z", ""},
		{"Europe/London", "2026-10-25 01:30+01:00", "2026-10-25T00:30:00Z", ""}, // an offset leaves no doubt
		{"America/New_York", "2026-03-08 02:30", "2026-03-08T07:30:00Z", itsm.RemarkGapTime},
		{"America/New_York", "2026-11-01 01:30", "2026-11-01T06:30:00Z", itsm.RemarkTwiceTime},
		{"Australia/Lord_Howe", "2026-10-04 02:15", "2026-10-03T15:45:00Z", itsm.RemarkGapTime},   // 02:45 at +11
		{"Australia/Lord_Howe", "2026-04-05 01:45", "2026-04-04T15:15:00Z", itsm.RemarkTwiceTime}, // at +10:30
		{"Pacific/Apia", "2011-12-30 12:00", "2011-12-30T22:00:00Z", itsm.RemarkGapTime},          // a day that never was
		{"UTC", "2026-03-29 01:30", "2026-03-29T01:30:00Z", ""},
	}
	for _, test := range tests {
		t.Run(test.zone+" "+test.text, func(t *testing.T) {
			c, err := newClock(zone(t, test.zone), nil)
			require.NoError(t, err)
			for range 2 { // also with what the first call remembered
				c.text = ""
				got, remark := c.parse(test.text)
				assert.Equal(t, test.want, got.Format(time.RFC3339))
				assert.Equal(t, test.remark, remark)
			}
		})
	}
}

// Every instant of some years, written as local time, comes back, or is said to be one of two.
func TestLocalTimesComeBack(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, name := range []string{"Europe/London", "America/Sao_Paulo", "Australia/Lord_Howe", "Asia/Kolkata", "Pacific/Apia", "Africa/Casablanca", "UTC"} {
		z := zone(t, name)
		c, err := newClock(z, nil)
		require.NoError(t, err)
		for range 20_000 {
			want := time.Unix(random.Int64N(2_500_000_000), 0)
			got, remark := c.parse(want.In(z).Format("2006-01-02 15:04:05"))
			if remark == itsm.RemarkTwiceTime {
				require.False(t, got.Before(want), "%s: the second of two, %s and %s", name, want.UTC(), got)
				continue
			}
			require.Empty(t, remark, name)
			require.True(t, got.Equal(want), "%s: %s became %s", name, want.UTC(), got)
		}
	}
}

func TestFormatsThatCannotBe(t *testing.T) {
	tests := map[string]string{
		"%H:%M":             "no whole date",
		"%d/%m":             "no whole date",
		"%d/%m/%Y %I:%M":    "go together",
		"%d/%m/%Y %H:%M %p": "go together",
		"%d/%m/%Q":          "%Q is not known",
		"%d/%m/%Y %":        "ends in a single %",
		"dd/mm/yyyy":        "no whole date",
	}
	for text, want := range tests {
		_, err := compile(text)
		assert.ErrorContains(t, err, want, text)
	}
}

func TestDaysBefore(t *testing.T) {
	for day := -30_000; day < 60_000; day += 7 {
		date := time.Unix(int64(day)*86_400, 0).UTC()
		require.Equal(t, day, daysBefore(date.Year(), int(date.Month()), date.Day()), date)
	}
}
