package stats

import (
	"math"

	"gonum.org/v1/gonum/floats"
)

// HACLag is the usual number of lags for n observations, floor(4 (n/100)^(2/9)) (Newey and West 1994), at most n - 1.
func HACLag(n int) int {
	if n < 1 {
		return 0
	}
	return min(int(4*math.Pow(float64(n)/100, 2.0/9)), n-1)
}

// HAC are the standard errors of the intercept and of each driver's coefficient that hold where residuals follow one
// another and their spread changes (Newey and West 1987): the sandwich (X'X)^-1 S (X'X)^-1, S the sum over lags l of
// (1 - l/(lags+1)) (Bartlett) times the products of residual x row at distance l, times N/DF for the small sample, as
// Stata's newey has it. Observations must be in the order of time; lags outside 0..N-1 are brought inside.
func (f *Fit) HAC(lags int) []float64 {
	lags = max(0, min(lags, f.N-1))
	influence := f.influence()
	errs := make([]float64, len(influence))
	small := float64(f.N) / float64(f.DF)
	for k, g := range influence {
		variance := dot(g, g)
		for l := 1; l <= lags; l++ {
			weight := 1 - float64(l)/float64(lags+1)
			variance += 2 * weight * dot(g[l:], g[:f.N-l])
		}
		errs[k] = math.Sqrt(math.Max(0, small*variance)) // Bartlett's is never negative but by rounding
	}
	return errs
}

// influence is, for the intercept and each driver, what each observation's residual adds to the coefficient: its weight
// times the residual. The sandwich of one coefficient is made of nothing else.
func (f *Fit) influence() [][]float64 {
	parts := f.weights()
	for _, part := range parts {
		for i, residual := range f.Residuals {
			part[i] *= residual
		}
	}
	return parts
}

// weights are the rows of (X'X)^-1 X', for the intercept and each driver: what one unit of each observation's response
// adds to the coefficient.
func (f *Fit) weights() [][]float64 {
	rows := make([][]float64, len(f.columns)+1)
	for k := range rows {
		rows[k] = make([]float64, f.N)
	}
	for i := range rows[0] {
		rows[0][i] = 1 / float64(f.N)
	}
	for k, c := range f.columns {
		for j, other := range f.columns {
			floats.AddScaled(rows[k+1], f.spread.At(k, j)/c.scale, other.values)
		}
		floats.AddScaled(rows[0], -c.mean, rows[k+1])
	}
	return rows
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

func dot(a, b []float64) float64 { return floats.Dot(a, b) }
