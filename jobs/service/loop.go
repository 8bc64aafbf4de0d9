package service

import (
	"context"
	"fmt"
	"time"

	"nines/internal/store"
	"nines/jobs"
	"nines/jobs/ledger"
)

// slot is the key of a run in the ledger.
type slot struct {
	job string
	due int64 // milliseconds, as the ledger keeps it
}

func slotOf(r store.Run) slot { return slot{r.Job, r.Due.UnixMilli()} }

// loop is a service while it runs. Its fields belong to the goroutine of run; the one that works has its own.
type loop struct {
	*Service
	owner      string
	up         time.Time // since when it runs
	runner     *jobs.Runner
	generation int
	words      ledger.Words
	table      []*scheduled // the jobs, in the order of the configuration
	bells      *bells
	ready      bool // what others left is taken over
	taken      []store.Run
	busy       bool            // it makes or delivers
	making     slot            // what, where it is busy
	stop       <-chan struct{} // closed when the service is to end
	finished   chan outcome
	retries    map[slot]time.Time         // before when a run that waits is not tried again
	hung       map[string]<-chan struct{} // by job: closed when what didn't end in its time has ended after all
	watch      watch
	imports    *imports
	pruneAt    time.Time
	turns      []task // what is begun next, of what can be
}

func newLoop(s *Service, owner string) *loop {
	now := s.now()
	return &loop{
		Service: s, owner: owner, up: now, pruneAt: now.Add(pruneFirst), finished: make(chan outcome, 1), retries: map[slot]time.Time{},
		hung: map[string]<-chan struct{}{}, watch: watch{}, imports: &imports{}, turns: []task{taskRun, taskDeliver, taskPrune},
	}
}

// run looks at the ledger whenever a bell rings, a run is over or something was waited for long enough.
func (l *loop) run(ctx, work context.Context) {
	l.stop = ctx.Done()
	defer func() {
		if l.bells != nil {
			l.bells.takeDown()
		}
	}()
	l.options.Log.Info("the service begins", "owner", l.owner)
	for ctx.Err() == nil && work.Err() == nil {
		now := l.now()
		wake, err := l.pass(work, now)
		if err != nil && work.Err() == nil {
			l.options.Log.Error("the ledger cannot be kept; it is tried again", "error", err)
			wake = now.Add(l.options.Beat)
		}
		l.sleep(ctx, work, now, wake)
	}
	l.options.Log.Info("the service ends", "owner", l.owner, "running", l.busy)
	if l.busy { // it ends when its context does, at the latest when its time is over
		l.finish(<-l.finished)
	}
}

func (l *loop) sleep(ctx, work context.Context, now, wake time.Time) {
	timer := l.options.Clock.NewTimer(max(wake.Sub(l.options.Clock.Now()), time.Millisecond))
	defer timer.Stop()
	if l.idle != nil && !l.busy {
		l.idle(now, wake)
	}
	select {
	case <-ctx.Done():
	case <-work.Done():
	case <-l.rung:
	case <-timer.Chan():
	case o := <-l.finished:
		l.finish(o)
	}
}

// pass puts what is due into the ledger, begins what can be begun and tells when to look again at the latest.
func (l *loop) pass(ctx context.Context, now time.Time) (wake time.Time, err error) {
	if !l.ready {
		if err := l.takeOver(ctx, now); err != nil {
			return wake, fmt.Errorf("take over what others left: %w", err)
		}
	}
	if err := l.install(ctx, now); err != nil {
		return wake, err
	}
	for _, s := range l.table {
		if err := l.settle(ctx, s, now); err != nil {
			return wake, err
		}
	}
	waiting, err := l.waiting(ctx, now)
	if err != nil {
		return wake, err
	}
	l.ready = true
	undelivered, err := l.Store().Deliveries(ctx, store.DeliveryQuery{State: store.DeliveryPending})
	if err != nil {
		return wake, err
	}
	wake = now.Add(l.options.Beat)
	if !l.busy {
		wake = sooner(wake, l.next(ctx, waiting, undelivered, now))
	}
	return sooner(wake, l.overdue(ctx, l.open(waiting, undelivered), now)), nil
}

// Store is the ledger.
func (l *loop) Store() *store.Store {
	r, _ := l.current()
	return r.Store
}

// finish notes how the work ended.
func (l *loop) finish(o outcome) {
	l.busy = false
	delete(l.retries, slotOf(o.run))
	if !o.retry.IsZero() {
		l.retries[slotOf(o.run)] = o.retry
	}
	if o.hung != nil {
		l.hung[o.run.Job] = o.hung
	}
}

// hangs tells whether an earlier run of the job has still not come back.
func (l *loop) hangs(job string) bool {
	back, hung := l.hung[job]
	if !hung {
		return false
	}
	select {
	case <-back:
		delete(l.hung, job)
		return false
	default:
		return true
	}
}
