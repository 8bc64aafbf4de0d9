package mapping

import (
	"math"
	"strings"
)

// civil is a time as a calendar and a clock show it.
type civil struct {
	year, month, day     int
	hour, minute, second int
	millis               int
	half                 byte // 'a' or 'p': the hour is one of 12
	zoned                bool // offset is known
	offset               int  // seconds east of UTC
	epoch                bool // instant holds everything
	instant              int64
}

// Years outside these are taken for placeholders or typing errors.
const (
	minYear = 1900
	maxYear = 9999
)

// take reads what one directive stands for at the beginning of the text, and returns the rest.
func (c *civil) take(directive byte, text string) (rest string, ok bool) {
	switch directive {
	case 'd':
		return digits(text, 1, 2, &c.day)
	case 'm':
		return digits(text, 1, 2, &c.month)
	case 'Y':
		return digits(text, 4, 4, &c.year)
	case 'y':
		rest, ok = digits(text, 2, 2, &c.year)
		c.year += 1900
		if c.year < 1969 { // as POSIX has it: 69 to 99 are of the last century
			c.year += 100
		}
		return rest, ok
	case 'H':
		return digits(text, 1, 2, &c.hour)
	case 'I':
		rest, ok = digits(text, 1, 2, &c.hour)
		return rest, ok && c.hour >= 1 && c.hour <= 12
	case 'M':
		return digits(text, 1, 2, &c.minute)
	case 'S':
		return digits(text, 1, 2, &c.second)
	case 'f':
		return c.takeFraction(text)
	case 'z', 'Z':
		return c.takeOffset(text)
	}
	return c.takeWord(directive, text)
}

// takeWord reads the directives that are words, and the epoch.
func (c *civil) takeWord(directive byte, text string) (rest string, ok bool) {
	switch directive {
	case 'b':
		return c.takeMonth(text)
	case 'a':
		rest = strings.TrimLeftFunc(text, isLetter)
		return rest, rest != text
	case 'p':
		return c.takeHalf(text)
	case epochSeconds:
		return c.takeEpoch(text, 1000)
	case serialDays:
		return c.takeSerial(text)
	default: // epochMillis
		return c.takeEpoch(text, 1)
	}
}

// digits reads a number of at least least and at most most digits.
func digits(text string, least, most int, into *int) (rest string, ok bool) {
	n, i := 0, 0
	for i < len(text) && i < most && text[i]-'0' <= 9 {
		n = n*10 + int(text[i]-'0')
		i++
	}
	*into = n
	return text[i:], i >= least
}

func (c *civil) takeFraction(text string) (rest string, ok bool) {
	i, unit := 0, 100
	for i < len(text) && text[i]-'0' <= 9 {
		c.millis += int(text[i]-'0') * unit // beyond milliseconds the unit is 0: cut off
		unit /= 10
		i++
	}
	return text[i:], i > 0
}

var monthNames = [...]string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}

// takeMonth reads the English name of a month, whole or its first three letters (Sept too), else one of another
// language.
func (c *civil) takeMonth(text string) (rest string, ok bool) {
	rest = strings.TrimLeftFunc(text, isLetter)
	word := text[:len(text)-len(rest)]
	for i, name := range monthNames {
		if len(word) < 3 || len(word) > len(name) || !strings.EqualFold(word, name[:len(word)]) {
			continue
		}
		if len(word) == 3 || len(word) == len(name) || len(word) == 4 && name[0] == 's' {
			c.month = i + 1
			return strings.TrimPrefix(rest, "."), true
		}
	}
	return c.takeForeignMonth(text)
}

func isLetter(r rune) bool { return r|0x20 >= 'a' && r|0x20 <= 'z' }

// takeHalf reads AM, PM, a.m. or p.m.
func (c *civil) takeHalf(text string) (rest string, ok bool) {
	if text == "" {
		return "", false
	}
	c.half = text[0] | 0x20
	rest = strings.TrimPrefix(text[1:], ".")
	if rest == "" || rest[0]|0x20 != 'm' || c.half != 'a' && c.half != 'p' {
		return "", false
	}
	return strings.TrimPrefix(rest[1:], "."), true
}

// takeOffset reads Z, UTC, GMT, +02:00, +0200 or +02. Other zone abbreviations are ambiguous and refused.
func (c *civil) takeOffset(text string) (rest string, ok bool) {
	c.zoned = true
	for _, utc := range [...]string{"Z", "UTC", "GMT"} {
		if len(text) >= len(utc) && strings.EqualFold(text[:len(utc)], utc) {
			return text[len(utc):], true
		}
	}
	if text == "" || text[0] != '+' && text[0] != '-' {
		return "", false
	}
	var hours, minutes int
	rest, ok = digits(text[1:], 2, 2, &hours)
	if !ok || hours > 18 {
		return "", false
	}
	if strings.HasPrefix(rest, ":") || rest != "" && rest[0]-'0' <= 9 {
		if rest, ok = digits(strings.TrimPrefix(rest, ":"), 2, 2, &minutes); !ok || minutes > 59 {
			return "", false
		}
	}
	c.offset = hours*3600 + minutes*60
	if text[0] == '-' {
		c.offset = -c.offset
	}
	return rest, true
}

func (c *civil) takeEpoch(text string, scale float64) (rest string, ok bool) {
	v, ok := parseNumber(text, '.')
	v *= scale
	c.epoch, c.instant = true, int64(math.Floor(v+0.001)) // what a fraction of seconds loses as a float
	return "", ok && v >= float64(earliestMillis) && v <= float64(latestMillis)
}

// The instants at which minYear begins and maxYear ends, in milliseconds since 1970.
var (
	earliestMillis = int64(daysBefore(minYear, 1, 1)) * 86_400_000
	latestMillis   = int64(daysBefore(maxYear+1, 1, 1))*86_400_000 - 1
)

// valid tells whether the calendar and the clock have such a time. 24:00 is the end of the day; a leap second is
// taken for the second after it.
func (c *civil) valid() bool {
	if c.epoch {
		return true
	}
	if c.half != 0 {
		if c.hour %= 12; c.half == 'p' {
			c.hour += 12
		}
		c.half = 0
	}
	return c.year >= minYear && c.year <= maxYear && c.month >= 1 && c.month <= 12 && c.day >= 1 && c.day <= daysIn(c.year, c.month) &&
		c.minute <= 59 && c.second <= 60 && (c.hour <= 23 || c.hour == 24 && c.minute == 0 && c.second == 0 && c.millis == 0)
}

func daysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// daysBefore counts the days from 1970-01-01 to the date. The year is made to begin in March, so that the leap day
// comes last.
func daysBefore(year, month, day int) int {
	if month <= 2 {
		year, month = year-1, month+12
	}
	return 365*year + year/4 - year/100 + year/400 + (153*(month-3)+2)/5 + day - 1 - 719468
}

// local returns the seconds from 1970-01-01 00:00 to the time, both by the same clock.
func (c *civil) local() int64 {
	days := int64(daysBefore(c.year, c.month, c.day))
	return days*86400 + int64(c.hour)*3600 + int64(c.minute)*60 + int64(c.second)
}
