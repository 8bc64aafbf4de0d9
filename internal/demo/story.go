package demo

import "time"

// scene is one incident of the last month, told rather than drawn.
type scene struct {
	key                string // by which other scenes name it
	service            string
	day, hour, minute  int // of October 2026, London
	minutes            int // until service was restored
	priority           int
	title, description string
	outage, lost       string
	regions, functions []string
	cause, rootCause   string
	resolution         string
	parent, duplicate  string // keys
	turn               func(w *world, in *incident)
}

// scenes tell October 2026: FX pricing misses its target by a failed release, nobody knows when Mobile app's log-in
// worked again, Payments gateway is tight, the others meet their targets and Client reporting lost nothing. The sums
// beside them are weighted minutes.
var scenes = []scene{
	{ // 28 + 14 x 0.5 = 35 of a budget of about 21
		key: "release", service: "fx-pricing", day: 14, hour: 9, minute: 12, minutes: 42, priority: 1, outage: "full",
		title:       "Release 26.10.2 failed, prices stale",
		description: "After release 26.10.2 all prices froze. The backout script stopped half way; prices came from the second site at half rate until the backout was complete.",
		cause:       "release", rootCause: "The backout script did not restore the schema of the price cache; it had never been rehearsed.",
		resolution: "Release backed out", turn: (*world).turnRelease,
	},
	{ // overlaps with it
		service: "fx-pricing", day: 14, hour: 9, minute: 30, minutes: 20, priority: 2, lost: "30",
		title: "Quote requests slow on fxp-app-02", cause: "release", resolution: "Backout completed",
	},
	{
		service: "fx-pricing", day: 14, hour: 9, minute: 18, minutes: 36, priority: 2, parent: "release",
		title: "Prices stale for 14 currency pairs", cause: "release", resolution: "See parent",
	},
	{ // at most 98 x 0.7 x 0.6 = 41.2 of a budget of 44.7; nobody recorded the end
		key: "certificate", service: "mobile-app", day: 21, hour: 8, minute: 40, minutes: 98, priority: 1, lost: "100",
		regions: []string{"EMEA"}, functions: []string{"log-in"},
		title:       "Log-in refused, certificate expired",
		description: "The certificate of the EMEA log-in endpoint expired at 08:40. It was renewed during the morning; the first good log-in was not noted.",
		cause:       "certificate", rootCause: "The endpoint stood on no renewal list.", resolution: "Certificate renewed",
		turn: (*world).turnUndecided,
	},
	{
		service: "mobile-app", day: 21, hour: 8, minute: 55, minutes: 80, priority: 1, duplicate: "certificate", lost: "100",
		title: "Customers in Germany cannot log in to the app", cause: "certificate", resolution: "See the first ticket",
	},
	{ // 32 x 0.2 = 6.4
		service: "mobile-app", day: 6, hour: 18, minute: 20, minutes: 32, priority: 2, lost: "20",
		title: "Push messages delayed by 32 min", cause: "provider", resolution: "Provider fixed",
	},
	{ // 20 x 0.71 = 14.2 of 22.4
		key: "queue", service: "payments-gateway", day: 15, hour: 23, minute: 2, minutes: 20, priority: 1, lost: "71",
		title: "Queue PAY.IN.3 full at half-month run", cause: "capacity", rootCause: "The queue is sized for 2021's volume.",
		resolution: "Queue drained", turn: (*world).turnQueue,
	},
	{ // 30 x 0.25 x 0.5 = 3.75
		service: "payments-gateway", day: 27, hour: 14, minute: 5, minutes: 30, priority: 2, lost: "50", regions: []string{"AMRS"},
		title: "Network packet loss in AMRS, 12 %", cause: "provider", resolution: "Provider rerouted",
	},
	{ // 40 x 0.25 = 10 of 21
		service: "trade-settlement", day: 7, hour: 18, minute: 30, minutes: 40, priority: 2, lost: "25",
		title: "Batch 20261 overran by 40 min", cause: "capacity", resolution: "Batch ended late",
	},
	{ // 20 of its 90 minutes count, of which 10 %: see exclusions
		service: "trade-settlement", day: 23, hour: 10, minute: 0, minutes: 90, priority: 2, lost: "10",
		title: "Matching slow for one counterparty", cause: "data", resolution: "Static data corrected", turn: (*world).excludePart,
	},
	{ // 24 x 0.25 = 6 of 44.7
		service: "online-banking", day: 2, hour: 12, minute: 10, minutes: 24, priority: 2, outage: "full", functions: []string{"statements"},
		title: "Statements cannot be opened", cause: "data", resolution: "Index rebuilt",
	},
	{ // nothing stated: half by rule, 10
		service: "online-banking", day: 19, hour: 20, minute: 15, minutes: 20, priority: 2,
		title: "Log-in page slow in EMEA", cause: "capacity", resolution: "Pool enlarged",
	},
	{ // excluded wholly
		service: "online-banking", day: 11, hour: 3, minute: 10, minutes: 50, priority: 1, lost: "100",
		title: "No connections from one internet provider", cause: "provider", resolution: "Provider restored its peering",
		turn: (*world).excludeWhole,
	},
	{ // 40 x 0.4 x 0.3 = 4.8 of 31.7
		service: "market-data", day: 9, hour: 13, minute: 5, minutes: 40, priority: 2, lost: "30", regions: []string{"AMRS"},
		title: "Feed handler stopped on mds-feed-02", cause: "software defect", resolution: "Feed handler restarted",
	},
	{ // 16 x 0.25 = 4 of 22.4
		service: "card-authorisation", day: 17, hour: 11, minute: 20, minutes: 16, priority: 1, lost: "25",
		title: "Authorisations time out, one of four nodes", cause: "software defect", resolution: "Node restarted",
	},
	{ // 30 x 0.1 = 3 of 25
		service: "branch-telephony", day: 12, hour: 9, minute: 5, minutes: 30, priority: 2, lost: "10",
		title: "Calls drop after 20 seconds", cause: "provider", resolution: "Trunk reset",
	},
	{ // 120 x 0.2 = 24 of 79
		service: "data-warehouse", day: 20, hour: 8, minute: 0, minutes: 120, priority: 2, lost: "20",
		title: "Night load overran, figures of yesterday", cause: "capacity", resolution: "Load ended late",
	},
	{ // cancelled: no outage
		service: "card-authorisation", day: 28, hour: 10, minute: 0, minutes: 15, priority: 1,
		title: "Site switch alarm", cause: "monitoring", turn: func(_ *world, in *incident) { in.cancelled = true },
	},
	{ // cannot be assessed
		service: "market-data", day: 22, hour: 15, minute: 30, minutes: 25, priority: 3,
		title: "Gaps in the live feed", cause: "provider", resolution: "Provider fixed",
		turn: func(_ *world, in *incident) { in.faults = map[string]string{"priority": "to be triaged"} },
	},
	{ // on a reading that the clocks showed twice
		service: "online-banking", day: 25, hour: 1, minute: 20, minutes: 5, priority: 3,
		title: "Alert from olb-web-02: no heartbeat for 5 min", cause: "monitoring", resolution: "Agent restarted",
	},
}

