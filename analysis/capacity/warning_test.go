package capacity

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
)

// sound is y = 5 + 0.3 x + noise, of which nothing is wrong, in n hours.
func sound(n int) (y, x []float64) {
	r := rand.New(rand.NewPCG(11, 2))
	x = office(r, n-1)
	for _, v := range x {
		y = append(y, 5+0.3*v+2*r.NormFloat64())
	}
	return y, x
}

func only(t *testing.T, kind WarningKind, found []Warning) Warning {
	t.Helper()
	i := slices.IndexFunc(found, func(w Warning) bool { return w.Kind == kind })
	require.GreaterOrEqual(t, i, 0, "warning %d in %+v", kind, found)
	return found[i]
}

func none(t *testing.T, kind WarningKind, found []Warning) {
	t.Helper()
	assert.False(t, slices.ContainsFunc(found, func(w Warning) bool { return w.Kind == kind }), "warning %d in %+v", kind, found)
}

func TestSoundFit(t *testing.T) {
	y, x := sound(200)
	f := fittedOf(y, x)
	f.Growth = []float64{0.1}
	assert.Empty(t, assess(f))
	assert.Empty(t, assess(Fitted{}), "no fit: nothing to assess")
	for i, v := range x {
		y[i] = 5 + 0.3*v
	}
	f = fittedOf(y, x)
	f.Growth = nil
	assert.Empty(t, assess(f), "what is computed from its driver leaves rounding, which is not tested")
}

func TestTooFew(t *testing.T) {
	for _, c := range []struct {
		n           int
		told, grave bool
	}{{9, true, true}, {10, true, false}, {29, true, false}, {30, false, false}} {
		y, x := sound(200)
		found := assess(fittedOf(y[:c.n], x[:c.n]))
		if !c.told {
			none(t, TooFew, found)
			continue
		}
		w := only(t, TooFew, found)
		assert.Equal(t, Warning{Kind: TooFew, Grave: c.grave, Count: c.n, Of: 30}, w)
	}
}

// A driver of 1000 -+ 1: its standard deviation is 1.0 and a little, a thousandth of the mean.
func TestFlatDriver(t *testing.T) {
	y, x := sound(200)
	for i := range x {
		x[i] = 1000 + float64(i%2*2-1)
		y[i] += 10 * x[i]
	}
	w := only(t, FlatDriver, assess(fittedOf(y, x)))
	assert.True(t, w.Grave)
	assert.InDelta(t, math.Sqrt(200.0/199)/1000, w.Value, 1e-12)
	for i := range x {
		x[i] = 1000 + 11*float64(i%2*2-1)
	}
	none(t, FlatDriver, assess(fittedOf(y, x)))
}

func TestWeakFit(t *testing.T) {
	y, x := sound(200)
	f := fittedOf(y, x)
	f.MinRSquared = f.Fit.RSquared.Value
	none(t, WeakFit, assess(f))
	f.MinRSquared = math.Nextafter(f.MinRSquared, 1)
	w := only(t, WeakFit, assess(f))
	assert.True(t, w.Grave)
	assert.Equal(t, f.Fit.RSquared.Value, w.Value)
	none(t, NoEffect, assess(f))

	r := rand.New(rand.NewPCG(1, 9))
	for i := range y {
		y[i] = r.NormFloat64()
	}
	f = fittedOf(y, x)
	f.MinRSquared = 0
	w = only(t, NoEffect, assess(f))
	assert.True(t, w.Grave)
	assert.True(t, w.Lower <= 0 && w.Upper >= 0)
}

// Of two drivers one is idle: told, and not grave.
func TestIdleDriver(t *testing.T) {
	y, x := sound(300)
	r := rand.New(rand.NewPCG(3, 1))
	idle := make([]float64, len(x))
	for i := range idle {
		idle[i] = 50 + 10*r.NormFloat64()
	}
	w := only(t, NoEffect, assess(fittedOf(y, x, idle)))
	assert.Equal(t, 1, w.Driver)
	assert.False(t, w.Grave)
}

