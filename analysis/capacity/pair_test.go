package capacity

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"nines/internal/itsm"
)

const minute = int64(60_000)

func minutes(values ...int64) []int64 {
	list := make([]int64, len(values))
	for i, v := range values {
		list[i] = v * minute
	}
	return list
}

func TestResample(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for name, c := range map[string]struct {
		at     []int64
		values []float64
		by     Aggregate
		want   Steps
	}{
		"nothing":                    {nil, nil, Sum, Steps{[]int64{}, []float64{}}},
		"sums, and a gap":            {minutes(0, 3, 9, 10, 35), []float64{1, 2, 3, 4, 5}, Sum, Steps{minutes(0, 10, 30), []float64{6, 4, 5}}},
		"means":                      {minutes(0, 3, 9, 10), []float64{1, 2, 3, 4}, Mean, Steps{minutes(0, 10), []float64{2, 4}}},
		"the least and the greatest": {minutes(0, 3, 9), []float64{3, -1, 2}, Min, Steps{minutes(0), []float64{-1}}},
		"the greatest":               {minutes(0, 3, 9), []float64{3, -1, 2}, Max, Steps{minutes(0), []float64{3}}},
		// Position 0.75 x 3 = 2.25 of -1, 2, 3, 7: 3 + 0.25 x 4 = 4.
		"a percentile, R-7":       {minutes(0, 3, 5, 9), []float64{3, -1, 7, 2}, Aggregate(75), Steps{minutes(0), []float64{4}}},
		"before 1970":             {minutes(-11, -10, -1, 0), []float64{1, 2, 3, 4}, Sum, Steps{minutes(-20, -10, 0), []float64{1, 5, 4}}},
		"what is no value":        {minutes(0, 1, 12, 25), []float64{nan, 2, inf, 5}, Sum, Steps{minutes(0, 20), []float64{2, 5}}},
		"a sum that overflows":    {minutes(0, 1, 12), []float64{1e308, 1e308, 5}, Sum, Steps{minutes(10), []float64{5}}},
		"the same instant twice":  {minutes(4, 4), []float64{1, 3}, Mean, Steps{minutes(0), []float64{2}}},
		"jitter around the edges": {[]int64{-1, 0, 599_999, 600_000}, []float64{1, 2, 3, 4}, Sum, Steps{minutes(-10, 0, 10), []float64{1, 5, 4}}},
	} {
		assert.Equal(t, c.want, Resample(c.at, c.values, 10*time.Minute, c.by), name)
	}
	assert.Equal(t, Steps{}, Resample(minutes(1), []float64{1}, 0, Sum))
}

func TestAggregateWords(t *testing.T) {
	for word, want := range map[string]Aggregate{"sum": Sum, "mean": Mean, "min": Min, "max": Max, "p1": 1, "p95": P95, "p99": 99} {
		got, ok := ParseAggregate(word)
		assert.True(t, ok, word)
		assert.Equal(t, want, got)
		assert.Equal(t, word, got.String())
	}
	for _, word := range []string{"", "p", "p0", "p100", "p-1", "95", "median", "p300"} {
		_, ok := ParseAggregate(word)
		assert.False(t, ok, word)
	}
}

func TestPair(t *testing.T) {
	kpi := Steps{minutes(0, 1, 2, 4, 5), []float64{10, 11, 12, 14, 15}}
	other := Steps{minutes(1, 2, 3, 5, 6), []float64{1, 2, 3, 5, 6}}
	third := Steps{minutes(2, 5, 9), []float64{20, 50, 90}}
	assert.Equal(t, Paired{time.Minute, minutes(1, 2, 5), []float64{11, 12, 15}, [][]float64{{1, 2, 5}}, 4}, // 0, 3, 4, 6
		Pair(time.Minute, kpi, other))
	assert.Equal(t, Paired{time.Minute, minutes(2, 5), []float64{12, 15}, [][]float64{{2, 5}, {20, 50}}, 6}, // 0, 1, 3, 4, 6, 9
		Pair(time.Minute, kpi, other, third))
	assert.Equal(t, Paired{time.Minute, kpi.Start, kpi.Values, [][]float64{}, 0}, Pair(time.Minute, kpi))
	assert.Equal(t, Paired{time.Minute, kpi.Start, kpi.Values, [][]float64{kpi.Values}, 0}, Pair(time.Minute, kpi, kpi))
	assert.Equal(t, Paired{time.Minute, []int64{}, []float64{}, [][]float64{{}}, 5}, Pair(time.Minute, kpi, Steps{}))
	assert.Equal(t, 5, Pair(time.Minute, Steps{}, kpi).Dropped)
}

// Host a reports in minutes 0 to 5 but not in 3, host b joins in minute 2 and leaves after 4, host c is new in minute 5
// and silent ever after: 3 is unknown, as a is missing there.
func TestDriversAreSummedOverComponents(t *testing.T) {
	for _, order := range [][]int{{0, 1, 2}, {2, 1, 0}} {
		hosts := []part{
			{component: "a", steps: Steps{minutes(0, 1, 2, 4, 5), []float64{1, 1, 1, 1, 1}}},
			{component: "b", steps: Steps{minutes(2, 3, 4), []float64{10, 10, 10}}},
			{component: "c", steps: Steps{minutes(5), []float64{100}}},
		}
		d := &driver{}
		for _, i := range order {
			d.parts = append(d.parts, hosts[i])
		}
		assert.Equal(t, Steps{minutes(0, 1, 2, 4, 5), []float64{1, 1, 11, 11, 101}}, d.steps())
	}
	assert.Equal(t, Steps{}, (&driver{parts: []part{{component: "a", steps: Steps{}}, {component: "b", steps: Steps{}}}}).steps())
	assert.Equal(t, Steps{}, (*driver)(nil).steps())
}

// The window begins in the middle of a step and the as-of instant cuts one: neither step counts.
func TestStepsThatTheWindowCuts(t *testing.T) {
	base := time.Date(2026, 10, 5, 0, 0, 0, 0, time.UTC)
	rules := hourly()
	rules.Window = itsm.Span{From: base.Add(30 * time.Minute), To: base.Add(10 * time.Hour)}
	rules.AsOf = base.Add(4*time.Hour + 20*time.Minute)
	s := NewService(rules, "shop", nil)
	var at []int64
	var values []float64
	for i := range 40 { // every quarter of an hour
		at, values = append(at, base.Add(time.Duration(i)*15*time.Minute).UnixMilli()), append(values, 1)
	}
	s.AddDriver(itsm.Series{Metric: "orders"}, Sum, at, values)
	got := s.drivers[driverKey{"orders", Sum}].steps()
	assert.Equal(t, []float64{4, 4, 4}, got.Values, "01:00, 02:00 and 03:00")
	assert.Equal(t, base.Add(time.Hour).UnixMilli(), got.Start[0])
	f := s.Fit(&Entry{Metric: "disk"}, "", at, values)
	assert.InDelta(t, 0.5/24, f.Points.X[0][0], 1e-12, "the window's first sample is that of 00:30")
}
