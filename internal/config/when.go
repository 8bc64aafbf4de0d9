package config

import (
	"cmp"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"
)

// Date is a civil date: a day of whatever zone the key belongs to. The zero value is no date.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// String returns the date as 2006-01-02, and nothing for no date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// IsZero tells whether it is no date.
func (d Date) IsZero() bool { return d == Date{} }

// Compare returns -1, 0 or 1 as d is before, equal to or after other.
func (d Date) Compare(other Date) int {
	return cmp.Or(cmp.Compare(d.Year, other.Year), cmp.Compare(d.Month, other.Month), cmp.Compare(d.Day, other.Day))
}

func dateOf(t time.Time) Date {
	year, month, day := t.Date()
	return Date{Year: year, Month: month, Day: day}
}

// parseDate reads 2006-01-02, a day that exists between 1900 and 2200.
func parseDate(text string) (Date, bool) {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil || t.Year() < 1900 || t.Year() > 2200 {
		return Date{}, false
	}
	return dateOf(t), true
}

func (d *decoder) date(into *Date) read {
	return func(n *yaml.Node) {
		const want = "a date such as 2026-10-08"
		text, ok := d.scalar(n, want)
		if !ok {
			return
		}
		date, ok := parseDate(text)
		if !ok {
			d.problem(n, "expected %s, found %s", want, found(n))
			return
		}
		*into = date
	}
}

// durationPart is one number with its unit; days are 24 hours, weeks seven of them.
var durationPart = regexp.MustCompile(`^([0-9]+(?:\.[0-9]+)?)([wdhms])`)

var durationUnits = map[string]time.Duration{
	"w": 7 * 24 * time.Hour, "d": 24 * time.Hour, "h": time.Hour, "m": time.Minute, "s": time.Second,
}

// parseDuration reads 5d, 90m, 1h30m.
func parseDuration(text string) (time.Duration, bool) {
	total := 0.0
	for rest := text; rest != ""; {
		part := durationPart.FindStringSubmatch(rest)
		if part == nil {
			return 0, false
		}
		v, err := strconv.ParseFloat(part[1], 64)
		if err != nil {
			return 0, false
		}
		total += v * float64(durationUnits[part[2]])
		rest = strings.TrimSpace(rest[len(part[0]):])
	}
	return time.Duration(math.Round(total)), text != "" && total < math.MaxInt64/2
}

// duration reads a length of time from least on.
func (d *decoder) duration(into *time.Duration, least time.Duration) read {
	return func(n *yaml.Node) {
		want := "a duration with its unit (w, d, h, m or s), such as 5d or 90m"
		if least > 0 {
			want += ", at least " + least.String()
		}
		text, ok := d.scalar(n, want)
		if !ok {
			return
		}
		v, ok := parseDuration(text)
		if !ok || v < least {
			d.problem(n, "expected %s, found %s", want, found(n))
			return
		}
		*into = v
	}
}

// zone reads the name of a time zone.
func (d *decoder) zone(into **time.Location) read {
	return func(n *yaml.Node) {
		const want = "the IANA name of a time zone, such as Europe/London"
		text, ok := d.scalar(n, want)
		if !ok {
			return
		}
		location, err := time.LoadLocation(text)
		if err != nil || text == "" || text == "Local" { // Local would differ from machine to machine
			d.problem(n, "expected %s, found %s%s", want, found(n), meantZone(text))
			return
		}
		*into = location
	}
}

// meantZone tries the usual spelling: capitals after / and _, and _ for spaces.
func meantZone(text string) string {
	spelt := []rune(strings.ReplaceAll(strings.ToLower(strings.TrimSpace(text)), " ", "_"))
	for i, r := range spelt {
		if i == 0 || spelt[i-1] == '/' || spelt[i-1] == '_' {
			spelt[i] = []rune(strings.ToUpper(string(r)))[0]
		}
	}
	if _, err := time.LoadLocation(string(spelt)); err != nil || len(spelt) == 0 || string(spelt) == "Local" {
		return ""
	}
	return fmt.Sprintf("; did you mean %q?", string(spelt))
}
