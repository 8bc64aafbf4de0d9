package itsm

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Kind is the length of a reporting period.
type Kind uint8

// The kinds of periods.
const (
	Day Kind = iota
	Week
	Month
	Quarter
	Year
	Custom // any half open range of days
)

// Period is a half open range of whole days in the business time zone.
type Period struct {
	Span
	Kind Kind
	Name string // as a user writes it: 2026-10-08, 2026-W43, 2026-10, 2026-Q4, 2026, 2026-10-01..2026-10-08
	Zone *time.Location
}

// NewPeriod returns the period of the kind in which the date lies. Weeks are ISO weeks.
func NewPeriod(kind Kind, in Date, zone *time.Location) Period {
	from, to, name := bounds(kind, in)
	return Period{Span: Span{from.Start(zone), to.Start(zone)}, Kind: kind, Name: name, Zone: zone}
}

func bounds(kind Kind, in Date) (from, to Date, name string) {
	switch kind {
	case Week:
		from = in.AddDays(-(int(in.Weekday()) + 6) % 7)
		year, week := time.Date(in.Year, in.Month, in.Day, 12, 0, 0, 0, time.UTC).ISOWeek()
		return from, from.AddDays(7), fmt.Sprintf("%04d-W%02d", year, week)
	case Month:
		from = Date{in.Year, in.Month, 1}
		return from, Date{in.Year, in.Month + 1, 1}.AddDays(0), fmt.Sprintf("%04d-%02d", in.Year, in.Month)
	case Quarter:
		first := (in.Month-1)/3*3 + 1
		from = Date{in.Year, first, 1}
		return from, Date{in.Year, first + 3, 1}.AddDays(0), fmt.Sprintf("%04d-Q%d", in.Year, (first+2)/3)
	case Year:
		return Date{in.Year, 1, 1}, Date{in.Year + 1, 1, 1}, fmt.Sprintf("%04d", in.Year)
	}
	return in, in.AddDays(1), in.String()
}

// Shift returns the period n periods later (earlier for negative n): the neighbour of the same kind, and for a range
// of days the range of as many days beside it.
func (p Period) Shift(n int) Period {
	first := DateOf(p.From.In(p.Zone))
	switch p.Kind {
	case Day:
		return NewPeriod(Day, first.AddDays(n), p.Zone)
	case Week:
		return NewPeriod(Week, first.AddDays(7*n), p.Zone)
	case Month:
		return NewPeriod(Month, Date{first.Year, first.Month + time.Month(n), 1}.AddDays(0), p.Zone)
	case Quarter:
		return NewPeriod(Quarter, Date{first.Year, first.Month + time.Month(3*n), 1}.AddDays(0), p.Zone)
	case Year:
		return NewPeriod(Year, Date{first.Year + n, 1, 1}, p.Zone)
	}
	days := p.days() * n
	return newRange(first.AddDays(days), DateOf(p.To.In(p.Zone)).AddDays(days), p.Zone)
}

func (p Period) days() int {
	from, to := DateOf(p.From.In(p.Zone)), DateOf(p.To.In(p.Zone))
	a := time.Date(from.Year, from.Month, from.Day, 0, 0, 0, 0, time.UTC)
	b := time.Date(to.Year, to.Month, to.Day, 0, 0, 0, 0, time.UTC)
	return int(b.Sub(a).Hours() / 24)
}

func newRange(from, to Date, zone *time.Location) Period {
	return Period{Span: Span{from.Start(zone), to.Start(zone)}, Kind: Custom, Name: from.String() + ".." + to.String(), Zone: zone}
}

// LastComplete returns the last period of the kind that ends at or before the instant.
func LastComplete(kind Kind, at time.Time, zone *time.Location) Period {
	return NewPeriod(kind, DateOf(at.In(zone)), zone).Shift(-1)
}

// Coming returns the first period of the kind that begins at or after the instant.
func Coming(kind Kind, at time.Time, zone *time.Location) Period {
	p := NewPeriod(kind, DateOf(at.In(zone)), zone)
	if p.From.Before(at) {
		return p.Shift(1)
	}
	return p
}

