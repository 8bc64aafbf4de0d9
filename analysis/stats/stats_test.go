package stats

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestQuantileIsR7(t *testing.T) {
	zeroToTen := []float64{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10}
	for name, c := range map[string]struct {
		sorted  []float64
		p, want float64
	}{
		"the 90th percentile of 0..10: position 0.9 x 10 = 9": {zeroToTen, 0.9, 9},
		"the least":                      {zeroToTen, 0, 0},
		"the greatest":                   {zeroToTen, 1, 10},
		"position 0.25 x 3 = 0.75":       {[]float64{10, 20, 40, 80}, 0.25, 17.5}, // 10 + 0.75 x 10
		"median of an even number":       {[]float64{1, 2, 4, 9}, 0.5, 3},         // 2 + 0.5 x 2
		"one value is all its quantiles": {[]float64{7}, 0.9, 7},
	} {
		got := Quantile(c.sorted, c.p)
		require.True(t, got.Known, name)
		assert.InDelta(t, c.want, got.Value, 1e-12, name)
	}
	assert.False(t, Quantile(nil, 0.5).Known)
	assert.False(t, Quantile(zeroToTen, 1.1).Known)
}

func TestSummarise(t *testing.T) {
	nine := []float64{9, 1, 8, 2, 7, 3, 6, 4, 5}
	s := Summarise(nine, 3)
	assert.Equal(t, Summary{N: 9, Missing: 3, Mean: known(5), Median: known(5)}, s, "no 90th percentile below ten")
	assert.Equal(t, []float64{9, 1, 8, 2, 7, 3, 6, 4, 5}, nine, "the values stay as they are")
	ten := Summarise(append(nine, 10), 0)
	assert.Equal(t, known(5.5), ten.Median)
	assert.InDelta(t, 9.1, ten.P90.Value, 1e-12) // position 0.9 x 9 = 8.1: 9 + 0.1 x 1
	assert.Equal(t, Summary{Missing: 2}, Summarise(nil, 2), "nothing known is not 0")
}

func TestPoisson(t *testing.T) {
	five := Poisson(5)
	assert.InDelta(t, 1.6235, five.Lower, 5e-5)
	assert.InDelta(t, 11.6683, five.Upper, 5e-5)
	none := Poisson(0)
	assert.Zero(t, none.Lower)
	assert.InDelta(t, 3.688879454, none.Upper, 1e-9) // exp(-x) = 0.025, x = ln 40
}

func TestWilson(t *testing.T) {
	in, ok := Wilson(3, 20)
	require.True(t, ok)
	assert.InDelta(t, 0.05237, in.Lower, 5e-6)
	assert.InDelta(t, 0.36042, in.Upper, 5e-6)
	all, ok := Wilson(4, 4)
	require.True(t, ok)
	assert.InDelta(t, 0.510109, all.Lower, 1e-6) // 4 / (4 + 1.959964^2) = 4 / 7.841459
	assert.LessOrEqual(t, all.Upper, 1.0)
	for _, c := range [][2]int{{0, 0}, {-1, 4}, {5, 4}} {
		_, ok := Wilson(c[0], c[1])
		assert.False(t, ok, c)
	}
}

// The moving ranges of 10, 12, 11, 13, 14 are 2, 1, 2, 1: mean 1.5, limits 12 +- 2.66 x 1.5 = 8.01 and 15.99.
func TestIndividuals(t *testing.T) {
	earlier := []float64{10, 12, 11, 13, 14}
	l, ok := Individuals(earlier)
	require.True(t, ok)
	assert.InDelta(t, 12, l.Centre, 1e-12)
	assert.InDelta(t, 8.01, l.Lower, 1e-12)
	assert.InDelta(t, 15.99, l.Upper, 1e-12)
	for last, want := range map[float64]Usual{8: Below, 8.01: Within, 15.9: Within, 16: Above} {
		assert.Equal(t, want, UsualMeasure(earlier, last), last)
	}
	assert.Equal(t, TooEarly, UsualMeasure(earlier[:4], 99))
	assert.Equal(t, Within, UsualMeasure([]float64{0.1, 0.1, 0.1, 0.1, 0.1, 0.1}, 0.1), "rounding is no signal")
}

// With mean 4: P(X = 0) = e^-4 = 0.0183 > 0.00135, so 0 is usual. P(X <= 10) = 0.99716 and P(X <= 11) = 0.99908
// against 0.99865: 11 is the last usual count.
func TestCounts(t *testing.T) {
	earlier := []int{4, 2, 6, 5, 3}
	l, ok := Counts(earlier)
	require.True(t, ok)
	assert.Equal(t, Limits{Centre: 4, Lower: 0, Upper: 11}, l)
	for last, want := range map[int]Usual{0: Within, 11: Within, 12: Above} {
		assert.Equal(t, want, UsualCount(earlier, last), last)
	}
	assert.Equal(t, Below, UsualCount([]int{40, 40, 40, 40, 40}, 18)) // P(X <= 18) = 0.0001
	assert.Equal(t, Above, UsualCount([]int{0, 0, 0, 0, 0}, 1), "never before is a change")
	assert.Equal(t, TooEarly, UsualCount([]int{1, 2}, 9))
	_, ok = Counts([]int{1, 2, 3, 4, -1})
	assert.False(t, ok)
}
