package xlsx

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// notation is how the numbers of a sheet are read and written.
type notation struct {
	from1904 bool // days are counted from 1904
	decimal  byte // the decimal sign to write; 0: a point
}

// text turns a cell's number, as it stands in the file, into text by its format. What is no number stays as it is, and
// so does what its format cannot show.
func (n notation) text(raw string, f format) string {
	raw = strings.TrimSpace(raw)
	if f.kind == plain && allDigits(raw) && (raw[0] != '0' || raw == "0") {
		return raw // most numbers; and a float would lose digits of a long one
	}
	v, err := strconv.ParseFloat(raw, 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		return raw
	}
	switch f.kind {
	case percent:
		if p := v * 100; !math.IsInf(p, 0) {
			return n.number(p) + "%"
		}
	case padded:
		if v >= 0 && v < 1e15 && v == math.Trunc(v) {
			digits := strconv.FormatInt(int64(v), 10)
			return f.before + strings.Repeat("0", max(f.width-len(digits), 0)) + digits + f.after
		}
	case moment, clock, elapsed:
		if text := serialText(v, f, n.from1904); text != "" {
			return text
		}
	}
	return n.number(v)
}

func allDigits(text string) bool {
	for i := range len(text) {
		if text[i]-'0' > 9 {
			return false
		}
	}
	return text != ""
}

// number writes a number with at most 15 significant digits, which are those that Excel has: 0.1 + 0.2 is 0.3. Very
// large and very small numbers have an exponent.
func (n notation) number(v float64) string {
	short, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 15, 64), 64)
	if err != nil {
		short = v // its first 15 digits round up to infinity
	}
	form := byte('f')
	if size := math.Abs(short); size >= 1e21 || size != 0 && size < 1e-15 {
		form = 'e'
	}
	if short == 0 {
		return "0" // not -0
	}
	text := strconv.FormatFloat(short, form, -1, 64)
	if n.decimal != 0 {
		text = strings.Replace(text, ".", string(n.decimal), 1)
	}
	return text
}

const (
	dayMillis = 24 * 60 * 60 * 1000
	lastDay   = 2958465 // 9999-12-31 as a serial number of the 1900 system
	leapDay   = 60      // 1900-02-29, which never was: days up to it are one off, and no tickets
	days1904  = 1462    // what the serial numbers of the 1904 system lack
)

// serialText turns a serial number of days into ISO 8601, and elapsed time into h:mm:ss. It returns nothing for what
// no date can be: the 1900 system up to its 60th day, what is negative, what lies beyond 9999.
func serialText(v float64, f format, from1904 bool) string {
	if math.Abs(v) > lastDay {
		return ""
	}
	millis := int64(math.Round(v * dayMillis)) // days are counted in floats, in which no second is exact
	if f.kind == elapsed || f.kind == clock && millis >= dayMillis && v <= leapDay {
		return elapsedText(millis) // a sum of hours, in a format that shows those within a day only
	}
	if millis < 0 {
		return ""
	}
	if f.kind == clock && millis < dayMillis {
		return timeText(millis)
	}
	day, inDay := millis/dayMillis, millis%dayMillis
	if from1904 {
		day += days1904
	}
	if day <= leapDay || day > lastDay {
		return ""
	}
	date := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(day)).Format(time.DateOnly)
	if inDay == 0 && f.kind == moment && !f.showsTime {
		return date
	}
	return date + "T" + timeText(inDay)
}

// timeText writes milliseconds of a day as 15:04:05, with .000 where there are parts of a second.
func timeText(millis int64) string {
	layout := time.TimeOnly
	if millis%1000 != 0 {
		layout += ".000"
	}
	return time.UnixMilli(millis).UTC().Format(layout)
}

// elapsedText writes milliseconds as hours, minutes and whole seconds, which is how durations are read.
func elapsedText(millis int64) string {
	sign := ""
	if millis < 0 {
		sign, millis = "-", -millis
	}
	seconds := (millis + 500) / 1000
	b := strconv.AppendInt([]byte(sign), seconds/3600, 10)
	for _, part := range []int64{seconds / 60 % 60, seconds % 60} {
		b = append(b, ':', byte('0'+part/10), byte('0'+part%10))
	}
	return string(b)
}
