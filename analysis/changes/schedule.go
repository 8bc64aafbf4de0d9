package changes

import (
	"time"

	"nines/internal/itsm"
)

// ScheduleInput is what the schedule of the changes ahead is made from.
type ScheduleInput struct {
	AsOf      time.Time
	Coming    itsm.Span      // the time that the board decides about
	Zone      *time.Location // the business time zone
	Rules     Rules
	Catalogue *itsm.Catalogue
	// Changes holds those whose life overlaps the coming time, and those that overlap one of them; others do no harm.
	Changes []itsm.Change
	// Volumes is the volume of services by the hour of the week, by service id. A service that is not in it has no busy
	// hours that could be told.
	Volumes  map[string]*WeekVolume
	Standing map[string]Standing // by service id
	History  *History            // of the changes carried out before; nil: there is none
}

// Standing is how a service does as of now.
type Standing struct {
	Incidents  int         // of the last four weeks, that count once
	Downtime   itsm.Number // weighted minutes in the last four weeks
	BudgetLeft itsm.Number // share of the error budget, 1 at most; negative where more than all of it is spent
}

// Schedule is the changes ahead.
type Schedule struct {
	Changes   []Scheduled // in the order in which the board works through them: by group, see there
	Conflicts []Conflict  // by start, then by the two changes
	Freezes   []FreezeSpan
	Busy      map[string]*itsm.Calendar // the busy hours of the services with changes ahead, by id; nil: not known
	Gaps      ScheduleGaps
}

// Scheduled is a change ahead, and what a decision about it needs.
type Scheduled struct {
	itsm.Change
	Of *itsm.Service // nil: unknown
	// At is when it is planned, without a plan when it takes place; the zero span where nothing tells. It is an instant
	// long where one end only is known, or the end is not after the start.
	At       itsm.Span
	Group    Group
	Flags    []Flag     // in their own order, each once
	Overlaps []itsm.Ref // what FlagOverlaps is about, by id and source
	// InWayOf is the changes of services that depend on this one's, at the same time, by id and source: those are flagged,
	// and either can be moved, so the board decides about both.
	InWayOf  []itsm.Ref
	Notice   itsm.Number // working days from the request to the start; unknown where one of the two is
	Lead     int         // working days that its class needs
	Given    int         // approvals
	Needed   int         // approvals that its class needs
	Record   Record      // of its kind
	Failure  Failure     // of its class
	Standing *Standing   // of its service; nil: unknown
}

// ScheduleGaps lists what lacks something that a flag needs, by id and source.
type ScheduleGaps struct {
	Cancelled []itsm.Ref // planned in the coming time and called off: they are not in the schedule
	NoService []itsm.Ref // they are held against no calendar of a service, and no freeze of some services
	NoClass   []itsm.Ref // they are held against the rules of normal changes
	NoRequest []itsm.Ref // planned, and nobody knows when they were requested: nor whether that was in time
	NoVolume  []string   // ids of the services with changes ahead whose busy hours nobody knows
}

// NewSchedule lists the changes ahead with their flags. Nothing of it depends on the order of the changes.
func NewSchedule(in ScheduleInput) *Schedule {
	s := &scheduler{ScheduleInput: in, busy: map[string]*itsm.Calendar{}}
	s.list()
	s.overlaps()
	for _, p := range s.placed {
		if p.listed != nil {
			s.describe(p.listed)
			s.schedule.Changes = append(s.schedule.Changes, *p.listed)
		}
	}
	s.order()
	s.schedule.Freezes = s.freezes()
	s.gaps()
	if len(s.busy) > 0 {
		s.schedule.Busy = s.busy
	}
	return &s.schedule
}

type scheduler struct {
	ScheduleInput
	placed   []*placed
	frozen   []frozen
	busy     map[string]*itsm.Calendar // by service id; nil: not known
	schedule Schedule
}

// describe says of a change ahead whose time and overlaps are known all the rest.
func (s *scheduler) describe(c *Scheduled) {
	class := ruleClass(c.Class)
	c.Lead, c.Needed, c.Given = s.Rules.LeadDays[class], s.Rules.Approvals[class], given(&c.Change)
	if class == itsm.ClassStandard {
		c.Needed = 0
	}
	c.Notice = s.notice(&c.Change)
	for _, check := range checks {
		if check.raises(s, c) {
			c.Flags = append(c.Flags, check.flag)
		}
	}
	c.Group = groupOf(c)
	if s.History != nil {
		c.Record, c.Failure = s.History.Record(&c.Change), s.History.Failure(c.Class)
	}
	if c.Of != nil {
		if standing, ok := s.Standing[c.Of.ID]; ok {
			c.Standing = &standing
		}
	}
}

// ruleClass is the class whose rules hold for a change: one of unknown class has to do what a normal one does.
func ruleClass(c itsm.ChangeClass) itsm.ChangeClass {
	if c == itsm.ClassUnknown {
		return itsm.ClassNormal
	}
	return c
}
