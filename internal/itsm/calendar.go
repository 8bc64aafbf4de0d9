package itsm

import "time"

// HourSpan is a part of a day on the wall clock, in minutes from midnight. To is greater than From and may exceed
// 1440: such a span runs past midnight and belongs to the day on which it begins.
type HourSpan struct {
	From, To int
}

// Calendar says when a service is agreed to be there. An instant lies in it when the wall clock of its zone, at that
// instant, reads a time within the hours of a day that is no holiday. So an hour that the clocks repeat counts twice
// and one that they skip not at all.
type Calendar struct {
	Name     string
	Zone     *time.Location
	Always   bool          // around the clock, holidays apart
	Hours    [7][]HourSpan // by time.Weekday; unused where Always
	Holidays map[Date]bool // the whole day, with what began on it
}

// AlwaysOpen is the built-in calendar: 24x7 without holidays.
func AlwaysOpen() *Calendar { return &Calendar{Name: "always", Zone: time.UTC, Always: true} }

// Within returns the instants of the span that lie in the calendar.
func (c *Calendar) Within(span Span) Spans {
	if span.Empty() {
		return nil
	}
	if c.Always && len(c.Holidays) == 0 {
		return Spans{span}
	}
	var open []Span
	for at := span.From.In(c.Zone); at.Before(span.To); {
		_, offset := at.Zone()
		_, end := at.ZoneBounds()
		if end.IsZero() || end.After(span.To) {
			end = span.To
		}
		open = c.withinOffset(open, Span{at, end}, time.Duration(offset)*time.Second)
		at = end.In(c.Zone)
	}
	return Merge(open)
}

// withinOffset appends the open spans of a stretch of time in which the zone keeps one offset. Wall-clock readings
// are treated as UTC instants here, which makes days 24 hours long.
func (c *Calendar) withinOffset(open []Span, stretch Span, offset time.Duration) []Span {
	first := DateOf(stretch.From.UTC().Add(offset)).AddDays(-1) // its late hours may run into the stretch
	last := DateOf(stretch.To.UTC().Add(offset))
	for day := first; !last.Before(day); day = day.AddDays(1) {
		if c.Holidays[day] {
			continue
		}
		midnight := time.Date(day.Year, day.Month, day.Day, 0, 0, 0, 0, time.UTC).Add(-offset)
		for _, h := range c.hours(day.Weekday()) {
			hours := Span{midnight.Add(time.Duration(h.From) * time.Minute), midnight.Add(time.Duration(h.To) * time.Minute)}
			if within := stretch.Intersect(hours); !within.Empty() {
				open = append(open, Span{within.From.UTC(), within.To.UTC()})
			}
		}
	}
	return open
}

var wholeDay = []HourSpan{{0, 24 * 60}}

func (c *Calendar) hours(day time.Weekday) []HourSpan {
	if c.Always {
		return wholeDay
	}
	return c.Hours[day]
}
