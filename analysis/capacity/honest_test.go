package capacity

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
)

// What the KPI is now needs no driver: 10 hours at 50 and the last at 95 are measured, the volume's first 5 are not
// enough to say it. A KPI that must not fall is at its low end: the 5th percentile, where others are at their 95th.
func TestMeasured(t *testing.T) {
	rules := hourly()
	kpi := []float64{50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 95}
	rules.Base = Max
	f := shop(rules, Entry{Limit: itsm.Known(90)}, nil, []float64{1, 2, 3, 4, 6}, kpi)
	assert.Equal(t, 5, f.N)
	assert.Equal(t, itsm.Known(95), f.Measured)
	assert.Equal(t, Breached, f.Standing())
	f = shop(rules, Entry{Limit: itsm.Known(51), LimitIs: AtLeast}, nil, []float64{1, 2, 3, 4, 6}, kpi)
	assert.Equal(t, itsm.Known(50), f.Measured)
	assert.Equal(t, Breached, f.Standing())

	rules.Base = P95 // of 11 values: half way between the two greatest, and between the two least
	assert.Equal(t, itsm.Known(77), shop(rules, Entry{}, nil, nil, kpi).Measured)
	assert.Equal(t, itsm.Known(50.5), shop(rules, Entry{LimitIs: AtLeast}, nil, nil, kpi).Measured)
	for a, want := range map[Aggregate]Aggregate{P95: 5, Max: Min, Min: Max, Mean: Mean, Sum: Sum} {
		assert.Equal(t, want, a.Mirrored())
	}
	resized := []Resize{{At: october.From.Add(10 * time.Hour)}}
	assert.Equal(t, itsm.Known(95), shop(rules, Entry{}, resized, nil, kpi).Measured, "what was before says nothing of now")
}

// Volumes around 1e-200 have squares of 0, those of 1e200 none at all: neither makes them flat, or a slope of any size.
func TestEnormousAndTinyValues(t *testing.T) {
	y, x := sound(200)
	for _, scale := range []float64{1e-300, 1e-200, 1e150} {
		volume := make([]float64, len(x))
		kpi := make([]float64, len(x))
		for i := range x {
			volume[i], kpi[i] = x[i]*scale, y[i]*scale
		}
		f := shop(hourly(), Entry{}, nil, volume, kpi)
		none(t, FlatDriver, f.Warnings)
		assert.InEpsilon(t, 0.3, f.Coefficients[0].Value.Value, 0.1, scale)
	}
	volume, kpi := make([]float64, len(x)), make([]float64, len(x))
	for i := range x {
		volume[i], kpi[i] = x[i]*1e300, y[i]*1e300
	}
	f := shop(hourly(), Entry{Limit: itsm.Known(1)}, nil, volume, kpi)
	assert.True(t, only(t, Overflow, f.Warnings).Grave)
	none(t, NoEffect, f.Warnings)
}

// Ten per cent more of a volume below 0, or of none, is no growth.
func TestVolumeThatIsNotPositive(t *testing.T) {
	y, x := sound(200)
	for i := range x {
		x[i] = -x[i]
	}
	f := shop(hourly(), Entry{Limit: itsm.Known(100)}, nil, x, y)
	w := only(t, NotPositive, f.Warnings)
	assert.True(t, w.Grave)
	assert.Equal(t, f.Base[0], w.Value)
	none(t, ShortVolume, f.Warnings)
}

// The pairs end on 9 October, the period on 1 November: 31 days less 200 hours.
func TestStale(t *testing.T) {
	y, x := sound(200)
	f := shop(hourly(), Entry{}, nil, x, y)
	w := only(t, Stale, f.Warnings)
	assert.InDelta(t, 31-200.0/24, w.Value, 1e-9)
	assert.Equal(t, october.From.Add(199*time.Hour), w.At)
	assert.False(t, w.Grave)
	rules := hourly()
	rules.AsOf = october.From.Add(200*time.Hour + 7*day)
	none(t, Stale, shop(rules, Entry{}, nil, x, y).Warnings)
}

