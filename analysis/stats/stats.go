// Package stats holds the statistics that the reports print. Nothing here panics on data, and nothing returns NaN:
// what cannot be told from the values given is a Number that is not Known.
package stats

// Number is a quantity that may be unknown. It converts to itsm.Number and back: itsm.Number(n).
type Number struct {
	Value float64
	Known bool
}

func known(v float64) Number { return Number{Value: v, Known: true} }

// mean is the arithmetic mean of at least one value.
func mean(values []float64) float64 {
	var sum float64
	for _, v := range values {
		sum += v
	}
	return sum / float64(len(values))
}
