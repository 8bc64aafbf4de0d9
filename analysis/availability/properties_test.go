package availability

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
)

// eachRandomDesk runs a property on cases that are the same in every run.
func eachRandomDesk(t *testing.T, check func(t *testing.T, d *desk, random *rand.Rand)) {
	for seed := range uint64(200) {
		random := rand.New(rand.NewPCG(seed, 7))
		d, _ := randomDesk(t, random)
		if check(t, d, random); t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

var sameResult = []cmp.Option{cmpopts.IgnoreUnexported(Figures{}, Overall{}), cmp.Comparer(func(a, b *itsm.Calendar) bool { return a == b })}

func TestAvailabilityLiesBetweenZeroAndOne(t *testing.T) {
	eachRandomDesk(t, func(t *testing.T, d *desk, _ *rand.Rand) {
		f := d.compute(t).Services[0].Figures
		for _, a := range []itsm.Number{f.Availability, f.Lower, f.Upper, f.Unweighted} {
			require.Equal(t, f.Agreed > 0, a.Known)
			require.True(t, a.Value >= 0 && a.Value <= 1, a.Value)
		}
		require.LessOrEqual(t, f.Lower.Value, f.Availability.Value)
		require.LessOrEqual(t, f.Availability.Value, f.Upper.Value)
	})
}

func TestTheOrderOfTicketsChangesNothing(t *testing.T) {
	eachRandomDesk(t, func(t *testing.T, d *desk, random *rand.Rand) {
		before := d.compute(t)
		random.Shuffle(len(d.incidents), func(i, j int) { d.incidents[i], d.incidents[j] = d.incidents[j], d.incidents[i] })
		slices.Reverse(d.Exclusions)
		slices.Reverse(d.Changes)
		after := d.compute(t)
		require.Empty(t, cmp.Diff(before, after, sameResult...), "to the last digit")
	})
}

func TestSplittingAPeriodChangesNothingInTheSum(t *testing.T) {
	eachRandomDesk(t, func(t *testing.T, d *desk, random *rand.Rand) {
		whole := d.compute(t)
		all := d.input.Period
		cut := all.From.Add(time.Duration(random.Int64N(int64(all.Length()))))
		var agreed, down, budget float64
		attributed := map[string]float64{}
		for _, part := range []itsm.Span{{From: all.From, To: cut}, {From: cut, To: all.To}} {
			d.input.Period = part
			r := d.compute(t)
			agreed += r.Services[0].Agreed
			down += r.Services[0].Downtime.Value
			budget += r.Services[0].Budget.Value
			for _, o := range r.Outages {
				attributed[o.ID] += o.Attributed
			}
		}
		require.InDelta(t, whole.Services[0].Agreed, agreed, 1e-6)
		require.InDelta(t, whole.Services[0].Downtime.Value, down, 1e-6)
		require.InDelta(t, whole.Services[0].Budget.Value, budget, 1e-6)
		for _, o := range whole.Outages {
			require.InDelta(t, o.Attributed, attributed[o.ID], 1e-6)
		}
	})
}

func TestAttributedMinutesAddUpToDowntime(t *testing.T) {
	eachRandomDesk(t, func(t *testing.T, d *desk, _ *rand.Rand) {
		r := d.compute(t)
		var sum float64
		for _, o := range r.Outages {
			require.LessOrEqual(t, o.Attributed, o.Gross*(1+1e-12))
			sum += o.Attributed
		}
		require.InEpsilon(t, 1+r.Services[0].Downtime.Value, 1+sum, 1e-9)
	})
}

// A hundred thousand outages, all active at once, is where rounding would show.
func TestAttributedMinutesOfACrowdAddUp(t *testing.T) {
	s := plain("s")
	s.Epochs[0].Regions = []itsm.Region{{Name: "A", Share: 0.5}, {Name: "B", Share: 0.4}, {Name: "C", Share: 0.1}}
	month := itsm.Span{From: utc("2026-10-01 00:00"), To: utc("2026-11-01 00:00")}
	r, err := Compute(Input{Period: month, AsOf: later, Services: []*itsm.Service{s}, Outages: crowd(100_000, month, s, true)})
	require.NoError(t, err)
	var sum float64
	for _, o := range r.Outages {
		sum += o.Attributed
	}
	require.InEpsilon(t, r.Services[0].Downtime.Value, sum, 1e-11)
}

func TestAddingAnOutageNeverRaisesAvailability(t *testing.T) {
	eachRandomDesk(t, func(t *testing.T, d *desk, random *rand.Rand) {
		before := d.compute(t).Services[0]
		d.incidents = append(d.incidents, randomIncident(random, "more", func() time.Time {
			return d.input.Period.From.Add(time.Duration(random.IntN(4000)) * time.Minute)
		}))
		after := d.compute(t).Services[0]
		require.LessOrEqual(t, after.Availability.Value, before.Availability.Value+1e-12)
		require.LessOrEqual(t, after.Unweighted.Value, before.Unweighted.Value)
		require.LessOrEqual(t, after.Lower.Value, before.Lower.Value+1e-12)
	})
}

// As of an instant before an incident, the result is the one without the incident.
func TestAnAsOfInstantBeforeAnEventNeverShowsIt(t *testing.T) {
	eachRandomDesk(t, func(t *testing.T, d *desk, random *rand.Rand) {
		d.AsOf = d.input.Period.From.Add(time.Duration(random.IntN(4000)) * time.Minute)
		d.input.AsOf = d.AsOf
		all := d.incidents
		d.incidents = asKnown(all, d.AsOf)
		want := d.compute(t)
		late := randomIncident(random, "late", func() time.Time { return d.AsOf.Add(time.Minute) })
		d.incidents = asKnown(append(slices.Clone(all), late), d.AsOf)
		require.Empty(t, cmp.Diff(want, d.compute(t), sameResult...))
		// And of an incident that ended later, only what was before the instant shows.
		for _, i := range all {
			if i.Restored.After(d.AsOf) {
				i.Restored = i.Restored.Add(48 * time.Hour)
			}
		}
		d.incidents = asKnown(all, d.AsOf)
		require.Empty(t, cmp.Diff(want, d.compute(t), sameResult...))
	})
}

// FuzzAttribution gives the sweep two arbitrary outages in an arbitrary calendar: attribution has to add up, each
// minute is counted once, and nothing panics.
func FuzzAttribution(f *testing.F) {
	f.Add(int64(0), int64(3600), 1.0, int64(1800), int64(5400), 0.5, uint16(540), uint16(480))
	f.Add(int64(-5), int64(1<<40), 1e-13, int64(7), int64(7), 0.3, uint16(0), uint16(1440))
	f.Fuzz(func(t *testing.T, from1, length1 int64, lost1 float64, from2, length2 int64, lost2 float64, opens, hours uint16) {
		if !(lost1 > 0 && lost1 <= 1 && lost2 > 0 && lost2 <= 1) {
			t.Skip("no part lost")
		}
		s := plain("s")
		start := int(opens % 1440)
		s.Epochs[0].Calendar = office(time.UTC, itsm.HourSpan{From: start, To: start + 1 + int(hours%2000)}, everyDay...)
		var outages []*Outage
		for i, o := range []struct {
			from, length int64
			lost         float64
		}{{from1, length1, lost1}, {from2, length2, lost2}} {
			from := week.From.Add(time.Duration(o.from%1e6) * time.Second)
			span := itsm.Span{From: from, To: from.Add(time.Duration(o.length))}
			outages = append(outages, &Outage{Ref: Ref{Source: "tool", ID: string(rune('a' + i))}, Service: s, Lost: o.lost, Start: span.From, End: span.To, Spans: itsm.Merge([]itsm.Span{span})})
		}
		r, err := Compute(Input{Period: week, AsOf: later, Services: []*itsm.Service{s}, Outages: outages})
		require.NoError(t, err)
		agreed := s.Epochs[0].Calendar.Within(week)
		a, b := outages[0].Spans.Intersect(agreed), outages[1].Spans.Intersect(agreed)
		both := a.Intersect(b).Length().Minutes()
		want := lost1*(a.Length().Minutes()-both) + lost2*(b.Length().Minutes()-both) + max(lost1, lost2)*both
		require.InDelta(t, want, r.Services[0].Downtime.Value, 1e-6)
	})
}
