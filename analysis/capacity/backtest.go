package capacity

import (
	"math"
	"slices"

	"nines/analysis/stats"
)

// Backtest is the track record of a fit: each of the last blocks forecast from what was before it, given its volumes.
type Backtest struct {
	MAPE      stats.Number // mean absolute percentage error, a ratio
	NaiveMAPE stats.Number // the same of the naive forecast, over the same steps
	Coverage  stats.Number // share of the steps inside the 95 % prediction interval, 0..1
	N         int          // steps forecast
	Zero      int          // of these, with a value of 0, of which no percentage can be taken
	Blocks    int          // forecast
}

// backtest forecasts the last eight blocks by rolling origin. The naive forecast is what one can say without a model
// and without knowing the volume, at the same origin: the same hour of the last week (or day) before the block where
// the KPI shows such a season, else the mean of as many steps before the block as it has. (The last single value would
// be easier to beat.) Unknown below 36 pairs.
func backtest(p Paired) Backtest {
	var found Backtest
	n := naive{Paired: p}
	blocks := lastBlocks(p)
	if len(blocks) > 0 {
		n.season = seasonOf(p.Start, detrended(p.Start, p.Y), p.Step)
	}
	r := newRunning(p.Y, p.X...)
	var actual, forecasts, naives []float64
	inside := 0
	for _, b := range blocks {
		r.add(b.from)
		if !r.solve() {
			continue
		}
		found.Blocks++
		n.origin(b)
		reach := r.reach()
		for i := b.from; i < b.to; i++ {
			forecast, se := r.forecast(i)
			if math.Abs(p.Y[i]-forecast) <= reach*se {
				inside++
			}
			if p.Y[i] == 0 {
				found.Zero++
			}
			actual, forecasts, naives = append(actual, p.Y[i]), append(forecasts, forecast), append(naives, n.forecast(i))
		}
	}
	found.N = len(actual)
	found.MAPE, _ = stats.MAPE(actual, forecasts)
	found.NaiveMAPE, _ = stats.MAPE(actual, naives)
	if found.N > 0 {
		found.Coverage = stats.Number{Value: float64(inside) / float64(found.N), Known: true}
	}
	return found
}

// naive forecasts without a model.
type naive struct {
	Paired
	season season
	block  block
	mean   float64 // of the steps before the block
}

func (n *naive) origin(b block) {
	n.block = b
	before := n.Y[b.from-(b.to-b.from) : b.from]
	n.mean = sum(before) / float64(len(before))
}

// forecast is the value of the last whole season before the block, or the mean where there is none.
func (n *naive) forecast(i int) float64 {
	length := n.season.length.Milliseconds()
	if length == 0 {
		return n.mean
	}
	ago := (n.Start[i]-n.Start[n.block.from])/length + 1
	if at, known := slices.BinarySearch(n.Start[:n.block.from], n.Start[i]-ago*length); known {
		return n.Y[at]
	}
	return n.mean
}
