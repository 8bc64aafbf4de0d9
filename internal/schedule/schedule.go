// Package schedule tells when a job is due: cron expressions on the clocks of a time zone, which twice a year leave an
// hour out or show one twice.
package schedule

import (
	"fmt"
	"math/bits"
	"time"

	"github.com/robfig/cron/v3"
)

// Schedule is a cron expression on the clocks of a zone. Its rules at a change of the clocks:
//
//   - A time that the clocks leave out is due at the instant at which they are put forward; several such times together
//     once.
//   - Of a time that the clocks show twice, an expression that names hours is due the first time, one of every hour each
//     time.
type Schedule struct {
	spec      *cron.SpecSchedule
	zone      *time.Location
	everyHour bool
}

// parser takes five fields, or six with the seconds first; no @daily and its like.
var parser = cron.NewParser(cron.SecondOptional | cron.Minute | cron.Hour | cron.Dom | cron.Month | cron.Dow)

// anyHour is set by the parser where the field of the hours is a star, or one with a step.
const anyHour = 1 << 63

// Parse reads a cron expression.
func Parse(expression string, zone *time.Location) (*Schedule, error) {
	parsed, err := parser.Parse(expression)
	if err != nil {
		return nil, fmt.Errorf("the schedule %q: %w", expression, err)
	}
	spec, ok := parsed.(*cron.SpecSchedule)
	if !ok {
		return nil, fmt.Errorf("the schedule %q: expected five or six fields", expression)
	}
	return &Schedule{spec: spec, zone: zone, everyHour: spec.Hour&anyHour != 0 || bits.OnesCount64(spec.Hour) == 24}, nil
}

// Next is the first instant after t at which the schedule is due, in its zone; zero where none is within five years.
func (s *Schedule) Next(t time.Time) time.Time {
	for part := s.partOf(t); ; {
		if due := part.next(t); !due.IsZero() {
			return due.In(s.zone)
		}
		if part.to.IsZero() || part.hopeless() {
			return time.Time{}
		}
		following := s.partOf(part.to)
		if following.skips() {
			return part.to.In(s.zone)
		}
		t, part = part.to.Add(-1), following
	}
}

// Between lists the instants after the first and not after the last at which the schedule is due, ascending, at most so
// many: of more, the latest.
func (s *Schedule) Between(after, until time.Time, most int) []time.Time {
	var due []time.Time
	for t := s.Next(after); !t.IsZero() && !t.After(until); t = s.Next(t) {
		if len(due) == 2*most {
			due = append(due[:0], due[most:]...)
		}
		due = append(due, t)
	}
	return due[max(0, len(due)-most):]
}
