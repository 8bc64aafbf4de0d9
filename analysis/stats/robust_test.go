package stats

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The six points again. Residuals (1, -2, 9, -22, 17, -3)/14: lag one -643/868 = -0.740783; corrected by
// 2 (1 + 2r)/6: -0.901305. The quadratic form is added up from all 36 pairs here, without the recursion.
func TestPersistentErrorsByHand(t *testing.T) {
	f := six(t)
	r := -643.0 / 868
	r += 2 * (1 + 2*r) / 6
	xs := []float64{-8. / 3, -5. / 3, -2. / 3, 1. / 3, 4. / 3, 10. / 3} // less the mean 22/6
	const sxx = 70.0 / 3
	var form, ones float64
	for i := range xs {
		for j := range xs {
			c := math.Pow(r, math.Abs(float64(i-j)))
			form += xs[i] * xs[j] * c
			ones += c
		}
	}
	variance := 31.0 / 7 / math.Max(1, 6-ones/6-form/sxx) * form / sxx / sxx
	assert.InDelta(t, math.Sqrt(variance), f.persistentErrors()[0], 1e-13)
	assert.GreaterOrEqual(t, f.Robust()[0], f.persistentErrors()[0])
}

// Two columns whose rows differ in all ways: the same by plain sums over all pairs.
func TestPersistentErrorsOfSeveralDrivers(t *testing.T) {
	x := [][]float64{{1, 4, 2, 7, 3, 9, 4, 0}, {3, 1, 1, 0, 5, 2, 2, 6}}
	y := []float64{2, 7, 3, 9, 8, 13, 7, 4}
	f, err := LeastSquares(y, x...)
	require.NoError(t, err)
	r := lagOne(f.Residuals)
	r += 2 * (1 + 2*r) / 8
	weights := f.weights()
	var explained float64 // trace(HR), H_ij = 1/n + z_i' (Z'Z)^-1 z_j
	forms := make([]float64, 2)
	for i := range y {
		for j := range y {
			c := math.Pow(r, math.Abs(float64(i-j)))
			h := 1.0 / 8
			for k, col := range f.columns {
				h += weights[k+1][i] * col.scale * col.values[j]
				forms[k] += weights[k+1][i] * weights[k+1][j] * c
			}
			explained += h * c
		}
	}
	variance := dot(f.Residuals, f.Residuals) / (8 - explained)
	for k, form := range forms {
		assert.InDelta(t, math.Sqrt(variance*form), f.persistentErrors()[k], 1e-12, k)
	}
}

func TestRobustOfAPerfectFit(t *testing.T) {
	f, err := LeastSquares([]float64{3, 3, 3}, []float64{1, 2, 4})
	require.NoError(t, err)
	assert.Equal(t, []float64{0}, f.Robust())
}

// autoregressive draws n values of an AR(1) with innovations of spread 1.
func autoregressive(r *rand.Rand, n int, phi float64) []float64 {
	values := make([]float64, n)
	last := r.NormFloat64() / math.Sqrt(1-phi*phi)
	for i := range values {
		last = phi*last + r.NormFloat64()
		values[i] = last
	}
	return values
}

// drawDrivers are the ways volumes move, by the number of the observation.
var drawDrivers = map[string]func(r *rand.Rand, n int) []float64{
	"noise":      func(r *rand.Rand, n int) []float64 { return autoregressive(r, n, 0) },
	"persistent": func(r *rand.Rand, n int) []float64 { return autoregressive(r, n, 0.9) },
	"time":       func(r *rand.Rand, n int) []float64 { return seasonal(r, n, 1, 0, 0) },
	"seasons":    func(r *rand.Rand, n int) []float64 { return seasonal(r, n, 0.3, 20, 5) },
}

func seasonal(r *rand.Rand, n int, trend, daily, spread float64) []float64 {
	x := autoregressive(r, n, 0.5)
	for i := range x {
		hour := 2 * math.Pi * float64(i) / 24
		x[i] = spread*x[i] + 100 + trend*float64(i) + daily*math.Sin(hour) + daily/2*math.Sin(hour/7)
	}
	return x
}

// Of series with known slopes the interval slope -+ t x robust standard error must hold the truth in 92 to 98 % of all;
// no single way of moving may fall below 89 %. The table shows it beside Newey and West's.
func TestRobustCoverage(t *testing.T) {
	runs := 200
	if testing.Short() {
		runs = 50
	}
	var all, hits int
	for _, kind := range []string{"noise", "persistent", "time", "seasons"} {
		var ofKind, hitsOfKind, plain int
		for _, n := range []int{100, 300, 1000} {
			for _, phi := range []float64{0, 0.5, 0.8} {
				for run := range runs {
					r := rand.New(rand.NewPCG(uint64(run), uint64(n)))
					x, y := drawDrivers[kind](r, n), autoregressive(r, n, phi)
					for i := range y {
						y[i] = 3 + 2*x[i] + 4*y[i]
					}
					f, err := LeastSquares(y, x)
					require.NoError(t, err)
					off := math.Abs(f.Coefficients[0].Value - 2)
					hitsOfKind += count(off <= f.Robust()[0]*f.Reach)
					plain += count(off <= f.HAC(HACLag(n))[1]*f.Reach)
					ofKind++
				}
			}
		}
		share := float64(hitsOfKind) / float64(ofKind)
		t.Logf("%-10s robust %.3f, Newey-West %.3f of %d", kind, share, float64(plain)/float64(ofKind), ofKind)
		assert.Greater(t, share, 0.89, kind)
		all, hits = all+ofKind, hits+hitsOfKind
	}
	assert.InDelta(t, 0.95, float64(hits)/float64(all), 0.03)
}

func count(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
