package changes

import (
	"time"

	"nines/internal/itsm"
)

// placed is a change that has a time, or has none and is ahead.
type placed struct {
	change *itsm.Change
	of     *itsm.Service // nil: unknown
	at     itsm.Span     // zero: nothing tells it
	listed *Scheduled    // nil: not ahead, it only may be in the way
}

// list places the changes and tells which of them are ahead: those planned in the coming time, without a plan those that
// take place in it, and those without a planned time that are not over. Called off ones are no changes ahead, and neither
// are those that were over before that time.
func (s *scheduler) list() {
	for i := range s.Changes {
		c := &s.Changes[i]
		at, of := s.when(c), s.Catalogue.Find(c.Service)
		ours := s.Catalogue.Has(of) // else it can only be in the way
		switch {
		case c.Cancelled():
			if ours && at.Overlaps(s.Coming) {
				s.schedule.Gaps.Cancelled = append(s.schedule.Gaps.Cancelled, c.Ref())
			}
			continue
		case s.overBy(c, s.Coming.From):
			continue
		}
		p := &placed{change: c, of: of, at: at}
		if ours && (at.Overlaps(s.Coming) || s.unplanned(c)) {
			p.listed = &Scheduled{Change: *c, Of: p.of, At: at}
		}
		s.placed = append(s.placed, p)
	}
}

// when is the span in which the change is planned, else that in which it takes place: what has begun without a plan and
// is not over goes on as of now. What has no length takes an instant: it overlaps with what is under way then.
func (s *scheduler) when(c *itsm.Change) itsm.Span {
	if !c.PlannedStart.IsZero() || !c.PlannedEnd.IsZero() {
		return lasting(c.PlannedStart, c.PlannedEnd)
	}
	at := lasting(c.ActualStart, c.ActualEnd)
	if !c.ActualStart.IsZero() && !c.Over() && s.AsOf.After(at.To) {
		at.To = s.AsOf
	}
	return at
}

// Reach is the span from the earliest start to the latest end of the changes ahead, and no less than the coming time:
// the changes that overlap one of them overlap it. It takes the changes of the coming time alone.
func (in ScheduleInput) Reach() itsm.Span {
	s := &scheduler{ScheduleInput: in}
	s.list()
	return s.reach()
}

func (s *scheduler) reach() itsm.Span {
	reach := s.Coming
	for _, p := range s.placed {
		if p.listed == nil || p.at.Empty() {
			continue
		}
		if p.at.From.Before(reach.From) {
			reach.From = p.at.From
		}
		if p.at.To.After(reach.To) {
			reach.To = p.at.To
		}
	}
	return reach
}

// lasting is the span between two instants that may be unknown, zero where both are. An end that is not after the start
// is treated as missing. Where there is one end only, the span is the instant at the start, or the last one before the
// end: spans are half open.
func lasting(start, end time.Time) itsm.Span {
	const instant = time.Nanosecond
	switch {
	case start.IsZero() && end.IsZero():
		return itsm.Span{}
	case start.IsZero():
		return itsm.Span{From: end.Add(-instant), To: end}
	case !start.Before(end):
		return itsm.Span{From: start, To: start.Add(instant)}
	}
	return itsm.Span{From: start, To: end}
}

// unplanned tells whether the change has no planned time, is not over, and was not requested after the coming time.
func (s *scheduler) unplanned(c *itsm.Change) bool {
	return c.PlannedStart.IsZero() && c.PlannedEnd.IsZero() && !c.Over() && c.Requested.Before(s.Coming.To)
}

// overBy tells whether the change was over by the instant: it had ended, or where nobody knows when it did, that was
// known by then.
func (s *scheduler) overBy(c *itsm.Change, t time.Time) bool {
	if !c.ActualEnd.IsZero() {
		return !c.ActualEnd.After(t)
	}
	return c.Over() && (!s.AsOf.After(t) || !c.Version.IsZero() && !c.Version.After(t))
}
