package service

import (
	"context"
	"maps"
	"time"

	"nines/internal/store"
	"nines/jobs/delivery"
)

// overdueAfter is what a run may take beyond its wait and its time limit, so that one that failed for it is told as that.
const overdueAfter = time.Minute

// watch knows by when each run that is not over, or not delivered, should have been; zero: the operators were told.
type watch map[slot]time.Time

// open lists what is not over, or not delivered, with the key of the words that say so when it should be; empty: nothing
// is said, as only an alarm waits.
func (l *loop) open(waiting []store.Run, undelivered []store.Delivery) map[slot]string {
	open := map[slot]string{}
	for _, d := range undelivered {
		s := slot{d.Job, d.Due.UnixMilli()}
		if _, known := open[s]; !known {
			open[s] = ""
		}
		if !delivery.IsAlarm(d.Kind) {
			open[s] = "service.overdue.delivery"
		}
	}
	for _, run := range waiting {
		open[slotOf(run)] = "service.overdue.run"
	}
	if l.busy {
		open[l.making] = "service.overdue.run"
	}
	return open
}

// overdue tells the operators, once, of what was not done or delivered in time: its job's wait and time limit after the
// service heard of it, which is when it was due if the service ran then. It returns when the next would be overdue;
// zero: none.
func (l *loop) overdue(ctx context.Context, open map[slot]string, now time.Time) (next time.Time) {
	maps.DeleteFunc(l.watch, func(s slot, _ time.Time) bool { return open[s] == "" })
	maps.DeleteFunc(l.retries, func(s slot, _ time.Time) bool { _, still := open[s]; return !still })
	for s, key := range open {
		if key == "" {
			continue
		}
		deadline, known := l.watch[s]
		if job := l.job(s.job); !known && job != nil {
			deadline = now.Add(job.Wait + job.Timeout + overdueAfter)
			l.watch[s] = deadline
		}
		switch {
		case deadline.IsZero():
		case deadline.After(now):
			next = sooner(next, deadline)
		default:
			l.watch[s] = time.Time{}
			l.raise(ctx, delivery.Alarm{
				Kind: delivery.AlarmLate, Job: s.job, Due: time.UnixMilli(s.due).UTC(),
				Text: l.words.Text(key, "deadline", l.words.Moment(deadline)),
			})
		}
	}
	return next
}
