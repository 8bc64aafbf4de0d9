package mapping

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// 46,045 days after 1899-12-30 is 2026-01-23, as every spreadsheet shows it.
func TestSerialDays(t *testing.T) {
	c, err := newClock(time.UTC, []string{SerialDays})
	require.NoError(t, err)
	tests := []struct{ text, want string }{
		{"46045", "2026-01-23T00:00:00Z"},
		{"46045.5", "2026-01-23T12:00:00Z"},
		{"46045.58696", "2026-01-23T14:05:13.344Z"}, // 0.58696 x 86,400 s = 50,713.344 s
		{"46045.586805555556", "2026-01-23T14:05:00Z"},
		{"46045,75", "2026-01-23T18:00:00Z"},
		{"36526", "2000-01-01T00:00:00Z"},
		{"45351.25", "2024-02-29T06:00:00Z"},
		{"46022.999999999", "2026-01-01T00:00:00Z"}, // 0.0864 ms before midnight
	}
	for _, test := range tests {
		got, remark := c.parse(test.text)
		assert.Empty(t, remark, test.text)
		assert.Equal(t, test.want, got.Format(time.RFC3339Nano), test.text)
	}
	for _, text := range []string{"36525", "62093", "4604", "460455", "46045.5x", "46.045", "1,204,500"} {
		_, remark := c.parse(text)
		assert.NotEmpty(t, remark, text)
	}
}

// The date of each day is the one that daysBefore counts to.
func TestSetDayInvertsDaysBefore(t *testing.T) {
	for day := 0; day < 40_000; day++ {
		var c civil
		c.setDay(day)
		require.True(t, c.month <= 12 && c.day >= 1 && c.day <= daysIn(c.year, c.month), "day %d: %+v", day, c)
		require.Equal(t, day, daysBefore(c.year, c.month, c.day))
	}
}
