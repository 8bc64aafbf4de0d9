package mapping

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestParseNumber(t *testing.T) {
	tests := []struct {
		text    string
		decimal byte
		want    float64
		ok      bool
	}{
		{"0", '.', 0, true},
		{"42", '.', 42, true},
		{"-3", '.', -3, true},
		{"+3", '.', 3, true},
		{"3.5", '.', 3.5, true},
		{".5", '.', .5, true},
		{"3,5", ',', 3.5, true},
		{"1,234", '.', 1234, true},
		{"1,234,567.25", '.', 1234567.25, true},
		{"1.234.567,25", ',', 1234567.25, true},
		{"1.234", ',', 1234, true},
		{"12 345", '.', 12345, true},
		{"12\u00a0345,5", ',', 12345.5, true},
		{"12\u202f345\u202f678", ',', 12345678, true},
		{"12'345.5", '.', 12345.5, true},
		{"12’345", ',', 12345, true},
		{"1.2E+05", '.', 120000, true},
		{"2e-3", '.', .002, true},
		{"1,5", '.', 0, false},      // a group of one digit: is it 1.5?
		{"1.5", ',', 0, false},      // the same
		{"1234,567", '.', 0, false}, // a group of four
		{"1,234 567", '.', 0, false},
		{"1,23,456", '.', 0, false},
		{"1.2.3", '.', 0, false},
		{"1,234,56", '.', 0, false},
		{"", '.', 0, false},
		{"-", '.', 0, false},
		{"1-2", '.', 0, false},
		{"NaN", '.', 0, false},
		{"Inf", '.', 0, false},
		{"1e999", '.', 0, false},
		{"0x10", '.', 0, false},
		{"1_000", '.', 0, false},
		{"12 Stück", '.', 0, false},
	}
	for _, test := range tests {
		got, ok := parseNumber(test.text, test.decimal)
		assert.Equal(t, test.ok, ok, "%q with %c", test.text, test.decimal)
		if test.ok {
			assert.InDelta(t, test.want, got, 1e-12, "%q with %c", test.text, test.decimal)
		}
	}
}

func TestParseLength(t *testing.T) {
	tests := []struct {
		text    string
		unit    time.Duration
		decimal byte
		want    time.Duration
		ok      bool
	}{
		{"90", time.Minute, '.', 90 * time.Minute, true},
		{"90", time.Second, '.', 90 * time.Second, true},
		{"1.5", time.Hour, '.', 90 * time.Minute, true},
		{"1,5", time.Hour, ',', 90 * time.Minute, true},
		{"2", 24 * time.Hour, '.', 48 * time.Hour, true},
		{"1h30m", time.Minute, '.', 90 * time.Minute, true},
		{"1h 30m", time.Minute, '.', 90 * time.Minute, true},
		{"3.5h", time.Minute, '.', 210 * time.Minute, true},
		{"3,5 h", time.Minute, ',', 210 * time.Minute, true},
		{"90 min", time.Second, '.', 90 * time.Minute, true},
		{"90 Min.", time.Second, '.', 90 * time.Minute, true},
		{"1 day, 2 hours", time.Minute, '.', 26 * time.Hour, true},
		{"1,000 s", time.Minute, '.', 1000 * time.Second, true},
		{"01:30", time.Minute, '.', 90 * time.Minute, true},
		{"125:00:30", time.Minute, '.', 125*time.Hour + 30*time.Second, true},
		{"1:30:00", time.Minute, '.', 90 * time.Minute, true},
		{"1970-01-01 00:10:00", time.Second, '.', 10 * time.Minute, true},
		{"1970-01-02 01:00:30", time.Second, '.', 25*time.Hour + 30*time.Second, true}, // a day, an hour and half a minute
		{"1 Hour 10 Minutes", time.Second, '.', 70 * time.Minute, true},
		{"0", time.Minute, '.', 0, true},
		{"-1:30:00", time.Minute, '.', 0, false},
		{"1970-01-32 00:10:00", time.Second, '.', 0, false},
		{"1970-01-01 00:10:00Z", time.Second, '.', 0, false},
		{"2026-01-01 00:10:00", time.Second, '.', 0, false},
		{"-5", time.Minute, '.', 0, false},
		{"-1h", time.Minute, '.', 0, false},
		{"-0:30", time.Minute, '.', 0, false},
		{"1:5", time.Minute, '.', 0, false},
		{"1:60", time.Minute, '.', 0, false},
		{"1:00:00:00", time.Minute, '.', 0, false},
		{"3 fortnights", time.Minute, '.', 0, false},
		{"h", time.Minute, '.', 0, false},
		{"1e300 h", time.Minute, '.', 0, false},
		{"99999999999", time.Hour, '.', 0, false},
		{"soon", time.Minute, '.', 0, false},
	}
	for _, test := range tests {
		got, ok := parseLength(test.text, test.unit, test.decimal)
		assert.Equal(t, test.ok, ok, "%q", test.text)
		if test.ok {
			assert.Equal(t, test.want, got, "%q", test.text)
		}
	}
}

func TestParsePercent(t *testing.T) {
	tests := []struct {
		text    string
		decimal byte
		want    float64
		ok      bool
	}{
		{"50", '.', 50, true},
		{"50%", '.', 50, true},
		{"50.00%", '.', 50, true},
		{"12,5 %", ',', 12.5, true},
		{"12,5\u00a0%", ',', 12.5, true},
		{"0.5", '.', .5, true}, // per cent, not a ratio
		{"%", '.', 0, false},
		{"50%%", '.', 0, false},
	}
	for _, test := range tests {
		got, ok := parsePercent(test.text, test.decimal)
		assert.Equal(t, test.ok, ok, "%q", test.text)
		if test.ok {
			assert.InDelta(t, test.want, got, 1e-12, "%q", test.text)
		}
	}
}
