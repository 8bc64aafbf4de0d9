package demo

import (
	"fmt"
	"slices"
	"strconv"
	"time"
)

// incident is one incident's whole story; what an export shows of it depends on when it was made.
type incident struct {
	id                  string // given when it is written
	parent, duplicateOf *incident
	title, description  string
	service             *service
	host                string
	regions, functions  []string // none: all
	lost, outage        string   // per cent; full, partial or none
	priority            int      // 1 to 5
	issue               *issue
	problem             *problem
	change              *change // that caused it
	cancelled           bool
	planned             bool // part of the plan, so that no fault is put into it
	team, assignee      string
	level               int
	detectedBy, cause   string
	rootCause           string
	resolution          string
	nextSteps           string
	reassigned          int
	reopened            int
	effort              time.Duration // 0: not stated
	customers, contacts int
	commander, lead     string
	scribe              string
	experts             string

	started, detected, opened, acknowledged, engaged time.Time
	notified, extentKnown, impactKnown, worked       time.Time
	restored, resolved, causeTold, closed            time.Time
	major, continuity, reviewed                      time.Time

	faults map[string]string // cells that say something else than the truth, by column
}

// incidentsOf makes the incidents of one day, planned ones included, in the order of their opening, with numbers.
func (w *world) incidentsOf(day, routine int) []*incident {
	d := w.dice[ofIncidents]
	var list []*incident
	for end := w.date(day + 1); w.next < len(w.events) && w.events[w.next].opened.Before(end); w.next++ {
		list = append(list, w.events[w.next])
	}
	w.loadOf(day)
	for range routine {
		list = append(list, w.routine(w.moment(d, day, incidentHour)))
	}
	slices.SortStableFunc(list, func(a, b *incident) int { return a.opened.Compare(b.opened) })
	for _, in := range list {
		w.numbers.incident++
		in.id = fmt.Sprintf("INC%07d", w.numbers.incident)
		if !in.planned {
			w.spoil(in)
		}
		w.remember(in)
	}
	return list
}

// loadOf sets how likely each service's incidents are on the day; a release makes them twice as likely.
func (w *world) loadOf(day int) {
	w.loads = w.loads[:0]
	for _, s := range w.services {
		load := s.load
		if slices.Contains(w.releases[day], s) {
			load *= 2.2
		}
		w.loads = append(w.loads, load)
	}
}

// The routine: no outage, so that the plan alone decides the availabilities.
var (
	routinePriorities = []float64{0, 2, 22, 50, 26}
	hoursToRestore    = [5]float64{0.6, 1.2, 5, 16, 40}
	minutesOfWork     = [5]float64{240, 120, 50, 25, 15}
)

func (w *world) routine(opened time.Time) *incident {
	d := w.dice[ofIncidents]
	in := &incident{service: w.services[d.weighted(w.loads)], opened: opened, priority: d.weighted(routinePriorities) + 1}
	if in.priority == 2 {
		in.outage = "none"
	}
	w.describe(d, in, in.service.issues[d.weighted(in.service.weights)])
	w.routineTimes(d, in)
	w.staff(d, in)
	return in
}

// describe gives an incident the title and cause of an issue.
func (w *world) describe(d dice, in *incident, what *issue) {
	in.issue = what
	in.host = pick(d, in.service.hosts)
	region := pick(d, in.service.regions).name
	in.title = what.fill(d, in.host, region)
	in.cause, in.resolution = what.cause, what.resolution
	in.problem = w.problemOf(d, in)
	in.detectedBy = pick(d, []string{"Monitoring", "Monitoring", "Phone", "Email", "Staff"})
	if in.priority >= 4 {
		in.detectedBy = pick(d, []string{"Monitoring", "Phone", "Phone", "Email", "Staff"})
	}
}

func (w *world) routineTimes(d dice, in *incident) {
	p := in.priority - 1
	in.resolved = in.opened.Add(d.minutes(60*hoursToRestore[p], .9))
	if in.priority <= 3 {
		in.acknowledged = d.within(in.opened, in.resolved, .01, .08)
	}
	if in.priority <= 2 {
		in.started = in.opened.Add(-d.minutes(6, .8))
		in.detected = d.within(in.started, in.opened, .3, 1)
		in.engaged = d.within(in.acknowledged, in.resolved, .01, .1)
		in.restored = d.within(in.engaged, in.resolved, .6, 1)
	}
	if d.chance(.02) { // nobody gets round to it: open at the export unless it is old
		in.resolved = in.opened.Add(time.Duration(d.between(30, 120)) * 24 * time.Hour)
	}
	in.closed = in.resolved.Add(time.Duration(d.between(2*24*60, 5*24*60)) * time.Minute)
}

// staff says who worked on it and for how long; the effort stays below the time that the ticket was open.
func (w *world) staff(d dice, in *incident) {
	in.team = in.service.team
	in.level = 1 + d.weighted([]float64{45, 40, 15})
	if in.level == 1 && in.priority >= 3 {
		in.team = "Service Desk"
	}
	if in.priority <= 2 {
		in.level = max(2, in.level)
	}
	in.assignee = pick(d, teams[in.team])
	in.reassigned = d.weighted([]float64{60, 22, 10, 5, 3})
	if d.chance(.85) {
		open := time.Duration(.9 * float64(in.resolved.Sub(in.opened))).Truncate(time.Minute)
		in.effort = max(time.Minute, min(d.minutes(minutesOfWork[in.priority-1], .7), open))
	}
}

// remember keeps what later tickets can be children or duplicates of.
func (w *world) remember(in *incident) {
	if in.parent != nil || in.duplicateOf != nil || in.cancelled {
		return
	}
	if len(w.recent) == 40 {
		w.recent = append(w.recent[:0], w.recent[1:]...)
	}
	w.recent = append(w.recent, in)
}

// workTime prints a length as people do: 45 or 1h30m.
func workTime(l time.Duration) string {
	minutes := int(l.Minutes())
	switch {
	case minutes == 0:
		return ""
	case minutes < 120:
		return strconv.Itoa(minutes)
	case minutes%60 == 0:
		return fmt.Sprintf("%dh", minutes/60)
	}
	return fmt.Sprintf("%dh%02dm", minutes/60, minutes%60)
}
