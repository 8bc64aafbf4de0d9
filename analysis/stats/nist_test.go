package stats

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// certified are the values that NIST certifies for a set of the Statistical Reference Datasets (StRD, linear
// regression), the intercept first.
type certified struct {
	y                    []float64
	x                    [][]float64
	values, errs         []float64
	residualSE, rSquared float64
	digits               float64
}

var norris = certified{
	y: []float64{
		0.1, 338.8, 118.1, 888.0, 9.2, 228.1, 668.5, 998.5, 449.1, 778.9, 559.2, 0.3, 0.1, 778.1, 668.8, 339.3, 448.9, 10.8,
		557.7, 228.3, 998.0, 888.8, 119.6, 0.3, 0.6, 557.6, 339.3, 888.0, 998.5, 778.9, 10.2, 117.6, 228.9, 668.4, 449.2, 0.2,
	},
	x: [][]float64{{
		0.2, 337.4, 118.2, 884.6, 10.1, 226.5, 666.3, 996.3, 448.6, 777.0, 558.2, 0.4, 0.6, 775.5, 666.9, 338.0, 447.5, 11.6,
		556.0, 228.1, 995.8, 887.6, 120.2, 0.3, 0.3, 556.8, 339.1, 887.2, 999.0, 779.0, 11.1, 118.3, 229.2, 669.1, 448.9, 0.5,
	}},
	values:     []float64{-0.262323073774029, 1.00211681802045},
	errs:       []float64{0.232818234301152, 0.429796848199937e-03},
	residualSE: 0.884796396144373,
	rSquared:   0.999993745883712,
	digits:     12,
}

var longley = certified{
	y: []float64{
		60323, 61122, 60171, 61187, 63221, 63639, 64989, 63761, 66019, 67857, 68169, 66513, 68655, 69564, 69331, 70551,
	},
	x: [][]float64{
		{83.0, 88.5, 88.2, 89.5, 96.2, 98.1, 99.0, 100.0, 101.2, 104.6, 108.4, 110.8, 112.6, 114.2, 115.7, 116.9},
		{
			234289, 259426, 258054, 284599, 328975, 346999, 365385, 363112, 397469, 419180, 442769, 444546, 482704, 502601,
			518173, 554894,
		},
		{2356, 2325, 3682, 3351, 2099, 1932, 1870, 3578, 2904, 2822, 2936, 4681, 3813, 3931, 4806, 4007},
		{1590, 1456, 1616, 1650, 3099, 3594, 3547, 3350, 3048, 2857, 2798, 2637, 2552, 2514, 2572, 2827},
		{
			107608, 108632, 109773, 110929, 112075, 113270, 115094, 116219, 117388, 118734, 120445, 121950, 123366, 125368,
			127852, 130081,
		},
		{1947, 1948, 1949, 1950, 1951, 1952, 1953, 1954, 1955, 1956, 1957, 1958, 1959, 1960, 1961, 1962},
	},
	values: []float64{
		-3482258.63459582, 15.0618722713733, -0.358191792925910e-01, -2.02022980381683, -1.03322686717359,
		-0.511041056535807e-01, 1829.15146461355,
	},
	errs: []float64{
		890420.383607373, 84.9149257747669, 0.334910077722432e-01, 0.488399681651699, 0.214274163161675,
		0.226073200069370, 455.478499142212,
	},
	residualSE: 304.854073561965,
	rSquared:   0.995479004577296,
	digits:     11,
}

func TestLeastSquaresOfReferenceData(t *testing.T) {
	for name, set := range map[string]certified{"Norris": norris, "Longley": longley} {
		t.Run(name, func(t *testing.T) {
			f, err := LeastSquares(set.y, set.x...)
			require.NoError(t, err)
			assert.Equal(t, len(set.y), f.N)
			assert.Equal(t, len(set.y)-len(set.values), f.DF)
			for k, c := range append([]Coefficient{f.Intercept}, f.Coefficients...) {
				assert.GreaterOrEqual(t, digits(c.Value, set.values[k]), set.digits, "value of b%d", k)
				assert.GreaterOrEqual(t, digits(c.SE, set.errs[k]), set.digits, "error of b%d", k)
			}
			assert.GreaterOrEqual(t, digits(f.ResidualSE, set.residualSE), set.digits)
			assert.GreaterOrEqual(t, digits(f.RSquared.Value, set.rSquared), set.digits)
			t.Logf("digits: %.1f of the values, %.1f of the errors", fewest(f, set, false), fewest(f, set, true))
		})
	}
}

// digits is the log relative error (LRE) by which NIST judges: how many significant digits agree.
func digits(got, want float64) float64 {
	return math.Min(15, -math.Log10(math.Abs(got-want)/math.Abs(want)))
}

func fewest(f *Fit, set certified, ofErrors bool) float64 {
	least := 15.0
	for k, c := range append([]Coefficient{f.Intercept}, f.Coefficients...) {
		if ofErrors {
			least = math.Min(least, digits(c.SE, set.errs[k]))
		} else {
			least = math.Min(least, digits(c.Value, set.values[k]))
		}
	}
	return least
}
