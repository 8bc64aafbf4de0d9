package recurring

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"nines/internal/benchtest"
)

// tickets makes n made-up tickets: one in five from templates, with numbers, hosts and ids; the others with a title of
// their own, of words drawn as in a language, few of them often and most of them hardly ever.
func tickets(n int) iter.Seq[Ticket] {
	random := rand.New(rand.NewPCG(1, 2))
	zipf := rand.NewZipf(random, 1.1, 3, 60_000)
	templates := []string{
		"Disk full on db-prod-%02d.example.com: /var/log at %d %%", "Backup of srv%04d failed, job %d", "User u%05d locked out after %d attempts",
		"INC%07d: VPN connection drops after %d min", "Queue PAY.IN.%d full since %d messages", "Certificate on web%02d expires in %d days",
	}
	start := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	return func(yield func(Ticket) bool) {
		var b strings.Builder
		for i := range n {
			b.Reset()
			if random.IntN(5) == 0 {
				fmt.Fprintf(&b, templates[random.IntN(len(templates))], random.IntN(100), random.IntN(100_000))
			} else {
				for w := range 4 + random.IntN(9) {
					if w > 0 {
						b.WriteByte(' ')
					}
					b.WriteString(madeUpWord(zipf.Uint64()))
				}
			}
			t := Ticket{
				Ref: Ref{Source: "tool", ID: fmt.Sprintf("INC%07d", i)}, Title: b.String(), Service: services[i%len(services)],
				Opened: start.Add(time.Duration(i) * time.Second),
			}
			if !yield(t) {
				return
			}
		}
	}
}

var services = []string{"fx-pricing", "payments", "online-banking", "trade-settlement"}

// madeUpWord spells a number in syllables.
func madeUpWord(n uint64) string {
	const syllables = "bacadafagahajakalamanaparasatavawaza"
	word := ""
	for n += 18; n > 0; n /= 18 {
		word += syllables[n%18*2 : n%18*2+2]
	}
	return word
}

// BenchmarkCompute shows that the cost of a ticket hardly grows with their number. The peak is that of the whole
// process, so that of a size is right where it runs alone: -bench 'Compute/1000000'.
func BenchmarkCompute(b *testing.B) {
	for _, n := range []int{10_000, 100_000, 1_000_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			if testing.Short() && n > 100_000 {
				b.Skip("a million titles are for a machine that has the time")
			}
			before := benchtest.CPU(b)
			for b.Loop() {
				Compute(Input{Tickets: tickets(n)})
			}
			seconds := (benchtest.CPU(b) - before) / float64(b.N)
			b.ReportMetric(seconds, "cpu-s/op")
			b.ReportMetric(seconds/float64(n)*1e6, "cpu-µs/ticket")
			b.ReportMetric(benchtest.PeakMiB(b), "peak-MiB")
			benchtest.ResetPeak()
		})
	}
}
