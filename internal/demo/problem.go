package demo

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// problem is the cause of incidents: of one issue of a service, or of one incident of the story.
type problem struct {
	id         string
	title      string
	service    *service
	host       string
	issue      *issue // nil: of one incident only
	status     string
	priority   int
	opened     time.Time
	updated    time.Time
	closed     time.Time
	owner      string
	team       string
	rootCause  string
	knownError string // yes or empty
	workaround string
	effort     time.Duration
}

// planProblems opens problems for about half of the issues that come back most.
func (w *world) planProblems() {
	d := w.dice[ofProblems]
	for _, s := range w.services {
		for _, what := range s.issues {
			if what.weight >= 7 && d.chance(.55) && what.title != "Queue PAY.IN.{n} full" {
				w.problems = append(w.problems, w.drawProblem(d, s, what))
			}
		}
	}
}

func (w *world) drawProblem(d dice, s *service, what *issue) *problem {
	p := &problem{
		title: "Recurring: " + what.fill(d, s.hosts[0], s.regions[0].name), service: s, host: pick(d, s.hosts), issue: what,
		priority: 2 + d.weighted([]float64{15, 40, 35, 10}), team: s.team, owner: pick(d, managers), rootCause: what.cause,
		opened: w.atWork(d, d.within(w.from, w.to, .05, .97)), effort: d.minutes(8*60, .8), workaround: what.workaround,
	}
	solved := w.atWork(d, p.opened.Add(24*time.Hour+d.minutes(70*24*60, .8)))
	switch {
	case w.known(solved) && d.chance(.75):
		p.status, p.closed, p.updated = "Closed", solved, solved
	default:
		p.status = pick(d, []string{"Open", "Root Cause Analysis", "Known Error", "Pending Change"})
		p.updated = d.within(p.opened, w.export, 0, 1) // some were forgotten long ago
	}
	if p.status == "Known Error" {
		p.knownError = "yes"
	}
	if p.closed.IsZero() && d.chance(.3) {
		*pick(d, []*string{&p.owner, &p.rootCause, &p.workaround}) = ""
	}
	return p
}

// numberProblems puts the problems in the order of their opening.
func (w *world) numberProblems() {
	slices.SortStableFunc(w.problems, func(a, b *problem) int { return a.opened.Compare(b.opened) })
	for i, p := range w.problems {
		p.id = fmt.Sprintf("PRB%07d", 7_001+i)
	}
}

// problemOf finds the problem of an incident's issue; people link it more often than not, and closed ones by mistake.
func (w *world) problemOf(d dice, in *incident) *problem {
	for _, p := range w.problems {
		if p.service != in.service || p.issue != in.issue {
			continue
		}
		linked := .65
		if !p.closed.IsZero() && in.opened.After(p.closed) {
			linked = .2
		}
		if d.chance(linked) {
			return p
		}
	}
	return nil
}

var problemDialect = dialect{comma: '|'}

var problemColumns = []column[*problem]{
	{"Problem", func(p *problem) string { return p.id }},
	{"Title", func(p *problem) string { return p.title }},
	{"Service", func(p *problem) string { return p.service.id }},
	{"Component", func(p *problem) string { return p.host }},
	{"Status", func(p *problem) string { return p.status }},
	{"Priority", func(p *problem) string { return fmt.Sprintf("P%d", p.priority) }},
	{"Opened", func(p *problem) string { return stamp(p.opened, time.UTC, time.RFC3339) }},
	{"Updated", func(p *problem) string { return stamp(p.updated, time.UTC, time.RFC3339) }},
	{"Closed", func(p *problem) string { return stamp(p.closed, time.UTC, time.RFC3339) }},
	{"Owner", func(p *problem) string { return p.owner }},
	{"Team", func(p *problem) string { return p.team }},
	{"Root cause", func(p *problem) string { return p.rootCause }},
	{"Known error", func(p *problem) string { return cmp.Or(p.knownError, "no") }},
	{"Workaround", func(p *problem) string { return p.workaround }},
	{"Effort", func(p *problem) string { return workTime(p.effort) }},
}
