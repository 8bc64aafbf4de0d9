package pdf

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// A total says nothing of its own: two rows go with it.
func TestDivideBeforeATotal(t *testing.T) {
	heights := []float64{20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20}
	assert.Equal(t, []int{10, 2}, divide(heights, 2, 220, 700))
	assert.Equal(t, []int{9, 3}, divide(heights, 3, 220, 700))
}

func TestDivide(t *testing.T) {
	rows := func(n int, height float64) []float64 {
		heights := make([]float64, n)
		for i := range heights {
			heights[i] = height
		}
		return heights
	}
	tests := []struct {
		name         string
		heights      []float64
		first, other float64
		want         []int
	}{
		{"all of them fit", rows(10, 20), 200, 700, []int{10}},
		{"exactly", rows(3, 0.1), 0.3, 700, []int{3}},
		{"small: not worth a break", rows(9, 20), 100, 700, []int{0, 9}},
		{"broken", rows(20, 20), 300, 700, []int{15, 5}},
		{"one row alone at the end takes another with it", rows(16, 20), 300, 700, []int{14, 2}},
		{"one row alone at the beginning waits", rows(16, 20), 39, 700, []int{0, 16}},
		{"two rows stay", rows(16, 20), 40, 700, []int{2, 14}},
		{"no room at all", rows(16, 20), -5, 700, []int{0, 16}},
		{"several pages, the last not alone", rows(31, 20), 200, 200, []int{10, 10, 9, 2}},
		{"on an empty page it begins at once", rows(41, 20), 400, 400, []int{20, 19, 2}},
		{"a row higher than a page has one of its own", []float64{10, 900, 10}, 100, 700, []int{0, 1, 1, 1}},
		{"one row that is too high", []float64{900}, 700, 700, []int{1}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := divide(test.heights, keptRows, test.first, test.other)
			assert.Equal(t, test.want, got)
			sum := 0
			for _, n := range got {
				sum += n
			}
			assert.Equal(t, len(test.heights), sum, "every row once")
		})
	}
}
