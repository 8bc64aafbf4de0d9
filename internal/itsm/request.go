package itsm

import "time"

// ServiceRequest is a routine ask.
type ServiceRequest struct {
	Head
	Title      string
	Item       string
	Service    string
	Component  string
	Status     Status
	StatusText string
	Opened     time.Time
	Closed     time.Time
	Updated    time.Time
	Team       string
	Assignee   string
	Level      Level
	Effort     Length
	Category   string
}

// Requests describes the record to the importers and the store.
var Requests = &Schema[ServiceRequest]{
	Record: "request", NeedsID: true, Versioned: true,
	Head:   func(r *ServiceRequest) *Head { return &r.Head },
	Opened: func(r *ServiceRequest) time.Time { return r.Opened },
	Began:  (*ServiceRequest).began, Ended: (*ServiceRequest).ended,
	ServiceOf:     func(r *ServiceRequest) string { return r.Service },
	StatusByTimes: func(r *ServiceRequest) { r.Status = r.StatusByTimes() },
	Fields: []Field[ServiceRequest]{
		text("id", func(r *ServiceRequest) *string { return &r.ID }),
		text("title", func(r *ServiceRequest) *string { return &r.Title }),
		text("item", func(r *ServiceRequest) *string { return &r.Item }),
		text("service", func(r *ServiceRequest) *string { return &r.Service }),
		text("component", func(r *ServiceRequest) *string { return &r.Component }),
		word("status", func(r *ServiceRequest) Word { return &r.Status }),
		text("status_text", func(r *ServiceRequest) *string { return &r.StatusText }),
		instant("opened", func(r *ServiceRequest) *time.Time { return &r.Opened }),
		instant("closed", func(r *ServiceRequest) *time.Time { return &r.Closed }),
		instant("updated", func(r *ServiceRequest) *time.Time { return &r.Updated }),
		text("team", func(r *ServiceRequest) *string { return &r.Team }),
		text("assignee", func(r *ServiceRequest) *string { return &r.Assignee }),
		word("level", func(r *ServiceRequest) Word { return &r.Level }),
		length("effort", func(r *ServiceRequest) *Length { return &r.Effort }),
		text("category", func(r *ServiceRequest) *string { return &r.Category }),
	},
}

// Open tells whether the request still needs work; an unknown status goes by the times.
func (r *ServiceRequest) Open() bool {
	if r.Status != StatusUnknown {
		return !r.Status.Over()
	}
	return r.Closed.IsZero()
}

// StatusByTimes is the status that the times alone tell. No time tells that a ticket was called off: that stays.
func (r *ServiceRequest) StatusByTimes() Status {
	switch {
	case r.Status == StatusCancelled:
		return StatusCancelled
	case !r.Closed.IsZero():
		return StatusClosed
	}
	return StatusOpen
}

func (r *ServiceRequest) began() time.Time { return r.Opened }

func (r *ServiceRequest) ended() time.Time {
	if r.Open() || r.Closed.IsZero() {
		return time.Time{}
	}
	return Latest(r.Opened, r.Closed)
}
