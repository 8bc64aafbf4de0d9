package itsm

import "time"

// Exclusion is an approved correction: this incident or outage does not count, in part or whole, for this reason.
type Exclusion struct {
	Head
	Incident   string
	Outage     string
	From       time.Time // zero: from the outage's start
	To         time.Time // zero: to the outage's end
	Reason     string
	ApprovedBy string
	At         time.Time // when it was approved
}

// Exclusions describes the record to the importers and the store.
var Exclusions = &Schema[Exclusion]{
	Record: "exclusion", NeedsID: false, Versioned: true,
	Head:   func(r *Exclusion) *Head { return &r.Head },
	Opened: func(r *Exclusion) time.Time { return r.At },
	Began:  (*Exclusion).began, Ended: (*Exclusion).ended,
	Fields: []Field[Exclusion]{
		text("id", func(r *Exclusion) *string { return &r.ID }),
		text("incident", func(r *Exclusion) *string { return &r.Incident }),
		text("outage", func(r *Exclusion) *string { return &r.Outage }),
		plan("from", func(r *Exclusion) *time.Time { return &r.From }),
		plan("to", func(r *Exclusion) *time.Time { return &r.To }),
		text("reason", func(r *Exclusion) *string { return &r.Reason }),
		text("approved_by", func(r *Exclusion) *string { return &r.ApprovedBy }),
		instant("at", func(r *Exclusion) *time.Time { return &r.At }),
	},
}

func (r *Exclusion) began() time.Time { return r.At }

// ended is unknown on purpose: an exclusion may concern any period.
func (r *Exclusion) ended() time.Time { return time.Time{} }
