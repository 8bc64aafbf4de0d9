package capacity

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
)

// shop fits a KPI to a volume, one value an hour from the begin of October.
func shop(rules *Rules, entry Entry, resizes []Resize, volume, kpi []float64) *Fit {
	s := NewService(rules, "shop", resizes)
	at := everyHour(len(kpi))
	if volume != nil {
		entry.Drivers, entry.DriverAggregate = []string{"orders"}, Sum
		s.AddDriver(itsm.Series{Service: "shop", Metric: "orders"}, Sum, everyHour(len(volume)), volume)
	}
	entry.Metric = "cpu"
	return s.Fit(&entry, "", at, kpi)
}

// Volumes 1, 2, 3, 4, 5, 7 and KPI 2, 3, 5, 4, 8, 9: a = 5/7, b = 17/14, s^2 = 31/28 with 4 degrees of freedom, Sxx =
// 70/3, means 22/6 and 31/6 (worked out in the tests of the statistics). Base, the greatest: 7; there the fit is 129/14.
// Elasticity 17/14 x 7 / (129/14) = 119/129; at the mean 17/14 x 22/31 = 187/217. Limit 15: headroom
// (15 - 5/7) / (17/2) - 1 = 81/119. t(0.975, 4) = 2.776445105197793.
func TestFitByHand(t *testing.T) {
	rules := hourly()
	rules.Base, rules.Growth = Max, []float64{0, 1, -0.5}
	f := shop(rules, Entry{Limit: itsm.Known(15)}, nil, []float64{1, 2, 3, 4, 5, 7}, []float64{2, 3, 5, 4, 8, 9})
	assert.Equal(t, 6, f.N)
	assert.Equal(t, []float64{7}, f.Base)
	assert.Equal(t, itsm.Known(9), f.Measured)
	assert.InDelta(t, 129.0/14, f.AtBase.Forecast.Value, 1e-12)
	assert.InDelta(t, 119.0/129, f.Elasticity.Value, 1e-12)
	assert.InDelta(t, 187.0/217, f.ElasticityAtMean.Value, 1e-12)
	assert.InDelta(t, 81.0/119, f.Headroom.Value, 1e-12)
	assert.Equal(t, f.AtBase, f.Scenarios[0])

	// At 14: 5/7 + 17 = 124/7; leverage 1/6 + (31/3)^2 / (70/3) = 331/70 + 1/70 = 4.742857.
	se := math.Sqrt(31.0 / 28 * (1 + 1.0/6 + 31.0*31/9/(70.0/3)))
	assert.InDelta(t, 124.0/7, f.Scenarios[1].Forecast.Value, 1e-12)
	assert.InDelta(t, 124.0/7-2.776445105197793*se, f.Scenarios[1].Lower.Value, 1e-9)
	assert.Equal(t, AtRisk, f.scenario(1).Verdict)
	assert.Equal(t, Within, f.scenario(-0.5).Verdict)
	assert.Equal(t, Unreliable, f.Scenarios[1].Verdict, "six points are too few to rely on")
	assert.True(t, f.Scenarios[1].Beyond)
	assert.False(t, f.Scenarios[2].Beyond)
	assert.Equal(t, []float64{3.5}, f.Scenarios[2].Drivers)

	bound := f.scenario(f.HeadroomSafe.Value)
	assert.InDelta(t, 15, bound.Upper.Value, 1e-9)
	assert.InDelta(t, 0.025, bound.Probability.Value, 1e-9)
}

// The same mirrored at 0: a KPI that must not fall below -15 has as much room, and the same verdicts.
func TestLimitFromBelow(t *testing.T) {
	rules := hourly()
	rules.Base, rules.Growth = Max, []float64{1, 9}
	volume := []float64{1, 2, 3, 4, 5, 7}
	above := shop(rules, Entry{Limit: itsm.Known(15)}, nil, volume, []float64{2, 3, 5, 4, 8, 9})
	below := shop(rules, Entry{Limit: itsm.Known(-15), LimitIs: AtLeast}, nil, volume, []float64{-2, -3, -5, -4, -8, -9})
	assert.InDelta(t, above.Headroom.Value, below.Headroom.Value, 1e-12)
	assert.InDelta(t, above.HeadroomSafe.Value, below.HeadroomSafe.Value, 1e-12)
	for i := range rules.Growth {
		assert.InDelta(t, above.Scenarios[i].Probability.Value, below.Scenarios[i].Probability.Value, 1e-12)
		assert.Equal(t, above.Scenarios[i].Verdict, below.Scenarios[i].Verdict)
	}
	assert.Equal(t, Breached, below.scenario(9).Verdict)
	for _, e := range []Entry{{Limit: itsm.Known(-15)}, {Limit: itsm.Known(15), LimitIs: AtLeast}} {
		kpi := []float64{-2, -3, -5, -4, -8, -9}
		if e.LimitIs == AtLeast {
			kpi = []float64{2, 3, 5, 4, 8, 9}
		}
		f := shop(rules, e, nil, volume, kpi)
		assert.False(t, f.Headroom.Known, "growth leads away from the limit")
		assert.False(t, f.HeadroomSafe.Known)
	}
}

