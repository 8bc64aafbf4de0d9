package stats

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/floats"
)

// column is a variable of a regression, centred on its mean and scaled to length 1. On raw columns (years beside
// millions of people) the decomposition would lose half its digits.
type column struct {
	mean, scale float64
	values      []float64 // (x - mean) / scale, their squares adding up to 1
}

// leastSpread is the spread of a column, as a share of its greatest value, below which its differences are the
// rounding of one value.
const leastSpread = 1e-13

// standardise centres and scales a variable; ok is false where all its values are the same.
func standardise(x []float64) (c column, ok bool) {
	c = column{mean: preciseSum(x) / float64(len(x)), values: make([]float64, len(x))}
	lo, hi := extent(x)
	if hi-lo <= leastSpread*math.Max(math.Abs(lo), math.Abs(hi)) {
		c.mean = x[0]
		return c, false
	}
	for i, v := range x {
		c.values[i] = v - c.mean
	}
	c.scale = norm(c.values)
	floats.Scale(1/c.scale, c.values)
	return c, true
}

// norm is the Euclidean length of a vector, without overflow.
func norm(values []float64) float64 {
	if plain := dot(values, values); plain > 1e-200 && plain < 1e200 { // no square was lost
		return math.Sqrt(plain)
	}
	var greatest float64
	for _, v := range values {
		greatest = math.Max(greatest, math.Abs(v))
	}
	if greatest == 0 {
		return 0
	}
	var sum float64
	for _, v := range values {
		sum += (v / greatest) * (v / greatest)
	}
	return greatest * math.Sqrt(sum)
}

// extent is the least and the greatest of at least one value, none of them NaN (slices.Min looks for these, which takes
// five times as long).
func extent(values []float64) (lo, hi float64) {
	lo, hi = values[0], values[0]
	for _, v := range values {
		if v < lo {
			lo = v
		}
		if v > hi {
			hi = v
		}
	}
	return lo, hi
}

func dot(a, b []float64) float64 { return floats.Dot(a, b) }

// preciseSum adds up with Neumaier's compensation: the rounding of each addition is carried along and added at the end.
func preciseSum(values []float64) float64 {
	var sum, lost float64
	for _, v := range values {
		next := sum + v
		if math.Abs(sum) >= math.Abs(v) {
			lost += (sum - next) + v
		} else {
			lost += (v - next) + sum
		}
		sum = next
	}
	return sum + lost
}

// checkDesign says why no least squares can be had of the response and its drivers.
func checkDesign(y []float64, x [][]float64) error {
	if len(x) == 0 {
		return ErrNoDriver
	}
	for k, driver := range x {
		if len(driver) != len(y) {
			return fmt.Errorf("driver %d has %d values: %w", k+1, len(driver), ErrLengths)
		}
		if !finite(driver...) {
			return fmt.Errorf("driver %d: %w", k+1, ErrNotFinite)
		}
	}
	if !finite(y...) {
		return fmt.Errorf("response: %w", ErrNotFinite)
	}
	if len(y) < len(x)+2 {
		return ErrTooFew
	}
	return nil
}
