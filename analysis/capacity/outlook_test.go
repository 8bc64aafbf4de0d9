package capacity

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
)

// One pair a day from 1 October, volume 10, 11, 12 ... 40, KPI = 5 + 2 volume = 25 + 2 days: an exact line. The days of
// November begin 31 to 60 days after, 45.5 on average: the KPI is 116 then and, as nothing departs from the line,
// nothing is uncertain.
func TestOutlookOfAnExactLine(t *testing.T) {
	october := itsm.Span{From: time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC), To: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)}
	november := itsm.Span{From: october.To, To: october.To.AddDate(0, 1, 0)}
	rules := &Rules{Step: day, Window: october, Period: october, AsOf: october.To}
	at, volume, kpi := make([]int64, 31), make([]float64, 31), make([]float64, 31)
	for i := range at {
		at[i] = october.From.AddDate(0, 0, i).UnixMilli()
		volume[i], kpi[i] = 10+float64(i), 5+2*(10+float64(i))
	}
	s := NewService(rules, "web", nil)
	s.AddDriver(itsm.Series{Service: "web", Metric: "orders"}, Sum, at, volume)
	f := s.Fit(&Entry{Metric: "cpu", Drivers: []string{"orders"}, DriverAggregate: Sum}, "", at, kpi)
	assert.Equal(t, 31, f.Came.N)
	assert.InDelta(t, 25, f.Came.Volumes[0], 1e-9, "the mean of 10 to 40")
	assert.InDelta(t, 55, f.Came.Mean.Value, 1e-9)

	over := s.Fit(&Entry{Metric: "cpu"}, "", at, kpi)
	assert.Empty(t, over.Came.Volumes)
	o := over.Forecaster().Mean(november)
	assert.InDelta(t, 116, o.Mean.Value, 1e-6)
	assert.InDelta(t, o.Mean.Value, o.Lower.Value, 1e-6)
}

func TestNothingIsForecastOfWhatCannotBeTrusted(t *testing.T) {
	october := itsm.Span{From: time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC), To: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)}
	s := NewService(&Rules{Step: time.Hour, Window: october, Period: october, AsOf: october.To}, "web", nil)
	entry := &Entry{Metric: "cpu", Drivers: []string{"orders"}, Limit: itsm.Known(80)}
	f := s.Fit(entry, "", nil, nil)
	assert.Nil(t, f.Forecaster())
	assert.Zero(t, f.Came)
	dropped := ninetyDays(t, 1, 0).fit
	dropped.DropPoints()
	assert.Nil(t, dropped.Forecaster())
}

// future is a fit to ninety days of hours of a volume with days and a trend, and the KPI's mean in the thirty days
// after them.
type future struct {
	fit  *Fit
	next itsm.Span
	came float64
}

func ninetyDays(t *testing.T, seed uint64, phi float64) future {
	t.Helper()
	const hours, more = 90 * 24, 30 * 24
	rng := rand.New(rand.NewPCG(seed, 7))
	from := time.Date(2026, 7, 3, 0, 0, 0, 0, time.UTC)
	window := itsm.Span{From: from, To: from.Add(hours * time.Hour)}
	at, volume, kpi := make([]int64, hours+more), make([]float64, hours+more), make([]float64, hours+more)
	var load, noise float64
	for i := range at {
		load, noise = 0.6*load+0.3*rng.NormFloat64(), phi*noise+rng.NormFloat64()
		at[i] = from.Add(time.Duration(i) * time.Hour).UnixMilli()
		volume[i] = 10 + 2*math.Sin(float64(i%24)/24*2*math.Pi) + 0.01*float64(i)/24 + load
		kpi[i] = 5 + 3*volume[i] + noise
	}
	rules := &Rules{Step: time.Hour, Window: window, Period: itsm.Span{From: window.To.Add(-more * time.Hour), To: window.To}, AsOf: window.To}
	s := NewService(rules, "web", nil)
	s.AddDriver(itsm.Series{Service: "web", Metric: "orders"}, Mean, at, volume)
	f := s.Fit(&Entry{Metric: "cpu", Drivers: []string{"orders"}, DriverAggregate: Mean}, "", at, kpi)
	require.Equal(t, hours, f.N)
	next := itsm.Span{From: window.To, To: window.To.Add(more * time.Hour)}
	return future{f, next, sum(kpi[hours:]) / more}
}

// The interval of the next period's mean holds what comes in 92 to 98 of 100 cases.
func TestOutlookHoldsWhatComes(t *testing.T) {
	series := 300
	if testing.Short() {
		series = 60
	}
	for _, phi := range []float64{0, 0.5} {
		held, n := 0, 0
		for seed := range series {
			s := ninetyDays(t, uint64(seed), phi)
			forecaster := s.fit.Forecaster()
			if forecaster == nil {
				continue
			}
			o := forecaster.Mean(s.next)
			n++
			if o.Lower.Value <= s.came && s.came <= o.Upper.Value {
				held++
			}
		}
		share := float64(held) / float64(n)
		t.Logf("phi %.1f: %d of %d (%.3f) inside, %d not forecast", phi, held, n, share, series-n)
		assert.Greater(t, n, series*9/10)
		if !testing.Short() {
			assert.GreaterOrEqual(t, share, 0.92)
			assert.LessOrEqual(t, share, 0.99)
		}
	}
}
