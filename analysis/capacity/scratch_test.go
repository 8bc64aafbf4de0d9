package capacity

import "testing"

func TestScratch(t *testing.T) {
	for _, n := range []int{100, 150, 300, 700, 2000} {
		reps := 400
		if n >= 700 {
			reps = 200
		}
		for _, phi := range []float64{0, 0.4, 0.6, 0.8, 0.9} {
			t.Logf("n %4d phi %.1f       %v", n, phi, simulated{n: n, noise: following(phi, normal), drive: office}.run(7, reps))
			t.Logf("n %4d phi %.1f shift %v", n, phi, simulated{n: n, noise: following(phi, normal), drive: office, shift: true}.run(8, reps))
		}
	}
	for _, d := range []struct {
		name string
		d    func() simulated
	}{
		{"growing .5", func() simulated { return simulated{noise: following(.5, normal), drive: growing} }},
		{"growing .8", func() simulated { return simulated{noise: following(.8, normal), drive: growing} }},
		{"wandering .5", func() simulated { return simulated{noise: following(.5, normal), drive: wandering} }},
		{"wandering .8", func() simulated { return simulated{noise: following(.8, normal), drive: wandering} }},
		{"skewed .5", func() simulated { return simulated{noise: following(.5, normal), drive: skewed} }},
		{"heavy .5", func() simulated { return simulated{noise: following(.5, heavy), drive: office} }},
		{"heavy .8", func() simulated { return simulated{noise: following(.8, heavy), drive: office} }},
		{"ar2", func() simulated { return simulated{noise: lateSwing, drive: office} }},
	} {
		for _, n := range []int{200, 1000} {
			s := d.d()
			s.n = n
			t.Logf("%-14s n %4d       %v", d.name, n, s.run(17, 300))
			s.shift = true
			t.Logf("%-14s n %4d shift %v", d.name, n, s.run(18, 300))
		}
	}
}
