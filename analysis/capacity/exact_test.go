package capacity

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/analysis/stats"
	"nines/internal/itsm"
)

// exact is least squares in fractions, by the normal equations: what floating point is measured against.
type exact struct {
	inverse [][]*big.Rat // (X'X)^-1, the intercept first
	beta    []*big.Rat
	rss     *big.Rat
	tss     *big.Rat
	df      int
}

func rat(v float64) *big.Rat { return new(big.Rat).SetFloat64(v) }

func float(v *big.Rat) float64 {
	f, _ := v.Float64()
	return f
}

func exactly(y []float64, x ...[]float64) exact {
	k := len(x) + 1
	row := func(i int) []*big.Rat {
		r := []*big.Rat{rat(1)}
		for _, col := range x {
			r = append(r, rat(col[i]))
		}
		return r
	}
	normal := make([][]*big.Rat, k) // [X'X | identity], turned into [identity | inverse]
	moment := make([]*big.Rat, k)
	for a := range normal {
		moment[a] = new(big.Rat)
		normal[a] = make([]*big.Rat, 2*k)
		for b := range normal[a] {
			normal[a][b] = new(big.Rat)
		}
		normal[a][k+a].SetInt64(1)
	}
	mean := new(big.Rat)
	for i, v := range y {
		r := row(i)
		mean.Add(mean, rat(v))
		for a := range r {
			moment[a].Add(moment[a], new(big.Rat).Mul(r[a], rat(v)))
			for b := range r {
				normal[a][b].Add(normal[a][b], new(big.Rat).Mul(r[a], r[b]))
			}
		}
	}
	mean.Quo(mean, rat(float64(len(y))))
	eliminate(normal)
	e := exact{inverse: make([][]*big.Rat, k), beta: make([]*big.Rat, k), rss: new(big.Rat), tss: new(big.Rat), df: len(y) - k}
	for a := range normal {
		e.inverse[a] = normal[a][k:]
		e.beta[a] = new(big.Rat)
		for b, m := range moment {
			e.beta[a].Add(e.beta[a], new(big.Rat).Mul(e.inverse[a][b], m))
		}
	}
	for i, v := range y {
		left := rat(v)
		for a, r := range row(i) {
			left.Sub(left, new(big.Rat).Mul(e.beta[a], r))
		}
		e.rss.Add(e.rss, left.Mul(left, left))
		off := new(big.Rat).Sub(rat(v), mean)
		e.tss.Add(e.tss, off.Mul(off, off))
	}
	return e
}

// eliminate makes the left square the identity (Gauss and Jordan); it is regular and its pivots are not 0 here.
func eliminate(m [][]*big.Rat) {
	for a := range m {
		pivot := new(big.Rat).Set(m[a][a])
		for b := range m[a] {
			m[a][b].Quo(m[a][b], pivot)
		}
		for c := range m {
			if c == a {
				continue
			}
			factor := new(big.Rat).Set(m[c][a])
			for b := range m[c] {
				m[c][b].Sub(m[c][b], new(big.Rat).Mul(factor, m[a][b]))
			}
		}
	}
}

func (e exact) s2() *big.Rat { return new(big.Rat).Quo(e.rss, rat(float64(e.df))) }

func (e exact) se(a int) float64 {
	return math.Sqrt(float(new(big.Rat).Mul(e.s2(), e.inverse[a][a])))
}

// at is the fitted value and the standard error of one step.
func (e exact) at(x ...float64) (value, se float64) {
	row := []*big.Rat{rat(1)}
	for _, v := range x {
		row = append(row, rat(v))
	}
	fitted, spread := new(big.Rat), rat(1)
	for a := range row {
		fitted.Add(fitted, new(big.Rat).Mul(row[a], e.beta[a]))
		for b := range row {
			spread.Add(spread, new(big.Rat).Mul(new(big.Rat).Mul(row[a], e.inverse[a][b]), row[b]))
		}
	}
	return float(fitted), math.Sqrt(float(spread.Mul(spread, e.s2())))
}

