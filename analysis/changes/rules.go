package changes

import (
	"time"

	"nines/internal/itsm"
)

// Rules are the rules that changes are held against. A class that a map leaves out needs 0.
type Rules struct {
	LeadDays map[itsm.ChangeClass]int // working days between the request and the planned start
	// LeadCalendar tells the working days: those of its zone that have hours and are no holidays. nil: Monday to Friday
	// of the business time zone.
	LeadCalendar *itsm.Calendar
	Approvals    map[itsm.ChangeClass]int // approvals needed
	Freezes      []Freeze                 // in the order of the configuration
	Suspect      time.Duration            // how long after a change an outage is suspected to come of it
}

// Freeze is a span of days without changes.
type Freeze struct {
	From, To itsm.Date // whole days of the business time zone, both included
	Services []string  // ids; none: all
	Reason   string
}
