package mapping

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// parseNumber reads a number with the given decimal sign. Blanks, apostrophes and the other sign may part groups of
// three digits. Not a number, infinities, and groups of another size are refused.
func parseNumber(text string, decimal byte) (float64, bool) {
	if v, ok := parsePlain(text, decimal); ok {
		return v, true
	}
	var plain [64]byte
	digits, ok := ungroup(plain[:0], text, decimal)
	if !ok {
		return 0, false
	}
	v, err := strconv.ParseFloat(string(digits), 64)
	if err != nil || math.IsInf(v, 0) || math.IsNaN(v) {
		return 0, false
	}
	return v, true
}

// maxExact is how many digits make a whole number that a float64 holds exactly, whatever they are.
const maxExact = 15

var powersOfTen = [maxExact + 1]float64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15}

// parsePlain reads what nearly all numbers are: a few digits, with a decimal sign among them or without, and a minus at
// most. As both are exact, their quotient is the nearest number to the decimal fraction.
func parsePlain(text string, decimal byte) (float64, bool) {
	digits := text
	if text != "" && text[0] == '-' {
		digits = text[1:]
	}
	if digits == "" || len(digits) > maxExact+1 {
		return 0, false
	}
	n, sign := 0, -1
	for i := range len(digits) {
		switch d := digits[i] - '0'; {
		case d <= 9:
			n = n*10 + int(d)
		case digits[i] == decimal && sign < 0 && i > 0 && i < len(digits)-1:
			sign = i
		default:
			return 0, false
		}
	}
	v := float64(n)
	switch {
	case sign >= 0:
		v /= powersOfTen[len(digits)-1-sign]
	case len(digits) > maxExact:
		return 0, false
	}
	if len(digits) < len(text) {
		v = -v
	}
	return v, true
}

// parseDigits reads a whole number: a few digits and nothing else.
func parseDigits(text string) (int, bool) {
	if text == "" || len(text) > 15 {
		return 0, false
	}
	n := 0
	for i := range len(text) {
		d := text[i] - '0'
		if d > 9 {
			return 0, false
		}
		n = n*10 + int(d)
	}
	return n, true
}

// ungroup appends the number to out as ParseFloat takes it: without what parts its groups, its decimal sign a point.
func ungroup(out []byte, text string, decimal byte) ([]byte, bool) {
	const none = -1
	run, grouped, fraction := 0, none, false // digits since the last sign; what parts the groups
	for _, r := range text {
		switch {
		case r >= '0' && r <= '9':
			out, run = append(out, byte(r)), run+1
		case r == '-' || r == '+':
			if len(out) > 0 && out[len(out)-1] != 'e' {
				return nil, false
			}
			out = append(out, byte(r))
		case r == 'e' || r == 'E':
			if run == 0 || grouped != none && !fraction {
				return nil, false
			}
			out, run, fraction = append(out, 'e'), 0, true
		case r == rune(decimal) && !fraction:
			if grouped != none && run != 3 {
				return nil, false
			}
			out, run, fraction = append(out, '.'), 0, true
		case partsGroups(r) && !fraction && run > 0 && run <= 3 && (grouped == none || grouped == int(r) && run == 3):
			run, grouped = 0, int(r)
		default:
			return nil, false
		}
	}
	if grouped != none && !fraction && run != 3 {
		return nil, false
	}
	return out, len(out) > 0
}

// partsGroups tells whether the sign may stand between groups of digits. The decimal sign has been dealt with.
func partsGroups(r rune) bool {
	switch r {
	case ' ', '\u00a0', '\u202f', '\u2009', '\'', '\u2019', '.', ',':
		return true
	}
	return false
}

// parsePercent reads per cent, with or without the sign, as a number 0 to 100 in the ordinary case.
func parsePercent(text string, decimal byte) (float64, bool) {
	return parseNumber(strings.TrimSpace(strings.TrimSuffix(text, "%")), decimal)
}

// maxLength bounds durations, which hold no more than 292 years.
const maxLength = 100 * 365 * 24 * time.Hour

// units are what durations are counted in. A day has 24 hours.
var units = map[string]time.Duration{
	"s": time.Second, "sec": time.Second, "secs": time.Second, "second": time.Second, "seconds": time.Second,
	"m": time.Minute, "min": time.Minute, "mins": time.Minute, "minute": time.Minute, "minutes": time.Minute,
	"h": time.Hour, "hr": time.Hour, "hrs": time.Hour, "hour": time.Hour, "hours": time.Hour,
	"d": 24 * time.Hour, "day": 24 * time.Hour, "days": 24 * time.Hour,
}

// parseLength reads a duration: a plain number in the unit, 1h30m, 3.5h, 90 min, h:mm and h:mm:ss, or the time so long
// after the beginning of 1970.
func parseLength(text string, unit time.Duration, decimal byte) (time.Duration, bool) {
	if v, ok := parseNumber(text, decimal); ok {
		return scale(v, unit)
	}
	if strings.Contains(text, ":") {
		if strings.HasPrefix(text, "197") && strings.Contains(text, "-") {
			return sinceEpoch(text)
		}
		return parseClock(text)
	}
	total := time.Duration(0)
	for rest := text; rest != ""; {
		amount, after := splitAt(rest, func(b byte) bool { return b >= 'A' })
		name, next := splitAt(after, func(b byte) bool { return b < 'A' })
		v, ok := parseNumber(strings.TrimSpace(amount), decimal)
		u, known := units[strings.ToLower(strings.TrimRight(name, "."))]
		if !ok || !known {
			return 0, false
		}
		part, ok := scale(v, u)
		if total += part; !ok || total > maxLength {
			return 0, false
		}
		rest = strings.TrimLeft(next, " .,")
	}
	return total, text != ""
}

// splitAt cuts the text before the first byte that is one.
func splitAt(text string, is func(byte) bool) (before, after string) {
	for i := range len(text) {
		if is(text[i]) {
			return text[:i], text[i:]
		}
	}
	return text, ""
}

func scale(v float64, unit time.Duration) (time.Duration, bool) {
	d := v * float64(unit)
	if v < 0 || d > float64(maxLength) {
		return 0, false
	}
	return time.Duration(math.Round(d)), true
}

// sinceEpoch reads the form in which ServiceNow exports durations: 1970-01-01 00:10:00 are ten minutes.
func sinceEpoch(text string) (time.Duration, bool) {
	var c civil
	if !parseISO(text, &c) || c.zoned {
		return 0, false
	}
	return time.Duration(c.local()) * time.Second, true
}

// parseClock reads h:mm or h:mm:ss, any number of hours.
func parseClock(text string) (time.Duration, bool) {
	parts := strings.Split(text, ":")
	if len(parts) > 3 {
		return 0, false
	}
	total, unit := time.Duration(0), time.Hour
	for i, part := range parts {
		n, ok := parseDigits(part)
		if !ok || len(part) > 6 || i > 0 && (len(part) != 2 || n > 59) {
			return 0, false
		}
		total, unit = total+time.Duration(n)*unit, unit/60
	}
	return total, total <= maxLength
}
