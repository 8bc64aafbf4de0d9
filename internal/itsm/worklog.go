package itsm

import "time"

// WorkLog is time that somebody spent on a ticket.
type WorkLog struct {
	Head
	Ticket  string
	Person  string
	Team    string
	Level   Level
	At      time.Time
	Minutes Length
}

// Worklogs describes the record to the importers and the store.
var Worklogs = &Schema[WorkLog]{
	Record: "worklog", NeedsID: false, Versioned: true,
	Head:   func(r *WorkLog) *Head { return &r.Head },
	Opened: func(r *WorkLog) time.Time { return r.At },
	Began:  (*WorkLog).began, Ended: (*WorkLog).ended,
	Fields: []Field[WorkLog]{
		text("id", func(r *WorkLog) *string { return &r.ID }),
		text("ticket", func(r *WorkLog) *string { return &r.Ticket }),
		text("person", func(r *WorkLog) *string { return &r.Person }),
		text("team", func(r *WorkLog) *string { return &r.Team }),
		word("level", func(r *WorkLog) Word { return &r.Level }),
		instant("at", func(r *WorkLog) *time.Time { return &r.At }),
		length("minutes", func(r *WorkLog) *Length { return &r.Minutes }),
	},
}

func (r *WorkLog) began() time.Time { return r.At }

func (r *WorkLog) ended() time.Time { return r.At }
