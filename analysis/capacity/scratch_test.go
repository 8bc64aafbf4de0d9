package capacity
import ("testing";"time";"math";"math/rand/v2";"slices"
"nines/analysis/stats"
"nines/internal/itsm")
func fittedFrom(f *Fit, rules *Rules) Fitted {
	g := Fitted{Paired: f.Points, Fit: f.line, Time: f.overTime(), Base: f.Base, Growth: rules.Growth, MinRSquared: .1, Limit: stats.Number(f.Entry.Limit), AsOf: rules.AsOf}
	if f.line != nil { g.Robust = f.line.Robust(); g.Reach = stats.StudentQuantile(0.975, float64(f.line.DF)).Value }
	g.BaseAt = time.UnixMilli(f.Points.Start[len(f.Points.Start)/2])
	return g
}
func TestScratchReal(t *testing.T) {
	at, columns := readColumns(t, "oracledb.csv", time.RFC3339)
	rules := monthly(2*time.Minute, month(2012, time.January))
	s := NewService(rules, "oltp", nil)
	names := []string{}
	for k := range columns { names = append(names, k) }
	slices.Sort(names)
	for _, m := range names { s.AddDriver(itsm.Series{Service: "oltp", Metric: m}, Mean, at, columns[m]) }
	for _, d := range names { for _, m := range names { if d != "txn_rate" && d != "call_rate" { continue }
		if d == m { continue }
		f := s.Fit(&Entry{Metric: m, Drivers: []string{d}, Limit: itsm.Known(80)}, "", at, columns[m])
		g := fittedFrom(f, rules)
		sh, _ := stats.LevelShift(max(8, g.Fit.N/20), g.Y, g.X...)
		t.Logf("%s by %s R2 %.3f n %d shift %+v warnings %+v backtest %+v", m, d, f.RSquared.Value, f.N, sh, assess(g), backtest(g.Paired))
	}}
	at, columns = readColumns(t, "rds_cpu_utilization_cc0c53.csv", time.DateTime)
	rules = monthly(5*time.Minute, month(2014, time.February))
	f := NewService(rules, "rds", nil).Fit(&Entry{Metric: "cpu", Limit: itsm.Known(90)}, "", at, columns["value"])
	g := fittedFrom(f, rules)
	w := assess(g)
	d, w2 := limitDates(g, nil, w)
	sh, _ := stats.LevelShift(max(8, g.Fit.N/20), g.Y, g.X...)
	t.Logf("rds R2 %.4f shift %+v warnings %+v dates %+v %+v backtest %+v", f.RSquared.Value, sh, w, d, w2, backtest(g.Paired))
}
func TestScratchBent(t *testing.T) {
	for _, k := range []struct{name string; f func(float64) float64}{
		{"saturating", func(x float64) float64 { return 100*x/(x+60) }},
		{"queueing", func(x float64) float64 { return 10/(1-x/220) }},
		{"log", func(x float64) float64 { return 20*math.Log(x) }},
		{"line", func(x float64) float64 { return .3*x }},
	} {
		for _, n := range []int{200, 1000} {
		for _, phi := range []float64{0, .6, .8} {
		r := rand.New(rand.NewPCG(3, 4))
		kinds := map[WarningKind]int{}
		shapes := map[ShapeKind]int{}
		for range 200 {
			x := office(r, n-1)
			u := following(phi, normal)(r, n-1)
			y := make([]float64, n)
			for i := range y { y[i] = k.f(x[i]) + 2*u[i] }
			for _, w := range assess(fittedOf(y, x)) { if w.Grave { kinds[w.Kind]++ }; if w.Kind == Bent { shapes[w.Shape.Kind]++ } }
		}
		t.Logf("%s n %d phi %.1f: %v shapes %v", k.name, n, phi, kinds, shapes)
		}}
	}
	// unexplained season in the KPI
	for _, amp := range []float64{1, 3} {
	for _, n := range []int{168, 336, 1000, 2160} {
	for _, phi := range []float64{0, .5, .8} {
	r := rand.New(rand.NewPCG(3, 4))
	var sine, peak int
	for range 200 {
		x := office(r, n-1)
		u := following(phi, normal)(r, n-1)
		y, z := make([]float64, n), make([]float64, n)
		for i := range y {
			h := i % 24
			y[i] = .3*x[i] + 3*u[i] + 3*amp*math.Cos(2*math.Pi*float64(h)/24)
			z[i] = .3*x[i] + 3*u[i]
			if h == 2 || h == 3 { z[i] += 9*amp }
		}
		for _, w := range assess(fittedOf(y, x)) { if w.Kind == LevelShift { sine++ } }
		for _, w := range assess(fittedOf(z, x)) { if w.Kind == LevelShift { peak++ } }
	}
	t.Logf("season amp %.0f n %d phi %.1f: sine %d peak %d of 200", amp, n, phi, sine, peak)
	}}}
}
func BenchmarkMine(b *testing.B) {
	rules, at, volume, kpi := twoYears()
	s := NewService(rules, "shop", nil)
	s.AddDriver(itsm.Series{Service: "shop", Metric: "orders"}, Sum, at, volume)
	entry := &Entry{Metric: "cpu", Drivers: []string{"orders"}, DriverAggregate: Sum, Limit: itsm.Known(80)}
	f := s.Fit(entry, "", at, kpi)
	g := fittedFrom(f, rules)
	g.Limit = stats.Number{Value: 80, Known: true}
	v := volumeOf(Steps{Start: g.Start, Values: g.X[0]}, time.Hour)
	b.Run("assess", func(b *testing.B) { for b.Loop() { assess(g) } })
	b.Run("shift", func(b *testing.B) { for b.Loop() { g.shifted() } })
	b.Run("bent", func(b *testing.B) { for b.Loop() { g.bent() } })
	b.Run("backtest", func(b *testing.B) { for b.Loop() { backtest(g.Paired) } })
	b.Run("volume", func(b *testing.B) { for b.Loop() { volumeOf(Steps{Start: g.Start, Values: g.X[0]}, time.Hour) } })
	b.Run("dates", func(b *testing.B) { for b.Loop() { limitDates(g, []Volume{v}, nil) } })
	v.Slots = nil
	d, w := limitDates(g, []Volume{v}, nil)
	b.Logf("%+v %+v %+v %+v", v, d, w, assess(g))
	b.Logf("%+v", backtest(g.Paired))
}
