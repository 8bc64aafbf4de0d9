package availability

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
)

// crowd is n outages of one service in a month, of many lengths and losses.
func crowd(n int, month itsm.Span, s *itsm.Service, everlasting bool) []*Outage {
	random := rand.New(rand.NewPCG(1, uint64(n)))
	outages := make([]*Outage, n)
	for i := range outages {
		from := month.From.Add(time.Duration(random.Int64N(int64(month.Length()))))
		to := from.Add(time.Duration(random.ExpFloat64() * float64(4*time.Hour)))
		if everlasting {
			from, to = month.From.Add(time.Duration(i)*time.Second), month.To.Add(-time.Duration(i)*time.Second)
		}
		o := &Outage{Ref: Ref{Source: "tool", ID: fmt.Sprint(i)}, Service: s, Lost: 1 - random.Float64(), Start: from, End: to}
		if random.IntN(10) == 0 {
			o.Regions = []string{s.Epochs[0].Regions[random.IntN(3)].Name}
		}
		o.Spans = itsm.Merge([]itsm.Span{{From: from, To: to}})
		outages[i] = o
	}
	return outages
}

// BenchmarkCompute shows that the cost of a service grows as n log n: ns/(n·log n) stays where it is. In "nested" all
// outages of the month are active at the same time.
func BenchmarkCompute(b *testing.B) {
	london, err := time.LoadLocation("Europe/London")
	require.NoError(b, err)
	month := period(b, "2026-10", london)
	s := plain("s")
	s.Epochs[0].Calendar = office(london, nineTo5, workdays...)
	s.Epochs[0].Regions = []itsm.Region{{Name: "AMRS", Share: 0.5, Calendar: itsm.AlwaysOpen()}, {Name: "EMEA", Share: 0.4}, {Name: "APAC", Share: 0.1}}
	for _, shape := range []string{"spread", "nested"} {
		for _, n := range []int{1000, 10_000, 100_000} {
			outages := crowd(n, month, s, shape == "nested")
			b.Run(fmt.Sprintf("%s/%d", shape, n), func(b *testing.B) {
				for b.Loop() {
					_, err := Compute(Input{Period: month, AsOf: later, Services: []*itsm.Service{s}, Outages: outages})
					require.NoError(b, err)
				}
				perRun := float64(b.Elapsed()) / float64(b.N)
				b.ReportMetric(perRun/(float64(n)*math.Log2(float64(n))), "ns/(n·log2n)")
			})
		}
	}
}

// BenchmarkAssess shows the cost of making outages of tickets.
func BenchmarkAssess(b *testing.B) {
	incidents := make([]*itsm.Incident, 100_000)
	for i := range incidents {
		incidents[i] = lost(fmt.Sprint(i), "2026-10-13 10:00", "2026-10-13 11:00", float64(i%2))
	}
	d := newDesk(week, []*itsm.Service{plain("s")}, incidents...)
	for b.Loop() {
		d.assess()
	}
}