// The level rises by 8, four standard deviations of the noise, at hour 150 of 200: the line misses today's by 6.
func TestLevelShiftWarning(t *testing.T) {
	y, x := sound(200)
	for i := 150; i < 200; i++ {
		y[i] += 8
	}
	f := fittedOf(y, x)
	w := only(t, LevelShift, assess(f))
	assert.True(t, w.Grave)
	assert.WithinDuration(t, time.UnixMilli(f.Start[150]), w.At, 2*time.Hour)
	assert.InDelta(t, 8, w.Value, 1)
	assert.InDelta(t, 2, w.Bound, 0.3)
	assert.InDelta(t, 0.75*w.Value, w.Missed, 0.1)

	y, x = sound(200)
	for i := 12; i < 200; i++ {
		y[i] += 6
	}
	w = only(t, LevelShift, assess(fittedOf(y, x)))
	assert.False(t, w.Grave, "at the very begin: today's level is missed by 6 x 12/200 = 0.36, and the noise is 2")
	y, x = sound(20_000)
	for i := 10_000; i < 20_000; i++ {
		y[i]++
	}
	none(t, LevelShift, assess(fittedOf(y, x)))
	for i := 10_000; i < 20_000; i++ {
		y[i] += 5
	}
	f = fittedOf(y, x)
	w = only(t, LevelShift, assess(f))
	assert.WithinDuration(t, time.UnixMilli(f.Start[10_000]), w.At, 9*time.Hour, "means of nine steps are tested")
}

// A queue's response is offered as one, and the line is off by much at the greatest volume of the scenarios.
func TestBentWarning(t *testing.T) {
	y, x := sound(600)
	for i, v := range x {
		y[i] += 10/(1-v/220) - 0.3*v
	}
	f := fittedOf(y, x)
	w := only(t, Bent, assess(f))
	assert.True(t, w.Grave)
	assert.Equal(t, Queueing, w.Shape.Kind)
	assert.InDelta(t, 220, w.Shape.C, 40)
	assert.Less(t, w.Shape.Error, w.Shape.LineError)
	at, ok := w.Shape.At(150)
	assert.True(t, ok)
	assert.InDelta(t, 5+10/(1-150.0/220), at, 3)
	_, ok = w.Shape.At(w.Shape.C)
	assert.False(t, ok, "a queue has no response where it is full")
	assert.Greater(t, w.Missed, f.Fit.ResidualSE)
}

// Over time, and of several drivers, the bend is a parabola's; no shape is offered.
func TestBentOverTime(t *testing.T) {
	y, _ := sound(600)
	x := make([]float64, 600)
	for i := range x {
		x[i] = float64(i) / 24
		y[i] = 20 + 0.05*x[i]*x[i] + 0.3*(y[i]-20)/10
	}
	f := fittedOf(y, x)
	f.Time, f.Base = true, nil
	w := only(t, Bent, assess(f))
	assert.True(t, w.Grave)
	assert.Zero(t, w.Shape)
	assert.Positive(t, w.Missed)
}

func TestShapes(t *testing.T) {
	for _, c := range []struct {
		shape Shape
		x     float64
		want  float64
		ok    bool
	}{
		{Shape{Kind: Line, Intercept: 1, Slope: 2}, 3, 7, true},
		{Shape{Kind: Logarithmic, Intercept: 1, Slope: 2}, math.E, 3, true},
		{Shape{Kind: Logarithmic, Intercept: 1, Slope: 2}, 0, 0, false},
		{Shape{Kind: Saturating, C: 10, Slope: 8}, 10, 4, true},
		{Shape{Kind: Queueing, C: 10, Intercept: 1, Slope: 2}, 5, 5, true},
		{Shape{Kind: Queueing, C: 10, Slope: 2}, 11, 0, false},
	} {
		got, ok := c.shape.At(c.x)
		require.Equal(t, c.ok, ok, "%+v", c)
		if ok {
			assert.InDelta(t, c.want, got, 1e-12)
		}
	}
	assert.Empty(t, shapesFor([]float64{-1, 2}), "no curve is for negative volumes")
	assert.NotEqual(t, Logarithmic, shapesFor([]float64{0, 2})[0].Kind)
}

