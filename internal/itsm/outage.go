package itsm

import "time"

// OutageRecord is one interval of one service at one part lost, as a source states it. An incident has many where
// a source says so; they replace the incident's own interval.
type OutageRecord struct {
	Head
	Incident  string
	Service   string // empty: the incident's
	Regions   []string
	Functions []string
	Lost      Number // 0..1
	Outage    OutageWord
	From      time.Time
	To        time.Time
	Planned   YesNo
	Title     string
	Updated   time.Time
}

// Outages describes the record to the importers and the store.
var Outages = &Schema[OutageRecord]{
	Record: "outage", NeedsID: true, Versioned: true,
	Head:   func(r *OutageRecord) *Head { return &r.Head },
	Opened: func(r *OutageRecord) time.Time { return r.From },
	Began:  (*OutageRecord).began, Ended: (*OutageRecord).ended,
	ServiceOf: func(r *OutageRecord) string { return r.Service },
	Fields: []Field[OutageRecord]{
		text("id", func(r *OutageRecord) *string { return &r.ID }),
		text("incident", func(r *OutageRecord) *string { return &r.Incident }),
		text("service", func(r *OutageRecord) *string { return &r.Service }),
		list("regions", func(r *OutageRecord) *[]string { return &r.Regions }),
		list("functions", func(r *OutageRecord) *[]string { return &r.Functions }),
		share("lost", func(r *OutageRecord) *Number { return &r.Lost }),
		word("outage", func(r *OutageRecord) Word { return &r.Outage }),
		instant("from", func(r *OutageRecord) *time.Time { return &r.From }),
		instant("to", func(r *OutageRecord) *time.Time { return &r.To }),
		flag("planned", func(r *OutageRecord) *YesNo { return &r.Planned }),
		text("title", func(r *OutageRecord) *string { return &r.Title }),
		instant("updated", func(r *OutageRecord) *time.Time { return &r.Updated }),
	},
}

func (r *OutageRecord) began() time.Time { return r.From }

func (r *OutageRecord) ended() time.Time {
	if r.To.Before(r.From) { // contradictory, treated as missing: open
		return time.Time{}
	}
	return r.To
}