// Twelve samples an hour, of which every tenth hour has six: 20 of 200 hours sum up to half. A mean does not mind.
func TestUnevenSums(t *testing.T) {
	y, x := sound(200)
	var at []int64
	var values []float64
	for i, v := range x {
		every := 5 * time.Minute
		if i%10 == 3 {
			every = 10 * time.Minute
		}
		for m := time.Duration(0); m < time.Hour; m += every {
			at = append(at, october.From.Add(time.Duration(i)*time.Hour+m).UnixMilli())
			values = append(values, v)
		}
	}
	for _, by := range []Aggregate{Sum, Mean} {
		s := NewService(hourly(), "shop", nil)
		s.AddDriver(itsm.Series{Service: "shop", Metric: "orders"}, by, at, values)
		f := s.Fit(&Entry{Metric: "cpu", Drivers: []string{"orders"}, DriverAggregate: by}, "", everyHour(len(y)), y)
		if by == Mean {
			none(t, Uneven, f.Warnings)
			continue
		}
		w := only(t, Uneven, f.Warnings)
		assert.Equal(t, 20, w.Count)
		assert.Equal(t, 200, w.Of)
	}
	assert.Zero(t, unevenSteps(nil, nil, time.Hour))
	assert.Zero(t, unevenSteps(everyHour(2), []float64{math.NaN(), 1}, time.Hour), "NaN is no sample")
}

// A KPI that jumps up and down by itself: its line on time has forecast worse than the mean of the block before.
func TestPoorRecord(t *testing.T) {
	for _, c := range []struct {
		fit, naive float64
		told       bool
	}{{0.12, 0.10, true}, {0.11, 0.10, false}, {0.05, 0.10, false}} {
		f := &Fit{}
		f.Backtest.MAPE.Value, f.Backtest.MAPE.Known = c.fit, true
		f.warnOfRecord()
		require.Empty(t, f.Warnings, "nothing to compare with")
		f.Backtest.NaiveMAPE.Value, f.Backtest.NaiveMAPE.Known = c.naive, true
		f.warnOfRecord()
		assert.Equal(t, c.told, len(f.Warnings) == 1, c)
	}
}

// The base of each of six weeks is its greatest volume, as a ratio to the trend: 2, 4, 2, 4, 2, 4 with the mean 3 and the
// variance 6/5. Two of the weeks make the base: 6/5 / 2 x 5/3 = 1, times the level's square at the base, 10 x 10.
func TestBaseVariance(t *testing.T) {
	f := Fitted{Paired: Paired{Step: day}, BaseBy: Max, BaseSteps: 14, Base: []float64{30}}
	x := make([]float64, 42)
	for i := range x {
		f.Start = append(f.Start, october.From.Add(time.Duration(i)*day).UnixMilli())
		x[i] = 10
		if i%7 == 5 {
			x[i] = 20 + 20*float64(i/7%2)
		}
	}
	f.X, f.BaseAt = [][]float64{x}, october.From
	v := Volume{Mean: 10, Centre: october.From, meanVar: 0.01}
	assert.InDelta(t, 100, f.baseVariance(0, v), 1e-9)
	f.Start, f.X[0] = f.Start[:28], x[:28]
	assert.InDelta(t, 9*0.01, f.baseVariance(0, v), 1e-12, "four weeks are too few: as the mean volume, 30/10 times")
}

// The base of the last 30 of 90 days: their middle lies 30 days after the centre, of instants with the standard deviation
// 90 / sqrt(12); times sqrt(30/90) that is 30 sqrt(12) / 90 / sqrt(3) = 2/3.
func TestBaseGoesAlongWithTheTrend(t *testing.T) {
	v := Volume{N: 90, Days: 90, Centre: october.From}
	f := Fitted{BaseAt: october.From.Add(30 * day), BaseSteps: 30}
	assert.InDelta(t, 2.0/3, f.together(v), 1e-12)
	f.BaseSteps = 90 * 9
	assert.Equal(t, 1.0, f.together(v), "no correlation is greater")
	assert.Zero(t, f.together(Volume{}))
}
