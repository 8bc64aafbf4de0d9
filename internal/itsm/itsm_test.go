package itsm

import (
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

// Weeks of Europe/London at the clock changes: 7 x 24 = 168 hours, one more in autumn and one less in spring.
func TestWeeksOverClockChanges(t *testing.T) {
	london := zone(t, "Europe/London")
	for name, hours := range map[string]float64{"2026-W43": 169, "2026-W13": 167, "2026-W20": 168} {
		p, err := ParsePeriod(name, time.Time{}, london)
		require.NoError(t, err)
		assert.InDelta(t, hours, p.Length().Hours(), 0, name)
		assert.Equal(t, name, p.Name)
	}
}

func TestParsePeriod(t *testing.T) {
	asOf := time.Date(2026, 11, 2, 7, 0, 0, 0, time.UTC) // a Monday
	for text, want := range map[string]string{
		"2026-10-08": "2026-10-08 2026-10-09", "yesterday": "2026-11-01 2026-11-02",
		"2026-W01": "2025-12-29 2026-01-05", "2026-W53": "2026-12-28 2027-01-04",
		"2026-10": "2026-10-01 2026-11-01", "2026-12": "2026-12-01 2027-01-01", "2026-Q4": "2026-10-01 2027-01-01",
		"2026": "2026-01-01 2027-01-01", "2026-10-01..2026-10-08": "2026-10-01 2026-10-08",
		"last-week": "2026-10-26 2026-11-02", "this-week": "2026-11-02 2026-11-09", "next-week": "2026-11-09 2026-11-16",
		"last-month": "2026-10-01 2026-11-01", "last-quarter": "2026-07-01 2026-10-01",
	} {
		p, err := ParsePeriod(text, asOf, time.UTC)
		require.NoError(t, err, text)
		assert.Equal(t, want, p.From.Format(time.DateOnly)+" "+p.To.Format(time.DateOnly), text)
	}
	for _, text := range []string{"", "2026-13", "2026-W54", "2025-W53", "2026-Q5", "2026-10-08..2026-10-08", "soon", "08/10/2026"} {
		_, err := ParsePeriod(text, asOf, time.UTC)
		assert.ErrorContains(t, err, "is no period", text)
	}
}

func TestShiftKeepsTheKind(t *testing.T) {
	p, err := ParsePeriod("2026-03", time.Time{}, time.UTC)
	require.NoError(t, err)
	assert.Equal(t, "2025-03", p.Shift(-12).Name)
	assert.Equal(t, "2026-02", p.Shift(-1).Name)
	r, err := ParsePeriod("2026-10-01..2026-10-08", time.Time{}, time.UTC)
	require.NoError(t, err)
	assert.Equal(t, "2026-09-24..2026-10-01", r.Shift(-1).Name)
}

// São Paulo skipped midnight of 2018-11-04: the day began at 01:00 (-02:00), which is 03:00 UTC.
// Havana repeated the hour from midnight on 2018-11-04: the day began at the first midnight (-04:00), 04:00 UTC.
func TestDayStartsWhereMidnightIsSkippedOrRepeated(t *testing.T) {
	d := Date{2018, time.November, 4}
	assert.Equal(t, time.Date(2018, 11, 4, 3, 0, 0, 0, time.UTC), d.Start(zone(t, "America/Sao_Paulo")).UTC())
	assert.Equal(t, time.Date(2018, 11, 4, 4, 0, 0, 0, time.UTC), d.Start(zone(t, "America/Havana")).UTC())
}

func officeHours(z *time.Location, span HourSpan) *Calendar {
	c := &Calendar{Name: "office", Zone: z}
	for day := time.Monday; day <= time.Friday; day++ {
		c.Hours[day] = []HourSpan{span}
	}
	return c
}

func TestCalendarHours(t *testing.T) {
	week, _ := ParsePeriod("2026-W42", time.Time{}, time.UTC)
	c := officeHours(time.UTC, HourSpan{9 * 60, 17 * 60})
	assert.Equal(t, 2400*time.Minute, c.Within(week.Span).Length()) // 5 x 8 h
	c.Holidays = map[Date]bool{{2026, time.October, 14}: true}
	assert.Equal(t, 1920*time.Minute, c.Within(week.Span).Length()) // one day less

	night := officeHours(time.UTC, HourSpan{22 * 60, 30 * 60}) // 22:00 to 06:00, Monday to Friday evenings
	sunday := Span{time.Date(2026, 10, 17, 0, 0, 0, 0, time.UTC), time.Date(2026, 10, 19, 0, 0, 0, 0, time.UTC)}
	assert.Equal(t, 6*time.Hour, night.Within(sunday).Length()) // Friday's night runs into Saturday until 06:00
}

// An instant counts where the wall clock reads a time within the hours: from 01:00 to 03:00 there is one hour on the
// day on which the clocks skip 01:00 to 02:00, and three when they show it twice.
func TestCalendarOverClockChanges(t *testing.T) {
	london := zone(t, "Europe/London")
	c := &Calendar{Zone: london}
	c.Hours[time.Sunday] = []HourSpan{{60, 180}}
	for day, hours := range map[string]float64{"2026-03-29": 1, "2026-10-25": 3, "2026-10-18": 2} {
		p, err := ParsePeriod(day, time.Time{}, london)
		require.NoError(t, err)
		assert.InDelta(t, hours, c.Within(p.Span).Length().Hours(), 0, day)
	}
}

// A minute-by-minute reading of the wall clock agrees on a year of odd hours in a zone with clock changes.
func TestCalendarAgreesWithReadingTheClock(t *testing.T) {
	london := zone(t, "Europe/London")
	c := &Calendar{Zone: london, Holidays: map[Date]bool{{2026, time.March, 30}: true}}
	for day := range c.Hours {
		c.Hours[day] = []HourSpan{{37 * (day + 1), 37*(day+1) + 400}, {1200, 1200 + 60*day}}
	}
	for _, month := range []string{"2026-03", "2026-10"} {
		p, _ := ParsePeriod(month, time.Time{}, london)
		minutes := 0
		for at := p.From; at.Before(p.To); at = at.Add(time.Minute) {
			if clockReadsOpen(c, at.In(london)) {
				minutes++
			}
		}
		assert.Equal(t, time.Duration(minutes)*time.Minute, c.Within(p.Span).Length(), month)
	}
}

func clockReadsOpen(c *Calendar, at time.Time) bool {
	minute := at.Hour()*60 + at.Minute()
	today := DateOf(at)
	for back, day := range []Date{today, today.AddDays(-1)} {
		if c.Holidays[day] {
			continue
		}
		for _, h := range c.Hours[day.Weekday()] {
			if m := minute + back*1440; m >= h.From && m < h.To {
				return true
			}
		}
	}
	return false
}

func TestWordsAreReadWithoutCaseSpacesHyphensUnderscores(t *testing.T) {
	var p Priority
	for _, text := range []string{"1", "P1", "p1", "1 - Critical", "1-critical", "Critical"} {
		require.True(t, p.Parse(text), text)
		assert.Equal(t, P1, p, text)
	}
	assert.False(t, p.Parse("urgent"))
	assert.Equal(t, PriorityUnknown, p)
	var s Status
	require.True(t, s.Parse("In Progress"))
	assert.Equal(t, StatusInProgress, s)
	var o Outcome
	require.True(t, o.Parse("Successful with issues"))
	assert.Equal(t, "successful_with_issues", o.String())
}

func TestAsOfHidesWhatWasNotKnown(t *testing.T) {
	at := func(hour int) time.Time { return time.Date(2026, 10, 8, hour, 0, 0, 0, time.UTC) }
	i := Incident{Head: Head{Oldest: true, Version: at(12)}, Opened: at(8), Resolved: at(10), Closed: at(12), Status: StatusClosed}
	require.True(t, Incidents.AsOf(&i, at(11)), "the oldest version stands for the time before")
	Incidents.StatusByTimes(&i)
	assert.Equal(t, StatusResolved, i.Status)
	assert.True(t, i.Closed.IsZero())
	assert.Equal(t, at(10), i.Resolved)
	c := Change{Approved: Mark{Yes, at(12)}, PlannedStart: at(20)}
	Changes.AsOf(&c, at(11))
	assert.False(t, c.Approved.Done(), "an approval that came later is not known yet")
	assert.Equal(t, at(20), c.PlannedStart, "a plan is known before its time")
}

// An action that is done on the 8th at noon, as its only version tells, was open an hour before; one that was called off
// stays so.
func TestActionIsOverdueWhenItsDayIsOver(t *testing.T) {
	london, err := time.LoadLocation("Europe/London")
	require.NoError(t, err)
	at := func(day, hour int) time.Time { return time.Date(2026, 10, day, hour, 0, 0, 0, london) }
	day, hour := Action{Due: at(25, 0).UTC()}, Action{Due: at(25, 9)} // the clocks go back on the 25th: it has 25 hours
	assert.False(t, day.Overdue(at(25, 23), london))
	assert.True(t, day.Overdue(at(26, 0), london))
	assert.False(t, hour.Overdue(at(25, 8), london))
	assert.True(t, hour.Overdue(at(25, 9), london))
	assert.False(t, new(Action).Overdue(at(25, 9), london), "without a date")
}

func TestActionAsOf(t *testing.T) {
	at := func(hour int) time.Time { return time.Date(2026, 10, 8, hour, 0, 0, 0, time.UTC) }
	for _, c := range []struct {
		status, then Status
		done         Mark
	}{
		{StatusClosed, StatusOpen, Mark{Yes, at(12)}},
		{StatusClosed, StatusClosed, Mark{Yes, at(10)}},
		{StatusClosed, StatusClosed, Mark{Yes, time.Time{}}},
		{StatusCancelled, StatusCancelled, Mark{}},
		{StatusOpen, StatusOpen, Mark{}},
	} {
		a := Action{Head: Head{Oldest: true, Version: at(12)}, Status: c.status, Done: c.done}
		require.True(t, Actions.AsOf(&a, at(11)))
		Actions.StatusByTimes(&a)
		assert.Equal(t, c.then, a.Status, "%s %v", c.status, c.done)
	}
}

func TestFieldNamesAreUnique(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range Incidents.Fields {
		assert.False(t, seen[f.Name], f.Name)
		seen[f.Name] = true
		assert.NotNil(t, f.At(&Incident{}), f.Name)
	}
}

func TestComingPeriod(t *testing.T) {
	london := zone(t, "Europe/London")
	for at, want := range map[string]string{
		"2026-10-29T09:00:00Z": "2026-W45", // a Thursday: the week from Monday 2 November
		"2026-11-01T23:59:59Z": "2026-W45", // the Sunday before it
		"2026-11-02T00:00:00Z": "2026-W45", // its first instant
		"2026-11-02T07:00:00Z": "2026-W46", // it has begun
		"2026-03-29T22:59:59Z": "2026-W14", // London's Sunday 23:59:59, as summer time has begun
		"2026-03-29T23:00:00Z": "2026-W14", // London's Monday
		"2026-03-29T23:00:01Z": "2026-W15",
	} {
		instant, err := time.Parse(time.RFC3339, at)
		require.NoError(t, err)
		assert.Equal(t, want, Coming(Week, instant, london).Name, at)
	}
}