var (
	weekForm    = regexp.MustCompile(`^(\d{4})-W(\d{1,2})$`)
	monthForm   = regexp.MustCompile(`^(\d{4})-(\d{2})$`)
	quarterForm = regexp.MustCompile(`^(\d{4})-Q([1-4])$`)
	yearForm    = regexp.MustCompile(`^(\d{4})$`)
)

// relative lists the words for periods that go by the as-of instant.
var relative = map[string]struct {
	kind  Kind
	shift int
}{
	"yesterday": {Day, -1}, "today": {Day, 0},
	"last-week": {Week, -1}, "this-week": {Week, 0}, "next-week": {Week, 1},
	"last-month": {Month, -1}, "this-month": {Month, 0},
	"last-quarter": {Quarter, -1}, "this-quarter": {Quarter, 0},
	"last-year": {Year, -1}, "this-year": {Year, 0},
}

const periodForms = "2026-10-08, 2026-W43, 2026-10, 2026-Q4, 2026, 2026-10-01..2026-10-08, yesterday, last-week, this-week, next-week, last-month or last-quarter"

// ParsePeriod reads a period as a user writes it; words such as last-week go by the as-of instant.
func ParsePeriod(text string, asOf time.Time, zone *time.Location) (Period, error) {
	if r, ok := relative[text]; ok {
		return NewPeriod(r.kind, DateOf(asOf.In(zone)), zone).Shift(r.shift), nil
	}
	if from, to, ok := strings.Cut(text, ".."); ok {
		return parseRange(text, from, to, zone)
	}
	if m := weekForm.FindStringSubmatch(text); m != nil {
		return parseWeek(text, m, zone)
	}
	if m := monthForm.FindStringSubmatch(text); m != nil {
		if month := atoi(m[2]); month >= 1 && month <= 12 {
			return NewPeriod(Month, Date{atoi(m[1]), time.Month(month), 1}, zone), nil
		}
	}
	if m := quarterForm.FindStringSubmatch(text); m != nil {
		return NewPeriod(Quarter, Date{atoi(m[1]), time.Month(3*atoi(m[2]) - 2), 1}, zone), nil
	}
	if m := yearForm.FindStringSubmatch(text); m != nil {
		return NewPeriod(Year, Date{atoi(m[1]), 1, 1}, zone), nil
	}
	if day, err := time.Parse(time.DateOnly, text); err == nil {
		return NewPeriod(Day, DateOf(day), zone), nil
	}
	return Period{}, fmt.Errorf("%q is no period: expected %s", text, periodForms)
}

func parseWeek(text string, m []string, zone *time.Location) (Period, error) {
	year, week := atoi(m[1]), atoi(m[2])
	monday := NewPeriod(Week, Date{year, time.January, 4}, zone) // the week of 4 January is week 1
	p := monday.Shift(week - 1)
	if gotYear, gotWeek := p.From.In(zone).AddDate(0, 0, 3).ISOWeek(); gotYear != year || gotWeek != week {
		return Period{}, fmt.Errorf("%q is no period: %d has no ISO week %d", text, year, week)
	}
	return p, nil
}

func parseRange(text, from, to string, zone *time.Location) (Period, error) {
	first, err := time.Parse(time.DateOnly, from)
	if err != nil {
		return Period{}, fmt.Errorf("%q is no period: its start %q is no date such as 2026-10-01", text, from)
	}
	last, err := time.Parse(time.DateOnly, to)
	if err != nil {
		return Period{}, fmt.Errorf("%q is no period: its end %q is no date such as 2026-10-08", text, to)
	}
	if !first.Before(last) {
		return Period{}, fmt.Errorf("%q is no period: its end, which is not included, must come after its start", text)
	}
	return newRange(DateOf(first), DateOf(last), zone), nil
}

func atoi(digits string) int {
	n, _ := strconv.Atoi(digits) // the patterns above let nothing but digits through
	return n
}
