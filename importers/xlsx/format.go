package xlsx

import (
	"strconv"
	"strings"
)

// kind is what a number format makes of a number.
type kind byte

const (
	plain   kind = iota // the number, whatever its digits, currency and groups
	percent             // 0.5 is 50 %
	padded              // 42 is 00042
	moment              // a serial number of days is a date, perhaps with a time
	clock               // a time of day; beyond a day it is a moment
	elapsed             // hours beyond 24
)

// format is a number format, as far as it changes what a number means.
type format struct {
	kind          kind
	showsTime     bool   // moment: it shows hours
	width         int    // padded: digits
	before, after string // padded: what stands around the digits
}

// maxWidth bounds the digits of a padded number; Excel has 15.
const maxWidth = 32

// builtIn are the formats that workbooks name by number only, as far as they are not plain.
func builtIn(id int) format {
	switch {
	case id == 9, id == 10:
		return format{kind: percent}
	case id >= 14 && id <= 17, id >= 27 && id <= 31, id >= 34 && id <= 36, id >= 50 && id <= 58:
		return format{kind: moment}
	case id == 22:
		return format{kind: moment, showsTime: true}
	case id >= 18 && id <= 21, id == 32, id == 33, id == 45, id == 47:
		return format{kind: clock}
	case id == 46:
		return format{kind: elapsed}
	}
	return format{}
}

// formatOf returns the format of that number; codes are the workbook's own, by number.
func formatOf(id string, codes map[string]string) format {
	if code, own := codes[id]; own {
		return parseFormat(unescape(code))
	}
	n, err := strconv.Atoi(id)
	if err != nil {
		return format{}
	}
	return builtIn(n)
}

// parseFormat reads a format code.
func parseFormat(code string) format {
	if word := strings.ToLower(code); strings.HasPrefix(word, "general") || strings.HasPrefix(word, "standard") {
		return format{} // "Standard" is German for it, and its letters would be those of a date
	}
	tokens := formatTokens(code)
	switch first := decisive(tokens); {
	case strings.ContainsRune(dateSigns, rune(first)):
		return dateFormat(tokens)
	case first == 0:
		return format{}
	}
	for _, t := range tokens {
		if t.sign == '%' {
			return format{kind: percent}
		}
	}
	return paddedFormat(tokens)
}

// dateSigns are the tokens that make a format that of dates or times.
const dateSigns = "ymdhspeHMS"

// decisive returns the token that tells numbers from dates: the first letter of a date or place for a digit; 0 where
// there is neither. An e, which is a year in Japan, counts only where there is no place for digits at all.
func decisive(tokens []formatToken) byte {
	var year byte
	for _, t := range tokens {
		switch {
		case t.sign == 'e':
			year = t.sign
		case t.sign == '0' || t.sign == '#' || strings.IndexByte(dateSigns, t.sign) >= 0:
			return t.sign
		}
	}
	return year
}

// dateFormat tells what a format of dates or times shows.
func dateFormat(tokens []formatToken) format {
	var signs []byte
	for _, t := range tokens {
		if strings.IndexByte(dateSigns, t.sign) >= 0 {
			signs = append(signs, t.sign)
		}
	}
	date, time := false, false
	for i, sign := range signs {
		switch sign {
		case 'H', 'M', 'S':
			return format{kind: elapsed}
		case 'h', 's', 'p':
			time = true
		case 'm': // minutes stand after hours or before seconds
			if i > 0 && signs[i-1] == 'h' || i+1 < len(signs) && signs[i+1] == 's' {
				time = true
			} else {
				date = true
			}
		default:
			date = true
		}
	}
	if date {
		return format{kind: moment, showsTime: time}
	}
	return format{kind: clock}
}

// paddedFormat tells whether a format of numbers is one run of zeros with nothing but text around it.
func paddedFormat(tokens []formatToken) format {
	f := format{kind: padded}
	for _, t := range tokens {
		switch {
		case t.sign == '"' && f.width == 0:
			f.before += t.text
		case t.sign == '"':
			f.after += t.text
		case t.sign == '0' && f.width == 0:
			f.width = len(t.text)
		default:
			return format{}
		}
	}
	if f.width < 2 || f.width > maxWidth {
		return format{}
	}
	return f
}
