package capacity
import ("testing";"time";"math";"math/rand/v2";"slices";"fmt"
"nines/analysis/stats"
"nines/internal/itsm")
func bentFigures(f Fitted) string {
	along, top := f.along()
	middle := sum(along) / float64(len(along))
	square := make([]float64, len(along))
	for i, v := range along { square[i] = (v - middle) * (v - middle) }
	added, _ := stats.TryColumn(square, f.Y, f.X...)
	mx := slices.Max(along)
	s := f.Fit.ResidualSE
	line := errorsOf(lastBlocks(f.Paired), f.Y, f.X[0])
	best, k := math.Inf(1), Shape{}
	for _, sh := range shapesFor(f.X[0]) {
		bent := make([]float64, len(f.Y))
		for i, v := range f.X[0] { bent[i] = sh.bend(v) }
		if e := rootMean(errorsOf(lastBlocks(f.Paired), f.Y, bent)); e < best { best, k = e, sh
			fit, _ := stats.LeastSquares(f.Y, bent); k.Intercept, k.Slope = fit.Intercept.Value, fit.Coefficients[0].Value }
	}
	at := func(v float64) float64 { x, _ := k.At(v); p, _ := f.Fit.Predict(v); return (x-p.Value)/s }
	return fmt.Sprintf("t %.2f missed/s: base %.2f max %.2f top %.2f; best shape %d c %.1f rmse/line %.3f, departs/s base %.2f max %.2f top %.2f", added.T,
		added.Coefficient*departure(along, square, middle, f.Base[0])/s, added.Coefficient*departure(along, square, middle, mx)/s, added.Coefficient*departure(along, square, middle, top)/s, k.Kind, k.C, best/rootMean(line), at(f.Base[0]), at(mx), at(top))
}
func TestScratchOLTP(t *testing.T) {
	at, columns := readColumns(t, "oracledb.csv", time.RFC3339)
	rules := monthly(2*time.Minute, month(2012, time.January))
	s := NewService(rules, "oltp", nil)
	s.AddDriver(itsm.Series{Service: "oltp", Metric: "txn_rate"}, Mean, at, columns["txn_rate"])
	for _, m := range []string{"cpu_util", "cpu_time", "db_time", "lio_rate"} {
		g := fittedFrom(s.Fit(&Entry{Metric: m, Drivers: []string{"txn_rate"}, Limit: itsm.Known(80)}, "", at, columns[m]), rules)
		for _, e := range []float64{.05,.1,.15,.2} {
			sh, _ := stats.LevelShift(int(e*360), g.Y, g.X...); _ = sh
			
		}
		t.Log(m, bentFigures(g))
	}
	for _, k := range []struct{name string; f func(float64) float64}{
		{"saturating", func(x float64) float64 { return 100*x/(x+60) }},
		{"queueing", func(x float64) float64 { return 10/(1-x/220) }},
		{"log", func(x float64) float64 { return 20*math.Log(x) }},
	} {
		for _, n := range []int{200, 1000} {
		r := rand.New(rand.NewPCG(3, 4))
		for range 4 {
			x := office(r, n-1)
			u := following(.5, normal)(r, n-1)
			y := make([]float64, n)
			for i := range y { y[i] = k.f(x[i]) + 2*u[i] }
			t.Log(k.name, n, bentFigures(fittedOf(y, x)))
		}
		}
	}
}
