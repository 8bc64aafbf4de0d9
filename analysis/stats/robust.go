package stats

import "math"

// mostPersistent is the greatest autocorrelation that standard errors are computed with: nearer to 1 they would hang on
// the last digits of an estimate (Andrews and Monahan 1992 draw the line at the same place).
const mostPersistent = 0.97

// Robust are the standard errors of each driver's coefficient that hold where residuals follow one another and their
// spread changes (HAC), for observations in the order of time; slope -+ Student's t (DF) times them is the interval.
// They are the greater of two:
//
//   - the sandwich with a prewhitened kernel (Andrews and Monahan 1992: AR(1) by series, Parzen's kernel with the
//     automatic bandwidth of Andrews 1991), times N/DF;
//   - those of residuals that follow an AR(1), whose autocorrelation is corrected for the bias that a fitted line leaves.
//
// The first alone is too small where drivers and residuals are persistent and observations few: with a trend, 100
// observations and an autocorrelation of 0.8 its 95 % intervals hold the truth in 87 % of the cases (Newey and West's in
// 70 %), both together in 93 %. The second alone misses a spread that grows with the driver.
func (f *Fit) Robust() []float64 {
	influence, persistent := f.influence()[1:], f.persistentErrors()
	errs := make([]float64, len(influence))
	small := float64(f.N) / float64(f.DF)
	for k, g := range influence {
		errs[k] = math.Max(math.Sqrt(small*longRunSum(g)), persistent[k])
	}
	return errs
}

// longRunSum estimates the variance of the sum of a series about 0: the series is whitened by an AR(1), the kernel sees
// to what is left, and the result is coloured again.
func longRunSum(g []float64) float64 {
	n := float64(len(g))
	r := lagOne(g)
	r = persistence(r + (1+3*r)/n) // Kendall 1954: an estimate with a mean taken off is too small by that
	white := make([]float64, len(g)-1)
	for i := range white {
		white[i] = g[i+1] - r*g[i]
	}
	return math.Max(0, parzen(white)) / ((1 - r) * (1 - r))
}

// parzen is the sum of a series' products at all distances, weighted by Parzen's kernel, which is never negative but by
// rounding.
func parzen(v []float64) float64 {
	r := persistence(lagOne(v))
	bandwidth := 2.6614 * math.Pow(4*r*r/math.Pow(1-r, 4)*float64(len(v)), 0.2) // Andrews 1991, for an AR(1)
	total := dot(v, v)
	for l := 1; l < len(v) && float64(l) < bandwidth; l++ {
		q := float64(l) / bandwidth
		weight := 2 * (1 - q) * (1 - q) * (1 - q)
		if q <= 0.5 {
			weight = 1 - 6*q*q*(1-q)
		}
		total += 2 * weight * dot(v[l:], v[:len(v)-l])
	}
	return total
}

// persistentErrors are the standard errors of the coefficients if the residuals follow an AR(1) with correlations R:
// sigma^2 (Z'Z)^-1 Z'RZ (Z'Z)^-1, and sigma^2 = the sum of squared residuals over its expectation, n - trace(HR).
func (f *Fit) persistentErrors() []float64 {
	n := float64(f.N)
	r := lagOne(f.Residuals)
	r = persistence(r + 2*(1+2*r)/n) // the bias beside a mean and a trend (Shaman and Stine 1988)
	between := make([][]float64, len(f.columns))
	explained := correlatedOnes(f.N, r) / n
	for j, a := range f.columns {
		between[j] = make([]float64, len(f.columns))
		for k, b := range f.columns {
			between[j][k] = correlated(a.values, b.values, r)
			explained += f.spread.At(j, k) * between[j][k]
		}
	}
	variance := dot(f.Residuals, f.Residuals) / math.Max(1, n-explained)
	errs := make([]float64, len(f.columns))
	for k, c := range f.columns {
		var form float64
		for i := range between {
			for j, v := range between[i] {
				form += f.spread.At(k, i) * v * f.spread.At(j, k)
			}
		}
		errs[k] = math.Sqrt(math.Max(0, variance*form)) / c.scale
	}
	return errs
}

// correlated is a'Rb, R the correlations r^|i-j| of an AR(1).
func correlated(a, b []float64, r float64) float64 {
	var total, pastA, pastB float64
	for i, v := range a {
		w := b[i]
		total += v*w + v*pastB + w*pastA
		pastA, pastB = r*(pastA+v), r*(pastB+w)
	}
	return total
}

// correlatedOnes is 1'R1 of n observations.
func correlatedOnes(n int, r float64) float64 {
	var total, past float64
	for range n {
		total += 1 + 2*past
		past = r * (past + 1)
	}
	return total
}

// lagOne is the first autocorrelation about 0, and 0 of a series that is nowhere else.
func lagOne(v []float64) float64 {
	if len(v) < 2 {
		return 0
	}
	if r := dot(v[1:], v[:len(v)-1]) / dot(v, v); finite(r) {
		return r
	}
	return 0
}

func persistence(r float64) float64 { return math.Max(-mostPersistent, math.Min(mostPersistent, r)) }
