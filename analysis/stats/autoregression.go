package stats

import "math"

// greatestPhi keeps a whitened regression from becoming one of differences.
const greatestPhi = 0.97

// Autoregression estimates phi (0..0.97) of residuals u = phi u before + e, in the order of time, of a regression with
// so many coefficients. The lag-1 correlation of residuals is too small by about (c + (c + 2) phi) / n, (1 + 3 phi) / n
// for a mean alone (Marriott and Pope 1954); that is given back. Noise that swings back counts as free, 0.
func Autoregression(residuals []float64, coefficients int) float64 {
	n := len(residuals)
	if n < 2 {
		return 0
	}
	r := dot(residuals[1:], residuals[:n-1]) / dot(residuals, residuals)
	if !finite(r) {
		return 0
	}
	c := float64(coefficients)
	return math.Min(greatestPhi, math.Max(0, r+(c+(c+2)*r)/float64(n)))
}

// HACLag is the usual number of lags for n observations, floor(4 (n/100)^(2/9)) (Newey and West 1994), at most n - 1.
func HACLag(n int) int {
	if n < 1 {
		return 0
	}
	return min(int(4*math.Pow(float64(n)/100, 2.0/9)), n-1)
}

// LongRunVariance is n times the variance of the mean of n residuals that follow one another: the residuals are
// prewhitened by an AR(1), Bartlett's weighted sum over HACLag lags takes what that leaves, and the sum is coloured
// again by 1/(1 - phi)^2 (Andrews and Monahan 1992), times n / (n - coefficients) for the small sample. In the square
// of the residuals' unit; unknown where there are no more residuals than coefficients.
func LongRunVariance(residuals []float64, coefficients int) Number {
	n := len(residuals)
	if n <= coefficients || n < 2 {
		return Number{}
	}
	phi := Autoregression(residuals, coefficients)
	white := make([]float64, n)
	white[0] = residuals[0] * math.Sqrt(1-phi*phi)
	for i := 1; i < n; i++ {
		white[i] = residuals[i] - phi*residuals[i-1]
	}
	lags := HACLag(n)
	variance := dot(white, white)
	for l := 1; l <= lags; l++ {
		variance += 2 * (1 - float64(l)/float64(lags+1)) * dot(white[l:], white[:n-l])
	}
	v := math.Max(0, variance) / float64(n-coefficients) / ((1 - phi) * (1 - phi))
	return Number{Value: v, Known: finite(v)}
}

// Autocorrelation is the correlation (-1..1) of each residual with the one before it: the sum of their products over
// the sum of squares. Unknown where there are no residuals to speak of.
func (f *Fit) Autocorrelation() Number {
	square := dot(f.Residuals, f.Residuals)
	if r := dot(f.Residuals[1:], f.Residuals[:f.N-1]) / square; finite(r) {
		return known(r)
	}
	return Number{}
}
