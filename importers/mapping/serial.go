package mapping

import "math"

// Serial days are recognised from 2000 to 2069 only: other numbers are more often something else.
const (
	serialFrom = 36_526
	serialTo   = 62_093
)

// serialForm tells whether the text is a number of days as spreadsheets count them.
func serialForm(text string) bool {
	if len(text) < 5 || len(text) > 5 && text[5] != '.' && text[5] != ',' {
		return false
	}
	var c civil
	_, ok := c.takeSerial(text)
	return ok
}

// takeSerial reads days since 1899-12-30 with a fraction, as spreadsheets store times, to the nearest millisecond.
func (c *civil) takeSerial(text string) (rest string, ok bool) {
	decimal := byte('.')
	if len(text) > 5 && text[5] == ',' {
		decimal = ','
	}
	v, ok := parseNumber(text, decimal)
	if !ok || v < serialFrom || v >= serialTo {
		return "", false
	}
	days, fraction := math.Modf(v)
	millis := int(math.Round(fraction * 86_400_000))
	if nearest := (millis + 500) / 1000 * 1000; nearest-millis < 5 && millis-nearest < 5 {
		millis = nearest // what is lost in the decimals of a second
	}
	if millis >= 86_400_000 {
		days, millis = days+1, 0
	}
	const epoch = 25_569 // 1970-01-01
	c.setDay(int(days) - epoch)
	c.hour, c.minute, c.second, c.millis = millis/3_600_000, millis/60_000%60, millis/1000%60, millis%1000
	return "", true
}

// setDay sets the date to that many days after 1970-01-01, the inverse of daysBefore.
func (c *civil) setDay(days int) {
	year := 1970 + days/366
	for daysBefore(year+1, 1, 1) <= days {
		year++
	}
	month := 1
	for month < 12 && daysBefore(year, month+1, 1) <= days {
		month++
	}
	c.year, c.month, c.day = year, month, days-daysBefore(year, month, 1)+1
}
