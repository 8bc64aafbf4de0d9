package demo

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// outage is one outage record; most incidents have none and are one outage themselves.
type outage struct {
	id        string
	incident  *incident // nil: none
	service   *service
	regions   []string
	functions []string
	kind      string // full or partial
	lost      string // per cent, where stated
	from, to  time.Time
	planned   bool
	note      string
}

// planOutages draws the incidents that cost availability, about one a service and month. The last month has its own
// story and none of these, unless the history is made for its size.
func (w *world) planOutages() {
	d := w.dice[ofOutages]
	for month := w.from; month.Before(w.to); month = month.AddDate(0, 1, 0) {
		end := month.AddDate(0, 1, 0)
		if end.Equal(w.to) && w.Tickets <= manyTickets {
			return
		}
		for _, s := range w.services {
			for n := d.count(1.05 * w.scale); n > 0 && w.room(); n-- {
				w.events = append(w.events, w.randomOutage(d, s, w.outageStart(d, s, month, end)))
			}
		}
	}
}

func (w *world) outageStart(d dice, s *service, from, to time.Time) time.Time {
	hours := incidentHour
	if s.office {
		hours = officeHour
	}
	for {
		day := d.between(w.dayOf(from), w.dayOf(to)-1)
		if weekday := w.date(day).Weekday(); s.office && (weekday == time.Saturday || weekday == time.Sunday) {
			continue
		}
		y, m, dd := w.date(day).Date()
		// Not in the last hour: the ticket is opened on the same day, and so within the history.
		return time.Date(y, m, dd, min(22, d.weighted(hours)), d.between(10, 45), 0, 0, w.london)
	}
}

// randomOutage draws how much of the work was lost and where, and from that, for a given loss in weighted minutes, how
// long it lasted.
func (w *world) randomOutage(d dice, s *service, started time.Time) *incident {
	in := &incident{service: s, planned: true, priority: 2}
	part := w.drawLoss(d, in)
	share := 1.0
	if d.chance(.4) {
		hit := pick(d, s.regions)
		in.regions, share = names(hit), share*hit.part
	}
	if d.chance(.35) {
		hit := pick(d, s.functions)
		in.functions, share = names(hit), share*hit.part
	}
	if byRule := in.lost == "" && in.outage != "full" && in.outage != "records"; part*share >= .4 && !byRule {
		in.priority = 1
	}
	loss := d.lognormal(s.severity/max(1, w.scale), .7)
	minutes := math.Min(240, math.Max(4, math.Round(loss/(part*share))))
	w.describe(d, in, s.issues[d.weighted(s.weights)])
	w.timeline(d, in, started, time.Duration(minutes)*time.Minute)
	w.staff(d, in)
	if in.outage == "records" {
		w.record(d, in)
	}
	return in
}

// drawLoss says in one of the ways of real tickets what part of the work was lost, and returns it.
func (w *world) drawLoss(d dice, in *incident) float64 {
	switch d.weighted([]float64{45, 12, 20, 6, 17}) {
	case 0:
		lost := pick(d, []int{10, 20, 25, 30, 40, 50, 60, 80, 100})
		in.lost = strconv.Itoa(lost)
		return float64(lost) / 100
	case 1:
		in.outage = "full"
		return 1
	case 2: // nothing said: half, by the rule for P2
		return .5
	case 3:
		in.outage = "partial" // how much, nobody said: half, by the rule
		return .5
	}
	in.outage = "records"
	return .75
}

// record splits an outage into records: first all is lost, then, with a workaround, half.
func (w *world) record(d dice, in *incident) {
	in.outage = ""
	turn := d.within(in.started, in.restored, .3, .6)
	in.worked = turn
	w.addRecord(in, in.started, turn, "full", "", "down")
	w.addRecord(in, turn, in.restored, "partial", "50", "workaround in place")
}

func (w *world) addRecord(in *incident, from, to time.Time, kind, lost, note string) {
	w.outages = append(w.outages, &outage{
		incident: in, service: in.service, regions: in.regions, functions: in.functions,
		kind: kind, lost: lost, from: from, to: to, note: note,
	})
}

// timeline sets the times of an incident that costs availability, and who took part.
func (w *world) timeline(d dice, in *incident, started time.Time, length time.Duration) {
	in.started, in.restored = started, started.Add(length)
	in.detected = d.within(started, in.restored, 0, .15)
	in.opened = d.within(in.detected, in.restored, 0, .08)
	in.acknowledged = d.within(in.opened, in.restored, .02, .12)
	in.engaged = d.within(in.acknowledged, in.restored, .05, .2)
	in.notified = d.within(in.acknowledged, in.restored, .1, .4)
	in.extentKnown = d.within(in.engaged, in.restored, .2, .4)
	in.impactKnown = d.within(in.extentKnown, in.restored, .1, .5)
	in.resolved = in.restored.Add(d.minutes(90, .6))
	in.causeTold = in.resolved.Add(d.minutes(24*60, .5))
	in.closed = in.resolved.Add(time.Duration(d.between(2*24*60, 5*24*60)) * time.Minute)
	if in.priority == 1 && length >= 20*time.Minute {
		w.command(d, in)
	}
	if length >= 2*time.Hour {
		in.continuity = in.engaged.Add(45 * time.Minute)
	}
	in.customers, in.contacts = d.between(20, 900), d.between(2, 60)
}

// command makes it a major incident.
func (w *world) command(d dice, in *incident) {
	in.major = d.within(in.engaged, in.restored, .1, .4)
	people := teams[in.service.team]
	in.commander, in.lead, in.scribe = pick(d, managers), people[0], pick(d, teams["Service Desk"])
	in.experts = strings.Join(people[1:3], "; ")
	if d.chance(.8) {
		in.reviewed = in.resolved.Add(d.minutes(36*60, .4))
	}
}

var outageDialect = dialect{}

func outageColumns(w *world) []column[*outage] {
	const iso = "2006-01-02T15:04:05-07:00"
	return []column[*outage]{
		{"outage_id", func(o *outage) string { return o.id }},
		{"incident", func(o *outage) string { return numberOf(o.incident) }},
		{"service", func(o *outage) string { return o.service.id }},
		{"regions", func(o *outage) string { return strings.Join(o.regions, ";") }},
		{"functions", func(o *outage) string { return strings.Join(o.functions, ";") }},
		{"type", func(o *outage) string { return o.kind }},
		{"lost_pct", func(o *outage) string { return o.lost }},
		{"begin", func(o *outage) string { return stamp(o.from, w.zoneOf(o), iso) }},
		{"end", func(o *outage) string { return stamp(o.to, w.zoneOf(o), iso) }},
		{"planned", func(o *outage) string { return yes(o.planned) }},
		{"note", func(o *outage) string { return o.note }},
		{"updated", func(o *outage) string { return stamp(o.from.Add(24*time.Hour), w.london, iso) }},
	}
}

// zoneOf is where the record was written: in Tokyo where only Asia was hit.
func (w *world) zoneOf(o *outage) *time.Location {
	if len(o.regions) == 1 && o.regions[0] == "APAC" {
		return w.tokyo
	}
	return w.london
}

func numberOf(in *incident) string {
	if in == nil {
		return ""
	}
	return in.id
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return ""
}