// planStory puts the scenes on the stage, and into March 2026 a ticket with times that the clocks skipped.
func (w *world) planStory() {
	d := w.dice[ofOutages]
	played := map[string]*incident{}
	for _, s := range scenes {
		if !w.room() {
			return
		}
		in := w.play(d, s)
		in.parent, in.duplicateOf = played[s.parent], played[s.duplicate]
		if s.turn != nil {
			s.turn(w, in)
		}
		if s.key != "" {
			played[s.key] = in
		}
		w.events = append(w.events, in)
	}
	w.planMaintenanceOverrun()
	if w.room() {
		w.planClockChange(d)
	}
}

func (w *world) play(d dice, s scene) *incident {
	in := &incident{service: w.service(s.service), planned: true, priority: s.priority}
	w.describe(d, in, in.service.issues[0])
	in.problem = nil
	in.title, in.description = s.title, s.description
	in.outage, in.lost, in.regions, in.functions = s.outage, s.lost, s.regions, s.functions
	in.cause, in.rootCause, in.resolution = s.cause, s.rootCause, s.resolution
	w.timeline(d, in, w.october(s.day, s.hour, s.minute), time.Duration(s.minutes)*time.Minute)
	w.staff(d, in)
	return in
}

// turnRelease tells the rest of the failed release: its change, its problem, its records.
func (w *world) turnRelease(in *incident) {
	in.change = &change{
		title: "FX pricing release 26.10.2", service: in.service, host: "fxp-app-01", class: "Normal", risk: "Medium",
		reason: "New currency pairs", state: "Closed", outcome: "Backed out",
		requested: w.october(2, 11, 0), approved: w.october(9, 14, 30), approvals: 1, approvedBy: managers[0],
		from: w.october(14, 9, 0), to: w.october(14, 9, 30), begun: w.october(14, 9, 2), ended: w.october(14, 9, 54),
		plan: "Blue/green by runbook FXP-12", backout: "Script FXP-12b, not rehearsed", validation: "Price of ten pairs against the second source",
		responsible: "Chiara Conti", code: true, effort: 4 * time.Hour, updated: w.october(14, 17, 0),
	}
	w.changes = append(w.changes, in.change)
	in.problem = &problem{
		title: "Releases of FX pricing cannot be backed out quickly", service: in.service, status: "Open", priority: 1,
		opened: w.october(15, 10, 0), updated: w.october(29, 16, 0), owner: managers[0], team: in.service.team,
		rootCause: in.rootCause, effort: 9 * time.Hour,
	}
	w.problems = append(w.problems, in.problem)
	in.notified, in.major = w.october(14, 9, 25), w.october(14, 9, 22)
	in.nextSteps = "Rehearse every backout before a release; no normal release until then"
	in.reviewed = w.october(16, 11, 0)
	turn := w.october(14, 9, 40)
	in.worked = turn
	w.addRecord(in, in.started, turn, "full", "", "prices frozen")
	w.addRecord(in, turn, in.restored, "partial", "50", "second site at half rate")
}

