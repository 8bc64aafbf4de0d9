package demo

import (
	"fmt"
	"time"
)

// action is a follow-up of a problem or of the review of an incident.
type action struct {
	id            string
	problem       *problem
	incident      *incident
	title, result string
	owner         string
	due           time.Time // zero: none set
	done          string    // a date, or "yes" where nobody noted when
	status        string
	updated       time.Time
}

const actionDate = "02 Jan 2006"

var tasks = [][2]string{
	{"Raise the alert threshold", "No alert without work to do"},
	{"Rehearse the backout", "Backout in ten minutes"},
	{"Enlarge the queue", "Twice the peak of the last year fits"},
	{"Put certificates on the renewal list", "No certificate expires unseen"},
	{"Ask the provider for a root cause", "Written answer"},
	{"Automate the restart", "No call at night"},
	{"Archive old data", "Disk below 70 %"},
}

// planActions gives most problems and the reviewed incidents of the story their follow-ups.
func (w *world) planActions() {
	w.numberProblems()
	d := w.dice[ofProblems]
	for _, p := range w.problems {
		if d.chance(.25) {
			continue
		}
		for range d.between(1, 3) {
			w.addAction(d, &action{problem: p, updated: p.updated}, p.opened)
		}
	}
	for _, in := range w.events {
		if !in.reviewed.IsZero() && w.inLastMonth(in.opened) {
			w.addAction(d, &action{incident: in, problem: in.problem, updated: in.reviewed}, in.reviewed)
		}
	}
}

func (w *world) addAction(d dice, a *action, agreed time.Time) {
	task := pick(d, tasks)
	a.id = fmt.Sprintf("ACT-%04d", len(w.actions)+1)
	a.title, a.result, a.owner = task[0], task[1], pick(d, managers)
	if d.chance(.92) {
		a.due = agreed.AddDate(0, 0, d.between(10, 75))
	}
	finished := agreed.Add(d.minutes(40*24*60, .6))
	a.status = "Open"
	if w.known(finished) && d.chance(.7) {
		a.status, a.done, a.updated = "Done", finished.Format(actionDate), finished
		if d.chance(.1) {
			a.done = "yes"
		}
	}
	w.actions = append(w.actions, a)
}

var actionDialect = dialect{comma: '\t', crlf: true}

var actionColumns = []column[*action]{
	{"Id", func(a *action) string { return a.id }},
	{"Problem", func(a *action) string {
		if a.problem == nil {
			return ""
		}
		return a.problem.id
	}},
	{"Incident", func(a *action) string { return numberOf(a.incident) }},
	{"Action", func(a *action) string { return a.title }},
	{"Expected result", func(a *action) string { return a.result }},
	{"Owner", func(a *action) string { return a.owner }},
	{"Due", func(a *action) string { return stamp(a.due, time.UTC, actionDate) }},
	{"Done", func(a *action) string { return a.done }},
	{"State", func(a *action) string { return a.status }},
	{"Changed", func(a *action) string { return stamp(a.updated, time.UTC, actionDate) }},
}
