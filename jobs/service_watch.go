package jobs

import (
	"context"
	"time"

	"nines/internal/store"
)

// overdueAfter is what a run may take beyond its wait and its time limit, so that one that failed for it is told as that.
const overdueAfter = time.Minute

// watch knows by when each run that is not over, or not delivered, should have been; zero: the operators were told.
type watch map[slot]time.Time

// overdue tells the operators, once, of what was not done or delivered in time: its job's wait and time limit after it
// was due, or after the service heard of it. It returns when the next would be overdue; zero: none.
func (l *loop) overdue(ctx context.Context, waiting []store.Run, undelivered []store.Delivery, now time.Time) (next time.Time) {
	open := map[slot]string{} // the key of what to say
	for _, d := range undelivered {
		open[slot{d.Job, d.Due.UnixMilli()}] = "service.overdue.delivery"
	}
	for _, run := range waiting {
		open[slotOf(run)] = "service.overdue.run"
	}
	if l.busy {
		open[l.making] = "service.overdue.run"
	}
	for s := range l.watch {
		if _, still := open[s]; !still {
			delete(l.watch, s)
		}
	}
	for s, key := range open {
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
			l.raise(ctx, Alarm{
				Kind: AlarmLate, Job: s.job, Due: time.UnixMilli(s.due).UTC(),
				Text: l.words.words.Text(key, "deadline", l.words.moment(deadline)),
			})
		}
	}
	return next
}
