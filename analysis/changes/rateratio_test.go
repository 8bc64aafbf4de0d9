package changes

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"nines/internal/itsm"
)

// watchedPast watches so many weeks from Monday 5 October on.
func watchedPast(weeks int, changes []*itsm.Change, outages []*Outage) Past {
	in := pastOf(changes, outages)
	in.AsOf = on(float64(weeks * weekHours))
	in.Watched = itsm.Span{From: on(0), To: in.AsOf}
	return in
}

// A change on the Monday or the Tuesday of each other week: every outage follows some change, and none of them because.
func TestAnOutageEveryHourProvesNothing(t *testing.T) {
	var changes []*itsm.Change
	var outages []*Outage
	for hour := range 16 * weekHours {
		outages = append(outages, hit(fmt.Sprint(hour), web, float64(hour)+0.5))
		if hour%weekHours == 24*(hour/weekHours%2) {
			changes = append(changes, did(fmt.Sprint(hour), "web", float64(hour), float64(hour)))
		}
	}
	e := LookBack(watchedPast(16, changes, outages)).Ratio
	assert.InDelta(t, 1, e.Ratio.Value, 1e-5)
	assert.Less(t, e.Lower.Value, 0.95)
	assert.Greater(t, e.Upper.Value, 1.05)
	// 48 hours of the week are exposed in half of the weeks, 16 x 48 outages tell something.
	assert.Equal(t, []int{16 * 48, 8 * 48}, []int{e.Events, e.Observed})
	assert.InDelta(t, 8*48, e.Expected, 1e-6)
}

// By hand: a change on Monday 00:00 of weeks 0, 1, 4, 5, ... of 16; two outages on Monday noon after each, one in each
// other week. In each block of four weeks 4 of 6 outages in 2 of 4 hours: R = 2. Outages that name a
// change, those outside of the time watched, and harmless ones are not in it.
func TestRateRatioByHand(t *testing.T) {
	var changes []*itsm.Change
	var outages []*Outage
	for week := range 16 {
		at := float64(week * weekHours)
		outages = append(outages, hit(fmt.Sprint("a", week), web, at+12))
		if week%4 < 2 {
			changes = append(changes, did(fmt.Sprint(week), "db", at, at))
			outages = append(outages, hit(fmt.Sprint("b", week), web, at+12.9), hit(fmt.Sprint("c", week), web, at+12.1, fmt.Sprint(week)))
		}
		outages = append(outages, &Outage{Ref: itsm.Ref{ID: fmt.Sprint("h", week)}, Service: web, Start: on(at + 12), Harmless: true})
	}
	for i := range 50 {
		outages = append(outages, hit(fmt.Sprint("x", i), web, float64(-12-weekHours*i)))
	}
	in := watchedPast(16, changes, outages)
	r := LookBack(in)
	assert.Equal(t, []int{24, 16}, []int{r.Ratio.Events, r.Ratio.Observed})
	assert.InDelta(t, 12, r.Ratio.Expected, 1e-9)
	assert.InDelta(t, 2, r.Ratio.Ratio.Value, 1e-5)
	// As of the end of week 7 half of it is known: 8 of 12, and 6 expected.
	in.AsOf = on(8 * weekHours)
	r = LookBack(in)
	assert.Equal(t, []int{12, 8}, []int{r.Ratio.Events, r.Ratio.Observed})
	assert.InDelta(t, 2, r.Ratio.Ratio.Value, 1e-5)
	// In a freeze of all services, and on holidays, nothing is compared; a freeze of some services changes nothing.
	freeze := Freeze{From: itsm.DateOf(on(0)), To: itsm.DateOf(on(4*weekHours - 1)), Services: []string{"mail"}}
	in.Rules.Freezes = []Freeze{freeze}
	assert.Equal(t, 12, LookBack(in).Ratio.Events)
	in.Rules.Freezes[0].Services = nil
	assert.Equal(t, 6, LookBack(in).Ratio.Events)
	assert.False(t, LookBack(in).Ratio.Ratio.Known, "too few")
}

// Over the end of summer time in London (25 October 2026, 02:00 back to 01:00) an hour keeps its name: 9 o'clock is
// compared with 9 o'clock, and the week in between has an hour twice.
func TestHoursGoByTheWallClock(t *testing.T) {
	london, err := time.LoadLocation("Europe/London")
	assert.NoError(t, err)
	from := time.Date(2026, 10, 5, 0, 0, 0, 0, london)
	h := newHours(itsm.Span{From: from, To: time.Date(2026, 11, 16, 0, 0, 0, 0, london)}, london, func(itsm.Date) bool { return false })
	assert.Len(t, h.place, 6*weekHours+1)
	at := func(day, hour int) int { return h.at(time.Date(2026, 10, day, hour, 59, 59, 0, london).UnixMicro()) }
	assert.Equal(t, h.place[at(5, 9)], h.place[at(26, 9)])
	assert.Equal(t, []int32{0, 3}, []int32{h.week[at(5, 9)], h.week[at(26, 9)]})
	assert.Len(t, h.members[h.place[at(5, 9)]], 6, "six weeks make one block")
	assert.Len(t, h.members[6*24+1], 7, "an hour twice")
	assert.Equal(t, -1, h.at(from.Add(-time.Microsecond).UnixMicro()))
	assert.Equal(t, -1, h.at(time.Date(2026, 11, 16, 0, 0, 0, 0, london).UnixMicro()))

	parts := h.covered([]window{{from: from.Add(30 * time.Minute).UnixMicro(), to: from.Add(150 * time.Minute).UnixMicro()}})
	assert.Equal(t, []float64{0.5, 1, 0.5, 0}, parts[:4])
}

// 200,000 changes and 1,000,000 outages of 100 services in two years; two in ten outages name a change.
func BenchmarkLookBack(b *testing.B) {
	services := make([]*itsm.Service, 100)
	for i := range services {
		services[i] = &itsm.Service{ID: fmt.Sprint("s", i)}
		if i > 0 {
			services[i].DependsOn = []string{fmt.Sprint("s", i-1)}
		}
	}
	const years = 2 * 52 * weekHours
	changes := make([]*itsm.Change, 200_000)
	for i := range changes {
		at := float64(i*7919%(years*10)) / 10
		changes[i] = did(fmt.Sprint("C", i), services[i%100].ID, at, at+1)
	}
	outages := make([]*Outage, 1_000_000)
	for i := range outages {
		outages[i] = hit(fmt.Sprint("I", i), services[i*31%100], float64(i*104729%(years*10))/10)
		if i%5 == 0 {
			outages[i].Changes = []string{fmt.Sprint("C", i*13%len(changes))}
		}
	}
	in := watchedPast(2*52, changes, outages)
	in.Catalogue = itsm.NewCatalogue(services, nil)
	in.Periods = nil
	for month := range 12 {
		from := float64(years - (12-month)*30*24)
		in.Periods = append(in.Periods, itsm.Span{From: on(from), To: on(from + 30*24)})
	}
	in.Changes, in.Outages = slices.Values(changes), slices.Values(outages)
	b.ReportAllocs()
	for b.Loop() {
		r := LookBack(in)
		b.ReportMetric(float64(len(r.Links)), "links")
		b.ReportMetric(float64(len(r.Carried)), "carried")
	}
}
