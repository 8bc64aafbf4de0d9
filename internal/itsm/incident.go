// Package itsm is the vocabulary that everything else speaks: the records of a production-support team (incidents,
// problems, changes, their messages and work), the services, calendars and periods that they are about, and what can be asked
// of them. It knows nothing of where records come from, nor of what is made of them.
package itsm

import "time"

// Incident is an unplanned interruption of a service, or a loss of its quality.
type Incident struct {
	Head
	Parent        string // id of the incident of which this one is a child
	DuplicateOf   string
	Title         string
	Description   string
	Service       string // as the source calls it
	Component     string
	Regions       []string // none named: all
	Functions     []string // none named: all
	Lost          Number   // part of the work lost, 0..1
	Outage        OutageWord
	Impact        string
	Urgency       string
	Priority      Priority
	Status        Status
	StatusText    string // the source's own word
	Started       time.Time
	Detected      time.Time
	Opened        time.Time
	Acknowledged  time.Time
	Engaged       time.Time
	Notified      time.Time
	ExtentKnown   time.Time
	ImpactKnown   time.Time
	Workaround    time.Time
	Restored      time.Time
	Resolved      time.Time
	CauseTold     time.Time
	Closed        time.Time
	Updated       time.Time
	DetectedBy    Detector
	Cause         string
	RootCause     string
	Resolution    string
	NextSteps     string
	Problem       []string
	Change        []string // the changes that caused it
	Team          string
	Assignee      string
	Level         Level
	Reassignments Number
	Reopenings    Number
	Effort        Length
	Customers     Number
	Contacts      Number
	Major         time.Time
	Continuity    time.Time
	Commander     string
	SupportLead   string
	Scribe        string
	Experts       []string
	ReviewHeld    time.Time
	Category      string
	Subcategory   string
}

