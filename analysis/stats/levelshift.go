package stats

import "math"

// Shift is the likeliest place at which a regression's level changed for good.
type Shift struct {
	At    int     // index of the first observation after it
	Size  float64 // new level less the old one, in the unit of the response
	Ratio float64 // twice the log of the likelihood with the shift over that without it
	Share float64 // 0..1: what the shift alone explains of what the regression leaves
}

// criticalRatio is for the greatest ratio over all places, as Andrews (1993) has them for independent noise. It comes
// from seeded simulation, n from 60 to 2000, with AR(1) noise and a driver with daily and weekly seasons: chance passes it
// in 0 to 2 % of the series where phi is 0.5 at most, in up to 6 % where it is 0.8 and n small (TestLevelShiftOfNoise).
const criticalRatio = 13.5

// plainShare is the share from which on a shift is plain to see. Noise that wanders far may have a single jolt of any
// size, and so the likelihood cannot tell an enormous step from it; but AR(1) noise of 0.8 has no step that takes so much.
const plainShare = 0.75

// Significant tells whether the shift is more than chance. In a long series so is a very small one: judge its size, too.
func (s Shift) Significant() bool { return s.Ratio > criticalRatio || s.Share > plainShare }

// LevelShift looks for one change of level in y = a + b1 x1 + ... + noise, with at least edge observations on either
// side. The noise may follow itself (AR(1)). A first search by plain least squares finds where the level may have
// changed, and the autoregression is estimated with that change taken out: left in, the change itself would look like
// autoregression, and hide. The second search is made in the whitened regression, where a step is a jump followed by
// 1 - phi of it (Chen and Liu 1993). The likelihood is compared with that of a regression without a shift and with the
// autoregression that fits it best, which may be greater: noise that wanders far has levels too. Single jolts are cut at
// three standard deviations, as they would pass for jumps. It is not ok where there are too few observations, or no
// noise.
func LevelShift(edge int, y []float64, x ...[]float64) (s Shift, ok bool) {
	plain, ok := Whiten(0, y, x...)
	if !ok {
		return Shift{}, false
	}
	first, unexplained, ok := plain.shift(edge)
	if !ok {
		return Shift{}, false
	}
	noise := plain.without(first)
	coefficients := len(plain.basis)
	level, moved := plain.again(Autoregression(plain.rest, coefficients)), plain.again(Autoregression(noise, coefficients+1))
	level.cut()
	moved.cut()
	s, left, ok := moved.shift(edge)
	if !ok {
		return Shift{}, false
	}
	n := float64(len(y))
	s.Ratio = n*math.Log(dot(level.rest, level.rest)/left) + math.Log((1-moved.phi*moved.phi)/(1-level.phi*level.phi))
	s.Share = 1 - unexplained/dot(plain.rest, plain.rest)
	if s.Share > plainShare {
		s.At, s.Size = first.At, first.Size
	}
	return s, finite(s.Ratio)
}

// shift is the place whose step takes most off the sum of squares, and what is left of it then. All places are tried in
// one pass from the end, by running sums: the whitened step is 1 at its place and 1 - phi after it.
func (w *Whitened) shift(edge int) (best Shift, left float64, ok bool) {
	n, after, gained := len(w.rest), 1-w.phi, 0.0
	var rest float64 // sum of the response from the end to the place
	sums := make([]float64, len(w.basis))
	for i := n - 1; i >= max(edge, 1); i-- {
		cross, square := w.rest[i]+after*rest, 1+after*after*float64(n-1-i)
		for k, q := range w.basis {
			part := q[i] + after*sums[k]
			square -= part * part
			sums[k] += q[i]
		}
		rest += w.rest[i]
		if n-i < edge || square < collinear {
			continue
		}
		if gain := cross * cross / square; gain > gained {
			best, gained = Shift{At: i, Size: cross / square}, gain
		}
	}
	left = dot(w.rest, w.rest) - gained
	return best, left, gained > 0 && left > 0
}

// without is the rest with a shift taken out.
func (w *Whitened) without(s Shift) []float64 {
	step := make([]float64, len(w.rest))
	for i := s.At; i < len(step); i++ {
		step[i] = 1
	}
	step = w.whiten(step)
	w.project(step)
	for i, v := range step {
		step[i] = w.rest[i] - s.Size*v
	}
	return step
}

// cut brings what lies more than three standard deviations out to three.
func (w *Whitened) cut() {
	most := 3 * math.Sqrt(dot(w.rest, w.rest)/float64(len(w.rest)-len(w.basis)))
	for i, v := range w.rest {
		w.rest[i] = math.Max(-most, math.Min(most, v))
	}
}
