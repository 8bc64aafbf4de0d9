package changes_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"nines/analysis/changes"
	"nines/internal/itsm"
)

// day is a date of October 2026.
func day(d int) itsm.Date { return itsm.Date{Year: 2026, Month: 10, Day: d} }

// A freeze of the 20th and 21st is [20 October 00:00, 22 October 00:00) in London.
func TestFreeze(t *testing.T) {
	for _, c := range []struct {
		name       string
		services   []string
		on         string
		start, end time.Time
		frozen     bool
	}{
		{"ends as it begins", nil, "fx", oct(19, 22, 0), oct(20, 0, 0), false},
		{"ends a minute later", nil, "fx", oct(19, 22, 0), oct(20, 0, 1), true},
		{"in its last minute", nil, "fx", oct(21, 23, 59), oct(22, 1, 0), true},
		{"starts as it ends", nil, "fx", oct(22, 0, 0), oct(22, 1, 0), false},
		{"around it", nil, "fx", oct(19, 0, 0), oct(23, 0, 0), true},
		{"only a start, in its last instant", nil, "fx", oct(22, 0, 0).Add(-1), none, true},
		{"only a start, the instant after", nil, "fx", oct(22, 0, 0), none, false},
		{"only an end, its first instant", nil, "fx", none, oct(20, 0, 0), false},
		{"of the service", []string{"mail", "fx"}, "FX pricing", oct(20, 1, 0), oct(20, 2, 0), true},
		{"of another", []string{"mail"}, "fx", oct(20, 1, 0), oct(20, 2, 0), false},
		{"of some, the service unknown", []string{"mail"}, "", oct(20, 1, 0), oct(20, 2, 0), false},
		{"of all, the service unknown", nil, "", oct(20, 1, 0), oct(20, 2, 0), true},
		{"without a time", nil, "fx", none, none, false},
	} {
		in := input(complete("1", on(c.on), planned(c.start, c.end)))
		in.Rules.Freezes = []changes.Freeze{{From: day(20), To: day(21), Services: c.services}}
		assert.Equal(t, c.frozen, slices.Contains(flags(t, in), "in_freeze"), c.name)
	}
}

// The 25th has 25 hours: a freeze of that day ends 25 hours after it began.
func TestFreezesOfTheWeek(t *testing.T) {
	in := input()
	in.Rules.Freezes = []changes.Freeze{
		{From: day(25), To: day(25), Reason: "audit"},
		{From: day(26), To: day(27)},
		{From: day(1), To: day(18)},
		{From: day(12), To: day(19), Reason: "half term"},
	}
	assert.Equal(t, []changes.FreezeSpan{
		{Span: itsm.Span{From: oct(12, 0, 0).UTC(), To: oct(20, 0, 0).UTC()}, Freeze: in.Rules.Freezes[3]},
		{Span: itsm.Span{From: oct(25, 0, 0).UTC(), To: oct(25, 0, 0).UTC().Add(25 * time.Hour)}, Freeze: in.Rules.Freezes[0]},
	}, changes.NewSchedule(in).Freezes)
}

// In a report about a part of the services the freezes of others are none of its business.
func TestFreezesOfAPart(t *testing.T) {
	in := input()
	in.Rules.Freezes = []changes.Freeze{
		{From: day(20), To: day(20), Reason: "all"},
		{From: day(21), To: day(21), Services: []string{"mail", "FX pricing"}},
		{From: day(22), To: day(22), Services: []string{"mail"}},
		{From: day(23), To: day(23), Services: []string{"nobody knows it"}},
	}
	assert.Len(t, changes.NewSchedule(in).Freezes, 4)
	in.Catalogue.Restrict(func(s *itsm.Service) bool { return s.ID == "fx" })
	var from []time.Time
	for _, f := range changes.NewSchedule(in).Freezes {
		from = append(from, f.Span.From)
	}
	assert.Equal(t, []time.Time{oct(20, 0, 0).UTC(), oct(21, 0, 0).UTC()}, from)
}