// On the limit is within it: a line without residuals has an interval of one point.
func TestVerdictOnTheEdge(t *testing.T) {
	rules := hourly()
	rules.Base, rules.Growth = Max, []float64{0, 0.5, -0.5}
	f := shop(rules, Entry{Limit: itsm.Known(8)}, nil, []float64{1, 2, 3, 4}, []float64{2, 4, 6, 8})
	assert.InDelta(t, 0, f.Headroom.Value, 1e-12)
	assert.InDelta(t, 0, f.HeadroomSafe.Value, 1e-7)
	for verdict, interval := range map[Verdict][2]float64{Within: {1, 8}, AtRisk: {8, 8.1}, Breached: {8.1, 9}} {
		assert.Equal(t, verdict, f.Entry.verdict(interval[0], interval[1]))
	}
	atLeast := Entry{Limit: itsm.Known(8), LimitIs: AtLeast}
	for verdict, interval := range map[Verdict][2]float64{Within: {8, 9}, AtRisk: {7.9, 8}, Breached: {7, 7.9}} {
		assert.Equal(t, verdict, atLeast.verdict(interval[0], interval[1]))
	}
}

// Nothing that the data lack becomes a number, and nothing panics.
func TestWhatCannotBeFitted(t *testing.T) {
	ramp := []float64{1, 2, 3, 4, 5}
	nan := math.NaN()
	for name, c := range map[string]struct {
		volume, kpi []float64
		n           int
		why         []WarningKind
	}{
		"nothing":             {[]float64{}, []float64{}, 0, []WarningKind{MissingKPI}},
		"no volume":           {[]float64{}, ramp, 0, []WarningKind{MissingDriver}},
		"one point":           {ramp[:1], ramp[:1], 1, []WarningKind{TooFew}},
		"two points":          {ramp[:2], ramp[:2], 2, []WarningKind{TooFew}},
		"a constant driver":   {[]float64{7, 7, 7, 7, 7}, ramp, 5, []WarningKind{FlatDriver}},
		"no value is one":     {ramp, []float64{nan, nan, math.Inf(1), nan, nan}, 0, []WarningKind{MissingKPI}},
		"sums that overflow":  {ramp, []float64{1e308, 1.5e308, 1.7e308, 1e308, 1e308}, 5, []WarningKind{Overflow}},
		"a time of one point": {nil, ramp[:1], 1, []WarningKind{TooFew}},
	} {
		rules := hourly()
		rules.AsOf = october.From.Add(24 * time.Hour) // so that nothing is stale
		f := shop(rules, Entry{Limit: itsm.Known(80)}, nil, c.volume, c.kpi)
		assert.Equal(t, c.n, f.N, name)
		assert.False(t, f.Intercept.Value.Known, name)
		require.Len(t, f.Coefficients, 1, name)
		assert.NotEmpty(t, f.Coefficients[0].Driver, name)
		assert.False(t, f.Coefficients[0].Value.Known, name)
		assert.False(t, f.RSquared.Known || f.ResidualSE.Known || f.Elasticity.Known || f.Headroom.Known || f.HeadroomSafe.Known, name)
		assert.Len(t, f.Scenarios, 4*len(f.Base), name)
		for _, c := range f.Scenarios {
			assert.Equal(t, Unreliable, c.Verdict, name)
			assert.False(t, c.Forecast.Known || c.Probability.Known, name)
		}
		assert.Equal(t, c.why, kindsOf(f.Warnings), name)
		assert.True(t, f.Unreliable, name)
		_, _, _, ok := f.Curve(3)
		assert.False(t, ok, name)
	}
	flat := shop(hourly(), Entry{Limit: itsm.Known(80)}, nil, ramp, []float64{3, 3, 3, 3, 3})
	assert.Equal(t, itsm.Known(3), flat.Intercept.Value)
	assert.False(t, flat.RSquared.Known, "a KPI that never changes")
	assert.False(t, flat.Headroom.Known, "a slope of 0 leads nowhere")
	assert.Contains(t, kindsOf(flat.Warnings), FlatKPI)
}

func kindsOf(warnings []Warning) []WarningKind {
	var kinds []WarningKind
	for _, w := range warnings {
		kinds = append(kinds, w.Kind)
	}
	return kinds
}

func TestCollinearDriversAreNotFitted(t *testing.T) {
	s := NewService(hourly(), "shop", nil)
	at := everyHour(5)
	s.AddDriver(itsm.Series{Metric: "orders"}, Sum, at, []float64{1, 4, 2, 7, 3})
	s.AddDriver(itsm.Series{Metric: "lines"}, Sum, at, []float64{3, 9, 5, 15, 7}) // 2 orders + 1
	f := s.Fit(&Entry{Drivers: []string{"orders", "lines"}, DriverAggregate: Sum}, "", at, []float64{1, 2, 3, 4, 9})
	assert.False(t, f.Intercept.Value.Known)
	assert.Len(t, f.Coefficients, 2)
	assert.Equal(t, Warning{Kind: Collinear, Grave: true, Driver: 1}, f.Warnings[0])
}