// hours begins on Thursday, 1 October 2026.
var october = month(2026, time.October)

func hourly() *Rules {
	r := monthly(time.Hour, october)
	r.Window.From = october.From
	return r
}

func everyHour(n int) []int64 {
	at := make([]int64, n)
	for i := range at {
		at[i] = october.From.UnixMilli() + int64(i)*time.Hour.Milliseconds()
	}
	return at
}

// Made-up volumes and a KPI with two drivers of very different size. Every figure of the fit against fractions.
func TestAgainstFractions(t *testing.T) {
	const n = 60
	r := rand.New(rand.NewPCG(7, 9))
	at, y, x1, x2 := everyHour(n), make([]float64, n), make([]float64, n), make([]float64, n)
	for i := range y {
		x1[i] = 1e6 + 1e4*r.NormFloat64()
		x2[i] = 0.01 * r.Float64()
		y[i] = 20 + 3e-4*x1[i] + 900*x2[i] + r.NormFloat64()
	}
	s := NewService(hourly(), "shop", nil)
	s.AddDriver(itsm.Series{Service: "shop", Metric: "orders"}, Sum, at, x1)
	s.AddDriver(itsm.Series{Service: "shop", Metric: "errors"}, Sum, at, x2)
	for _, c := range []struct {
		drivers []string
		x       [][]float64
	}{{[]string{"orders"}, [][]float64{x1}}, {[]string{"errors", "orders"}, [][]float64{x2, x1}}} {
		f := s.Fit(&Entry{Metric: "cpu", Drivers: c.drivers, DriverAggregate: Sum, Limit: itsm.Known(500)}, "", at, y)
		want := exactly(y, c.x...)
		reach := stats.StudentQuantile(0.975, float64(want.df)).Value
		for a, got := range append([]Coefficient{f.Intercept}, f.Coefficients...) {
			value := float(want.beta[a])
			nine(t, value, got.Value, "value")
			nine(t, want.se(a), got.SE, "standard error")
			nine(t, value/want.se(a), got.T, "t")
			nine(t, value-reach*want.se(a), got.Lower, "lower")
			nine(t, value+reach*want.se(a), got.Upper, "upper")
		}
		nine(t, 1-float(want.rss)/float(want.tss), f.RSquared, "R squared")
		nine(t, math.Sqrt(float(want.s2())), f.ResidualSE, "residual standard error")
		base := make([]float64, len(c.x))
		for k, x := range c.x {
			base[k] = P95.Of(append([]float64(nil), x...)).Value
		}
		require.Equal(t, base, f.Base)
		for i, g := range []float64{0.1, 0.25, 0.5, 1} {
			value, se := want.at(scaled(base, 1+g)...)
			nine(t, value, f.Scenarios[i].Forecast, "forecast")
			nine(t, value-reach*se, f.Scenarios[i].Lower, "lower")
			nine(t, value+reach*se, f.Scenarios[i].Upper, "upper")
		}
		driven := 0.0
		for k, v := range base {
			driven += float(want.beta[k+1]) * v
		}
		now, _ := want.at(base...)
		nine(t, driven/now, f.Elasticity, "elasticity")
		nine(t, (500-float(want.beta[0]))/driven-1, f.Headroom, "headroom")
		value, se := want.at(scaled(base, 1+f.HeadroomSafe.Value)...)
		assert.InEpsilon(t, 500, value+reach*se, 1e-9, "at the safe headroom the upper bound meets the limit")
		assert.Less(t, f.HeadroomSafe.Value, f.Headroom.Value)
		assert.Equal(t, len(c.x) == 1, f.R.Known, "one driver has a correlation, two have none")
		_, _, _, ok := f.Curve(base[0])
		assert.Equal(t, len(c.x) == 1, ok)
	}
}
