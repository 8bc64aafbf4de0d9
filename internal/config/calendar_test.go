package config

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestHours(t *testing.T) {
	day := []HourSpan{{540, 1020}} // 09:00 is minute 540, 17:00 minute 1020
	tests := map[string]struct {
		hours string
		want  map[time.Weekday][]HourSpan
	}{
		"a range":              {`Mon-Wed: "09:00-17:00"`, map[time.Weekday][]HourSpan{1: day, 2: day, 3: day}},
		"a range over the end": {`Sat-Mon: "09:00-17:00"`, map[time.Weekday][]HourSpan{6: day, 0: day, 1: day}},
		"named days":           {`"Mon,Wed": "09:00-17:00"`, map[time.Weekday][]HourSpan{1: day, 3: day}},
		"long names, any case": {`"MONDAY, thurs - Friday": "9:00-17:00"`, map[time.Weekday][]HourSpan{1: day, 4: day, 5: day}},
		"spans in order":       {`Sat: ["13:00-17:00", "08:00-12:00"]`, map[time.Weekday][]HourSpan{6: {{480, 720}, {780, 1020}}}},
		"a whole day":          {`Sun: "00:00-24:00"`, map[time.Weekday][]HourSpan{0: {{0, 1440}}}},
		"past midnight":        {`Fri: "22:00-06:00"`, map[time.Weekday][]HourSpan{5: {{1320, 1800}}}}, // 06:00 is 1440 + 360
		"to midnight":          {`Fri: "22:00-00:00"`, map[time.Weekday][]HourSpan{5: {{1320, 1440}}}},
		"touching":             {`Mon: "22:00-06:00", Tue: "06:00-09:00"`, map[time.Weekday][]HourSpan{1: {{1320, 1800}}, 2: {{360, 540}}}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			c := parse(t, "calendars: {x: {hours: {"+test.hours+"}}}\n")
			for day, spans := range c.Calendars["x"].Hours {
				assert.Equal(t, test.want[time.Weekday(day)], spans, time.Weekday(day))
			}
		})
	}
}

func TestCalendarZone(t *testing.T) {
	c := parse(t, `
calendars: {a: {hours: {Mon: "09:00-17:00"}}, b: {hours: {Mon: "09:00-17:00"}, zone: Asia/Tokyo}, c: 24x7, always: 24x7}
timezone: Europe/London
`)
	assert.Equal(t, "Europe/London", c.Calendars["a"].Zone.String(), "the business time zone, wherever it stands in the file")
	assert.Equal(t, "Asia/Tokyo", c.Calendars["b"].Zone.String())
	assert.True(t, c.Calendars["c"].Always)
	assert.True(t, c.Calendars[Always].Always)
}

func TestHolidays(t *testing.T) {
	c := parse(t, `calendars: {x: {hours: {Mon: "09:00-17:00"}, holidays: [2027-01-01, "2026-12-30..2027-01-01", 2026-12-25]}}
`)
	// The range has three days; the one that stands twice counts once.
	want := []Date{{2026, 12, 25}, {2026, 12, 30}, {2026, 12, 31}, {2027, 1, 1}}
	assert.Equal(t, want, c.Calendars["x"].Holidays)
}

func TestPublicHolidays(t *testing.T) {
	tests := map[string]struct {
		year int
		want []string
	}{
		// gov.uk: England and Wales 2026; Boxing Day falls on a Saturday and is observed on Monday the 28th.
		"GB": {2026, []string{
			"2026-01-01", "2026-04-03", "2026-04-06", "2026-05-04", "2026-05-25", "2026-08-31", "2026-12-25", "2026-12-26", "2026-12-28",
		}},
		// The nine holidays of all sixteen states, Easter 2026 on 5 April.
		"DE": {2026, []string{
			"2026-01-01", "2026-04-03", "2026-04-06", "2026-05-01", "2026-05-14", "2026-05-25", "2026-10-03", "2026-12-25", "2026-12-26",
		}},
		// The four days that every canton keeps.
		"CH": {2026, []string{"2026-01-01", "2026-05-14", "2026-08-01", "2026-12-25"}},
	}
	for code, test := range tests {
		t.Run(code, func(t *testing.T) {
			var got []string
			for _, date := range sortedDates(code) {
				if date.Year == test.year {
					got = append(got, date.String())
				}
			}
			assert.Equal(t, test.want, got)
		})
	}
}

func sortedDates(code string) []Date {
	dates := countryHolidays(code)
	slices.SortFunc(dates, Date.Compare)
	return slices.Compact(dates)
}

func TestHolidayObservedInTheOldYear(t *testing.T) {
	// 1 January 2022 was a Saturday: observed in the United States on Friday, 31 December 2021.
	assert.Contains(t, countryHolidays("US"), Date{2021, 12, 31})
}

func TestEveryCountryHasHolidaysEachYear(t *testing.T) {
	for code := range countries {
		perYear := make(map[int]int)
		for _, date := range sortedDates(code) {
			perYear[date.Year]++
		}
		for year := firstHolidayYear; year <= lastHolidayYear; year++ {
			assert.GreaterOrEqual(t, perYear[year], 4, "%s %d", code, year)
		}
		assert.Len(t, perYear, lastHolidayYear-firstHolidayYear+1, code)
	}
}

// The official lists of three years each, and of a year in which Portugal did without four.
func TestHolidaysOfFinlandAndPortugal(t *testing.T) {
	for code, years := range map[string]map[int]string{
		"FI": {
			2024: "01-01 01-06 03-29 03-31 04-01 05-01 05-09 05-19 06-22 11-02 12-06 12-25 12-26",
			2025: "01-01 01-06 04-18 04-20 04-21 05-01 05-29 06-08 06-21 11-01 12-06 12-25 12-26",
			2026: "01-01 01-06 04-03 04-05 04-06 05-01 05-14 05-24 06-20 10-31 12-06 12-25 12-26",
		},
		"PT": {
			2014: "01-01 04-18 04-20 04-25 05-01 06-10 08-15 12-08 12-25",
			2024: "01-01 03-29 03-31 04-25 05-01 05-30 06-10 08-15 10-05 11-01 12-01 12-08 12-25",
			2025: "01-01 04-18 04-20 04-25 05-01 06-10 06-19 08-15 10-05 11-01 12-01 12-08 12-25",
			2026: "01-01 04-03 04-05 04-25 05-01 06-04 06-10 08-15 10-05 11-01 12-01 12-08 12-25",
		},
	} {
		got := map[int][]string{}
		for _, d := range countryHolidays(code) {
			got[d.Year] = append(got[d.Year], d.String()[5:])
		}
		for year, want := range years {
			slices.Sort(got[year])
			assert.Equal(t, want, strings.Join(slices.Compact(got[year]), " "), "%s %d", code, year)
		}
	}
}
