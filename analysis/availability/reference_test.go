package availability

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
)

// reference computes a service's figures by looking at every minute: it reads the wall clock of each region and asks
// each incident whether it is on. It shares no code with what it checks, and needs every time to be a whole minute.
type reference struct {
	agreed, downtime             float64
	regions                      map[string]float64
	attributed, gross            map[string]float64
	anyAgreed, anyDown           int
	excluded                     float64 // what the exclusions took out, each incident by itself
	weightedAgreed, weightedDown float64
}

func lookAtEveryMinute(d *desk, s *itsm.Service) *reference {
	ref := &reference{regions: map[string]float64{}, attributed: map[string]float64{}, gross: map[string]float64{}}
	for at := d.input.Period.From; at.Before(d.input.Period.To) && at.Before(d.input.AsOf); at = at.Add(time.Minute) {
		ref.minute(d, s, at)
	}
	return ref
}

func (ref *reference) minute(d *desk, s *itsm.Service, at time.Time) {
	epoch := s.Epochs[0]
	for i := 0; !epoch.Until.IsZero() && !at.Before(epoch.Until); i++ {
		epoch = s.Epochs[i+1]
	}
	agreed, down := false, false
	for _, r := range epoch.Regions {
		calendar := epoch.Calendar
		if r.Calendar != nil {
			calendar = r.Calendar
		}
		if !clockReadsOpen(calendar, at) || (s.MaintenanceExcluded && inMaintenance(d.Changes, at)) {
			continue
		}
		agreed = true
		ref.agreed += r.Share
		ref.weightedAgreed += epoch.Weight * r.Share
		for _, f := range epoch.Functions {
			down = ref.cell(d, &epoch, &r, &f, at) || down
		}
	}
	if agreed {
		ref.anyAgreed++
	}
	if down {
		ref.anyDown++
	}
}

func (ref *reference) cell(d *desk, e *itsm.Epoch, r *itsm.Region, f *itsm.Function, at time.Time) bool {
	share := r.Share * f.Share
	greatest, sum := 0.0, 0.0
	var on []*itsm.Incident
	for _, i := range d.incidents {
		if at.Before(i.Opened) || (!i.Restored.IsZero() && !at.Before(i.Restored)) || !names(i.Regions, r.Name) || !names(i.Functions, f.Name) {
			continue
		}
		if isExcluded(d.Exclusions, i.ID, at) {
			ref.excluded += share * i.Lost.Value
			continue
		}
		on = append(on, i)
		greatest, sum = max(greatest, i.Lost.Value), sum+i.Lost.Value
	}
	ref.downtime += share * greatest
	ref.weightedDown += e.Weight * share * greatest
	ref.regions[r.Name] += f.Share * greatest
	for _, i := range on {
		ref.gross[i.ID] += share * i.Lost.Value
		ref.attributed[i.ID] += share * greatest * i.Lost.Value / sum
	}
	return len(on) > 0
}

func names(list []string, name string) bool {
	for _, n := range list {
		if n == name {
			return true
		}
	}
	return len(list) == 0
}

func inMaintenance(changes []*itsm.Change, at time.Time) bool {
	for _, c := range changes {
		if c.Approved.Done() && !at.Before(c.PlannedStart) && at.Before(c.PlannedEnd) {
			return true
		}
	}
	return false
}

func isExcluded(exclusions []*itsm.Exclusion, id string, at time.Time) bool {
	for _, e := range exclusions {
		if e.Incident == id && !at.Before(e.From) && (e.To.IsZero() || at.Before(e.To)) {
			return true
		}
	}
	return false
}

func clockReadsOpen(c *itsm.Calendar, at time.Time) bool {
	at = at.In(c.Zone)
	read := at.Hour()*60 + at.Minute()
	for back := range 2 {
		day := itsm.DateOf(at).AddDays(-back)
		if c.Holidays[day] {
			continue
		}
		if c.Always && back == 0 {
			return true
		}
		for _, h := range c.Hours[day.Weekday()] {
			if m := read + back*24*60; !c.Always && m >= h.From && m < h.To {
				return true
			}
		}
	}
	return false
}

