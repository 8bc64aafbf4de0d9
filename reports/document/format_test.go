package document

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// The number nearest to 17.95 is 17.949999999999999289, and a spreadsheet shows 18.0; 12.5 and 0.125 are exact.
func TestHalvesAreRoundedAsInSpreadsheets(t *testing.T) {
	l := Locale{Decimal: ".", Group: ","}
	tests := []struct {
		v        float64
		decimals int
		want     string
	}{
		{17.95, 1, "18.0"},
		{17.9499999999, 1, "17.9"},
		{12.5, 0, "13"},
		{0.125, 2, "0.13"},
		{-17.95, 1, "\u221218.0"},
		{123456789012.5, 0, "123,456,789,013"},
		{0, 1, "0.0"},
	}
	for _, tt := range tests {
		assert.Equal(t, tt.want, l.Number(tt.v, tt.decimals))
	}
	assert.Equal(t, "99.9995", l.Share(0.999995, 3), "never 100 what is less")
}
