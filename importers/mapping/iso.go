package mapping

import "strings"

// parseISO reads the forms of ISO 8601: a date, with - or without, then a T or blanks and a time, with fractions of
// a second and an offset if it has one.
func parseISO(text string, c *civil) bool {
	*c = civil{}
	extended := len(text) >= 10 && text[4] == '-' && text[7] == '-'
	if !extended && (len(text) < 13 || text[8]|0x20 != 't') { // bare digits would be anything
		return false
	}
	rest, ok := isoDate(text, extended, c)
	if !ok {
		return false
	}
	if rest != "" {
		after := strings.TrimLeft(rest, " ")
		if after == rest {
			if after = rest[1:]; rest[0]|0x20 != 't' {
				return false
			}
		}
		if rest, ok = isoTime(after, c); !ok {
			return false
		}
	}
	return rest == "" && c.valid()
}

func isoDate(text string, extended bool, c *civil) (rest string, ok bool) {
	dash := ""
	if extended {
		dash = "-"
	}
	if rest, ok = digits(text, 4, 4, &c.year); !ok {
		return "", false
	}
	if rest, ok = digits(strings.TrimPrefix(rest, dash), 2, 2, &c.month); !ok {
		return "", false
	}
	return digits(strings.TrimPrefix(rest, dash), 2, 2, &c.day)
}

// isoTime reads hh:mm[:ss[.fff]] or hhmm[ss[.fff]], and an offset after it.
func isoTime(text string, c *civil) (rest string, ok bool) {
	if rest, ok = digits(text, 2, 2, &c.hour); !ok {
		return "", false
	}
	colon := ""
	if strings.HasPrefix(rest, ":") {
		colon = ":"
	}
	if rest, ok = digits(strings.TrimPrefix(rest, colon), 2, 2, &c.minute); !ok {
		return "", false
	}
	if next, has := strings.CutPrefix(rest, colon); has && next != "" && next[0]-'0' <= 9 {
		if rest, ok = digits(next, 2, 2, &c.second); !ok {
			return "", false
		}
		if rest != "" && (rest[0] == '.' || rest[0] == ',') {
			if rest, ok = c.takeFraction(rest[1:]); !ok {
				return "", false
			}
		}
	}
	if rest = strings.TrimLeft(rest, " "); rest != "" {
		return c.takeOffset(rest)
	}
	return rest, true
}
