package demo

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"time"
)

// world is the bank whose exports are made: what is planned before the first ticket is written, and the little that
// is remembered while they are.
type world struct {
	Options
	london, amsterdam, tokyo *time.Location

	from, to time.Time // tickets are opened within [from, to)
	export   time.Time // when the tools were exported: nothing later is known
	days     int
	scale    float64 // how many times the outages and changes of the sample there are, up to 6

	services   []*service
	problems   []*problem
	changes    []*change
	events     []*incident // planned incidents, by opening
	outages    []*outage
	exclusions []*exclusion
	actions    []*action

	releases map[int][]*service // by day: what was released on it or the day before
	dice     map[uint64]dice
	next     int         // the first event that is not written yet
	numbers  numbers     // last numbers given
	recent   []*incident // a few incidents written last: what a later ticket may refer to
	loads    []float64   // reused: weights of the services on one day
}

type numbers struct{ incident, request int }

func newWorld(o Options) (*world, error) {
	w := &world{Options: o, releases: map[int][]*service{}, dice: map[uint64]dice{}}
	w.numbers = numbers{incident: 100_000, request: 200_000}
	for _, z := range []struct {
		zone **time.Location
		name string
	}{{&w.london, "Europe/London"}, {&w.amsterdam, "Europe/Amsterdam"}, {&w.tokyo, "Asia/Tokyo"}} {
		zone, err := time.LoadLocation(z.name)
		if err != nil {
			return nil, fmt.Errorf("load the zone of the made-up team: %w", err)
		}
		*z.zone = zone
	}
	for stream := ofChanges; stream <= ofSamples; stream++ {
		w.dice[stream] = newDice(o.Seed, stream)
	}
	months := 14
	if o.Tickets > manyTickets {
		months = 21
	}
	w.scale = float64(o.Tickets) / DefaultTickets
	if w.scale > 1 {
		w.scale = math.Min(6, math.Sqrt(w.scale))
	}
	w.to = time.Date(2026, time.November, 1, 0, 0, 0, 0, w.london)
	w.from = w.to.AddDate(0, -months, 0)
	w.export = time.Date(2026, time.November, 2, 6, 0, 0, 0, w.london)
	w.days = int(math.Round(w.to.Sub(w.from).Hours() / 24))
	w.plan()
	return w, nil
}

// plan decides all that other things refer to: services, problems, changes and the incidents that matter.
func (w *world) plan() {
	w.services = newServices()
	w.planProblems()
	w.planStory()
	w.planHostileTitles()
	w.planChanges()
	w.planOutages()
	w.planEmergencies()
	w.planBoard()
	w.planActions()
	slices.SortStableFunc(w.events, func(a, b *incident) int { return a.opened.Compare(b.opened) })
	slices.SortStableFunc(w.outages, func(a, b *outage) int { return a.from.Compare(b.from) })
	slices.SortStableFunc(w.changes, func(a, b *change) int {
		return cmp.Or(a.requested.Compare(b.requested), cmp.Compare(a.title, b.title))
	})
	for i, c := range w.changes {
		c.id = fmt.Sprintf("CHG%07d", 30_001+i)
	}
	for i, o := range w.outages {
		o.id = fmt.Sprintf("OUT%05d", i+1)
	}
}

// room tells whether another incident may be planned: there are never more than the tickets asked for.
func (w *world) room() bool { return len(w.events) < w.incidentCount() }

// service returns the service of that id; the planned story names only services that there are.
func (w *world) service(id string) *service {
	i := slices.IndexFunc(w.services, func(s *service) bool { return s.id == id })
	return w.services[i]
}

// october returns an instant of the last month, in London's time.
func (w *world) october(day, hour, minute int) time.Time {
	return time.Date(2026, time.October, day, hour, minute, 0, 0, w.london)
}

// known tells whether the exports can know of the instant.
func (w *world) known(t time.Time) bool { return !t.After(w.export) }
