package demo

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// request is a routine ask to the service desk in Amsterdam, whose tool writes as people there do.
type request struct {
	id       string
	title    string
	item     *item
	service  *service
	state    string
	opened   time.Time
	closed   time.Time
	updated  time.Time
	team     string
	assignee string
	level    int
	hours    float64 // 0: not stated
	zone     *time.Location
}

// item is one thing that can be asked for.
type item struct {
	name, title, category string
	days                  float64 // median until it is done
	hours                 float64 // median of the work
	weight                float64
}

var items = []item{
	{"Access", "Access to {service} for a new joiner", "Access", 1.5, .4, 30},
	{"Access removal", "Remove access to {service}, leaver {n}", "Access", 1, .3, 16},
	{"MFA token", "New MFA token for user {n}", "Access", .6, .25, 18},
	{"Password", "Password of service account svc_{n} to be changed", "Access", 2, .5, 8},
	{"Report", "Report {n}: one more column", "Reporting", 6, 3, 7},
	{"Data extract", "Extract of {service} for audit – case {n}", "Reporting", 4, 2.5, 6},
	{"Firewall rule", "Firewall rule for {service}, Zürich to München", "Network", 5, 1.5, 5},
	{"Distribution list", "Add Société Générale desk to the {service} list", "Service", .8, .2, 6},
	{"Market data entitlement", "Entitlement for desk {n} (€/¥ pairs)", "Service", 2, .7, 6},
	{"File restore", "Restore of a file of {service}, path \\\\share\\{n}", "Infrastructure", .7, .8, 5},
	{"Question", "How do I … in {service}?", "Service", .3, .2, 9},
}

// itemWeights are the items' weights, as the dice want them.
var itemWeights = func() []float64 {
	weights := make([]float64, len(items))
	for i, it := range items {
		weights[i] = it.weight
	}
	return weights
}()

// requestsOf makes the requests of one day in the order of their opening.
func (w *world) requestsOf(day, n int) []*request {
	d := w.dice[ofRequests]
	var opened []time.Time
	for range n {
		opened = append(opened, w.moment(d, day, officeHour))
	}
	slices.SortFunc(opened, time.Time.Compare)
	list := make([]*request, 0, n)
	for _, at := range opened {
		list = append(list, w.request(d, at))
	}
	return list
}

func (w *world) request(d dice, opened time.Time) *request {
	w.numbers.request++
	what := &items[d.weighted(itemWeights)]
	s := pick(d, w.services)
	r := &request{
		id: fmt.Sprintf("RITM%07d", w.numbers.request), item: what, service: s, opened: opened, zone: w.amsterdam,
		title: strings.NewReplacer("{service}", s.name, "{n}", strconv.Itoa(d.between(1000, 9999))).Replace(what.title),
		level: 1 + d.weighted([]float64{75, 22, 3}), team: "Service Desk",
	}
	if r.level > 1 {
		r.team = s.team
	}
	r.assignee = pick(d, teams[r.team])
	if d.chance(.85) {
		r.hours = max(.1, d.lognormal(what.hours, .5))
	}
	w.finish(d, r, opened.Add(d.minutes(what.days*24*60, .7)))
	return r
}

// finish says how far the request had come when the tool was exported.
func (w *world) finish(d dice, r *request, done time.Time) {
	switch {
	case w.known(done):
		r.state, r.closed, r.updated = "Done", done, done
		if d.chance(.04) {
			r.state = "Rejected"
		}
	case d.chance(.3):
		r.state, r.updated = "Waiting for user", d.within(r.opened, w.export, 0, .9)
	default:
		r.state, r.updated = "In progress", d.within(r.opened, w.export, 0, .9)
	}
	if r.closed.IsZero() {
		r.hours = 0
	}
	if r.id[len(r.id)-2:] == "77" { // one in a hundred has a state of its own
		r.state = "Bij leverancier"
	}
}

var requestDialect = dialect{comma: ';', crlf: true, cp1252: true, padding: 5}

var requestColumns = []column[*request]{
	{"Ticket", func(r *request) string { return r.id }},
	{"Summary", func(r *request) string { return r.title }},
	{"Item", func(r *request) string { return r.item.name }},
	{"Service", func(r *request) string { return r.service.name }},
	{"State", func(r *request) string { return r.state }},
	{"Created", func(r *request) string { return stamp(r.opened, r.zone, dutch) }},
	{"Closed", func(r *request) string { return stamp(r.closed, r.zone, dutch) }},
	{"Last change", func(r *request) string { return stamp(r.updated, r.zone, dutch) }},
	{"Group", func(r *request) string { return r.team }},
	{"Assignee", func(r *request) string { return r.assignee }},
	{"Tier", func(r *request) string { return strconv.Itoa(r.level) }},
	{"Hours", func(r *request) string { return decimalComma(r.hours) }},
	{"Category", func(r *request) string { return r.item.category }},
}

func decimalComma(hours float64) string {
	if hours == 0 {
		return ""
	}
	return strings.Replace(strconv.FormatFloat(hours, 'f', 2, 64), ".", ",", 1)
}
