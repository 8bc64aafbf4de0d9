package xlsx

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// At 80 % a page takes 515 / 0.8 = 643.75 points: 50 rows of 12.75.
func TestPagesKeepGroupsTogether(t *testing.T) {
	tests := []struct {
		name         string
		rows         int
		kept         []rowSpan
		repeat       int
		starts, cuts []int
	}{
		{"one page", 50, nil, 0, nil, nil},
		{"rows run over", 120, nil, 0, []int{51, 101}, nil},
		{"a group that fits", 60, []rowSpan{{41, 50}}, 0, []int{51}, nil},
		{"a group that would be cut", 60, []rowSpan{{42, 51}}, 0, []int{42}, []int{42}},
		{"of two that begin together the longest with room", 60, []rowSpan{{42, 51}, {42, 45}, {42, 100}}, 0, []int{42}, []int{42}},
		{"longer than a page: the next longest", 200, []rowSpan{{42, 150}, {42, 49}}, 0, []int{51, 101, 151}, nil},
		{"one within another", 110, []rowSpan{{45, 60}, {50, 52}}, 0, []int{45, 95}, []int{45}},
		// Each page but the first repeats row 10: 49 rows of its own.
		{"a header that is repeated", 149, nil, 10, []int{51, 100, 149}, nil},
		{"a group longer than what is left of the sheet", 55, []rowSpan{{48, 80}}, 0, []int{48}, []int{48}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := &sheet{row: tt.rows + 1, kept: tt.kept, repeat: tt.repeat}
			starts, cuts := s.pages(80)
			assert.Equal(t, tt.starts, starts)
			assert.Equal(t, tt.cuts, cuts)
		})
	}
}

func TestTablesAreKeptByTheirLength(t *testing.T) {
	var short, long sheet
	short.keepTable(1, 4, 15, 17) // 12 rows
	assert.Equal(t, []rowSpan{{1, 17}}, short.kept)
	long.keepTable(1, 4, 43, 45) // 40 rows: the title to the sixth, and the last three with what stands below
	assert.Equal(t, []rowSpan{{1, 9}, {41, 45}}, long.kept)
}

func TestWideSheetsArePrintedSmall(t *testing.T) {
	tests := []struct {
		widths  []float64
		printed int
		percent uint
	}{
		{[]float64{60, 60}, 2, 80},
		// 200 characters of 5.57 points are 1,114; 770 / 1,114 = 69.1 %.
		{[]float64{60, 60, 60, 20}, 4, 69},
		// 300 would be at 46 %: the fifth column is left out. 240 are 1,336.8 points: 57.6 %.
		{[]float64{60, 60, 60, 60, 60}, 4, 57},
	}
	for _, tt := range tests {
		s := &sheet{widths: tt.widths, main: len(tt.widths)}
		assert.Equal(t, tt.printed, s.printed(s.main))
		assert.Equal(t, tt.percent, s.percent())
	}
}
