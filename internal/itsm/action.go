package itsm

import "time"

// Action is a follow-up of a problem or of a post-incident review.
type Action struct {
	Head
	Problem    string
	Incident   string
	Title      string
	Result     string // the expected result
	Owner      string
	Due        time.Time
	Done       Mark
	Status     Status
	StatusText string
	Updated    time.Time
}

// Actions describes the record to the importers and the store.
var Actions = &Schema[Action]{
	Record: "action", NeedsID: true, Versioned: true,
	Head:   func(r *Action) *Head { return &r.Head },
	Opened: func(*Action) time.Time { return time.Time{} },
	Began:  (*Action).began, Ended: (*Action).ended,
	StatusByTimes: func(r *Action) { r.Status = r.StatusByTimes() },
	Fields: []Field[Action]{
		text("id", func(r *Action) *string { return &r.ID }),
		text("problem", func(r *Action) *string { return &r.Problem }),
		text("incident", func(r *Action) *string { return &r.Incident }),
		text("title", func(r *Action) *string { return &r.Title }),
		text("result", func(r *Action) *string { return &r.Result }),
		text("owner", func(r *Action) *string { return &r.Owner }),
		plan("due", func(r *Action) *time.Time { return &r.Due }),
		mark("done", func(r *Action) *Mark { return &r.Done }),
		word("status", func(r *Action) Word { return &r.Status }),
		text("status_text", func(r *Action) *string { return &r.StatusText }),
		instant("updated", func(r *Action) *time.Time { return &r.Updated }),
	},
}

// StatusByTimes is the status that the times alone tell. No time tells that an action was called off: that stays.
func (r *Action) StatusByTimes() Status {
	switch {
	case r.Status == StatusCancelled:
		return StatusCancelled
	case r.Done.Done():
		return StatusClosed
	}
	return StatusOpen
}

// Overdue tells whether the action's date is over at an instant; without one it never is. A date without an hour, which is
// midnight in the zone, lasts until its day ends. Whether the action is done is not asked.
func (r *Action) Overdue(at time.Time, zone *time.Location) bool {
	if r.Due.IsZero() {
		return false
	}
	due := r.Due.In(zone)
	if day := DateOf(due); due.Equal(day.Start(zone)) {
		due = day.AddDays(1).Start(zone)
	}
	return !at.Before(due)
}

func (r *Action) began() time.Time { return time.Time{} }

func (r *Action) ended() time.Time { return r.Done.At }
