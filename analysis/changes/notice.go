package changes

import (
	"time"

	"nines/internal/itsm"
)

// notice is how many working days begin after the request and not after the day of the planned start, without a plan of
// the actual one. The day of the request has begun before it.
func (s *scheduler) notice(c *itsm.Change) itsm.Number {
	from := itsm.FirstKnown(c.PlannedStart, c.ActualStart)
	if c.Requested.IsZero() || from.IsZero() {
		return itsm.Number{}
	}
	return itsm.Known(float64(workingDays(s.leadCalendar(), c.Requested, from)))
}

func (s *scheduler) leadCalendar() *itsm.Calendar { return s.Rules.leadCalendar(s.Zone) }

// leadCalendar tells the working days: Monday to Friday of the business time zone where none is configured.
func (r *Rules) leadCalendar(zone *time.Location) *itsm.Calendar {
	if r.LeadCalendar != nil {
		return r.LeadCalendar
	}
	c := &itsm.Calendar{Zone: zone}
	for day := time.Monday; day <= time.Friday; day++ {
		c.Hours[day] = []itsm.HourSpan{{From: 0, To: 24 * 60}}
	}
	return c
}

// workingDays counts the calendar's days with hours, no holidays, that begin after the first instant and not after the
// day of the last, in the calendar's zone: by whole weeks, as a year mistyped must not take for ever.
func workingDays(c *itsm.Calendar, after, until time.Time) int {
	first, last := itsm.DateOf(after.In(c.Zone)).AddDays(1), itsm.DateOf(until.In(c.Zone))
	if last.Before(first) {
		return 0
	}
	days := dayNumber(last) - dayNumber(first) + 1
	var n int
	for weekday := time.Sunday; weekday <= time.Saturday; weekday++ {
		if works(c, weekday) {
			n += days / 7
		}
	}
	for i := range days % 7 {
		if works(c, first.AddDays(i).Weekday()) {
			n++
		}
	}
	for day := range c.Holidays {
		if !day.Before(first) && !last.Before(day) && works(c, day.Weekday()) {
			n--
		}
	}
	return n
}

func works(c *itsm.Calendar, day time.Weekday) bool { return c.Always || len(c.Hours[day]) > 0 }

// dayNumber counts days from 1 January 1970 on.
func dayNumber(d itsm.Date) int {
	return int(time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60))
}
