package demo

import (
	"math"
	"strconv"
	"time"
)

// worklog is time that one person booked on an incident.
type worklog struct {
	ticket, person, team string
	level                int
	at                   time.Time
	spent                time.Duration
}

// mostLogged is about how many tickets have work logs, however many tickets there are.
const mostLogged = 15_000

// worklogsOf splits the effort of some incidents into one to three bookings; they add up to it.
func (w *world) worklogsOf(in *incident) []worklog {
	d := w.dice[ofWork]
	logged := math.Min(.5, mostLogged/float64(w.Tickets))
	if in.effort == 0 || in.resolved.IsZero() || !w.known(in.resolved) || !d.chance(logged) {
		return nil
	}
	var list []worklog
	rest := in.effort
	for n := d.between(1, 3); n > 0 && rest > 0; n-- {
		spent := rest
		if n > 1 {
			spent = max(time.Minute, (rest / 2).Truncate(time.Minute))
		}
		rest -= spent
		list = append(list, worklog{
			ticket: in.id, person: pick(d, teams[in.team]), team: in.team, level: in.level,
			at: d.within(in.opened, in.resolved, 0, 1), spent: spent,
		})
	}
	return list
}

var worklogDialect = dialect{comma: ';', gzip: true}

var worklogColumns = []column[worklog]{
	{"ticket", func(l worklog) string { return l.ticket }},
	{"engineer", func(l worklog) string { return l.person }},
	{"group", func(l worklog) string { return l.team }},
	{"tier", func(l worklog) string { return "L" + strconv.Itoa(l.level) }},
	{"booked_on", func(l worklog) string { return stamp(l.at, time.UTC, time.RFC3339) }},
	{"spent", func(l worklog) string { return workTime(l.spent) }},
}
