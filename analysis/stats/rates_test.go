package stats

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// 11 events in 2 against 4 in 3: 5.5 / (4/3) = 4.125. The ends solve the binomial sums P(X >= 11 | 15, p) = 0.025 and
// P(X <= 11 | 15, p) = 0.025, found by bisection outside of this program, p / (1 - p) x 3/2.
func TestRateRatio(t *testing.T) {
	r := RateRatio(11, 2, 4, 3)
	assert.InDelta(t, 4.125, r.Value.Value, 1e-12)
	assert.InDelta(t, 1.2223070361202355, r.Lower.Value, 1e-9)
	assert.InDelta(t, 17.762491518966044, r.Upper.Value, 1e-9)
	assert.InDelta(t, 0.9980722307727359, r.Less.Value, 1e-12)
	assert.InDelta(t, 0.00934766077542415, r.More.Value, 1e-12)

	none := RateRatio(0, 1, 5, 4) // P(no event of 5 in a fifth of the time) = 0.8^5 = 0.32768
	assert.Equal(t, []Number{known(0), known(0), known(1)}, []Number{none.Value, none.Lower, none.More})
	assert.InDelta(t, 4*(math.Pow(0.025, -0.2)-1), none.Upper.Value, 1e-9) // (1 - p)^5 = 0.025
	assert.InDelta(t, 0.32768, none.Less.Value, 1e-12)

	only := RateRatio(3, 2, 0, 5) // p^3 = 0.025; three of three in 2 of 7: (2/7)^3
	assert.False(t, only.Value.Known, "a rate over no events")
	assert.False(t, only.Upper.Known, "without bound")
	p := math.Cbrt(0.025)
	assert.InDelta(t, p/(1-p)*2.5, only.Lower.Value, 1e-9)
	assert.InDelta(t, 8.0/343, only.More.Value, 1e-12)

	for _, empty := range []Ratio{
		RateRatio(0, 1, 0, 1), RateRatio(-1, 1, 3, 1), RateRatio(1, 0, 3, 1), RateRatio(1, 1, 3, math.NaN()),
	} {
		assert.Equal(t, Ratio{}, empty)
	}
}

// Counts 0, 10, 2 in 4 quarters each: m = 12/12 = 1; A = 3/2 x (4 (1 + 2.25 + 0.25) / 12) - 1/4 = 1.75 - 0.25 = 1.5;
// the prior has shape 1/1.5 = 2/3 and rate 2/3; posterior means (2/3 + n) / (14/3): 1/7, 16/7, 4/7.
func TestShrink(t *testing.T) {
	got, ok := Shrink([]int{0, 10, 2}, []float64{4, 4, 4})
	require.True(t, ok)
	for i, want := range []float64{1.0 / 7, 16.0 / 7, 4.0 / 7} {
		assert.InDelta(t, want, got[i].Mean(), 1e-12)
	}
	assert.InDelta(t, 2.0/3, got[0].Shape, 1e-12)

	alike, ok := Shrink([]int{3, 2, 4}, []float64{2, 2, 2})
	require.True(t, ok)
	assert.Equal(t, []Gamma{{9, 6}, {9, 6}, {9, 6}}, alike, "differing less than chance: one group")

	alone, ok := Shrink([]int{3}, []float64{4})
	require.True(t, ok)
	assert.Equal(t, []Gamma{{3, 4}}, alone)

	uneven, ok := Shrink([]int{8, 4, 0}, []float64{4, 1, 4}) // raw 2, 4 and 0: the one quarter moves farthest
	require.True(t, ok)
	assert.Less(t, (2-uneven[0].Mean())/2, (4-uneven[1].Mean())/4)

	for name, c := range map[string]struct {
		counts    []int
		exposures []float64
	}{
		"nobody": {}, "no events": {[]int{0, 0}, []float64{1, 1}}, "lengths": {[]int{1}, nil},
		"negative": {[]int{1, -1}, []float64{1, 1}}, "no exposure": {[]int{1, 1}, []float64{1, 0}},
		"not a number": {[]int{1, 1}, []float64{1, math.NaN()}},
	} {
		_, ok := Shrink(c.counts, c.exposures)
		assert.False(t, ok, name)
	}
}

