package demo

import (
	"strings"
	"time"
)

// change is one modification of production, done or still to come.
type change struct {
	id          string
	title       string
	service     *service
	host        string
	origin      string
	class       string // Normal, Standard, Emergency, BAU
	risk        string
	reason      string
	state       string
	outcome     string
	mends       *incident
	requested   time.Time
	approved    time.Time
	approvals   int
	approvedBy  string
	from, to    time.Time // planned
	begun       time.Time
	ended       time.Time
	plan        string
	backout     string
	validation  string
	validated   time.Time
	responsible string
	code        bool
	maintenance bool
	resizes     bool
	effort      time.Duration
	updated     time.Time
}

// class is how the changes of one class come about.
type class struct {
	name     string
	weight   float64
	from, to int     // days from the request to the planned start
	failing  float64 // part that fails or is backed out
	titles   []string
}

var classes = []class{
	{"Normal", 45, 5, 16, .07, []string{"{service} release 26.{n}", "Database version upgrade for {service}", "New firewall for {service}", "More memory for {host}"}},
	{"Standard", 35, 1, 3, .01, []string{"Operating system patches on {host}", "Certificate renewal on {host}", "Log level on {host}"}},
	{"BAU", 15, 1, 6, .02, []string{"Reference data load for {service}", "New user group in {service}", "Batch calendar of {service}"}},
}

var classWeights = []float64{classes[0].weight, classes[1].weight, classes[2].weight}

// weeksAhead is how far the plans reach beyond the last month.
const weeksAhead = 4

// planChanges draws the changes of the history and of the weeks after it.
func (w *world) planChanges() {
	d := w.dice[ofChanges]
	for day := range w.days + 7*weeksAhead {
		date := w.date(day)
		if date.Weekday() == time.Sunday && date.Day() <= 7 {
			w.planMaintenance(d, date)
		}
		if date.Weekday() == time.Saturday || date.Weekday() == time.Sunday {
			continue
		}
		for _, s := range w.services {
			for range d.count(.11 * w.scale) {
				w.addChange(d, s, day)
			}
		}
	}
}

func (w *world) addChange(d dice, s *service, day int) {
	kind := classes[d.weighted(classWeights)]
	y, m, dd := w.date(day).Date()
	host := pick(d, s.hosts)
	from := time.Date(y, m, dd, pick(d, []int{6, 7, 12, 18, 19, 20, 21}), 15*d.IntN(4), 0, 0, w.london)
	c := &change{
		title:   strings.NewReplacer("{service}", s.name, "{host}", host, "{n}", from.Format("1.2")).Replace(pick(d, kind.titles)),
		service: s, host: host, class: kind.name, from: from, to: from.Add(time.Duration(30*d.between(1, 5)) * time.Minute),
		responsible: pick(d, teams[s.team]), effort: d.minutes(120, .6),
	}
	c.requested = time.Date(y, m, dd-d.between(kind.from, kind.to), d.between(9, 16), d.IntN(60), 0, 0, w.london)
	if !w.known(c.requested) {
		if d.chance(.25) {
			return // not asked for yet
		}
		c.requested = w.atWork(d, w.to.AddDate(0, 0, -d.between(3, 14)))
	}
	c.code = strings.Contains(c.title, "release") || (c.class == "BAU" && d.chance(.06))
	c.resizes = strings.HasPrefix(c.title, "More memory")
	c.document(d)
	c.approve(d)
	w.carryOut(d, c, kind.failing)
	w.changes = append(w.changes, c)
	if c.code && c.state == "Closed" {
		w.releases[day] = append(w.releases[day], s)
		w.releases[day+1] = append(w.releases[day+1], s)
	}
}

// document fills what the board asks for; some is always missing.
func (c *change) document(d dice) {
	c.risk = pick(d, []string{"Low", "Low", "Medium"})
	if c.class == "Normal" {
		c.risk = pick(d, []string{"Low", "Medium", "Medium", "High"})
	}
	c.origin = pick(d, []string{"internal", "internal", "provider", "customer"})
	c.reason = pick(d, []string{"Maintenance", "New function", "Regulation", "Capacity", "Security"})
	fields := []*string{&c.plan, &c.backout, &c.validation, &c.risk, &c.responsible}
	c.plan, c.backout, c.validation = "Runbook", "Restore the previous version", "Smoke test"
	if d.chance(.12) {
		*pick(d, fields) = ""
	}
}

// approve lets it be approved, now and then after its start, and in one of twenty cases never.
func (c *change) approve(d dice) {
	if c.class == "Standard" || d.chance(.05) {
		return
	}
	c.approved, c.approvals, c.approvedBy = d.within(c.requested, c.from, .2, .9), 1, pick(d, managers)
	if d.chance(.04) {
		c.approved = c.from.Add(20 * time.Minute)
	}
}

// carryOut says what had become of the change at the export.
func (w *world) carryOut(d dice, c *change, failing float64) {
	c.state, c.updated = "Scheduled", d.within(c.requested, c.from, .1, .9)
	if !w.known(c.updated) {
		c.updated = c.requested
	}
	if !w.known(c.approved) {
		c.approved, c.approvals, c.approvedBy, c.state = time.Time{}, 0, "", "Awaiting approval"
	}
	if c.updated.Before(c.approved) {
		c.updated = c.approved
	}
	if w.export.Before(c.to.Add(12 * time.Hour)) {
		c.effort = 0
		return
	}
	if d.chance(.03) {
		c.state, c.outcome, c.effort = "Canceled", "Canceled", 0
		return
	}
	c.begun = c.from.Add(time.Duration(d.between(0, 8)) * time.Minute)
	c.ended = d.within(c.begun, c.to, .5, 1.15)
	c.state, c.outcome, c.updated = "Closed", "successful", c.ended.Add(d.minutes(120, .5))
	switch {
	case d.chance(failing) && !w.inLastMonth(c.from):
		c.outcome = pick(d, []string{"unsuccessful", "Backed out"})
		w.addFailure(d, c)
	case d.chance(.06):
		c.outcome = "successful_issues"
	}
	if c.validation != "" && d.chance(.9) {
		c.validated = c.ended.Add(15 * time.Minute)
	}
	if !w.known(c.updated) {
		c.updated = w.export
	}
}

// inLastMonth tells whether the story, and nothing else, says what failed.
func (w *world) inLastMonth(t time.Time) bool { return !t.Before(w.to.AddDate(0, -1, 0)) }

// addFailure plans the incident that a failed change brought.
func (w *world) addFailure(d dice, c *change) {
	opened := c.begun.Add(d.minutes(18, .4))
	if opened.Before(w.from) || !w.room() {
		return
	}
	in := &incident{service: c.service, planned: true, priority: 3, opened: opened}
	w.describe(d, in, c.service.issues[0])
	in.title, in.cause, in.resolution = c.title+": failed", "release", "Backed out"
	in.change, in.problem, in.host = c, nil, c.host
	w.routineTimes(d, in)
	w.staff(d, in)
	w.events = append(w.events, in)
}
