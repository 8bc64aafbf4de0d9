package stats

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// By hand, phi = 1/2, a constant and the step (0 0 0 1 1): whitened, w = sqrt(3/4), they are
//
//	y (w -1/2 0 2 2)   1 (w 1/2 1/2 1/2 1/2)   step (0 0 0 1 1/2)
//
// so 1'1 = 7/4, 1's = 3/4, s's = 5/4, 1'y = 5/2, s'y = 3, and the step's coefficient is
// (7/4 x 3 - 3/4 x 5/2) / (7/4 x 5/4 - 9/16) = 27/13, the constant's (5/4 x 5/2 - 3/4 x 3) / (13/8) = 7/13.
// Its residuals are y - 7/13 1 - 27/13 s, and the step less its part in the constant is s - 3/7 1.
func TestWhitenedColumn(t *testing.T) {
	w, ok := Whiten(0.5, []float64{1, 0, 0, 2, 3})
	require.True(t, ok)
	a, ok := w.Add([]float64{0, 0, 0, 1, 1})
	require.True(t, ok)
	assert.InDelta(t, 27.0/13, a.Coefficient, 1e-12)

	root := math.Sqrt(0.75)
	y, one, step := []float64{root, -0.5, 0, 2, 2}, []float64{root, 0.5, 0.5, 0.5, 0.5}, []float64{0, 0, 0, 1, 0.5}
	var meat, square float64
	for i := range y {
		e, v := y[i]-7.0/13*one[i]-27.0/13*step[i], step[i]-3.0/7*one[i]
		meat, square = meat+e*e*v*v, square+v*v
	}
	assert.InDelta(t, 27.0/13/(math.Sqrt(meat*5/3)/square), a.T, 1e-10)
}

func TestWhitenRefuses(t *testing.T) {
	line := []float64{1, 2, 3, 4, 5}
	for name, ok := range map[string]bool{
		"phi 1":        second(Whiten(1, line)),
		"phi NaN":      second(Whiten(math.NaN(), line)),
		"too few":      second(Whiten(0, line[:3])),
		"lengths":      second(Whiten(0, line, line[1:])),
		"infinite":     second(Whiten(0, []float64{1, 2, 3, math.Inf(1), 5})),
		"bad driver":   second(Whiten(0, line, []float64{1, 2, math.NaN(), 4, 5})),
		"empty":        second(Whiten(0, nil)),
		"shift of few": second(LevelShift(8, line)),
		"no noise":     second(LevelShift(1, []float64{1, 1, 1, 1, 1, 1})),
		"constant":     second(TryColumn([]float64{3, 3, 3, 3, 3}, line)),
	} {
		assert.False(t, ok, name)
	}
	w, ok := Whiten(0, append(line, 4), []float64{1, 0, 1, 0, 2, 1}, []float64{7, 7, 7, 7, 7, 7})
	require.True(t, ok, "a driver that never changes is left out")
	_, ok = w.Add([]float64{2, 0, 2, 0, 4, 2})
	assert.False(t, ok, "a multiple of a driver")
}

func second[T any](_ T, ok bool) bool { return ok }

// A step put into a regression is found where it is, and as large as plain least squares has it; at every place the
// running sums agree with a regression of its own.
func TestLevelShiftFindsTheStep(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 3))
	const n, at = 120, 70
	y, x := make([]float64, n), make([]float64, n)
	for i := range y {
		x[i] = 10*math.Sin(float64(i)/4) + r.NormFloat64()
		y[i] = 3 + 2*x[i] + 0.5*r.NormFloat64()
		if i >= at {
			y[i] += 2
		}
	}
	s, ok := LevelShift(8, y, x)
	require.True(t, ok)
	assert.Equal(t, at, s.At)
	assert.InDelta(t, 2, s.Size, 0.3)
	assert.True(t, s.Significant())

	plain, _ := Whiten(0, y, x)
	found, left, _ := plain.shift(8)
	least := math.Inf(1)
	for place := 8; place <= n-8; place++ {
		step := make([]float64, n)
		for i := place; i < n; i++ {
			step[i] = 1
		}
		fit, err := LeastSquares(y, x, step)
		require.NoError(t, err)
		if square := dot(fit.Residuals, fit.Residuals); square < least {
			least = square
			if place == found.At {
				assert.InDelta(t, fit.Coefficients[1].Value, found.Size, 1e-9)
			}
		}
	}
	assert.InDelta(t, least, left, 1e-9*least)
}

