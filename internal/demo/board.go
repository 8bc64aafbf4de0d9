package demo

import "time"

// asked is one change ahead that the advisory board has to decide about, told rather than drawn.
type asked struct {
	service, title, class, risk string
	requested                   [2]int // days before November, and the hour
	day, hour, hours            int    // of November 2026, London; day 0: nobody said when
	approved                    bool
	turn                        func(c *change)
}

// agenda tells the weeks of 2 and 9 November: two changes in the freeze of FX pricing that are in each other's way, one on
// a service that another depends on, and one each for the other things that a board asks about.
var agenda = []asked{
	{
		service: "fx-pricing", title: "Rate engine 8.4", class: "Normal", risk: "High", requested: [2]int{9, 9}, day: 10, hour: 9, hours: 4,
		approved: true, turn: func(c *change) { c.backout, c.code = "", true },
	},
	{service: "fx-pricing", title: "Feed handler patch", class: "Normal", risk: "Medium", requested: [2]int{8, 10}, day: 10, hour: 11, hours: 4, approved: true},
	{service: "market-data", title: "Line switch, vendor B", class: "Normal", risk: "Medium", requested: [2]int{7, 11}, day: 11, hour: 0, hours: 5, approved: true},
	{service: "trade-settlement", title: "Settlement schedule rewritten", class: "Normal", risk: "Medium", requested: [2]int{7, 14}, day: 10, hour: 22, hours: 4, approved: true},
	{service: "payments-gateway", title: "Queue broker to version 12", class: "Normal", risk: "High", requested: [2]int{6, 9}, day: 12, hour: 22, hours: 4},
	{service: "branch-telephony", title: "Call router firmware", class: "Normal", risk: "Medium", requested: [2]int{5, 16}},
	{service: "mobile-app", title: "Push certificates renewed", class: "Emergency", risk: "Low", requested: [2]int{2, 15}, day: 9, hour: 8, hours: 1, approved: true},
	{
		service: "trade-settlement", title: "Batch scheduler rules", class: "BAU", risk: "Medium", requested: [2]int{3, 10}, day: 12, hour: 11, hours: 2, approved: true,
		turn: func(c *change) { c.code = true },
	},
	{service: "data-warehouse", title: "Index of positions rebuilt", class: "Normal", risk: "Low", requested: [2]int{4, 13}, day: 14, hour: 20, hours: 6, approved: true},
	{service: "client-reporting", title: "Statement layout 2027", class: "Normal", risk: "Low", requested: [2]int{3, 12}, day: 5, hour: 19, hours: 2, approved: true},
}

// planBoard adds the changes of the agenda.
func (w *world) planBoard() {
	for _, a := range agenda {
		s := w.service(a.service)
		y, m, dd := w.to.Date()
		c := &change{
			title: a.title, service: s, host: s.hosts[0], origin: "internal", class: a.class, risk: a.risk, reason: "New function",
			requested: time.Date(y, m, dd-a.requested[0], a.requested[1], 0, 0, 0, w.london), state: "Awaiting approval",
			plan: "Runbook", backout: "Restore the previous version", validation: "Smoke test", responsible: teams[s.team][0],
		}
		c.updated = c.requested
		if a.day > 0 {
			c.from = time.Date(y, m, a.day, a.hour, 0, 0, 0, w.london)
			c.to = c.from.Add(time.Duration(a.hours) * time.Hour)
		}
		if a.approved {
			c.approved, c.approvals, c.approvedBy, c.state = c.requested.Add(20*time.Hour), 1, managers[0], "Scheduled"
			c.updated = c.approved
		}
		if a.turn != nil {
			a.turn(c)
		}
		w.changes = append(w.changes, c)
	}
}
