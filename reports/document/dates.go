package document

import (
	"cmp"
	"strconv"
	"strings"
	"time"
)

// Dates are the patterns by which a language writes dates. In them stand {d} and {dd} for the day of the month without
// and with a leading zero, {m} and {mm} for the number of the month likewise, {month} and {weekday} for their short
// names, {year}, {hour} and {minute} with two digits; in Instant and Weekday also {day} for what Day makes, and {time}.
// An empty pattern is the British one.
type Dates struct {
	Time     string // 09:12
	Day      string // 14 Oct 2026
	ShortDay string // 14 Oct
	Instant  string // 14 Oct 2026 09:12
	Weekday  string // Mon 2 Nov 2026
	Short    string // Mon 2
}

// Clock writes the time of the day: 09:12.
func (l Locale) Clock(t time.Time) string { return l.date(cmp.Or(l.Dates.Time, "{hour}:{minute}"), t) }

// Day writes 14 Oct 2026.
func (l Locale) Day(t time.Time) string {
	return l.date(cmp.Or(l.Dates.Day, "{d} {month} {year}"), t)
}

// ShortDay writes 14 Oct.
func (l Locale) ShortDay(t time.Time) string {
	return l.date(cmp.Or(l.Dates.ShortDay, "{d} {month}"), t)
}

// Instant writes 14 Oct 2026 09:12.
func (l Locale) Instant(t time.Time) string { return l.instant(l.Day(t), t) }

// Moment writes an instant, without the year where it is that of the other one.
func (l Locale) Moment(t, beside time.Time) string {
	if t.Year() != beside.Year() {
		return l.Instant(t)
	}
	return l.instant(l.ShortDay(t), t)
}

// DayOfWeek writes Mon 2 Nov 2026.
func (l Locale) DayOfWeek(t time.Time) string {
	return l.dated(cmp.Or(l.Dates.Weekday, "{weekday} {day}"), l.Day(t), t)
}

// DayOfWeekShort writes Mon 2.
func (l Locale) DayOfWeekShort(t time.Time) string {
	return l.date(cmp.Or(l.Dates.Short, "{weekday} {d}"), t)
}

// InstantOfWeek writes Mon 2 Nov 2026 09:12.
func (l Locale) InstantOfWeek(t time.Time) string { return l.instant(l.DayOfWeek(t), t) }

// MomentOfWeek writes Mon 2 Nov 09:12, with the year where it is not that of the other one.
func (l Locale) MomentOfWeek(t, beside time.Time) string {
	if t.Year() != beside.Year() {
		return l.InstantOfWeek(t)
	}
	return l.instant(l.dated(cmp.Or(l.Dates.Weekday, "{weekday} {day}"), l.ShortDay(t), t), t)
}

// instant puts the time of the day beside a day that is written already.
func (l Locale) instant(day string, t time.Time) string {
	return l.dated(cmp.Or(l.Dates.Instant, "{day} {time}"), day, t)
}

// dated fills a pattern that may have {day} and {time} in it.
func (l Locale) dated(pattern, day string, t time.Time) string {
	return fill(pattern, func(name string) string {
		switch name {
		case "day":
			return day
		case "time":
			return l.Clock(t)
		}
		return l.part(name, t)
	})
}

func (l Locale) date(pattern string, t time.Time) string {
	return fill(pattern, func(name string) string { return l.part(name, t) })
}

// part is what a placeholder of a pattern stands for; one that is none stays as it is.
func (l Locale) part(name string, t time.Time) string {
	switch name {
	case "d":
		return strconv.Itoa(t.Day())
	case "dd":
		return t.Format("02")
	case "m":
		return strconv.Itoa(int(t.Month()))
	case "mm":
		return t.Format("01")
	case "month":
		return l.Months[t.Month()-1]
	case "weekday":
		return l.Days[t.Weekday()]
	case "year":
		return strconv.Itoa(t.Year())
	case "hour":
		return t.Format("15")
	case "minute":
		return t.Format("04")
	}
	return "{" + name + "}"
}

// fill writes a pattern with its placeholders replaced.
func fill(pattern string, part func(name string) string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(pattern, "{")
		name, after, closed := strings.Cut(rest, "}")
		if !found || !closed {
			b.WriteString(pattern)
			return b.String()
		}
		b.WriteString(before)
		b.WriteString(part(name))
		pattern = after
	}
}
