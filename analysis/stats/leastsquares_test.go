package stats

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Six points: n = 6, sum x = 22, sum y = 31, Sxx = 102 - 22*22/6 = 64/3 + 2 = 70/3, Sxy = 142 - 22*31/6 = 85/3, so
// b = 85/70 = 17/14 and a = (31 - 22 b)/6 = 5/7. Residuals (1, -2, 9, -22, 17, -3)/14, their squares add up to
// 868/196 = 31/7; s^2 = 31/7/4 = 31/28.
var sixX, sixY = []float64{1, 2, 3, 4, 5, 7}, []float64{2, 3, 5, 4, 8, 9}

func six(t *testing.T) *Fit {
	t.Helper()
	f, err := LeastSquares(sixY, sixX)
	require.NoError(t, err)
	return f
}

func TestLeastSquaresByHand(t *testing.T) {
	f := six(t)
	slope := f.Coefficients[0]
	assert.InDelta(t, 5.0/7, f.Intercept.Value, 1e-13)
	assert.InDelta(t, 17.0/14, slope.Value, 1e-13)
	assert.InDelta(t, math.Sqrt(31.0/28), f.ResidualSE, 1e-13)
	for i, e := range []float64{1, -2, 9, -22, 17, -3} {
		assert.InDelta(t, e/14, f.Residuals[i], 1e-13)
	}
	assert.InDelta(t, math.Sqrt(31.0/28/(70.0/3)), slope.SE, 1e-13)                          // s / sqrt(Sxx)
	assert.InDelta(t, math.Sqrt(31.0/28*(1.0/6+22.0*22/36/(70.0/3))), f.Intercept.SE, 1e-13) // 0.906890
	assert.InDelta(t, 17.0/14/0.21782786688538439, slope.T.Value, 1e-9)                      // 5.57451
	assert.InDelta(t, slope.Value+2.776445105197793*0.21782786688538439, slope.Upper, 1e-9)  // t(0.975, 4) = 2.776445
	assert.InDelta(t, slope.Value-2.776445105197793*0.21782786688538439, slope.Lower, 1e-9)  //
	assert.InDelta(t, 2*(1-cdfOf4(17.0/14/0.21782786688538439)), slope.P.Value, 1e-12)       //
	assert.InDelta(t, 0.8859595340282036, f.RSquared.Value, 1e-13)                           // 1 - (31/7) / (233/6)
	assert.InDelta(t, math.Sqrt(0.8859595340282036), f.R.Value, 1e-13)
}

// cdfOf4 is the distribution of Student's t with 4 degrees of freedom, in closed form.
func cdfOf4(t float64) float64 {
	u := 1 + t*t/4
	return 0.5 + 3.0/8*t/math.Sqrt(u)*(1-t*t/12/u)
}

// At x = 10: 5/7 + 170/14 = 90/7; leverage 1/6 + (10 - 22/6)^2 / (70/3) = 66/35.
func TestPredict(t *testing.T) {
	p, ok := six(t).Predict(10)
	require.True(t, ok)
	se := math.Sqrt(31.0 / 28 * (1 + 66.0/35))
	assert.InDelta(t, 90.0/7, p.Value, 1e-12)
	assert.InDelta(t, se, p.SE, 1e-12)
	assert.InDelta(t, 90.0/7-2.776445105197793*se, p.Lower, 1e-9)
	assert.InDelta(t, 90.0/7+2.776445105197793*se, p.Upper, 1e-9)
	assert.InDelta(t, 0.5, p.Above(90.0/7).Value, 1e-12)
	assert.InDelta(t, 1-cdfOf4(1), p.Above(90.0/7+se).Value, 1e-12)
	assert.InDelta(t, 0.025, p.Above(p.Upper).Value, 1e-12)
	assert.InDelta(t, 0.025, p.Below(p.Lower).Value, 1e-12)
	assert.InDelta(t, cdfOf4(1), p.Below(90.0/7+se).Value, 1e-12)
	assert.False(t, p.Above(math.NaN()).Known)
	for _, x := range [][]float64{nil, {1, 2}, {math.NaN()}, {math.Inf(1)}} {
		_, ok := six(t).Predict(x...)
		assert.False(t, ok, x)
	}
}

func TestPerfectFit(t *testing.T) {
	f, err := LeastSquares([]float64{3, 3, 3}, []float64{1, 2, 4})
	require.NoError(t, err)
	assert.Equal(t, Coefficient{Value: 3, Lower: 3, Upper: 3}, f.Intercept, "no error, so no t")
	assert.Zero(t, f.Coefficients[0].Value)
	assert.False(t, f.RSquared.Known, "0 of 0")
	assert.False(t, f.R.Known)
	assert.False(t, f.Autocorrelation().Known)
	assert.Equal(t, []float64{0}, f.Robust())
	p, ok := f.Predict(9)
	require.True(t, ok)
	assert.Equal(t, known(1), p.Above(2))
	assert.Equal(t, known(0), p.Above(3), "3 does not exceed 3")
	assert.Equal(t, known(0), p.Below(3))
	assert.Equal(t, known(1), p.Below(4))
}

