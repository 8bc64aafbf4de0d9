package schedule

import "time"

// part is a span of time in which a zone keeps its distance from UTC. Its clocks are written as instants of UTC, so
// that they run evenly and a cron expression can be held against them.
type part struct {
	*Schedule
	from, to time.Time // zero: without a beginning, without an end
	offset   time.Duration
	before   time.Duration // the offset of the part before, as this one's where there is none
}

// partOf finds the part that an instant lies in.
func (s *Schedule) partOf(t time.Time) part {
	t = t.In(s.zone)
	p := part{Schedule: s, offset: offset(t)}
	p.from, p.to = t.ZoneBounds()
	p.before = p.offset
	if !p.from.IsZero() {
		p.before = offset(p.from.Add(-1))
	}
	return p
}

func offset(t time.Time) time.Duration {
	_, seconds := t.Zone()
	return time.Duration(seconds) * time.Second
}

// next is the first instant after t at which the clocks of the part show a time of the expression; zero: none.
func (p part) next(t time.Time) time.Time {
	clock := p.show(t)
	if !p.everyHour && !p.from.IsZero() {
		if shown := p.from.UTC().Add(p.before).Add(-1); shown.After(clock) {
			clock = shown // what the clocks showed before they were put back was due then
		}
	}
	clock = p.spec.Next(clock)
	if clock.IsZero() {
		return clock
	}
	due := clock.Add(-p.offset)
	if !p.to.IsZero() && !due.Before(p.to) {
		return time.Time{}
	}
	return due
}

// show is what the clocks show at an instant.
func (p part) show(t time.Time) time.Time { return t.UTC().Add(p.offset) }

// skips tells whether the clocks, when the part began, left out a time of the expression.
func (p part) skips() bool {
	if p.offset <= p.before {
		return false
	}
	skipped := p.spec.Next(p.from.UTC().Add(p.before).Add(-1))
	return !skipped.IsZero() && skipped.Before(p.show(p.from))
}

// hopeless tells whether the expression names a date that does not come, such as the 30th of February.
func (p part) hopeless() bool { return p.spec.Next(p.show(p.to)).IsZero() }
