package demo

import (
	"errors"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// tickets are the open files of what grows with the number of tickets.
type tickets struct {
	incidents *table[version]
	requests  *table[*request]
	worklogs  *table[worklog]
	updates   *table[update]
}

// version is an incident as the log shows it after one of its changes.
type version struct {
	*incident
	w       *world
	updated time.Time
	status  string
}

func openTickets(dir string) (*tickets, error) {
	out := &tickets{}
	var errs [4]error
	out.incidents, errs[0] = create(filepath.Join(dir, "incidents.csv"), dialect{padding: 3}, incidentColumns)
	out.requests, errs[1] = create(filepath.Join(dir, "requests.csv"), requestDialect, requestColumns)
	out.worklogs, errs[2] = create(filepath.Join(dir, "worklogs.csv.gz"), worklogDialect, worklogColumns)
	out.updates, errs[3] = create(filepath.Join(dir, "updates.csv"), updateDialect, updateColumns)
	if err := errors.Join(errs[:]...); err != nil {
		return nil, errors.Join(err, out.close())
	}
	return out, nil
}

func (out *tickets) close() error {
	return errors.Join(out.incidents.close(), out.requests.close(), out.worklogs.close(), out.updates.close())
}

// incident writes the versions of one incident, its work logs and its messages.
func (out *tickets) incident(w *world, in *incident) error {
	for _, v := range w.versions(in) {
		if err := out.incidents.write(v); err != nil {
			return err
		}
	}
	for _, l := range w.worklogsOf(in) {
		if err := out.worklogs.write(l); err != nil {
			return err
		}
	}
	for _, u := range w.updatesOf(in) {
		if err := out.updates.write(u); err != nil {
			return err
		}
	}
	return nil
}

// versions lists what the log keeps of an incident: its last state, and of some its whole way there.
func (w *world) versions(in *incident) []version {
	d := w.dice[ofIncidents]
	steps := []version{{in, w, in.opened.Add(2 * time.Minute), "New"}}
	if begun := in.begun(); !begun.IsZero() {
		steps = append(steps, version{in, w, begun.Add(3 * time.Minute), "In Progress"})
	}
	switch {
	case in.cancelled:
		steps = append(steps, version{in, w, in.opened.Add(25 * time.Minute), "Canceled"})
	case in.reopened > 0 && !in.resolved.IsZero():
		again := in.resolved.Add(-in.resolved.Sub(in.opened) / 2)
		steps = append(steps, version{in, w, again, "Resolved"}, version{in, w, again.Add(time.Minute), "In Progress"})
	}
	if !in.cancelled && !in.resolved.IsZero() {
		steps = append(steps, version{in, w, in.resolved.Add(time.Minute), "Resolved"})
	}
	if !in.cancelled && !in.closed.IsZero() {
		steps = append(steps, version{in, w, in.closed, "Closed"})
	}
	seen := 0
	for _, s := range steps {
		if w.known(s.updated) {
			steps[seen] = s
			seen++
		}
	}
	steps = steps[:max(1, seen)]
	if in.reopened > 0 || d.chance(.17) {
		return steps
	}
	return steps[len(steps)-1:]
}

func (in *incident) begun() time.Time {
	if in.engaged.IsZero() {
		return in.acknowledged
	}
	return in.engaged
}

// at prints an instant of the incident, if the version can know of it.
func (v version) at(t time.Time) string {
	if t.IsZero() || t.After(v.updated) {
		return ""
	}
	return t.In(v.w.london).Format(ukTime)
}

// once returns the text where the version is one of the last: what is written down when all is over.
func (v version) once(text string) string {
	if v.status == "Resolved" || v.status == "Closed" {
		return text
	}
	return ""
}

var priorityWords = [...]string{"", "1 - Critical", "2 - High", "3 - Moderate", "4 - Low", "5 - Planning"}

// incidentColumns are those of a ServiceNow export, with the columns of its own that each bank adds.
var incidentColumns = spoilable([]column[version]{
	{"number", func(v version) string { return v.id }},
	{"parent_incident", func(v version) string { return numberOf(v.parent) }},
	{"u_duplicate_of", func(v version) string { return numberOf(v.duplicateOf) }},
	{"short_description", func(v version) string { return v.title }},
	{"description", func(v version) string { return v.description }},
	{"business_service", func(v version) string { return v.service.name }},
	{"cmdb_ci", func(v version) string { return v.host }},
	{"u_regions", func(v version) string { return strings.Join(v.regions, ";") }},
	{"u_functions", func(v version) string { return strings.Join(v.functions, ";") }},
	{"u_outage", func(v version) string { return v.outage }},
	{"u_loss_pct", func(v version) string { return v.lost }},
	{"impact", func(v version) string { impact, _ := v.rating(); return impact }},
	{"urgency", func(v version) string { _, urgency := v.rating(); return urgency }},
	{"priority", func(v version) string { return priorityWords[v.priority] }},
	{"incident_state", func(v version) string { return v.status }},
	{"u_started_at", func(v version) string { return v.at(v.started) }},
	{"u_detected_at", func(v version) string { return v.at(v.detected) }},
	{"opened_at", func(v version) string { return v.at(v.opened) }},
	{"u_acknowledged_at", func(v version) string { return v.at(v.acknowledged) }},
	{"u_engaged_at", func(v version) string { return v.at(v.engaged) }},
	{"u_customers_told_at", func(v version) string { return v.at(v.notified) }},
	{"u_extent_known_at", func(v version) string { return v.at(v.extentKnown) }},
	{"u_impact_known_at", func(v version) string { return v.at(v.impactKnown) }},
	{"u_workaround_at", func(v version) string { return v.at(v.worked) }},
	{"u_restored_at", func(v version) string { return v.at(v.restored) }},
	{"resolved_at", func(v version) string { return v.at(v.resolved) }},
	{"u_cause_told_at", func(v version) string { return v.at(v.causeTold) }},
	{"closed_at", func(v version) string { return v.at(v.closed) }},
	{"sys_updated_on", func(v version) string { return v.at(v.updated) }},
	{"contact_type", func(v version) string { return v.detectedBy }},
	{"u_cause_code", func(v version) string { return v.once(v.cause) }},
	{"u_root_cause", func(v version) string { return v.once(v.rootCause) }},
	{"close_notes", func(v version) string { return v.once(v.resolution) }},
	{"u_next_steps", func(v version) string { return v.once(v.nextSteps) }},
	{"problem_id", func(v version) string { return v.problemNumber() }},
	{"caused_by", func(v version) string { return v.changeNumber() }},
	{"assignment_group", func(v version) string { return v.team }},
	{"assigned_to", func(v version) string { return v.assignee }},
	{"u_support_level", func(v version) string { return "L" + strconv.Itoa(v.level) }},
	{"reassignment_count", func(v version) string { return strconv.Itoa(v.reassigned) }},
	{"reopen_count", func(v version) string { return v.once(strconv.Itoa(v.reopened)) }},
	{"time_worked", func(v version) string { return v.once(workTime(v.effort)) }},
	{"u_customers_affected", func(v version) string { return some(v.customers) }},
	{"u_contacts", func(v version) string { return some(v.contacts) }},
	{"u_major_since", func(v version) string { return v.at(v.major) }},
	{"u_continuity_since", func(v version) string { return v.at(v.continuity) }},
	{"u_commander", func(v version) string { return v.commander }},
	{"u_support_lead", func(v version) string { return v.lead }},
	{"u_scribe", func(v version) string { return v.scribe }},
	{"u_experts", func(v version) string { return v.experts }},
	{"u_review_held_at", func(v version) string { return v.at(v.reviewed) }},
	{"category", func(v version) string { return v.issue.category }},
	{"subcategory", func(v version) string { return v.issue.subcategory }},
})

// spoilable lets an incident's faults take the place of what the cells say.
func spoilable(columns []column[version]) []column[version] {
	for i, c := range columns {
		columns[i].cell = func(v version) string {
			text := c.cell(v)
			if fault, ok := v.faults[c.name]; ok && text != "" {
				return fault
			}
			return text
		}
	}
	return columns
}

func some(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// problemNumber is the problem's, once there is one.
func (v version) problemNumber() string {
	if v.problem == nil || v.problem.opened.After(v.updated) {
		return ""
	}
	return v.problem.id
}

func (v version) changeNumber() string {
	if v.change == nil {
		return ""
	}
	return v.change.id
}
