package service

import (
	"cmp"
	"context"
	"slices"
	"time"

	"nines/internal/config"
	"nines/internal/store"
	"nines/jobs"
	"nines/jobs/ledger"
)

// waiting lists the runs that wait to be made, the first due first, those of one instant by the order of the
// configuration. Those that are not to be made any more are skipped.
func (l *loop) waiting(ctx context.Context, now time.Time) ([]store.Run, error) {
	planned, err := l.Store().Runs(ctx, store.RunQuery{State: store.RunPlanned})
	if err != nil {
		return nil, err
	}
	latest := map[string]time.Time{} // by job: its latest scheduled run
	var keep []store.Run
	for _, run := range planned { // the latest first
		reason := l.outdated(run, latest[run.Job], now)
		if reason == "" {
			keep = append(keep, run)
			if run.Cause != store.CauseManual && latest[run.Job].IsZero() {
				latest[run.Job] = run.Due
			}
			continue
		}
		run.Reason, run.Ended = reason, now
		if _, err := l.Store().SkipRun(ctx, run); err != nil {
			return nil, err
		}
		delete(l.retries, slotOf(run))
		l.options.Log.Info("skipped", "run", l.words.Run(run), "reason", reason)
	}
	slices.SortStableFunc(keep, func(a, b store.Run) int {
		return cmp.Or(a.Due.Compare(b.Due), cmp.Compare(l.place(a.Job), l.place(b.Job)))
	})
	return keep, nil
}

// outdated says why a planned run is not to be made any more; empty: it is. latest is when a later run of its job that
// also waits was due; zero: there is none.
func (l *loop) outdated(run store.Run, latest, now time.Time) string {
	job := l.job(run.Job)
	switch {
	case job == nil:
		return l.words.Text("service.skipped.unconfigured")
	case run.Cause != store.CauseManual && !latest.IsZero() && job.CatchUp != config.CatchUpAll:
		return l.words.Text("service.skipped.latest", "other", l.words.Moment(latest))
	case !l.ready && now.Sub(run.Due) > job.Grace+job.Wait: // left by another process
		return l.words.Text("service.skipped.grace", "now", l.words.Moment(now), "grace", ledger.Length(job.Grace))
	}
	return ""
}

// next begins what can be begun: first what was taken over, then, in turn, a run that waits, a delivery that is to be
// tried again and the nightly pruning, so that many of one kind don't keep the others waiting for long. Where nothing
// can it tells when something may; zero: nothing waits for a time.
func (l *loop) next(ctx context.Context, waiting []store.Run, undelivered []store.Delivery, now time.Time) (wake time.Time) {
	for i, run := range l.taken {
		if !l.hangs(run.Job) {
			l.taken = slices.Delete(l.taken, i, i+1)
			l.start(ctx, run, taskResume)
			return wake
		}
	}
	for i, kind := range l.turns {
		var run store.Run
		var at time.Time
		switch kind {
		case taskRun:
			run, at = l.nextRun(waiting, now)
		case taskDeliver:
			run, at = l.nextDelivery(undelivered, now)
		case taskPrune:
			at = l.pruneAt
		}
		if at.IsZero() || at.After(now) {
			wake = sooner(wake, at)
			continue
		}
		if kind == taskPrune {
			l.pruneAt = pruneAfter(l.runner, now)
		}
		l.turns = append(slices.Delete(l.turns, i, i+1), kind)
		l.start(ctx, run, kind)
		return time.Time{}
	}
	return wake
}

// nextRun is the first run that can be begun now, and now; else when one may be, zero: nobody knows.
func (l *loop) nextRun(waiting []store.Run, now time.Time) (run store.Run, at time.Time) {
	for _, run := range waiting {
		retry := l.retries[slotOf(run)]
		switch {
		case retry.After(now):
			at = sooner(at, retry)
		case !l.hangs(run.Job):
			return run, now
		}
	}
	return store.Run{}, at
}

// nextDelivery is the run of which something has waited longest to be delivered, and since when; else when one may be,
// zero: nobody knows.
func (l *loop) nextDelivery(undelivered []store.Delivery, now time.Time) (run store.Run, at time.Time) {
	for _, d := range undelivered {
		of := store.Run{Job: d.Job, Due: d.Due}
		since := d.Next
		if retry := l.retries[slotOf(of)]; retry.After(since) {
			since = retry
		}
		if since.IsZero() {
			since = d.Changed
		}
		if !since.After(now) && (l.job(d.Job) == nil || l.hangs(d.Job)) {
			continue
		}
		if at.IsZero() || since.Before(at) {
			run, at = of, since
		}
	}
	return run, at
}

// sooner is the earlier of two instants, of which a zero one is none.
func sooner(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// place is where a job stands in the table; -1: it does not.
func (l *loop) place(job string) int {
	return slices.IndexFunc(l.table, func(s *scheduled) bool { return s.plan.Job.Name == job })
}

// job finds a job whose report can be made; nil: there is none of that name.
func (l *loop) job(name string) *config.Job {
	if i := l.place(name); i >= 0 {
		return l.table[i].plan.Job
	}
	return nil
}

func jobNames(r *jobs.Runner) []string {
	var names []string
	for _, j := range r.Config.Jobs {
		names = append(names, j.Name)
	}
	return names
}
