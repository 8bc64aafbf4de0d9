package capacity

import (
	"math"
	"time"

	"nines/analysis/stats"
)

const (
	// leastEdge is how many steps a new level must have held to be one, or a twentieth of all where that is more.
	leastEdge = 8
	// leastShift, in standard deviations of the noise, is what a change of level must be to be one.
	leastShift = 1.3
	// mostOff is by how much of that the line may miss today's level before nothing is to be forecast from it.
	mostOff = 0.25
	// mostTested is the number of values that residuals are tested on.
	mostTested = 2400
)

// shifted looks for a lasting change of the KPI's level that its drivers do not explain. A line through both levels fits
// neither: it misses today's by the size of the change times the share of the steps before it. So a change at the very
// begin of the window is told, and is not grave.
func (f Fitted) shifted() []Warning {
	columns, every := thinned(append([][]float64{f.Fit.Residuals}, f.X...))
	s, ok := stats.LevelShift(max(leastEdge, len(columns[0])/20), columns[0], columns[1:]...)
	if !ok || !s.Significant() {
		return nil
	}
	at := s.At * every
	noise := aroundLevels(f.Fit.Residuals, at)
	if math.Abs(s.Size) < leastShift*noise {
		return nil
	}
	missed := s.Size * float64(at) / float64(f.Fit.N)
	return []Warning{{
		Kind: LevelShift, Grave: math.Abs(missed) > mostOff*noise, At: time.UnixMilli(f.Start[at]).UTC(),
		Value: s.Size, Bound: noise, Missed: missed,
	}}
}

// thinned are the means of so many neighbours that at most mostTested are left: linear relations stay what they are, a
// change of level loses nothing but the exact step, and two years of hours are not tested ten times as long as a season.
func thinned(columns [][]float64) (thin [][]float64, every int) {
	n := len(columns[0])
	every = (n + mostTested - 1) / mostTested
	if every <= 1 {
		return columns, 1
	}
	thin = make([][]float64, len(columns))
	for k, c := range columns {
		for i := 0; i+every <= n; i += every {
			thin[k] = append(thin[k], sum(c[i:i+every])/float64(every))
		}
	}
	return thin, every
}

// longRunVariance is that of one residual, by those of thinned means: it is what their number times the variance of the
// mean is, however many are put together first.
func longRunVariance(residuals []float64, coefficients int) stats.Number {
	columns, every := thinned([][]float64{residuals})
	v := stats.LongRunVariance(columns[0], coefficients)
	v.Value *= float64(every)
	return v
}

// aroundLevels is the standard deviation of residuals about the mean before a place and that from it on.
func aroundLevels(residuals []float64, at int) float64 {
	var square float64
	for _, level := range [][]float64{residuals[:at], residuals[at:]} {
		mean := sum(level) / float64(len(level))
		for _, e := range level {
			square += (e - mean) * (e - mean)
		}
	}
	return math.Sqrt(square / float64(len(residuals)-2))
}
