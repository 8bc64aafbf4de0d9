package demo

import "time"

// exclusion is an approved correction: the incident does not count, or not all of it.
type exclusion struct {
	incident   *incident
	from, to   time.Time // zero: all of it
	reason     string
	approvedBy string
	at         time.Time
}

func (w *world) excludeWhole(in *incident) {
	w.exclusions = append(w.exclusions, &exclusion{
		incident: in, reason: "Outside the bank: one internet provider's network", approvedBy: managers[2], at: w.october(13, 15, 0),
	})
}

func (w *world) excludePart(in *incident) {
	w.exclusions = append(w.exclusions, &exclusion{
		incident: in, from: in.started.Add(20 * time.Minute), to: in.restored,
		reason: "Kept on hold at the counterparty's request", approvedBy: managers[3], at: w.october(26, 9, 30),
	})
}

var exclusionDialect = dialect{}

var exclusionColumns = []column[*exclusion]{
	{"Incident", func(e *exclusion) string { return e.incident.id }},
	{"From", func(e *exclusion) string { return stamp(e.from, time.UTC, time.RFC3339) }},
	{"To", func(e *exclusion) string { return stamp(e.to, time.UTC, time.RFC3339) }},
	{"Reason", func(e *exclusion) string { return e.reason }},
	{"Approved by", func(e *exclusion) string { return e.approvedBy }},
	{"Approved on", func(e *exclusion) string { return stamp(e.at, time.UTC, time.RFC3339) }},
}
