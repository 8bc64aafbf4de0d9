package service

import (
	"context"
	"errors"
	"time"

	"nines/internal/config"
	"nines/internal/store"
	"nines/jobs"
	"nines/jobs/delivery"
	"nines/jobs/ledger"
)

const (
	retryLate    = 5 * time.Minute // between two looks whether a late source has come
	retryStore   = time.Minute     // between two attempts of what failed as the store could not be reached
	mostAttempts = 3               // of a run during which the program ends
	noticeable   = 5 * time.Minute // a run begun later than this says why
)

// task says what is to be done about a run.
type task uint8

const (
	taskRun     task = iota // make it
	taskResume              // make it again: it was begun by a process that is gone
	taskDeliver             // try again what could not be delivered
	taskPrune               // delete what is too old to be kept
)

// outcome is how a task ended.
type outcome struct {
	run   store.Run
	retry time.Time       // when to go on; zero: it is over
	hung  <-chan struct{} // it did not end when its time was over: closed when it has; nil: it ended
}

// worker does one task, in a goroutine of its own.
type worker struct {
	*Service
	runner  *jobs.Runner
	words   ledger.Words
	imports *imports
	job     *config.Job // nil: the configuration has it no more
	run     store.Run
	owner   string
	fresh   time.Time       // an import that began before will not do
	stop    <-chan struct{} // closed when the service is to end
}

// start does a task in the background.
func (l *loop) start(ctx context.Context, run store.Run, what task) {
	w := &worker{
		Service: l.Service, runner: l.runner, words: l.words, imports: l.imports, job: l.job(run.Job), run: run,
		owner: l.owner, fresh: run.Due, stop: l.stop,
	}
	if retry := l.retries[slotOf(run)]; retry.After(w.fresh) {
		w.fresh = retry
	}
	l.busy, l.making = true, slotOf(run)
	finished := l.finished
	go func() { finished <- w.do(ctx, what) }()
}

func (w *worker) do(ctx context.Context, what task) outcome {
	switch what {
	case taskDeliver:
		return w.redeliver(ctx)
	case taskResume:
		return w.resume(ctx)
	case taskPrune:
		return w.prune(ctx)
	}
	now := w.now()
	w.run.Reason = w.whyLate(now)
	w.run.Owner, w.run.Started, w.run.Version = w.owner, now, jobs.Version()
	claimed, err := w.runner.Store.ClaimRun(ctx, w.run)
	if err != nil {
		w.warn(ctx, "it cannot be begun yet", "error", err)
		return outcome{run: w.run, retry: now.Add(w.options.Beat)}
	}
	if !claimed {
		w.options.Log.Info("another process has it", "run", w.words.Run(w.run))
		return outcome{run: w.run}
	}
	w.run.Attempt++
	w.info(ctx, "begun", "attempt", w.run.Attempt, "cause", w.run.Cause, "period", w.run.Period)
	return w.make(ctx)
}

// resume makes a run again during which its process ended.
func (w *worker) resume(ctx context.Context) outcome {
	w.warn(ctx, "taken over: its process ended before it was done", "attempt", w.run.Attempt)
	if w.job == nil {
		return w.fail(ctx, w.words.Text("service.failed.unconfigured"))
	}
	if w.run.Attempt > mostAttempts {
		return w.fail(ctx, w.words.Text("service.failed.attempts", "n", w.run.Attempt-1))
	}
	if w.run.Cause != store.CauseManual && w.run.Started.Sub(w.run.Due) > noticeable {
		w.run.Reason = w.words.Late("service.late.stopped", w.run.Due, w.run.Started)
	}
	return w.make(ctx)
}

// whyLate says why a run is begun late; empty: it is not. What somebody asked for says who.
func (w *worker) whyLate(now time.Time) string {
	switch {
	case w.run.Cause == store.CauseManual:
		return w.run.Reason
	case w.run.Cause == store.CauseCatchUp:
		return w.words.Late("service.late.stopped", w.run.Due, now)
	case now.Sub(w.run.Due) <= noticeable:
		return ""
	case w.run.Reason == w.words.Text("service.unreachable"):
		return w.words.Late("service.late.unreachable", w.run.Due, now)
	case w.run.Reason != "":
		return w.words.Late("service.late.waited", w.run.Due, now)
	}
	return w.words.Late("service.late.busy", w.run.Due, now)
}