// randomDesk is a service with everything at once: two terms, region calendars of other zones, holidays, functions,
// maintenance, exclusions, overlaps, open incidents, around a change of the clocks.
func randomDesk(t testing.TB, random *rand.Rand) (*desk, *itsm.Service) {
	places := []struct{ zone, day string }{
		{"Europe/London", "2026-03-28"},
		{"Europe/London", "2026-10-24"},
		{"America/New_York", "2026-03-07"},
		{"America/New_York", "2026-10-31"},
		{"Asia/Kolkata", "2026-10-14"},
	}
	place := places[random.IntN(len(places))]
	first := period(t, place.day, zone(t, place.zone))
	within := itsm.Span{From: first.From, To: first.From.AddDate(0, 0, 3)}
	someTime := func() time.Time {
		return within.From.Add(time.Duration(random.IntN(int(within.Length().Minutes())+720)-360) * time.Minute)
	}
	s := plain("s")
	s.MaintenanceExcluded = random.IntN(2) == 0
	s.Epochs = append(s.Epochs, s.Epochs[0])
	s.Epochs[0].Until = someTime()
	for i := range s.Epochs {
		s.Epochs[i].Weight = float64(1 + random.IntN(3))
		s.Epochs[i].Calendar = randomCalendar(t, random, itsm.DateOf(first.From))
		u, v := float64(random.IntN(101))/100, float64(random.IntN(101))/100
		s.Epochs[i].Regions = []itsm.Region{{Name: "A", Share: u}, {Name: "B", Share: (1 - u) / 2}, {Name: "C", Share: (1 - u) / 2, Calendar: randomCalendar(t, random, itsm.DateOf(first.From))}}
		s.Epochs[i].Functions = []itsm.Function{{Name: "x", Share: v}, {Name: "y", Share: 1 - v}}
	}
	d := newDesk(within, []*itsm.Service{s})
	if random.IntN(2) == 0 {
		d.AsOf = someTime()
		d.input.AsOf = d.AsOf
	}
	for n := range random.IntN(9) {
		d.incidents = append(d.incidents, randomIncident(random, string(rune('a'+n)), someTime))
	}
	d.incidents = asKnown(d.incidents, d.AsOf)
	for n := range random.IntN(3) {
		start := someTime()
		d.Exclusions = append(d.Exclusions, &itsm.Exclusion{
			Incident: string(rune('a' + n)), From: start, To: start.Add(time.Duration(random.IntN(300)) * time.Minute),
		})
		start = someTime()
		d.Changes = append(d.Changes, &itsm.Change{
			Service: "s", Maintenance: itsm.Yes, PlannedStart: start, PlannedEnd: start.Add(time.Duration(random.IntN(300)) * time.Minute),
			Approved: itsm.Mark{State: itsm.YesNo(random.IntN(3))},
		})
	}
	return d, s
}

func randomIncident(random *rand.Rand, id string, someTime func() time.Time) *itsm.Incident {
	i := &itsm.Incident{
		Head: itsm.Head{Source: "tool", ID: id}, Service: "s", Status: itsm.StatusOpen,
		Opened: someTime(), Lost: itsm.Known(float64(1+random.IntN(10)) / 10),
	}
	if random.IntN(5) > 0 {
		i.Restored, i.Status = i.Opened.Add(time.Duration(random.IntN(1500))*time.Minute), itsm.StatusClosed
	}
	for _, name := range []string{"A", "B", "C"}[:random.IntN(4)] {
		if random.IntN(2) == 0 {
			i.Regions = append(i.Regions, name)
		}
	}
	if random.IntN(3) == 0 {
		i.Functions = []string{[]string{"x", "y"}[random.IntN(2)]}
	}
	return i
}

func randomCalendar(t testing.TB, random *rand.Rand, day itsm.Date) *itsm.Calendar {
	zones := []string{"UTC", "Europe/London", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"}
	c := &itsm.Calendar{Zone: zone(t, zones[random.IntN(len(zones))]), Always: random.IntN(3) == 0}
	for weekday := range c.Hours {
		from := random.IntN(800)
		until := from + 1 + random.IntN(400)
		c.Hours[weekday] = []itsm.HourSpan{{From: from, To: until}, {From: until + random.IntN(100), To: until + 101 + random.IntN(700)}}
	}
	if random.IntN(2) == 0 {
		c.Holidays = map[itsm.Date]bool{day.AddDays(random.IntN(3)): true}
	}
	return c
}

// asKnown is what was known of the incidents at the instant.
func asKnown(incidents []*itsm.Incident, asOf time.Time) []*itsm.Incident {
	var known []*itsm.Incident
	for _, i := range incidents {
		if i.Opened.After(asOf) {
			continue
		}
		view := *i
		itsm.Incidents.AsOf(&view, asOf)
		if view.Restored.IsZero() {
			view.Status = itsm.StatusOpen
		}
		known = append(known, &view)
	}
	return known
}

func TestAgreesWithLookingAtEveryMinute(t *testing.T) {
	for seed := range uint64(300) {
		d, s := randomDesk(t, rand.New(rand.NewPCG(seed, 42)))
		want := lookAtEveryMinute(d, s)
		r := d.compute(t)
		got := r.Services[0]
		const close = 1e-6
		require.InDelta(t, want.agreed, got.Agreed, close, seed)
		require.InDelta(t, want.downtime, got.Downtime.Value, close, seed)
		require.InDelta(t, float64(want.anyAgreed), got.UnweightedAgreed.Minutes(), close, seed)
		require.InDelta(t, float64(want.anyDown), got.UnweightedDowntime.Minutes(), close, seed)
		for _, c := range got.Cells {
			require.InDelta(t, want.regions[c.Region], c.Downtime.Value, close, seed)
		}
		seen := 0
		for _, o := range r.Outages {
			seen++
			require.InDelta(t, want.attributed[o.ID], o.Attributed, close, seed)
			require.InDelta(t, want.gross[o.ID], o.Gross, close, seed)
		}
		for _, gross := range want.gross {
			if gross > 0 {
				seen--
			}
		}
		require.Zero(t, seen, "%d: as many outages as the reference saw", seed)
		if want.agreed > 0 && want.weightedAgreed > 0 {
			require.InDelta(t, 1-want.weightedDown/want.weightedAgreed, r.Overall.Availability.Value, close, seed)
		}
		var excluded float64
		for _, e := range r.Exclusions {
			excluded += e.Minutes
		}
		assert.InDelta(t, want.excluded, excluded, close, seed)
	}
}
