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

// quarterOf are 90 days of hourly volumes with a day's season that grow by 5 a day from 1000, and a KPI that is 10 + 0.03
// volume and noise of standard deviation 1.
func quarterOf(seed uint64, perDay, slope float64) (rules *Rules, at []int64, volume, kpi []float64) {
	rules = monthly(time.Hour, october)
	r := rand.New(rand.NewPCG(seed, 1))
	for i := range 90 * 24 {
		at = append(at, rules.Window.From.Add(time.Duration(i)*time.Hour).UnixMilli())
		volume = append(volume, 1000+perDay*float64(i)/24+300*math.Sin(2*math.Pi*float64(i)/24)+20*r.NormFloat64())
		kpi = append(kpi, 10+slope*volume[i]+r.NormFloat64())
	}
	return rules, at, volume, kpi
}

func fitOf(rules *Rules, at []int64, volume, kpi []float64, entry Entry) *Fit {
	s := NewService(rules, "shop", nil)
	s.AddDriver(itsm.Series{Metric: "orders"}, Sum, at, volume)
	entry.Metric, entry.Drivers, entry.DriverAggregate = "cpu", []string{"orders"}, Sum
	return s.Fit(&entry, "", at, kpi)
}

// The whole: the base is some 1690 in the middle of October (the trend is at 1000 + 5 x 74.5 = 1372, the peaks 300 above
// it, the highest of them at the month's end), so the KPI is 10 + 0.03 x 1690 = 61. Base and level grow in step, by 5/1372 a day: 0.18 a day at the base. A limit
// of 70 is met some (70 - 61) / 0.18 = 50 days after the middle of October, so in December.
func TestTheWhole(t *testing.T) {
	rules, at, volume, kpi := quarterOf(3, 5, 0.03)
	rules.Events = []Event{{"branch", october.To.AddDate(0, 0, 20), "shop", 0.18}}
	f := fitOf(rules, at, volume, kpi, Entry{Limit: itsm.Known(70)})
	require.False(t, f.Unreliable, "%+v", f.Warnings)
	assert.Equal(t, 2160, f.N)
	assert.InDelta(t, 0.03, f.Coefficients[0].Value.Value, 0.0003)
	assert.InDelta(t, 1690, f.Base[0], 25)
	assert.WithinDuration(t, october.From.AddDate(0, 0, 15).Add(12*time.Hour), f.BaseAt, time.Hour)
	want := f.BaseAt.Add(time.Duration((70 - f.AtBase.Forecast.Value) / (0.03 * f.Base[0] * 5 / 1372.5) * float64(day)))
	assert.WithinDuration(t, want, f.Dates.Likely, 2*day)
	assert.True(t, f.Dates.Earliest.Before(f.Dates.Likely) && f.Dates.Likely.Before(f.Dates.Latest))
	assert.Equal(t, Within, f.Scenarios[0].Verdict, "61 + 5 = 66 and two standard errors")
	assert.Equal(t, Breached, f.Scenarios[2].Verdict, "86")
	assert.Equal(t, AtRisk, f.Events[0].Alone.Verdict, "61 + 0.18 x 51 = 70")
	assert.InDelta(t, 0.95, f.Backtest.Coverage.Value, 0.03)
	assert.Less(t, f.Backtest.MAPE.Value, f.Backtest.NaiveMAPE.Value)
	require.Len(t, f.Volumes, 1)
	assert.InDelta(t, 5, f.Volumes[0].PerDay, 0.2)
}

// Where volume moves nothing, nothing is forecast: no number, no date, and the verdict says why.
func TestNoEffectRefusesToForecast(t *testing.T) {
	rules, at, volume, kpi := quarterOf(4, 5, 0)
	f := fitOf(rules, at, volume, kpi, Entry{Limit: itsm.Known(70)})
	require.True(t, f.Unreliable)
	assert.Contains(t, kindsOf(f.Warnings), WeakFit)
	assert.Less(t, f.RSquared.Value, 0.01)
	assert.True(t, f.Coefficients[0].Value.Known, "the figures of the fit stay what they are")
	for _, c := range append([]Scenario{f.AtBase}, f.Scenarios...) {
		assert.Equal(t, Unreliable, c.Verdict)
		assert.False(t, c.Forecast.Known || c.Lower.Known || c.Upper.Known || c.Probability.Known)
	}
	assert.False(t, f.Headroom.Known || f.HeadroomSafe.Known)
	assert.Zero(t, f.Dates.Likely)
	noLimit := fitOf(rules, at, volume, kpi, Entry{})
	assert.Equal(t, NoVerdict, noLimit.AtBase.Verdict)
}

// A KPI by time that has no trend is not forecast either.
func TestNoTrendHasNoDate(t *testing.T) {
	rules, at, _, kpi := quarterOf(5, 0, 0)
	f := NewService(rules, "shop", nil).Fit(&Entry{Metric: "disk", Limit: itsm.Known(70)}, "", at, kpi)
	assert.True(t, f.Unreliable)
	assert.Zero(t, f.Dates)
}

// A disk that fills by 0.5 a day and noise from 20 is at 65 after 90 days, and meets 80 after 120: 30 days on.
func TestDaysUntilFull(t *testing.T) {
	rules, at, _, noise := quarterOf(6, 0, 0)
	disk := make([]float64, len(at))
	for i := range disk {
		disk[i] = 20 + 0.5*float64(i)/24 + noise[i] - 10
	}
	f := NewService(rules, "shop", nil).Fit(&Entry{Metric: "disk", Limit: itsm.Known(80)}, "", at, disk)
	require.False(t, f.Unreliable, "%+v", f.Warnings)
	assert.WithinDuration(t, rules.Window.From.AddDate(0, 0, 120), f.Dates.Likely, 2*day)
	assert.Empty(t, f.Volumes)
	assert.Empty(t, f.Scenarios)
}

// A service without the drivers' samples says so for every KPI.
func TestMissingDriver(t *testing.T) {
	rules, at, _, kpi := quarterOf(7, 0, 0)
	f := NewService(rules, "shop", nil).Fit(&Entry{Metric: "cpu", Drivers: []string{"orders"}}, "", at, kpi)
	assert.Equal(t, []Warning{
		{Kind: MissingDriver, Grave: true},
	}, f.Warnings)
	assert.True(t, f.Measured.Known, "what is measured does not need the driver")
	assert.Equal(t, len(kpi), f.Dropped)
}