func TestLeastSquaresSaysWhyNot(t *testing.T) {
	ramp := []float64{1, 2, 3, 4, 5}
	for name, c := range map[string]struct {
		y    []float64
		x    [][]float64
		want error
	}{
		"nothing":                         {nil, nil, ErrNoDriver},
		"no driver":                       {ramp, nil, ErrNoDriver},
		"no observation":                  {nil, [][]float64{nil}, ErrTooFew},
		"two points, two parameters":      {ramp[:2], [][]float64{ramp[:2]}, ErrTooFew},
		"four points, four parameters":    {ramp[:4], [][]float64{{1, 4, 2, 7}, {3, 1, 1, 0}, {0, 0, 1, 5}}, ErrTooFew},
		"lengths":                         {ramp, [][]float64{ramp[:4]}, ErrLengths},
		"NaN in the response":             {[]float64{1, 2, math.NaN(), 4, 5}, [][]float64{ramp}, ErrNotFinite},
		"infinity in a driver":            {ramp, [][]float64{{1, 2, 3, 4, math.Inf(-1)}}, ErrNotFinite},
		"values whose sum is not finite":  {ramp, [][]float64{{1e308, 1.5e308, 1.7e308, 1e308, 1e308}}, ErrNotFinite},
		"a response that is not summable": {[]float64{1e308, 1.5e308, 1.7e308, 1e308, 1e308}, [][]float64{ramp}, ErrNotFinite},
		"constant":                        {ramp, [][]float64{{7, 7, 7, 7, 7}}, ErrConstant},
		"constant but for rounding":       {ramp, [][]float64{{0.3, 0.1 + 0.2, 0.3, 0.3, 0.3}}, ErrConstant},
		"twice the same":                  {ramp, [][]float64{{1, 4, 2, 7, 3}, {3, 9, 5, 15, 7}}, ErrCollinear}, // 2x + 1
		"the sum of two":                  {[]float64{1, 2, 3, 4, 9}, [][]float64{{1, 4, 2, 7, 3}, {0, 1, 1, 0, 5}, {1, 5, 3, 7, 8}}, ErrCollinear},
	} {
		f, err := LeastSquares(c.y, c.x...)
		assert.ErrorIs(t, err, c.want, name)
		assert.Nil(t, f, name)
	}
}

func TestHACLag(t *testing.T) {
	for n, lag := range map[int]int{0: 0, 1: 0, 3: 1, 100: 4, 2160: 7} { // 4 x 21.6^(2/9) = 7.917
		assert.Equal(t, lag, HACLag(n), n)
	}
}

// Shifting and stretching a driver changes its coefficient and the intercept accordingly, and nothing else.
func TestLeastSquaresDoesNotMindUnits(t *testing.T) {
	plain := six(t)
	far := make([]float64, len(sixX))
	for i, v := range sixX {
		far[i] = 1e9 + 1e-3*v
	}
	f, err := LeastSquares(sixY, far)
	require.NoError(t, err)
	assert.InDelta(t, plain.Coefficients[0].Value*1e3, f.Coefficients[0].Value, 0.1) // 1e9 + 1e-3 keeps 4 digits of x
	assert.InDelta(t, plain.RSquared.Value, f.RSquared.Value, 1e-4)
}

func TestStudent(t *testing.T) {
	// From the closed forms of the distribution, solved by bisection: tan(pi (p - 1/2)) for 1 degree of freedom,
	// (2p - 1) / sqrt(2 p (1 - p)) for 2, the trigonometric series for the others.
	for df, want := range map[float64]float64{
		1: math.Tan(math.Pi * 0.475), 2: 0.95 / math.Sqrt(2*0.975*0.025), 4: 2.776445105197793, 9: 2.2621571627982067,
		34: 2.0322445093177164, 2000: 1.96115082609949,
	} {
		assert.InDelta(t, want, StudentQuantile(0.975, df).Value, 1e-11*want, df)
		assert.InDelta(t, -want, StudentQuantile(0.025, df).Value, 1e-11*want, df)
		assert.InDelta(t, 0.975, StudentCDF(want, df).Value, 1e-12, df)
	}
	assert.InDelta(t, 1.959964, StudentQuantile(0.975, 1e7).Value, 1e-5)
	assert.InDelta(t, 0, StudentQuantile(0.5, 3).Value, 0)
	assert.Equal(t, known(1), StudentCDF(math.Inf(1), 3))
	for _, bad := range []Number{
		StudentQuantile(0, 3), StudentQuantile(1, 3), StudentQuantile(math.NaN(), 3), StudentQuantile(0.5, 0),
		StudentQuantile(0.5, math.Inf(1)), StudentCDF(math.NaN(), 3), StudentCDF(1, -1),
	} {
		assert.False(t, bad.Known)
	}
}
