package document

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// Locale is how numbers and dates are written.
type Locale struct {
	Tag      string // BCP 47: en-GB
	Language string // of the words: en
	Decimal  string
	Group    string
	Months   [12]string // short
	Days     [7]string  // short, Sunday first
	Hours    string     // "h"
	Minutes  string     // "min"
	Points   string     // "pt"
	Unknown  string     // what stands for an unknown figure: an en dash
	Dates    Dates
}

// Format writes a value as text. Rounding happens here and nowhere before: a share that is less than 1 never becomes
// 100, it gets more decimals. Times are written in the zone.
func (l Locale) Format(v Value, c Column, zone *time.Location) string {
	if v.Unknown {
		if v.Text != "" {
			return v.Text
		}
		return l.Unknown
	}
	switch v.Kind {
	case KindCount:
		return l.Number(v.Number, 0)
	case KindNumber, KindMinutes:
		return l.Number(v.Number, c.Decimals)
	case KindShare:
		return l.Share(v.Number, c.Decimals)
	case KindPoints:
		return l.signed(v.Number*100, c.Decimals)
	case KindDuration:
		return l.Duration(v.Number)
	case KindInstant:
		return l.Instant(v.Time.In(zone))
	case KindDay:
		return l.Day(v.Time.In(zone))
	case KindBar:
		if v.Bar != nil {
			return v.Bar.Label
		}
	}
	return v.Text
}

// Number writes a number with so many decimals and grouped thousands.
func (l Locale) Number(v float64, decimals int) string {
	if math.Abs(v) >= leastPower {
		return l.Power(v)
	}
	text := halfUp(math.Abs(v), decimals)
	whole, fraction, _ := strings.Cut(text, ".")
	var b strings.Builder
	if v < 0 && strings.Trim(text, "0.") != "" {
		b.WriteString("\u2212")
	}
	for i, digit := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteString(l.Group)
		}
		b.WriteRune(digit)
	}
	if fraction != "" {
		b.WriteString(l.Decimal)
		b.WriteString(fraction)
	}
	return b.String()
}

// halfUp writes a number from 0 on with so many decimals, halves up as spreadsheets do: 17.95 is 18.0 there, and a page
// must say the same. The number nearest to 17.95 lies a little below it, so what is added is less than any figure shows.
func halfUp(v float64, decimals int) string {
	const sliver = 2e-15
	return strconv.FormatFloat(v*(1+sliver), 'f', decimals, 64)
}

// leastPower is the least number that is written with a power of ten: a row of digits would tell nobody how many.
const leastPower = 1e15

// Power writes a number with three digits and a power of ten: 1.23e+45.
func (l Locale) Power(v float64) string {
	text := strings.Replace(strconv.FormatFloat(math.Abs(v), 'e', 2, 64), ".", l.Decimal, 1)
	if v < 0 {
		return "\u2212" + text
	}
	return text
}

// Share writes a ratio as per cent, without the sign. What is less than 1 is never written as 100.
func (l Locale) Share(ratio float64, decimals int) string {
	per := ratio * 100
	for d := decimals; d < 12; d++ {
		if ratio >= 1 || halfUp(per, d) != halfUp(100, d) {
			return l.Number(per, d)
		}
	}
	return l.Number(per, 12)
}

func (l Locale) signed(v float64, decimals int) string {
	text := l.Number(v, decimals)
	if v > 0 && strings.Trim(text, "0"+l.Decimal+l.Group) != "" {
		return "+" + text
	}
	return text
}

// PointsOf writes a difference of two ratios as percentage points with its sign and unit.
func (l Locale) PointsOf(ratio float64, decimals int) string {
	return l.signed(ratio*100, decimals) + " " + l.Points
}

// Duration writes minutes: 34 min, from two hours on 2 h 05.
func (l Locale) Duration(minutes float64) string {
	rounded := math.Round(minutes)
	if rounded < 120 {
		if minutes < 10 && minutes != rounded {
			return l.Number(minutes, 1) + " " + l.Minutes
		}
		return l.Number(rounded, 0) + " " + l.Minutes
	}
	hours := math.Floor(rounded / 60)
	rest := strconv.Itoa(int(rounded - hours*60))
	if len(rest) == 1 {
		rest = "0" + rest
	}
	return l.Number(hours, 0) + " " + l.Hours + " " + rest
}

// HoursOf writes minutes as hours, without the unit: with a decimal below ten.
func (l Locale) HoursOf(minutes float64) string {
	hours := minutes / 60
	if hours != 0 && hours < 10 && hours > -10 {
		return l.Number(hours, 1)
	}
	return l.Number(hours, 0)
}

// FormatWithUnit writes a value as Format does, with the sign of its unit where it has one.
func (l Locale) FormatWithUnit(v Value, c Column, zone *time.Location) string {
	text := l.Format(v, c, zone)
	if v.Unknown {
		return text
	}
	switch v.Kind {
	case KindShare:
		return text + " %"
	case KindPoints:
		return text + " " + l.Points
	case KindMinutes:
		return text + " " + l.Minutes
	}
	return text
}
