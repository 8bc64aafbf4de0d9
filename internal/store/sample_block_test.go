package store

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// blockBack writes samples and reads them again; it returns the content.
func blockBack(t *testing.T, s samples) []byte {
	t.Helper()
	content := appendBlock(nil, s)
	var back samples
	require.NoError(t, appendSamples(&back, s.at[0], len(s.at), content))
	require.Equal(t, s.at, back.at)
	for i := range s.values {
		require.Equal(t, math.Float64bits(s.values[i]), math.Float64bits(back.values[i]), "value %d: %v", i, s.values[i])
	}
	return content
}

func TestBlocks(t *testing.T) {
	for name, c := range map[string]struct {
		at     []int64
		values []float64
		want   []byte
	}{
		"one": {[]int64{5}, []float64{7}, []byte{0, 14}}, // no times; 7 is 14 in zigzag
		// Three times the distance 10, then 1; tenths: 15, 16, 14, 14, -1 are differences of 15, 1, -2, 0, -15.
		"runs of tenths":   {[]int64{0, 10, 20, 30, 31}, []float64{1.5, 1.6, 1.4, 1.4, -.1}, []byte{1, 10, 3, 1, 1, 30, 2, 3, 0, 29}},
		"nine decimals":    {[]int64{-3, 4}, []float64{0.123456789, 0}, nil},
		"raw":              {[]int64{1}, []float64{math.Pi}, []byte{0xff, 0x18, 0x2d, 0x44, 0x54, 0xfb, 0x21, 0x09, 0x40}},
		"hostile":          {[]int64{math.MinInt32, 0, math.MaxInt32}, []float64{math.MaxFloat64, math.SmallestNonzeroFloat64, -0.1}, nil},
		"minus nothing":    {[]int64{1, 2}, []float64{math.Copysign(0, -1), 3}, nil},
		"large":            {[]int64{1, 2, 3}, []float64{maxWhole, maxWhole - 1, -maxWhole + 1}, nil},
		"large, then fine": {[]int64{1, 2, 3}, []float64{maxWhole - 1, 0.000000001, 123456789.123456789}, nil},
		"nearly large":     {[]int64{1, 2, 3}, []float64{maxWhole/10 - 1, 0.1, -maxWhole/10 + 1.3}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			got := blockBack(t, samples{c.at, c.values})
			if c.want != nil {
				assert.Equal(t, c.want, got)
			}
		})
	}
}

// A month of hourly per cents with one decimal: 6 bytes of times, and less than two and a half for each value.
func TestBlocksAreSmall(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	var s samples
	for i := range 720 {
		s.add(1_790_000_000_000+int64(i)*hourMs, math.Round(rng.Float64()*1000)/10)
	}
	assert.Less(t, len(blockBack(t, s)), 720*5/2)
}

func TestRandomBlocks(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for range 300 {
		var s samples
		at, decimals := rng.Int64N(1e12), rng.IntN(12)
		for range 1 + rng.IntN(200) {
			at += 1 + rng.Int64N(3)*rng.Int64N(1000)
			s.add(at, math.Round(rng.NormFloat64()*1e3*math.Pow10(decimals))/math.Pow10(decimals))
		}
		blockBack(t, s)
	}
}

// Whatever stands in a block, reading it ends, and ends in an error unless it is one.
func FuzzBlock(f *testing.F) {
	f.Add(int64(0), 5, []byte{1, 10, 3, 1, 1, 30, 2, 3, 0, 29})
	f.Add(int64(1), 1, []byte{0xff, 0x18, 0x2d, 0x44, 0x54, 0xfb, 0x21, 0x09, 0x40})
	f.Fuzz(func(t *testing.T, first int64, n int, content []byte) {
		var s samples
		if err := appendSamples(&s, first, n, content); err == nil {
			assert.Len(t, s.at, n)
			assert.Len(t, s.values, n)
		} else {
			assert.ErrorIs(t, err, errBlock)
		}
	})
}

func TestDamagedBlocks(t *testing.T) {
	sound := []byte{1, 10, 3, 1, 1, 30, 2, 3, 0, 29}
	for cut := range sound {
		assert.ErrorIs(t, appendSamples(&samples{}, 0, 5, sound[:cut]), errBlock, cut)
	}
	assert.ErrorIs(t, appendSamples(&samples{}, 0, 6, sound), errBlock)
	assert.ErrorIs(t, appendSamples(&samples{}, 0, 5, append(sound, 0)), errBlock)
	assert.ErrorIs(t, appendSamples(&samples{}, 0, 4, sound), errBlock)
	assert.ErrorIs(t, appendSamples(&samples{}, 0, 0, sound), errBlock)
	assert.ErrorIs(t, appendSamples(&samples{}, 0, 1, []byte{12, 3}), errBlock)
}