// redeliver tries again to deliver what a run made.
func (w *worker) redeliver(ctx context.Context) outcome {
	o := outcome{run: w.run, retry: w.now().Add(retryStore)}
	runs, err := w.runner.Store.Runs(ctx, store.RunQuery{Job: w.run.Job, Due: w.run.Due})
	if err != nil {
		w.options.Log.Error("a delivery cannot be tried again yet", "run", w.words.Run(w.run), "error", err)
		return o
	}
	if len(runs) > 0 { // else an alarm outlived its run
		w.run = runs[0]
	}
	if w.run.State == store.RunPlanned {
		w.run.Owner = w.owner // it delivers itself when it is made; an alarm about it does not wait for that
	}
	r, _, hung := w.within(ctx, w.job.Timeout, func(ctx context.Context, w worker) result {
		return result{err: w.steps.redeliver(ctx, w.runner, w.run)}
	})
	if r.err != nil && ctx.Err() == nil {
		w.warn(ctx, "a delivery failed", "error", ledger.Shorten(r.err.Error(), ledger.LongestReason))
	}
	o.hung = hung
	return o
}

// make makes a run that is this process's, and keeps how it ended.
func (w *worker) make(ctx context.Context) outcome {
	r, late, hung := w.within(ctx, w.job.Timeout, func(ctx context.Context, w worker) result { return w.attempt(ctx) })
	o := w.keep(ctx, late, r)
	o.hung = hung
	return o
}

// keep keeps how an attempt ended; overdue: after its time limit.
func (w *worker) keep(ctx context.Context, overdue bool, r result) outcome {
	w.run.RunFacts, w.run.Revision = r.facts, r.revision
	if r.reason != "" {
		w.run.Reason = r.reason
	}
	var late *lateError
	switch {
	case r.err == nil:
		w.run.State, w.run.Ended = store.RunDone, w.now()
		w.end(ctx)
		w.info(ctx, "done", "revision", w.run.Revision, "took", w.run.Ended.Sub(w.run.Started).String())
		return outcome{run: w.run}
	case ctx.Err() != nil: // it stays as it is, for the next who leads
		w.options.Log.Warn("broken off", "run", w.words.Run(w.run))
		return outcome{run: w.run}
	case errors.As(r.err, &late):
		return w.postpone(ctx, late.reason, late.retry)
	case overdue:
		return w.fail(ctx, w.words.Text("service.failed.timeout", "timeout", ledger.Length(w.job.Timeout)))
	case store.Unreachable(r.err):
		w.warn(ctx, "the store could not be reached", "error", r.err)
		return w.postpone(ctx, w.words.Text("service.unreachable"), w.now().Add(retryStore))
	}
	return w.fail(ctx, ledger.Shorten(r.err.Error(), ledger.LongestReason))
}

// fail ends a run that failed, and tells the operators.
func (w *worker) fail(ctx context.Context, reason string) outcome {
	w.run.State, w.run.Reason, w.run.Ended = store.RunFailed, reason, w.now()
	w.end(ctx)
	w.error(ctx, "failed", "reason", reason)
	w.raise(ctx, delivery.Alarm{Kind: delivery.AlarmFailed, Job: w.run.Job, Due: w.run.Due, Text: reason})
	return outcome{run: w.run}
}

func (w *worker) postpone(ctx context.Context, reason string, retry time.Time) outcome {
	w.run.Reason = reason
	w.info(ctx, "it waits", "reason", reason, "until", w.words.Moment(retry))
	w.insist(ctx, func() error { return w.runner.Store.PostponeRun(ctx, w.run) })
	return outcome{run: w.run, retry: retry}
}

func (w *worker) end(ctx context.Context) {
	w.insist(ctx, func() error { return w.runner.Store.EndRun(ctx, w.run) })
}

// insist does something to the ledger until it is done, the run is another's, or the service ends: then the run stays
// unfinished and is taken over.
func (w *worker) insist(ctx context.Context, do func() error) {
	for {
		err := do()
		if err == nil || ctx.Err() != nil {
			return
		}
		w.options.Log.Error("the ledger cannot be kept", "run", w.words.Run(w.run), "error", err)
		if errors.Is(err, store.ErrNotOurs) {
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-w.stop:
			return
		case <-w.options.Clock.After(w.options.Beat):
		}
	}
}
