package capacity

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"nines/analysis/stats"
)

// simulated is a recipe of series whose truth is known: y = 5 + 0.3 x + 3 u, u of standard deviation 1, where a level
// shift of 2 to 4 standard deviations may come between a fifth and four fifths of the series.
type simulated struct {
	name  string
	n     int
	noise func(r *rand.Rand, n int) []float64 // n + 1 values of variance 1
	drive func(r *rand.Rand, n int) []float64 // n + 1 volumes
	shift bool
}

const trueSlope, noiseSD = 0.3, 3.0

func following(phi float64, innovation func(*rand.Rand) float64) func(*rand.Rand, int) []float64 {
	return func(r *rand.Rand, n int) []float64 {
		u := make([]float64, n+1)
		var at float64
		for i := -50; i <= n; i++ {
			at = phi*at + math.Sqrt(1-phi*phi)*innovation(r)
			if i >= 0 {
				u[i] = at
			}
		}
		return u
	}
}

func normal(r *rand.Rand) float64 { return r.NormFloat64() }

// heavy is Student's t with 5 degrees of freedom, scaled to variance 1.
func heavy(r *rand.Rand) float64 {
	var square float64
	for range 5 {
		z := r.NormFloat64()
		square += z * z
	}
	return r.NormFloat64() / math.Sqrt(square/5) * math.Sqrt(0.6)
}

// office is a volume with a day and a week.
func office(r *rand.Rand, n int) []float64 {
	x := make([]float64, n+1)
	for i := range x {
		h := float64(i)
		x[i] = 100 + 30*math.Sin(2*math.Pi*h/24) + 10*math.Sin(2*math.Pi*h/168) + 5*r.NormFloat64()
	}
	return x
}

func growing(r *rand.Rand, n int) []float64 {
	x := office(r, n)
	for i := range x {
		x[i] += 40 * float64(i) / float64(n)
	}
	return x
}

func wandering(r *rand.Rand, n int) []float64 {
	x := following(0.95, normal)(r, n)
	for i := range x {
		x[i] = 100 + 20*x[i]
	}
	return x
}

func skewed(r *rand.Rand, n int) []float64 {
	x := make([]float64, n+1)
	for i := range x {
		x[i] = 60 * math.Exp(0.6*r.NormFloat64())
	}
	return x
}

// lateSwing is an AR(2) whose autocorrelation rings.
func lateSwing(r *rand.Rand, n int) []float64 {
	u := make([]float64, n+1)
	var a, b float64
	for i := -100; i <= n; i++ {
		a, b = 0.9*a-0.3*b+0.636*r.NormFloat64(), a
		if i >= 0 {
			u[i] = a
		}
	}
	return u
}

func (s simulated) draw(r *rand.Rand) (f Fitted, nextX, nextY float64) {
	x, u := s.drive(r, s.n), s.noise(r, s.n)
	y := make([]float64, s.n+1)
	shift, at := 0.0, s.n+1
	if s.shift {
		shift, at = 2+2*r.Float64(), s.n/5+r.IntN(3*s.n/5)
		if r.IntN(2) == 0 {
			shift = -shift
		}
	}
	for i := range y {
		y[i] = 5 + trueSlope*x[i] + noiseSD*u[i]
		if i >= at {
			y[i] += noiseSD * shift
		}
	}
	return fittedOf(y[:s.n], x[:s.n]), x[s.n], y[s.n]
}

// fittedOf is a fit of hours with the base and growths that reports have by default.
func fittedOf(y []float64, x ...[]float64) Fitted {
	f := Fitted{Paired: Paired{Step: time.Hour, Y: y, X: x}, Growth: []float64{0.1, 0.25, 0.5, 1}, MinRSquared: 0.1}
	for i := range y {
		f.Start = append(f.Start, int64(i)*time.Hour.Milliseconds())
	}
	for _, column := range x {
		f.Base = append(f.Base, P95.Of(slices.Clone(column)).Value)
	}
	if fit, err := stats.LeastSquares(y, x...); err == nil {
		f.Fit, f.Robust, f.Reach = fit, fit.Robust(), stats.StudentQuantile(0.975, float64(fit.DF)).Value
	}
	return f
}

// outcome counts what a recipe's series did.
type outcome struct {
	series, grave, sound, slope, next int
	shifts                            int // warnings of a level shift, grave or not
	kinds                             map[WarningKind]int
}