// What was measured before a server was made larger is left out: after it the KPI is half of the volume, before it was
// all of it. A resizing of another component, or one that is still to come, changes nothing.
func TestResizing(t *testing.T) {
	volume, kpi := make([]float64, 20), make([]float64, 20)
	for i := range volume {
		volume[i] = float64(10 + i%7)
		kpi[i] = volume[i]
		if i >= 8 {
			kpi[i] = volume[i] / 2
		}
	}
	at := october.From.Add(8 * time.Hour)
	fit := func(component string, resizes ...Resize) *Fit {
		s := NewService(hourly(), "shop", resizes)
		s.AddDriver(itsm.Series{Metric: "orders"}, Sum, everyHour(20), volume)
		return s.Fit(&Entry{Drivers: []string{"orders"}, DriverAggregate: Sum}, component, everyHour(20), kpi)
	}
	for name, f := range map[string]*Fit{
		"of the service":                fit("db1", Resize{At: at}),
		"of the component":              fit("db1", Resize{At: at, Component: "db1"}),
		"of a component, for a service": fit("", Resize{At: at, Component: "db1"}),
		"the newest of two":             fit("db1", Resize{At: october.From.Add(time.Hour)}, Resize{At: at}),
		"within a step":                 fit("db1", Resize{At: at.Add(-time.Minute)}),
	} {
		assert.Equal(t, 12, f.N, name)
		assert.Equal(t, 8, f.BeforeResizing, name)
		assert.InDelta(t, 0.5, f.Coefficients[0].Value.Value, 1e-12, name)
	}
	for name, f := range map[string]*Fit{
		"none": fit("db1"), "another": fit("db1", Resize{At: at, Component: "db2"}),
		"to come": fit("db1", Resize{At: october.To.Add(time.Hour)}),
	} {
		assert.Equal(t, 20, f.N, name)
		assert.Zero(t, f.BeforeResizing, name)
	}
}

// Two events of the service are to come: +18 % on the first, +50 % on the tenth of November; another has been, another
// is of another service. Together they make 1.18 x 1.5 - 1 = 77 %.
func TestEvents(t *testing.T) {
	rules := hourly()
	to := func(d int) time.Time { return time.Date(2026, 11, d, 0, 0, 0, 0, time.UTC) }
	rules.Events = []Event{
		{"launch", to(10), "shop", 0.5}, {"branch", to(1), "shop", 0.18}, {"other", to(5), "bank", 3}, {"gone", october.From, "shop", 9},
	}
	f := shop(rules, Entry{Limit: itsm.Known(15)}, nil, []float64{1, 2, 3, 4, 5, 7}, []float64{2, 3, 5, 4, 8, 9})
	require.Len(t, f.Events, 2)
	assert.Equal(t, "branch", f.Events[0].Name)
	assert.InDelta(t, 0.18, f.Events[0].Alone.Growth, 1e-12)
	assert.InDelta(t, 0.18, f.Events[0].Together.Growth, 1e-12)
	assert.InDelta(t, 0.5, f.Events[1].Alone.Growth, 1e-12)
	assert.InDelta(t, 0.77, f.Events[1].Together.Growth, 1e-12)
	assert.InDelta(t, f.Base[0]*1.77, f.Events[1].Together.Drivers[0], 1e-12)
}

// The base is that of the period's steps: without any nothing grows and nothing is known of today, though the fit stands.
func TestNoBaseOutsideThePeriod(t *testing.T) {
	rules := hourly()
	rules.Period = month(2026, time.November)
	f := shop(rules, Entry{Limit: itsm.Known(15)}, nil, []float64{1, 2, 3, 4, 5, 7}, []float64{2, 3, 5, 4, 8, 9})
	assert.True(t, f.Intercept.Value.Known)
	assert.Nil(t, f.Base)
	assert.Empty(t, f.Scenarios)
	assert.False(t, f.Measured.Known || f.Headroom.Known || f.Elasticity.Known)
	assert.True(t, f.ElasticityAtMean.Known)
	assert.Contains(t, f.Warnings, Warning{Kind: NoBase, Grave: true, At: october.From.Add(5 * time.Hour)})
	assert.Equal(t, Unreliable, f.Standing())
}

func TestDroppedPoints(t *testing.T) {
	f := shop(hourly(), Entry{}, nil, []float64{1, 2, 3, 4, 5, 7}, []float64{2, 3, 5, 4, 8, 9})
	value, lower, upper, ok := f.Curve(10)
	assert.True(t, ok)
	assert.InDelta(t, 90.0/7, value, 1e-12)
	assert.Less(t, lower, value)
	assert.Less(t, value, upper)
	f.DropPoints()
	assert.Empty(t, f.Points.Y)
	assert.Empty(t, f.Residuals)
	_, _, _, ok = f.Curve(10)
	assert.False(t, ok)
	assert.Equal(t, 6, f.N)
}