// The window is 22:00 to 06:00 of Monday to Saturday nights. That of Saturday, the 24th, is nine hours long: the clocks go
// back in it.
func TestChangeWindow(t *testing.T) {
	nights := calendarOf(22, 30)
	nights.Hours[time.Saturday] = nights.Hours[time.Friday]
	nights.Holidays = map[itsm.Date]bool{day(22): true}
	for _, c := range []struct {
		name       string
		start, end time.Time
		outside    bool
	}{
		{"the whole window", oct(20, 22, 0), oct(21, 6, 0), false},
		{"a minute early", oct(20, 21, 59), oct(21, 6, 0), true},
		{"a minute late", oct(20, 22, 0), oct(21, 6, 1), true},
		{"by day", oct(20, 12, 0), oct(20, 13, 0), true},
		{"over two windows", oct(20, 23, 0), oct(21, 23, 0), true},
		{"on a holiday", oct(22, 23, 0), oct(22, 23, 30), true},
		{"after the holiday's eve", oct(22, 1, 0), oct(22, 2, 0), false},
		{"over the end of summer time", oct(24, 22, 0), oct(24, 22, 0).Add(9 * time.Hour), false},
		{"a minute longer", oct(24, 22, 0), oct(24, 22, 0).Add(9*time.Hour + time.Minute), true},
		{"on Sunday night", oct(25, 22, 0), oct(25, 23, 0), true},
		{"only a start", oct(20, 22, 0), none, false},
		{"only a start, outside", oct(20, 21, 59), none, true},
		{"only an end, that of the window", none, oct(21, 6, 0), false},
		{"without a time", none, none, false},
		{"for thousands of years", oct(20, 22, 0), time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC), true},
	} {
		in := input(complete("1", planned(c.start, c.end)))
		in.Catalogue.Lookup("fx").ChangeWindow = nights
		assert.Equal(t, c.outside, slices.Contains(flags(t, in), "outside_window"), c.name)
	}
}

// Of 100 units a week Tuesday 10:00-11:00 carries 15 and Tuesday 11:00-12:00 carries 5: a fifth together. On
// Sunday, the 25th, the hour from 01:00 comes twice.
func TestBusyHours(t *testing.T) {
	for _, c := range []struct {
		name       string
		start, end time.Time
		busy       bool
	}{
		{"before", oct(20, 9, 0), oct(20, 10, 0), false},
		{"into them", oct(20, 9, 0), oct(20, 10, 1), true},
		{"in the second of them", oct(20, 11, 0), oct(20, 11, 30), true},
		{"after", oct(20, 12, 0), oct(20, 13, 0), false},
		{"another day", oct(21, 10, 0), oct(21, 11, 0), false},
		{"the whole week but for them", oct(20, 12, 0), oct(27, 10, 0), false},
		{"only a start", oct(20, 11, 59), none, true},
		{"without a time", none, none, false},
	} {
		in := input(complete("1", planned(c.start, c.end)))
		volume := changes.NewWeekVolume(london)
		volume.Add(oct(13, 10, 59), 15)
		volume.Add(oct(6, 11, 0), 5)
		for hour := range 20 {
			volume.Add(oct(8, hour, 0), 4)
		}
		in.Volumes = map[string]*changes.WeekVolume{"fx": volume}
		assert.Equal(t, c.busy, slices.Contains(flags(t, in), "busy_hours"), c.name)
	}
}

func TestCriticalCalendar(t *testing.T) {
	for _, c := range []struct {
		start time.Time
		busy  bool
	}{{oct(20, 7, 0), false}, {oct(20, 8, 1), true}, {oct(20, 16, 59), true}, {oct(20, 17, 0), false}, {oct(24, 12, 0), false}} {
		in := input(complete("1", planned(c.start, c.start.Add(time.Hour))))
		in.Catalogue.Lookup("fx").Critical = calendarOf(9, 17)
		assert.Equal(t, c.busy, slices.Contains(flags(t, in), "busy_hours"), c.start)
	}
}

func TestTopFifthOfTheVolume(t *testing.T) {
	volume := func(hours map[int]float64) *changes.WeekVolume {
		v := changes.NewWeekVolume(london)
		for h, volume := range hours {
			v.Add(oct(5, h, 0), volume)
		}
		return v
	}
	flat := map[int]float64{}
	for h := range 168 {
		flat[h] = 2
	}
	for _, c := range []struct {
		name   string
		volume *changes.WeekVolume
		want   []int
		ok     bool
	}{
		{"nothing", volume(nil), nil, false},
		{"always the same", volume(flat), nil, false},
		{"one hour carries a fifth", volume(map[int]float64{0: 20, 1: 19, 2: 18, 3: 17, 4: 16, 5: 10}), []int{0}, true},
		{"one carries a bit less: two", volume(map[int]float64{0: 20, 1: 19, 2: 18, 3: 17, 4: 16, 5: 11}), []int{0, 1}, true},
		{"two as busy as each other", volume(map[int]float64{7: 20, 167: 20, 3: 10}), []int{7, 167}, true},
		{"negative ones count for nothing", volume(map[int]float64{7: 20, 8: -5}), []int{7}, true},
	} {
		got, ok := c.volume.Busy()
		assert.Equal(t, c.ok, ok, c.name)
		assert.Equal(t, c.want, got, c.name)
	}
	v := changes.NewWeekVolume(london)
	v.Add(time.Date(2026, 10, 25, 0, 30, 0, 0, time.UTC), 1) // 01:30 summer time
	v.Add(time.Date(2026, 10, 25, 1, 30, 0, 0, time.UTC), 1) // 01:30 again
	got, _ := v.Busy()
	assert.Equal(t, []int{6*24 + 1}, got, "by the wall clock")
}