func (s simulated) run(seed uint64, series int) outcome {
	r := rand.New(rand.NewPCG(seed, 5))
	o := outcome{series: series, kinds: map[WarningKind]int{}}
	for range series {
		f, nextX, nextY := s.draw(r)
		warnings := assess(f)
		for _, w := range warnings {
			if w.Grave {
				o.kinds[w.Kind]++
			}
			if w.Kind == LevelShift {
				o.shifts++
			}
		}
		if Grave(warnings) {
			o.grave++
			continue
		}
		o.sound++
		c := f.Fit.Coefficients[0]
		if math.Abs(c.Value-trueSlope) <= f.Reach*f.Robust[0] {
			o.slope++
		}
		if p, ok := f.Fit.Predict(nextX); ok && p.Lower <= nextY && nextY <= p.Upper {
			o.next++
		}
	}
	return o
}

func (o *outcome) plus(other outcome) {
	o.series, o.grave, o.sound = o.series+other.series, o.grave+other.grave, o.sound+other.sound
	o.slope, o.next, o.shifts = o.slope+other.slope, o.next+other.next, o.shifts+other.shifts
	if o.kinds == nil {
		o.kinds = map[WarningKind]int{}
	}
	for k, n := range other.kinds {
		o.kinds[k] += n
	}
}

func share(part, of int) float64 { return float64(part) / float64(max(of, 1)) }

func (o outcome) String() string {
	text := fmt.Sprintf("%5d series, shift told %5.1f %%, unreliable %5.1f %%", o.series, 100*share(o.shifts, o.series), 100*share(o.grave, o.series))
	if o.sound >= o.series/2 {
		text += fmt.Sprintf("; of the others the slope's interval holds %5.1f %%, the next step's %5.1f %%", 100*share(o.slope, o.sound), 100*share(o.next, o.sound))
	}
	return fmt.Sprintf("%s; grave: weak %d, no effect %d, bent %d, shift %d", text, o.kinds[WeakFit], o.kinds[NoEffect], o.kinds[Bent], o.kinds[LevelShift])
}

// both runs a recipe without and with a level shift.
func (s simulated) both(seed uint64, series int) (sound, shifted outcome) {
	sound = s.run(seed, series)
	s.shift = true
	return sound, s.run(seed+1000, series)
}

// TestSimulatedTruth draws series with known coefficients: intervals of those not marked unreliable hold the truth,
// level shifts are told, sound series are left alone. The thresholds were set on series like those of the first group;
// those of the second, and another seed, were not looked at for it.
func TestSimulatedTruth(t *testing.T) {
	cell, others := 25, 100
	if testing.Short() {
		cell, others = 3, 8
	}
	var sound, shifted outcome
	seed := uint64(0)
	for _, n := range []int{150, 300, 700, 2000} {
		for _, phi := range []float64{0, 0.2, 0.4, 0.6, 0.8} {
			seed++
			a, b := simulated{n: n, noise: following(phi, normal), drive: office}.both(seed, cell)
			sound.plus(a)
			shifted.plus(b)
		}
	}
	t.Logf("%-32s %v", "AR(1) noise of phi 0 to 0.8", sound)
	t.Logf("%-32s %v", "the same with a level shift", shifted)
	hold := func(sound, shifted outcome) {
		assert.LessOrEqual(t, share(sound.grave, sound.series), 0.05, "sound series marked")
		assert.LessOrEqual(t, share(sound.shifts, sound.series), 0.05, "sound series with a shift told")
		assert.GreaterOrEqual(t, share(shifted.shifts, shifted.series), 0.9, "level shifts told")
		assert.GreaterOrEqual(t, share(shifted.grave, shifted.series), 0.9, "level shifts grave")
		assert.InDelta(t, 0.95, share(sound.slope, sound.sound), 0.03, "slope")
		assert.InDelta(t, 0.95, share(sound.next, sound.sound), 0.03, "next step")
	}
	if !testing.Short() {
		hold(sound, shifted)
	}
	var allSound, allShifted outcome
	for _, s := range []simulated{
		{name: "a growing volume", noise: following(0.5, normal), drive: growing},
		{name: "a growing volume, phi 0.8", noise: following(0.8, normal), drive: growing},
		{name: "a wandering volume", noise: following(0.5, normal), drive: wandering},
		{name: "a wandering volume, phi 0.8", noise: following(0.8, normal), drive: wandering},
		{name: "a skewed volume", noise: following(0.5, normal), drive: skewed},
		{name: "heavy tails (t of 5)", noise: following(0.5, heavy), drive: office},
		{name: "noise that rings (AR(2))", noise: lateSwing, drive: office},
	} {
		for _, n := range []int{200, 1000} {
			seed++
			s.n = n
			a, b := s.both(seed, others)
			allSound.plus(a)
			allShifted.plus(b)
			t.Logf("%-27s %4d %v", s.name, n, a)
			t.Logf("%-27s %4d %v", "  with a level shift", n, b)
		}
	}
	t.Logf("%-32s %v", "all of the second group", allSound)
	t.Logf("%-32s %v", "the same with a level shift", allShifted)
	if !testing.Short() {
		hold(allSound, allShifted)
	}
}
