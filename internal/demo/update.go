package demo

import (
	"fmt"
	"time"
)

// update is one message about an incident, or one line of its timeline.
type update struct {
	incident, kind, audience, author, role, text string
	at                                           time.Time
}

// updatesOf makes the communication of an incident that cost availability.
func (w *world) updatesOf(in *incident) []update {
	if in.notified.IsZero() || in.parent != nil || in.duplicateOf != nil || in.cancelled {
		return nil
	}
	d := w.dice[ofWork]
	author := in.assignee
	if in.commander != "" {
		author = in.commander
	}
	say := func(at time.Time, kind, audience, text string) update {
		return update{in.id, kind, audience, author, "communication", text, at}
	}
	until := in.restored
	if until.IsZero() {
		until = in.closed
	}
	list := []update{say(in.notified, "acknowledgement", "customers", in.service.name+": we are looking into it.")}
	next := in.notified.Add(time.Duration(d.between(8, 22)) * time.Minute)
	for n := 1; next.Before(until); n++ {
		list = append(list, say(next, "update", "customers", fmt.Sprintf("Update %d: cause %s, work goes on.", n, in.cause)))
		next = next.Add(time.Duration(d.between(8, 26)) * time.Minute)
	}
	if in.restored.IsZero() {
		return list
	}
	if !in.worked.IsZero() {
		list = append(list, say(in.worked, "timeline", "internal", "Workaround in place."))
	}
	if d.chance(.85) {
		list = append(list, say(in.restored.Add(time.Duration(d.between(1, 12))*time.Minute), "restored", "customers", "Service restored: "+in.resolution+"."))
	}
	return list
}

var updateDialect = dialect{bom: true}

var updateColumns = []column[update]{
	{"Incident", func(u update) string { return u.incident }},
	{"Sent (UTC)", func(u update) string { return stamp(u.at, time.UTC, "2006-01-02 15:04") }},
	{"Kind", func(u update) string { return u.kind }},
	{"Audience", func(u update) string { return u.audience }},
	{"Author", func(u update) string { return u.author }},
	{"Role", func(u update) string { return u.role }},
	{"Text", func(u update) string { return u.text }},
}
