package changes

import (
	"slices"
	"time"

	"nines/internal/itsm"
)

// horizon is how far into a change its hours are looked at: calendars repeat by the week and the year, and a year
// mistyped must not take for ever.
const horizon = 400 * 24 * time.Hour

func withinHorizon(at itsm.Span) itsm.Span {
	if limit := at.From.Add(horizon); at.To.After(limit) {
		at.To = limit
	}
	return at
}

// outsideWindow tells whether a part of the change lies outside the change window of its service.
func (s *scheduler) outsideWindow(c *Scheduled) bool {
	if c.At.Empty() || c.Of == nil || c.Of.ChangeWindow == nil {
		return false
	}
	at := withinHorizon(c.At)
	return len(itsm.Spans{at}.Subtract(c.Of.ChangeWindow.Within(at))) > 0
}

// inBusyHours tells whether a part of the change lies in the busy hours of its service, or in its critical calendar.
func (s *scheduler) inBusyHours(c *Scheduled) bool {
	if c.At.Empty() || c.Of == nil {
		return false
	}
	at := withinHorizon(c.At)
	for _, calendar := range []*itsm.Calendar{c.Of.Critical, s.busyHours(c.Of.ID)} {
		if calendar != nil && len(calendar.Within(at)) > 0 {
			return true
		}
	}
	return false
}

// busyHours are the busy hours of a service as a calendar of the business time zone, nil where they are not known.
func (s *scheduler) busyHours(service string) *itsm.Calendar {
	if calendar, known := s.busy[service]; known {
		return calendar
	}
	var calendar *itsm.Calendar
	if volume := s.Volumes[service]; volume != nil {
		if hours, ok := volume.Busy(); ok {
			calendar = &itsm.Calendar{Zone: s.Zone}
			for _, h := range hours {
				day := time.Weekday((h/24 + 1) % 7) // hours are counted from Monday
				calendar.Hours[day] = append(calendar.Hours[day], itsm.HourSpan{From: h % 24 * 60, To: (h%24 + 1) * 60})
			}
		}
	}
	s.busy[service] = calendar
	return calendar
}

// FreezeSpan is a freeze that falls into the coming time.
type FreezeSpan struct {
	itsm.Span // the whole of it
	Freeze
}

// frozen is a freeze with the services that it concerns, by id; nil: all.
type frozen struct {
	itsm.Span
	services map[string]bool
}

func (s *scheduler) spanOf(f Freeze) itsm.Span {
	return itsm.Span{From: f.From.Start(s.Zone).UTC(), To: f.To.AddDays(1).Start(s.Zone).UTC()}
}

// freezes lists those that overlap the coming time, by start, then as they are configured: where the catalogue is of a
// part of the services, those of all and those of one of them.
func (s *scheduler) freezes() []FreezeSpan {
	var list []FreezeSpan
	for _, f := range s.Rules.Freezes {
		ours := len(f.Services) == 0 || !s.Catalogue.Restricted() || slices.ContainsFunc(f.Services, s.Catalogue.HasName)
		if span := s.spanOf(f); ours && span.Overlaps(s.Coming) {
			list = append(list, FreezeSpan{span, f})
		}
	}
	slices.SortStableFunc(list, func(a, b FreezeSpan) int { return a.Span.From.Compare(b.Span.From) })
	return list
}

// inFreeze tells whether a part of the change lies in a freeze of its service, or of all.
func (s *scheduler) inFreeze(c *Scheduled) bool {
	if c.At.Empty() {
		return false
	}
	if s.frozen == nil {
		s.frozen = s.resolveFreezes()
	}
	return slices.ContainsFunc(s.frozen, func(f frozen) bool {
		return f.Overlaps(c.At) && (f.services == nil || c.Of != nil && f.services[c.Of.ID])
	})
}

func (s *scheduler) resolveFreezes() []frozen {
	list := make([]frozen, 0, len(s.Rules.Freezes))
	for _, f := range s.Rules.Freezes {
		r := frozen{Span: s.spanOf(f)}
		if len(f.Services) > 0 {
			r.services = map[string]bool{}
		}
		for _, name := range f.Services {
			if service := s.Catalogue.Lookup(name); service != nil {
				r.services[service.ID] = true
			}
		}
		list = append(list, r)
	}
	return list
}