// ar is noise of variance 1 that follows itself.
func ar(r *rand.Rand, phi float64, n int) []float64 {
	u := make([]float64, n)
	at := r.NormFloat64()
	for i := range u {
		at = phi*at + math.Sqrt(1-phi*phi)*r.NormFloat64()
		u[i] = at
	}
	return u
}

// Noise alone passes the critical ratio as seldom as is said there, and a step of three standard deviations nearly
// always.
func TestLevelShiftOfNoise(t *testing.T) {
	for _, c := range []struct{ phi, most float64 }{{0, 0.02}, {0.5, 0.03}, {0.8, 0.08}} {
		r := rand.New(rand.NewPCG(5, 6))
		const series, n = 300, 150
		chance, found := 0, 0
		for range series {
			y := ar(r, c.phi, n)
			if s, ok := LevelShift(8, y); ok && s.Significant() {
				chance++
			}
			for i := n / 2; i < n; i++ {
				y[i] += 3
			}
			if s, ok := LevelShift(8, y); ok && s.Significant() {
				found++
			}
		}
		t.Logf("phi %.1f: %d of %d by chance, %d found", c.phi, chance, series, found)
		assert.LessOrEqual(t, float64(chance)/series, c.most)
		assert.GreaterOrEqual(t, float64(found)/series, 0.97)
	}
}

// 1 1 -1 -1: products 1 - 1 + 1 = 1 over squares 4 make 1/4; for a mean alone (1 + 3/4)/4 = 0.4375 is given back.
func TestAutoregression(t *testing.T) {
	assert.InDelta(t, 0.6875, Autoregression([]float64{1, 1, -1, -1}, 1), 1e-12)
	assert.Zero(t, Autoregression([]float64{1, -1, 1, -1, 1, -1}, 1), "swings back")
	assert.Equal(t, greatestPhi, Autoregression([]float64{1, 1, 1, -1, -1, -1}, 2))
	assert.Zero(t, Autoregression([]float64{0, 0, 0}, 1))
	assert.Zero(t, Autoregression(nil, 1))
}

// The long-run variance of an AR(1) of variance 1 is (1 + phi) / (1 - phi): 1, 3 and 9.
func TestLongRunVariance(t *testing.T) {
	for phi, want := range map[float64]float64{0: 1, 0.5: 3, 0.8: 9} {
		v := LongRunVariance(ar(rand.New(rand.NewPCG(1, 1)), phi, 40_000), 1)
		require.True(t, v.Known)
		assert.InEpsilon(t, want, v.Value, 0.15, "phi %g", phi)
	}
	assert.False(t, LongRunVariance([]float64{1}, 1).Known)
}

// A parabola tried beside a line is found with its coefficient; a straight series yields a small t.
func TestTryColumn(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 8))
	x, square := make([]float64, 400), make([]float64, 400)
	u := ar(r, 0.6, 400)
	straight, bent := make([]float64, 400), make([]float64, 400)
	for i := range x {
		x[i] = 5 * math.Sin(float64(i)/9)
		square[i] = x[i] * x[i]
		straight[i] = 1 + x[i] + u[i]
		bent[i] = straight[i] + 0.3*square[i]
	}
	a, ok := TryColumn(square, bent, x)
	require.True(t, ok)
	assert.InDelta(t, 0.3, a.Coefficient, 0.05)
	assert.Greater(t, a.T, 6.0)
	a, ok = TryColumn(square, straight, x)
	require.True(t, ok)
	assert.Less(t, math.Abs(a.T), 3.0)
}

// A level of 6 that jumps to 15 and stays, with noise of 0.3 that wanders and a line on time beside it: a jolt of noise
// that wanders far would explain it as well, but the step alone takes nearly all that the line leaves.
func TestLevelShiftThatIsPlainToSee(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 2))
	noise := autoregressive(r, 337, 0.9)
	y, x := make([]float64, len(noise)), make([]float64, len(noise))
	for i := range y {
		x[i], y[i] = float64(i), 6+0.15*noise[i]
		if i >= 257 {
			y[i] += 9
		}
	}
	s, ok := LevelShift(16, y, x)
	require.True(t, ok)
	assert.Equal(t, 257, s.At)
	assert.InDelta(t, 9, s.Size, 0.7)
	assert.Greater(t, s.Share, plainShare)
	assert.True(t, s.Significant())
	for i := range y {
		y[i] = 6 + 0.02*x[i] + noise[i]
	}
	s, ok = LevelShift(16, y, x)
	require.True(t, ok)
	assert.Less(t, s.Share, plainShare)
}
