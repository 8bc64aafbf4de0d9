package xlsx

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// 46303 is 2026-10-08: 126 years of 365 days since 1900-01-01 and 31 leap days (1904 to 2024) make 46021, October 8th is
// the 281st day of the year, day 1 is 1900-01-01, and Excel counts a 29th of February 1900 that never was: 46021 + 281 + 1.
// In the 1904 system it is 1,462 less: 44841.
func TestNumbers(t *testing.T) {
	day, dayAndTime := format{kind: moment}, format{kind: moment, showsTime: true}
	tests := []struct {
		name, raw string
		format    format
		from1904  bool
		want      string
	}{
		{"integer", "5732943", format{}, false, "5732943"},
		{"15 digits", "0.1", format{}, false, "0.1"},
		{"17 digits as Excel writes them", "0.30000000000000004", format{}, false, "0.3"},
		{"a long number keeps its digits", "12345678901234567890", format{}, false, "12345678901234567890"},
		{"exponent that fits", "1.5E+3", format{}, false, "1500"},
		{"16 digits", "1.23456789012345E+15", format{}, false, "1234567890123450"},
		{"small", "1E-3", format{}, false, "0.001"},
		{"very small", "1.5E-20", format{}, false, "1.5e-20"},
		{"the largest", "1.7976931348623157e308", format{}, false, "1.7976931348623157e+308"},
		{"very large", "1e300", format{}, false, "1e+300"},
		{"negative zero", "-0", format{}, false, "0"},
		{"leading zeros are no number's", "007", format{}, false, "7"},
		{"white space", " 42\n", format{}, false, "42"},
		{"no number", "n/a", format{}, false, "n/a"},
		{"not a number", "NaN", day, false, "NaN"},
		{"infinity", "1e999", day, false, "1e999"},
		{"per cent", "0.5", format{kind: percent}, false, "50%"},
		{"0.285 x 100 is 28.499999999999996 in floats", "0.285", format{kind: percent}, false, "28.5%"},
		{"per cent beyond floats", "1.7e308", format{kind: percent}, false, "1.7e+308"},
		{"padded", "42", format{kind: padded, width: 5, before: "INC"}, false, "INC00042"},
		{"longer than padded", "1234567", format{kind: padded, width: 5}, false, "1234567"},
		{"no whole number is not padded", "1.5", format{kind: padded, width: 5}, false, "1.5"},
		{"no negative number is padded", "-3", format{kind: padded, width: 5}, false, "-3"},

		{"date", "46303", day, false, "2026-10-08"},
		{"date in the format of a time", "46303", dayAndTime, false, "2026-10-08T00:00:00"},
		{"time in the format of a date: 0.3125 x 24 = 7.5 h", "46303.3125", day, false, "2026-10-08T07:30:00"},
		{"one third of a day is 8 h", "46303.333333333336", dayAndTime, false, "2026-10-08T08:00:00"},
		{"a millisecond is 1/86,400,000: 0.00000001157", "46303.00000001157", dayAndTime, false, "2026-10-08T00:00:00.001"},
		{"rounded up to the next day", "46302.999999999", day, false, "2026-10-08"},
		{"1904 system", "44841", day, true, "2026-10-08"},
		{"first day of the 1904 system", "0", day, true, "1904-01-01"},
		{"1900-03-01, the first day that is not off by one", "61", day, false, "1900-03-01"},
		{"1900-02-29 never was", "60", day, false, "60"},
		{"empty dates are zero", "0", day, false, "0"},
		{"negative", "-1", day, false, "-1"},
		{"negative in the 1904 system", "-1", day, true, "-1"},
		{"last day", "2958465", day, false, "9999-12-31"},
		{"beyond the last day", "2958466", day, false, "2958466"},
		{"beyond the last day in the 1904 system", "2957004", day, true, "2957004"},
		{"huge", "1e300", day, false, "1e+300"},

		{"time of day: 0.0625 x 24 = 1.5 h", "0.0625", format{kind: clock}, false, "01:30:00"},
		{"time of day, midnight", "0", format{kind: clock}, false, "00:00:00"},
		{"time of day in the 1904 system", "0.5", format{kind: clock}, true, "12:00:00"},
		{"time of day with a date", "46303.5", format{kind: clock}, false, "2026-10-08T12:00:00"},
		{"a sum of hours in the format of a time of day: 1.5 days", "1.5", format{kind: clock}, false, "36:00:00"},
		{"negative time of day", "-0.5", format{kind: clock}, false, "-0.5"},
		{"elapsed: 5.0625 x 24 = 121.5 h", "5.0625", format{kind: elapsed}, false, "121:30:00"},
		{"elapsed, below an hour", "0.0006944444444444445", format{kind: elapsed}, false, "0:01:00"},
		{"elapsed, whole seconds: 0.00002 x 86,400 = 1.728", "0.00002", format{kind: elapsed}, false, "0:00:02"},
		{"elapsed, negative", "-0.0625", format{kind: elapsed}, false, "-1:30:00"},
		{"elapsed, huge", "1e9", format{kind: elapsed}, false, "1000000000"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			assert.Equal(t, test.want, notation{from1904: test.from1904}.text(test.raw, test.format))
		})
	}
}

func TestDecimalSign(t *testing.T) {
	comma := notation{decimal: ','}
	assert.Equal(t, "1,5", comma.text("1.5", format{}))
	assert.Equal(t, "98,76%", comma.text("0.9876", format{kind: percent}))
	assert.Equal(t, "1500", comma.text("1500", format{}))
	assert.Equal(t, "2026-10-08T00:00:00.001", comma.text("46303.00000001157", format{kind: moment}))
}

func TestUnescape(t *testing.T) {
	tests := map[string]string{
		"plain":                      "plain",
		"a_x000D_\nb":                "a\nb",
		"a\r\nb\rc":                  "a\nb\nc",
		"_x0041_":                    "A",
		"_x005F_x0041_":              "_x0041_",
		"my_x_file":                  "my_x_file",
		"_x00e4_ and _x00E4_":        "ä and ä",
		"_xD83D__xDE00_":             "😀",
		"half: _xD83D_":              "half: _xD83D_",
		"half: _xD83D__x0041_":       "half: _xD83D_A",
		"_x12":                       "_x12",
		"_xZZZZ_":                    "_xZZZZ_",
		"_x+123_":                    "_x+123_",
		"mojibake: Ã¤ \u0093x\u0094": "mojibake: Ã¤ \u0093x\u0094",
	}
	for text, want := range tests {
		assert.Equal(t, want, unescape(text))
	}
}
