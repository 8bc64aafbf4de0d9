package service

import (
	"fmt"
	"time"

	"github.com/go-co-op/gocron/v2"
	"github.com/jonboulle/clockwork"

	"nines/internal/schedule"
)

// bells ring when jobs are due, and do no more: what is due, and whose it is to make, the ledger says. A bell that is
// missed, as the machine slept, is made up for by the next.
type bells struct{ scheduler gocron.Scheduler }

// hang hangs up a bell for each schedule, by the name of its job.
func hang(clock clockwork.Clock, all map[string]*schedule.Schedule, ring func()) (*bells, error) {
	// In UTC no time of the clocks comes twice, which gocron would take for one.
	scheduler, err := gocron.NewScheduler(gocron.WithClock(clock), gocron.WithLocation(time.UTC), gocron.WithStopTimeout(time.Second))
	if err != nil {
		return nil, fmt.Errorf("hang up the bells: %w", err)
	}
	b := &bells{scheduler}
	for name, s := range all {
		if s.Next(clock.Now()).IsZero() {
			continue // it names a date that does not come
		}
		_, err := scheduler.NewJob(gocron.CronJob("", true), gocron.NewTask(ring),
			gocron.WithName(name), gocron.WithCronImplementation(timetable{s}))
		if err != nil {
			b.takeDown()
			return nil, fmt.Errorf("hang up the bell of %s: %w", name, err)
		}
	}
	scheduler.Start()
	return b, nil
}

// takeDown silences the bells. Their task is done at once, so there is nothing to wait for.
func (b *bells) takeDown() { _ = b.scheduler.Shutdown() }

// timetable lets gocron ring by a schedule.
type timetable struct{ schedule *schedule.Schedule }

// IsValid accepts every expression: the schedule was read already.
func (timetable) IsValid(string, *time.Location, time.Time) error { return nil }

// Next is the first instant after t at which the schedule is due.
func (s timetable) Next(t time.Time) time.Time {
	if due := s.schedule.Next(t); !due.IsZero() {
		return due.UTC()
	}
	return never // gocron looks on and on for one that is not past
}

// never is later than anything that is waited for.
var never = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)
