package stats

import "math"

// MAPE is the mean absolute percentage error of forecasts as a ratio (0.1 is 10 %): the mean of |actual - forecast| /
// |actual|, over the pairs with an actual value other than 0 and both finite. n is their number; those left out, by
// design, are the pairs that no percentage can be taken of. Unknown where none remain or the lengths differ.
func MAPE(actual, forecast []float64) (share Number, n int) {
	if len(actual) != len(forecast) {
		return Number{}, 0
	}
	var errs []float64
	for i, a := range actual {
		if e := math.Abs(a-forecast[i]) / math.Abs(a); finite(e, a, forecast[i]) {
			errs = append(errs, e)
		}
	}
	if len(errs) == 0 {
		return Number{}, 0
	}
	return known(preciseSum(errs) / float64(len(errs))), len(errs)
}
