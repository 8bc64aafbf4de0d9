package stats

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Volumes and a KPI whose residuals follow one another.
var (
	trailing = []float64{2, 4, 3, 1, 0, 4, 6, 9, 8, 5, 3, 4}
	leading  = [][]float64{{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, {3, 1, 1, 0, 5, 2, 2, 6, 4, 4, 1, 3}}
)

// The standard errors by plain sums over all pairs of observations, without the recursion, and with the hat matrix and
// weights from the normal equations of one driver and of two.
func TestPersistentErrors(t *testing.T) {
	for drivers := 1; drivers <= 2; drivers++ {
		f, err := LeastSquares(trailing, leading[:drivers]...)
		require.NoError(t, err)
		phi := Autoregression(f.Residuals, drivers+1)
		require.Greater(t, phi, 0.3, "they do follow one another")
		n := len(trailing)
		centred, inverse := normalEquations(leading[:drivers], n)
		var explained float64 // trace(HR), H_ij = 1/n + z_i' (Z'Z)^-1 z_j
		forms := make([]float64, drivers)
		for i := range n {
			for j := range n {
				c := math.Pow(phi, math.Abs(float64(i-j)))
				h := 1 / float64(n)
				for k := range drivers {
					var weightI, weightJ float64
					for l := range drivers {
						weightI += inverse[k][l] * centred[l][i]
						weightJ += inverse[k][l] * centred[l][j]
					}
					h += weightI * centred[k][j]
					forms[k] += weightI * weightJ * c
				}
				explained += h * c
			}
		}
		variance := dot(f.Residuals, f.Residuals) / (float64(n) - explained)
		for k, form := range forms {
			assert.InEpsilon(t, math.Sqrt(variance*form), f.persistentErrors()[k], 1e-12, k)
			assert.GreaterOrEqual(t, f.Robust()[k], f.persistentErrors()[k])
			assert.Greater(t, f.Robust()[k], f.Coefficients[k].SE)
		}
	}
}

// normalEquations are one or two centred drivers and the inverse of their products.
func normalEquations(x [][]float64, n int) (centred, inverse [][]float64) {
	for _, column := range x {
		c := make([]float64, n)
		for i, v := range column {
			c[i] = v - mean(column)
		}
		centred = append(centred, c)
	}
	a := dot(centred[0], centred[0])
	if len(x) == 1 {
		return centred, [][]float64{{1 / a}}
	}
	b, d := dot(centred[0], centred[1]), dot(centred[1], centred[1])
	det := a*d - b*b
	return centred, [][]float64{{d / det, -b / det}, {-b / det, a / det}}
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
// no single way of moving may fall below 89 %. The table shows it beside the plain one's.
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
					plain += count(off <= f.Coefficients[0].SE*f.Reach)
					ofKind++
				}
			}
		}
		share := float64(hitsOfKind) / float64(ofKind)
		t.Logf("%-10s robust %.3f, plain %.3f of %d", kind, share, float64(plain)/float64(ofKind), ofKind)
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