// Incidents describes the record to the importers and the store.
var Incidents = &Schema[Incident]{
	Record: "incident", NeedsID: true, Versioned: true,
	Head:   func(r *Incident) *Head { return &r.Head },
	Opened: func(r *Incident) time.Time { return FirstKnown(r.Opened, r.Started, r.Detected) },
	Began:  (*Incident).began, Ended: (*Incident).ended,
	ServiceOf:     func(r *Incident) string { return r.Service },
	StatusByTimes: func(r *Incident) { r.Status = r.StatusByTimes() },
	Fields: []Field[Incident]{
		text("id", func(r *Incident) *string { return &r.ID }),
		text("parent", func(r *Incident) *string { return &r.Parent }),
		text("duplicate_of", func(r *Incident) *string { return &r.DuplicateOf }),
		text("title", func(r *Incident) *string { return &r.Title }),
		text("description", func(r *Incident) *string { return &r.Description }),
		text("service", func(r *Incident) *string { return &r.Service }),
		text("component", func(r *Incident) *string { return &r.Component }),
		list("regions", func(r *Incident) *[]string { return &r.Regions }),
		list("functions", func(r *Incident) *[]string { return &r.Functions }),
		share("lost", func(r *Incident) *Number { return &r.Lost }),
		word("outage", func(r *Incident) Word { return &r.Outage }),
		text("impact", func(r *Incident) *string { return &r.Impact }),
		text("urgency", func(r *Incident) *string { return &r.Urgency }),
		word("priority", func(r *Incident) Word { return &r.Priority }),
		word("status", func(r *Incident) Word { return &r.Status }),
		text("status_text", func(r *Incident) *string { return &r.StatusText }),
		instant("started", func(r *Incident) *time.Time { return &r.Started }),
		instant("detected", func(r *Incident) *time.Time { return &r.Detected }),
		instant("opened", func(r *Incident) *time.Time { return &r.Opened }),
		instant("acknowledged", func(r *Incident) *time.Time { return &r.Acknowledged }),
		instant("engaged", func(r *Incident) *time.Time { return &r.Engaged }),
		instant("notified", func(r *Incident) *time.Time { return &r.Notified }),
		instant("extent_known", func(r *Incident) *time.Time { return &r.ExtentKnown }),
		instant("impact_known", func(r *Incident) *time.Time { return &r.ImpactKnown }),
		instant("workaround", func(r *Incident) *time.Time { return &r.Workaround }),
		instant("restored", func(r *Incident) *time.Time { return &r.Restored }),
		instant("resolved", func(r *Incident) *time.Time { return &r.Resolved }),
		instant("cause_told", func(r *Incident) *time.Time { return &r.CauseTold }),
		instant("closed", func(r *Incident) *time.Time { return &r.Closed }),
		instant("updated", func(r *Incident) *time.Time { return &r.Updated }),
		word("detected_by", func(r *Incident) Word { return &r.DetectedBy }),
		text("cause", func(r *Incident) *string { return &r.Cause }),
		text("root_cause", func(r *Incident) *string { return &r.RootCause }),
		text("resolution", func(r *Incident) *string { return &r.Resolution }),
		text("next_steps", func(r *Incident) *string { return &r.NextSteps }),
		list("problem", func(r *Incident) *[]string { return &r.Problem }),
		list("change", func(r *Incident) *[]string { return &r.Change }),
		text("team", func(r *Incident) *string { return &r.Team }),
		text("assignee", func(r *Incident) *string { return &r.Assignee }),
		word("level", func(r *Incident) Word { return &r.Level }),
		number("reassignments", func(r *Incident) *Number { return &r.Reassignments }),
		number("reopenings", func(r *Incident) *Number { return &r.Reopenings }),
		length("effort", func(r *Incident) *Length { return &r.Effort }),
		number("customers", func(r *Incident) *Number { return &r.Customers }),
		number("contacts", func(r *Incident) *Number { return &r.Contacts }),
		instant("major", func(r *Incident) *time.Time { return &r.Major }),
		instant("continuity", func(r *Incident) *time.Time { return &r.Continuity }),
		text("commander", func(r *Incident) *string { return &r.Commander }),
		text("support_lead", func(r *Incident) *string { return &r.SupportLead }),
		text("scribe", func(r *Incident) *string { return &r.Scribe }),
		list("experts", func(r *Incident) *[]string { return &r.Experts }),
		instant("review_held", func(r *Incident) *time.Time { return &r.ReviewHeld }),
		text("category", func(r *Incident) *string { return &r.Category }),
		text("subcategory", func(r *Incident) *string { return &r.Subcategory }),
	},
}

// Start is when the incident began to hurt: started, else detected, else opened.
func (r *Incident) Start() time.Time { return FirstKnown(r.Started, r.Detected, r.Opened) }

// CountsOnce tells whether the ticket stands for itself: a child, a duplicate or a cancelled one does not.
func (r *Incident) CountsOnce() bool {
	return r.Parent == "" && r.DuplicateOf == "" && r.Status != StatusCancelled
}

// Open tells whether the incident still needs work; an unknown status goes by the times.
func (r *Incident) Open() bool {
	if r.Status != StatusUnknown {
		return !r.Status.Over()
	}
	return r.Closed.IsZero() && r.Resolved.IsZero()
}

// StatusByTimes is the status that the times alone tell. No time tells that a ticket was called off: that stays.
func (r *Incident) StatusByTimes() Status {
	switch {
	case r.Status == StatusCancelled:
		return StatusCancelled
	case !r.Closed.IsZero():
		return StatusClosed
	case !r.Resolved.IsZero():
		return StatusResolved
	}
	return StatusOpen
}

func (r *Incident) began() time.Time {
	return earliest(r.Started, r.Detected, r.Opened)
}

func (r *Incident) ended() time.Time {
	if r.Open() || (r.Closed.IsZero() && r.Resolved.IsZero() && r.Restored.IsZero()) {
		return time.Time{}
	}
	return Latest(r.Opened, r.Restored, r.Resolved, r.Closed)
}