// The greatest volume is 140 or so and the base below it: +25 % stays within 1.25 times of it, +50 % does not.
func TestExtrapolation(t *testing.T) {
	y, x := sound(400)
	f := fittedOf(y, x)
	f.Base = []float64{slices.Max(x)}
	f.Growth = []float64{1, 0.5, 0.25, 0.1}
	w := only(t, Extrapolation, assess(f))
	assert.Equal(t, 0.5, w.Value)
	assert.Equal(t, slices.Max(x), w.Bound)
	assert.False(t, w.Grave)
	f.Growth = []float64{0.1, 0.2}
	none(t, Extrapolation, assess(f))
}

func TestResidualWarnings(t *testing.T) {
	y, x := sound(400)
	f := fittedOf(y, x)
	f.Dropped = 400
	none(t, Gaps, assess(f))
	f.Dropped = 401
	assert.Equal(t, Warning{Kind: Gaps, Count: 401, Of: 801}, only(t, Gaps, assess(f)))
	for _, i := range []int{20, 150, 300} {
		y[i] += 40
	}
	w := only(t, Outliers, assess(fittedOf(y, x)))
	assert.Equal(t, 3, w.Count)
	assert.Equal(t, 400, w.Of)
	u := following(0.8, normal)(rand.New(rand.NewPCG(1, 4)), 400)
	for i := range x {
		y[i] = 5 + 0.3*x[i] + u[i]
	}
	w = only(t, Autocorrelated, assess(fittedOf(y, x)))
	assert.InDelta(t, 0.8, w.Value, 0.1)
	assert.False(t, w.Grave)
}

// The real data: the database's CPU bends a little and was lower in its first hour, which is told and changes nothing;
// the server's CPU jumps on 25 February, and nothing is forecast of it by time.
func TestRealWarnings(t *testing.T) {
	at, columns := readColumns(t, "oracledb.csv", time.RFC3339)
	s := NewService(monthly(2*time.Minute, month(2012, time.January)), "oltp", nil)
	s.AddDriver(itsm.Series{Service: "oltp", Metric: "txn_rate"}, Mean, at, columns["txn_rate"])
	f := s.Fit(&Entry{Metric: "cpu_util", Drivers: []string{"txn_rate"}, Limit: itsm.Known(80)}, "", at, columns["cpu_util"])
	assert.False(t, f.Unreliable)
	assert.Equal(t, AtRisk, f.Scenarios[2].Verdict)
	w := only(t, LevelShift, f.Warnings)
	assert.Equal(t, time.Date(2012, 1, 19, 8, 4, 0, 0, time.UTC), w.At)
	only(t, Bent, f.Warnings)
	only(t, ShortVolume, f.Warnings)
	assert.Zero(t, f.Dates, "no trend can be taken from twelve hours")

	at, columns = readColumns(t, serverFile, time.DateTime)
	s = NewService(monthly(5*time.Minute, month(2014, time.February)), "rds", nil)
	f = s.Fit(&Entry{Metric: "cpu", Limit: itsm.Known(90)}, "", at, columns["value"])
	assert.True(t, f.Unreliable)
	w = only(t, LevelShift, f.Warnings)
	assert.Equal(t, 25, w.At.Day())
	assert.InDelta(t, 8.6, w.Value, 0.1)
	assert.Zero(t, f.Dates)
}

// Whatever the numbers, no warning carries one that is none.
func TestWarningsAreFinite(t *testing.T) {
	y, x := sound(100)
	for name, f := range map[string]Fitted{
		"driver around zero": fittedOf(y, stepsOf(100, time.Hour, func(at time.Time) float64 { return math.Sin(at.Sub(monday).Hours()) }).Values),
		"negative driver":    fittedOf(y, negated(x)),
		"small":              fittedOf(y[:4], x[:4]),
	} {
		for _, w := range assess(f) {
			for _, v := range []float64{w.Value, w.Bound, w.Lower, w.Upper, w.Missed} {
				assert.True(t, isFinite(v), "%s: %+v", name, w)
			}
		}
	}
}

func negated(values []float64) []float64 {
	list := make([]float64, len(values))
	for i, v := range values {
		list[i] = -v
	}
	return list
}
