package staffing

import (
	"math"

	"nines/analysis/stats"
	"nines/internal/itsm"
)

// forecast fits a line through the full-time equivalents of the periods that are known and over, and says where it is
// in the period after the last one. Nobody can need less than none: the bounds end at 0.
func forecast(periods []Period, demands []Demand) Forecast {
	var fte, place []float64
	for i, d := range demands {
		if d.FTE.Known && !periods[i].Running {
			fte, place = append(fte, d.FTE.Value), append(place, float64(i))
		}
	}
	f := Forecast{Periods: len(fte)}
	if len(fte) < minForecast {
		return f
	}
	fit, err := stats.LeastSquares(fte, place)
	if err != nil { // figures that overflow: there is nothing to go by
		return f
	}
	if p, ok := fit.Predict(float64(len(periods))); ok {
		f.FTE, f.Lower, f.Upper = atLeastNone(p.Value), atLeastNone(p.Lower), atLeastNone(p.Upper)
	}
	return f
}

func atLeastNone(fte float64) itsm.Number { return itsm.Known(math.Max(0, fte)) }