// turnUndecided takes away the end: the ticket was only closed.
func (w *world) turnUndecided(in *incident) {
	in.closed = w.october(21, 10, 18)
	in.restored, in.resolved, in.causeTold, in.reviewed = time.Time{}, time.Time{}, time.Time{}, time.Time{}
	in.effort = time.Hour
}

func (w *world) turnQueue(in *incident) {
	for i := range issues {
		if issues[i].title == "Queue PAY.IN.{n} full" {
			in.issue = &issues[i]
		}
	}
	in.problem = &problem{
		title: "Inbound queues too small for the half-month run", service: in.service, issue: in.issue, status: "Known Error",
		priority: 2, opened: time.Date(2026, time.May, 18, 9, 30, 0, 0, w.london), updated: w.october(16, 9, 0),
		owner: managers[1], team: in.service.team, rootCause: in.rootCause, knownError: "yes",
		workaround: in.issue.workaround, effort: 22 * time.Hour,
	}
	w.problems = append(w.problems, in.problem)
}

// planMaintenanceOverrun adds planned work that ended twelve minutes late: these count, the announced hours do not.
func (w *world) planMaintenanceOverrun() {
	w.outages = append(w.outages, &outage{
		service: w.service("online-banking"), kind: "full", from: w.october(4, 2, 0), to: w.october(4, 4, 12),
		planned: true, note: "Database patch, ended late",
	})
}

// planClockChange writes down times between one and two on the morning on which the clocks skip them.
func (w *world) planClockChange(d dice) {
	in := &incident{service: w.service("card-authorisation"), planned: true, priority: 4}
	w.describe(d, in, in.service.issues[0])
	in.opened = time.Date(2026, time.March, 29, 0, 50, 0, 0, w.london)
	w.routineTimes(d, in)
	w.staff(d, in)
	in.resolved = in.opened.Add(45 * time.Minute)
	in.closed = in.resolved.Add(48 * time.Hour)
	in.effort = 20 * time.Minute
	in.faults = map[string]string{"resolved_at": "29/03/2026 01:35"}
	w.events = append(w.events, in)
}
