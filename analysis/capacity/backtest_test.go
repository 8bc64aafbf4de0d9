package capacity

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/analysis/stats"
)

// noisy are n hours of y = 5 + 2 x1 - x2 + noise, volumes without a season.
func noisy(n int) Paired {
	r := rand.New(rand.NewPCG(4, 4))
	p := Paired{Step: time.Hour, X: make([][]float64, 2)}
	for i := range n {
		a, b := 1000+20*r.NormFloat64(), 10*r.Float64()
		p.Start = append(p.Start, monday.Add(time.Duration(i)*time.Hour).UnixMilli())
		p.X[0], p.X[1] = append(p.X[0], a), append(p.X[1], b)
		p.Y = append(p.Y, 5+2*a-b+15*r.NormFloat64())
	}
	return p
}

// The running sums against a fit of its own for each block, and the naive forecast by its definition. 120 hours make
// twelve blocks of 10, of which the last eight, from 40 on, are forecast.
func TestBacktestAgainstFits(t *testing.T) {
	p := noisy(120)
	p.Y[77] = 0
	var percent, naive float64
	inside := 0
	for from := 40; from < 120; from += 10 {
		fit, err := stats.LeastSquares(p.Y[:from], p.X[0][:from], p.X[1][:from])
		require.NoError(t, err)
		mean := sum(p.Y[from-10:from]) / 10
		for i := from; i < from+10; i++ {
			f, _ := fit.Predict(p.X[0][i], p.X[1][i])
			if f.Lower <= p.Y[i] && p.Y[i] <= f.Upper {
				inside++
			}
			if p.Y[i] != 0 {
				percent += math.Abs(p.Y[i]-f.Value) / math.Abs(p.Y[i])
				naive += math.Abs(p.Y[i]-mean) / math.Abs(p.Y[i])
			}
		}
	}
	b := backtest(p)
	assert.Equal(t, 80, b.N)
	assert.Equal(t, 8, b.Blocks)
	assert.Equal(t, 1, b.Zero)
	assert.InEpsilon(t, percent/79, b.MAPE.Value, 1e-9)
	assert.InEpsilon(t, naive/79, b.NaiveMAPE.Value, 1e-9)
	assert.InDelta(t, float64(inside)/80, b.Coverage.Value, 1e-12)
}

// Of a KPI that repeats day by day the naive forecast is that of the day before the block, and is never wrong.
func TestNaiveWithSeason(t *testing.T) {
	p := Paired{Step: time.Hour, X: [][]float64{nil}}
	for i := range 10 * 24 {
		p.Start = append(p.Start, monday.Add(time.Duration(i)*time.Hour).UnixMilli())
		p.Y = append(p.Y, 10+float64(i%24))
		p.X[0] = append(p.X[0], math.Sin(float64(i)))
	}
	b := backtest(p)
	require.True(t, b.NaiveMAPE.Known)
	assert.InDelta(t, 0, b.NaiveMAPE.Value, 1e-12)
	assert.Greater(t, b.MAPE.Value, 0.1)
}

func TestLastBlocks(t *testing.T) {
	for _, c := range []struct {
		n         int
		step      time.Duration
		from, end int // of the first block
		blocks    int
	}{
		{35, time.Hour, 0, 0, 0},
		{36, time.Hour, 12, 15, 8},
		{40, time.Hour, 16, 19, 8},                           // blocks of 40/12 = 3
		{12 * 168, time.Hour, 4 * 168, 5 * 168, 8},           // as long as a week
		{104 * 168, time.Hour, 96 * 168, 97 * 168, 8},        // weeks
		{60, week, 20, 25, 8},                                // a step is no shorter than a week
		{30 * 24 * 12, 5 * time.Minute, 2880, 2880 + 720, 8}, // 30 days: a twelfth is 2.5 days
		{120 * 24 * 12, 5 * time.Minute, 18432, 18432 + 2016, 8},
	} {
		blocks := lastBlocks(Paired{Step: c.step, Y: make([]float64, c.n)})
		require.Len(t, blocks, c.blocks, "%d", c.n)
		if c.blocks > 0 {
			assert.Equal(t, block{c.from, c.end}, blocks[0], "%d", c.n)
			assert.Equal(t, c.n, blocks[7].to)
		}
	}
}

func TestBacktestOfLittle(t *testing.T) {
	assert.Equal(t, Backtest{}, backtest(Paired{}))
	assert.Equal(t, Backtest{}, backtest(noisy(35)))
	flat := noisy(60)
	for i := range flat.X[0] {
		flat.X[0][i] = 7
	}
	assert.Equal(t, Backtest{}, backtest(flat), "a driver that never changed yields no fit, and no track record")
}