// The standard error of a mean of n values with (population) deviation s is s / sqrt(n): for 1..100, 28.866 / 10, so
// the interval is about 50.5 +- 1.96 x 2.8866.
func TestBootstrap(t *testing.T) {
	var values []float64
	for v := range 100 {
		values = append(values, float64(v+1))
	}
	means := Bootstrap(NewRandom(1, 2), 4000, values, mean)
	in, ok := Percentile(means)
	require.True(t, ok)
	assert.InDelta(t, 50.5-1.96*2.8866, in.Lower, 0.5)
	assert.InDelta(t, 50.5+1.96*2.8866, in.Upper, 0.5)
	assert.Equal(t, means, Bootstrap(NewRandom(1, 2), 4000, values, mean), "the same seed, the same draws")
	assert.NotEqual(t, means, Bootstrap(NewRandom(1, 3), 4000, values, mean))
	assert.Empty(t, Bootstrap(NewRandom(1, 2), 10, nil, mean))
	assert.Empty(t, Bootstrap(NewRandom(1, 2), 10, values, func([]float64) float64 { return math.NaN() }))
	_, ok = Percentile(nil)
	assert.False(t, ok)
}

// A rate of 8/4 = 2 with variance 8/16, one loss in ten of 100: mean 2 x 10 = 20, variance 2 x 1000 + 0.5 x 10^2 = 2050;
// the mean of 20,000 sums lies within 1 of it (three standard errors of 0.32). One event in ten costs anything: the rate
// of those has shape 8 and rate 40, so the sum is 0 with probability (40/41)^8 = 0.8207.
func TestCompoundSums(t *testing.T) {
	losses := []float64{0, 0, 0, 0, 0, 0, 0, 0, 0, 100}
	sums := CompoundSums(NewRandom(7, 0), 20000, Gamma{8, 4}, 1, losses)
	assert.InDelta(t, 20, mean(sums), 1)
	var square float64
	for _, s := range sums {
		square += (s - 20) * (s - 20)
	}
	assert.InDelta(t, 2050, square/20000, 120)
	free := slices.IndexFunc(sums, func(s float64) bool { return s > 0 })
	assert.InDelta(t, math.Pow(40.0/41, 8), float64(free)/20000, 0.01)
	assert.True(t, slices.IsSorted(sums))
	for _, none := range [][]float64{
		CompoundSums(NewRandom(7, 0), 5, Gamma{8, 4}, 1, nil), CompoundSums(NewRandom(7, 0), 5, Gamma{}, 1, losses),
		CompoundSums(NewRandom(7, 0), 5, Gamma{8, 4}, 0, losses), CompoundSums(NewRandom(7, 0), -1, Gamma{8, 4}, 1, losses),
	} {
		assert.Empty(t, none)
	}
	assert.Zero(t, NewRandom(0, 0).Poisson(math.NaN()))
	assert.Zero(t, NewRandom(0, 0).Gamma(Gamma{-1, 1}))
}

// 10 % and 25 % off: 17.5 %; an actual 0 has no percentage.
func TestMAPE(t *testing.T) {
	share, n := MAPE([]float64{100, 0, -20}, []float64{110, 5, -15})
	assert.InDelta(t, 0.175, share.Value, 1e-12)
	assert.Equal(t, 2, n)
	for _, c := range [][2][]float64{{}, {{0}, {1}}, {{1}, nil}, {{math.NaN()}, {1}}} {
		share, n := MAPE(c[0], c[1])
		assert.Equal(t, Number{}, share)
		assert.Zero(t, n)
	}
}
