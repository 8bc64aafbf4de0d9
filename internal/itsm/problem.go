package itsm

import "time"

// Problem is the cause of one or more incidents.
type Problem struct {
	Head
	Title      string
	Service    string
	Component  string
	Status     Status
	StatusText string
	Priority   Priority
	Opened     time.Time
	Updated    time.Time
	Closed     time.Time
	Owner      string
	Team       string
	RootCause  string
	KnownError YesNo
	Workaround string
	Effort     Length
}

// Problems describes the record to the importers and the store.
var Problems = &Schema[Problem]{
	Record: "problem", NeedsID: true, Versioned: true,
	Head:   func(r *Problem) *Head { return &r.Head },
	Opened: func(r *Problem) time.Time { return r.Opened },
	Began:  (*Problem).began, Ended: (*Problem).ended,
	ServiceOf:     func(r *Problem) string { return r.Service },
	StatusByTimes: func(r *Problem) { r.Status = r.StatusByTimes() },
	Fields: []Field[Problem]{
		text("id", func(r *Problem) *string { return &r.ID }),
		text("title", func(r *Problem) *string { return &r.Title }),
		text("service", func(r *Problem) *string { return &r.Service }),
		text("component", func(r *Problem) *string { return &r.Component }),
		word("status", func(r *Problem) Word { return &r.Status }),
		text("status_text", func(r *Problem) *string { return &r.StatusText }),
		word("priority", func(r *Problem) Word { return &r.Priority }),
		instant("opened", func(r *Problem) *time.Time { return &r.Opened }),
		instant("updated", func(r *Problem) *time.Time { return &r.Updated }),
		instant("closed", func(r *Problem) *time.Time { return &r.Closed }),
		text("owner", func(r *Problem) *string { return &r.Owner }),
		text("team", func(r *Problem) *string { return &r.Team }),
		text("root_cause", func(r *Problem) *string { return &r.RootCause }),
		flag("known_error", func(r *Problem) *YesNo { return &r.KnownError }),
		text("workaround", func(r *Problem) *string { return &r.Workaround }),
		length("effort", func(r *Problem) *Length { return &r.Effort }),
	},
}

// Open tells whether the problem still needs work; an unknown status goes by the times.
func (r *Problem) Open() bool {
	if r.Status != StatusUnknown {
		return !r.Status.Over()
	}
	return r.Closed.IsZero()
}

// StatusByTimes is the status that the times alone tell. No time tells that a ticket was called off: that stays.
func (r *Problem) StatusByTimes() Status {
	switch {
	case r.Status == StatusCancelled:
		return StatusCancelled
	case !r.Closed.IsZero():
		return StatusClosed
	}
	return StatusOpen
}

func (r *Problem) began() time.Time { return r.Opened }

func (r *Problem) ended() time.Time {
	if r.Open() {
		return time.Time{}
	}
	return r.Closed
}
