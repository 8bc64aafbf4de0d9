package capacity

import (
	"time"

	"nines/analysis/stats"
)

// leastEdge is how many steps a new level must have held to be one, or a twentieth of all where that is more.
const leastEdge = 8

// shifted looks for a lasting change of the KPI's level that its drivers do not explain: a line through both levels
// fits neither, and what is forecast from it is wrong by half the change at least.
func (f Fitted) shifted() []Warning {
	s, ok := stats.LevelShift(max(leastEdge, f.Fit.N/20), f.Y, f.X...)
	if !ok || !s.Significant() {
		return nil
	}
	at := time.UnixMilli(f.Start[s.At]).UTC()
	return []Warning{{Kind: LevelShift, Grave: true, At: at, Value: s.Size, Bound: s.Noise}}
}
