package capacity
import ("testing";"time";"syscall";"nines/internal/itsm";"nines/analysis/stats")
func TestScratchCPU(t *testing.T) {
	rules, at, volume, kpi := twoYears()
	s := NewService(rules, "shop", nil)
	s.AddDriver(itsm.Series{Service: "shop", Metric: "orders"}, Sum, at, volume)
	entry := &Entry{Metric: "cpu", Drivers: []string{"orders"}, DriverAggregate: Sum, Limit: itsm.Known(80)}
	f := s.Fit(entry, "", at, kpi)
	g := fittedFrom(f, rules)
	g.Limit = stats.Number{Value: 80, Known: true}
	v := volumeOf(Steps{Start: g.Start, Values: g.X[0]}, time.Hour)
	cpu := func() time.Duration { var r syscall.Rusage; syscall.Getrusage(syscall.RUSAGE_SELF, &r); return time.Duration(r.Utime.Nano()+r.Stime.Nano()) }
	for _, k := range []struct{name string; f func()}{
		{"fit", func() { s.Fit(entry, "", at, kpi) }},
		{"assess", func() { assess(g) }},{"shift", func() { g.shifted() }},{"bent", func() { g.bent() }},{"weak", func() { g.weak() }},{"flat", func() { g.flat() }},{"resid", func() { g.residuals() }},
		{"backtest", func() { backtest(g.Paired) }},{"volume", func() { volumeOf(Steps{Start: g.Start, Values: g.X[0]}, time.Hour) }},{"dates", func() { limitDates(g, []Volume{v}, nil) }},
	} {
		c := cpu()
		for range 200 { k.f() }
		t.Logf("%-10s %v", k.name, (cpu()-c)/200)
	}
}
