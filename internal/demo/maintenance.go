package demo

import "time"

// planMaintenance announces the monthly patching, approved long before; one in ten nobody approved in time.
func (w *world) planMaintenance(d dice, sunday time.Time) {
	for _, id := range []string{"online-banking", "data-warehouse"} {
		s := w.service(id)
		y, m, dd := sunday.Date()
		from := time.Date(y, m, dd, 2, 0, 0, 0, w.london)
		c := &change{
			title: "Monthly database patching of " + s.name, service: s, host: s.hosts[2%len(s.hosts)], origin: "internal",
			class: "Normal", risk: "Low", reason: "Security", from: from, to: from.Add(2 * time.Hour), maintenance: true,
			plan: "Runbook", backout: "Restore the snapshot", validation: "Smoke test", responsible: pick(d, teams[s.team]),
			requested: from.AddDate(0, 0, -21), approved: from.AddDate(0, 0, -12), approvals: 1, approvedBy: managers[4], effort: 3 * time.Hour,
		}
		if !w.known(c.requested) {
			continue
		}
		if d.chance(.1) && !w.inLastMonth(from) {
			c.approved = from.Add(8 * time.Hour)
		}
		w.carryOut(d, c, 0)
		w.changes = append(w.changes, c)
	}
}

// planEmergencies mends some of the outages with an emergency change; some of these forget to say what they mend.
func (w *world) planEmergencies() {
	d := w.dice[ofChanges]
	for _, in := range w.events {
		if in.priority > 2 || in.restored.IsZero() || in.parent != nil || in.duplicateOf != nil || in.cancelled || !d.chance(.25) {
			continue
		}
		begun := in.engaged.Add(2 * time.Minute)
		ended := begun.Add(time.Minute)
		if in.restored.After(ended) {
			ended = in.restored
		}
		c := &change{
			title: "Mend: " + in.title, service: in.service, host: in.host, origin: "internal", class: "Emergency", risk: "Medium",
			reason: "Incident", state: "Closed", outcome: "successful", mends: in, requested: in.engaged,
			from: in.engaged.Add(time.Minute), to: ended.Add(10 * time.Minute), begun: begun, ended: ended,
			plan: "As agreed on the call", validation: "Users confirmed", responsible: in.assignee, effort: 90 * time.Minute,
			updated: in.restored.Add(2 * time.Hour),
		}
		if d.chance(.85) {
			c.approved, c.approvals, c.approvedBy = in.restored.Add(d.minutes(20*60, .5)), 1, pick(d, managers)
		}
		if d.chance(.12) {
			c.mends = nil
		}
		w.changes = append(w.changes, c)
	}
}
