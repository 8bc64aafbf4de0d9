package itsm

import "time"

// Date is a day of the civil calendar, without a zone.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf returns the day on which the instant falls in its own location.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

// Start is the first instant of the day in the zone. Where the clocks skip midnight it is the instant of the skip,
// where they show midnight twice it is the first of the two.
func (d Date) Start(zone *time.Location) time.Time {
	wall := time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
	first := time.Time{}
	// Every offset lies within a day of UTC, so the midnight, or the skip over it, is in this window.
	for at := wall.Add(-26 * time.Hour).In(zone); ; {
		_, offset := at.Zone()
		_, end := at.ZoneBounds()
		midnight := wall.Add(-time.Duration(offset) * time.Second)
		if midnight.Before(at) { // the clocks jumped over it
			midnight = at
		}
		if end.IsZero() || midnight.Before(end) {
			first = midnight
			break
		}
		at = end.In(zone)
	}
	return first.In(zone)
}

// AddDays returns the date n days later (earlier for negative n), by the civil calendar.
func (d Date) AddDays(n int) Date {
	return DateOf(time.Date(d.Year, d.Month, d.Day+n, 12, 0, 0, 0, time.UTC))
}

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday {
	return time.Date(d.Year, d.Month, d.Day, 12, 0, 0, 0, time.UTC).Weekday()
}

// Before tells whether d comes before o.
func (d Date) Before(o Date) bool {
	if d.Year != o.Year {
		return d.Year < o.Year
	}
	if d.Month != o.Month {
		return d.Month < o.Month
	}
	return d.Day < o.Day
}

// IsZero tells whether no date is set.
func (d Date) IsZero() bool { return d == Date{} }

// String returns the date as 2026-10-08.
func (d Date) String() string {
	return time.Date(d.Year, d.Month, d.Day, 12, 0, 0, 0, time.UTC).Format(time.DateOnly)
}
