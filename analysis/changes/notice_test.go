package changes_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/analysis/changes"
	"nines/internal/itsm"
)

// noticeOf is the notice of a change that is requested and planned to start so.
func noticeOf(t *testing.T, calendar *itsm.Calendar, zone *time.Location, requested, start time.Time) int {
	t.Helper()
	in := input(complete("1", planned(start, start.Add(time.Hour)), func(c *itsm.Change) { c.Requested = requested }))
	in.Coming = itsm.Span{From: start, To: start.Add(time.Hour)}
	in.Zone, in.Rules.LeadCalendar = zone, calendar
	s := changes.NewSchedule(in)
	require.Len(t, s.Changes, 1)
	require.True(t, s.Changes[0].Notice.Known)
	return int(s.Changes[0].Notice.Value)
}

func TestNotice(t *testing.T) {
	date := func(y int, m time.Month, d int) itsm.Date { return itsm.Date{Year: y, Month: m, Day: d} }
	office := calendarOf(9, 17)
	office.Holidays = map[itsm.Date]bool{date(2026, 12, 25): true, date(2026, 12, 28): true, date(2026, 12, 26): true} // the 26th is a Saturday
	saturdays := calendarOf(9, 17)
	saturdays.Hours[time.Saturday] = []itsm.HourSpan{{From: 600, To: 840}}
	tokyo := calendarOf(9, 17)
	tokyo.Zone = must(time.LoadLocation("Asia/Tokyo"))
	at := func(y int, m time.Month, d, hour int) time.Time { return time.Date(y, m, d, hour, 0, 0, 0, london) }
	for _, c := range []struct {
		name             string
		calendar         *itsm.Calendar
		requested, start time.Time
		want             int
	}{
		{"the same day", nil, oct(20, 1, 0), oct(20, 23, 0), 0},
		{"overnight", nil, oct(20, 23, 59), oct(21, 0, 0), 1},
		{"over a weekend", nil, oct(16, 12, 0), oct(19, 1, 0), 1},
		{"to a Sunday", nil, oct(16, 12, 0), oct(18, 12, 0), 0},
		{"from Saturday to Saturday", nil, oct(17, 12, 0), oct(24, 12, 0), 5},
		{"the start before the request", nil, oct(21, 12, 0), oct(19, 12, 0), 0},
		// 22, 23 and 24 December, not the holidays 25 and 28, 29 to 31: 6 days.
		{"holidays", office, at(2026, 12, 21, 12), at(2026, 12, 31, 12), 6},
		{"to a holiday", office, at(2026, 12, 24, 12), at(2026, 12, 28, 12), 0},
		{"before opening the day has begun", office, oct(20, 6, 0), oct(21, 6, 0), 1},
		{"Saturdays count where they have hours", saturdays, oct(16, 12, 0), oct(19, 12, 0), 2},
		{"around the clock", itsm.AlwaysOpen(), oct(16, 12, 0), oct(19, 12, 0), 3},
		// Monday, 19 October 18:00 in London is Tuesday 02:00 in Tokyo: Tuesday has begun there, Wednesday is to come.
		{"in the zone of the calendar", tokyo, oct(19, 18, 0), oct(20, 17, 0), 1},
		{"no working day at all", &itsm.Calendar{Zone: london}, oct(1, 0, 0), oct(30, 0, 0), 0},
		// The clocks go back on Sunday the 25th: from Saturday 23:30 to Monday 00:30 are 26 hours, one working day begins.
		{"over the end of summer time", nil, oct(24, 23, 30), oct(26, 0, 30), 1},
		// 2027 to 9999: 2,911,713 days, counted by another program; day by day they would take a while.
		{"a year mistyped", nil, at(2027, 1, 1, 0), at(9999, 1, 1, 0), 2079795},
	} {
		assert.Equal(t, c.want, noticeOf(t, c.calendar, london, c.requested, c.start), c.name)
	}
}

// Beirut's clocks skipped midnight of 29 March 2026 and Havana's showed 00:00 to 01:00 of 1 November 2026 twice. What is
// requested in the second of the two hours was requested after that day had begun.
func TestNoticeWhereTheClocksChangeAtMidnight(t *testing.T) {
	beirut, havana := must(time.LoadLocation("Asia/Beirut")), must(time.LoadLocation("America/Havana"))
	always := func(zone *time.Location) *itsm.Calendar { return &itsm.Calendar{Zone: zone, Always: true} }
	before := time.Date(2026, 3, 28, 23, 59, 0, 0, beirut)
	assert.Equal(t, 1, noticeOf(t, always(beirut), beirut, before, before.Add(2*time.Minute)))
	assert.Equal(t, 0, noticeOf(t, always(beirut), beirut, before.Add(time.Minute), before.Add(time.Hour)))
	first := time.Date(2026, 10, 31, 23, 59, 0, 0, havana)
	assert.Equal(t, 1, noticeOf(t, always(havana), havana, first, first.Add(2*time.Minute)))
	assert.Equal(t, 0, noticeOf(t, always(havana), havana, first.Add(62*time.Minute), first.Add(3*time.Hour)))
}

// FuzzNotice compares the count with a walk from day to day.
func FuzzNotice(f *testing.F) {
	f.Add(int64(1792500000), int64(400), uint8(0b0111110), uint8(3), uint8(0))
	f.Add(int64(1792500000), int64(-5), uint8(0), uint8(0), uint8(1))
	zones := []*time.Location{london, time.UTC, must(time.LoadLocation("Asia/Beirut")), must(time.LoadLocation("America/Havana"))}
	f.Fuzz(func(t *testing.T, requested, hours int64, weekdays, holiday, zone uint8) {
		if requested < 0 || requested > 4e9 || hours < -1e4 || hours > 1e5 {
			t.Skip("far from our days")
		}
		c := &itsm.Calendar{Zone: zones[int(zone)%len(zones)], Holidays: map[itsm.Date]bool{}}
		for day := range 7 {
			if weekdays>>day&1 == 1 {
				c.Hours[day] = []itsm.HourSpan{{From: 60, To: 120}}
			}
		}
		from := time.Unix(requested, 0)
		until := from.Add(time.Duration(hours) * time.Hour)
		day := itsm.DateOf(from.In(c.Zone)).AddDays(-2)
		c.Holidays[day.AddDays(int(holiday))] = true
		var want int
		for last := itsm.DateOf(until.In(c.Zone)); !last.Before(day); day = day.AddDays(1) {
			if day.Start(c.Zone).After(from) && len(c.Hours[day.Weekday()]) > 0 && !c.Holidays[day] {
				want++
			}
		}
		assert.Equal(t, want, noticeOf(t, c, c.Zone, from, until))
	})
}
