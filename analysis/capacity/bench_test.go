package capacity

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"nines/internal/itsm"
)

// twoYears are hourly samples of a volume with seasons and a trend, and of a KPI that it drives.
func twoYears() (rules *Rules, at []int64, volume, kpi []float64) {
	const n = 17520
	end := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	rules = monthly(time.Hour, month(2026, time.October))
	rules.Window.From = end.Add(-n * time.Hour)
	r := rand.New(rand.NewPCG(1, 2))
	noise := 0.0
	for i := range n {
		at = append(at, rules.Window.From.Add(time.Duration(i)*time.Hour).UnixMilli())
		hour := 2 * math.Pi * float64(i) / 24
		volume = append(volume, 1000+0.02*float64(i)+300*math.Sin(hour)+100*math.Sin(hour/7)+50*r.NormFloat64())
		noise = 0.6*noise + r.NormFloat64()
		kpi = append(kpi, 10+0.03*volume[i]+2*noise)
	}
	return rules, at, volume, kpi
}

// BenchmarkFit is one KPI over two years of hours, as 528 of them stand in a report.
func BenchmarkFit(b *testing.B) {
	rules, at, volume, kpi := twoYears()
	s := NewService(rules, "shop", nil)
	s.AddDriver(itsm.Series{Service: "shop", Metric: "orders"}, Sum, at, volume)
	entry := &Entry{Metric: "cpu", Drivers: []string{"orders"}, DriverAggregate: Sum, Limit: itsm.Known(80)}
	b.ReportAllocs()
	for b.Loop() {
		s.Fit(entry, "", at, kpi).DropPoints()
	}
}
