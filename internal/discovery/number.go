package discovery

import (
	"regexp"
	"strconv"
	"strings"
)

// plainNumber is a number without groups of thousands, or with groups parted by blanks, or by the sign that is not the
// decimal one where that stands behind them.
var plainNumber = regexp.MustCompile(`^[+-]?(?:\d+(?:[ \x{00a0}\x{202f}]\d{3})*(?:[.,]\d+)?(?:[eE][+-]?\d+)?|\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:,\d{3})+\.\d+)$`)

// numberOf reads a number with that decimal sign; a sign of per cent is passed over.
func numberOf(text string, decimal byte) (float64, bool) {
	text = strings.TrimSpace(strings.TrimSuffix(text, "%"))
	if !plainNumber.MatchString(text) {
		return 0, false
	}
	for _, blank := range []string{" ", "\u00a0", "\u202f"} {
		text = strings.ReplaceAll(text, blank, "")
	}
	if point, comma := strings.IndexByte(text, '.'), strings.IndexByte(text, ','); point >= 0 && comma >= 0 {
		if (point < comma) != (decimal == ',') {
			return 0, false
		}
		text = strings.ReplaceAll(text, map[bool]string{true: ".", false: ","}[decimal == ','], "")
	}
	if decimal == ',' {
		text = strings.Replace(text, ",", ".", 1)
	}
	v, err := strconv.ParseFloat(text, 64)
	return v, err == nil
}

// decimalSigns counts the cells whose decimal sign can only be the point, and those where it can only be the comma: a
// sign before three digits may part thousands.
func decimalSigns(values []valueCount) (point, comma int) {
	for _, v := range values {
		at := strings.LastIndexAny(v.text, ".,")
		digits := strings.TrimSuffix(strings.TrimSpace(v.text), "%")
		if at < 0 || !plainNumber.MatchString(digits) || len(digits)-at-1 == 3 && strings.IndexAny(v.text, ".,") == at {
			continue
		}
		if v.text[at] == '.' {
			point += v.count
		} else {
			comma += v.count
		}
	}
	return point, comma
}

// duration is h:mm, h:mm:ss, or amounts with units.
var duration = regexp.MustCompile(`^(?i)(\d{1,6}:\d\d(:\d\d)?|(\d+([.,]\d+)?\s*(days?|hours?|hrs?|minutes?|mins?|seconds?|secs?|d|h|m|s)\.?[\s,]*)+)$`)

func isDuration(text string) bool { return duration.MatchString(text) }
