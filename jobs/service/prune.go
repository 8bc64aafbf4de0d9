package service

import (
	"context"
	"time"

	"nines/internal/schedule"
	"nines/jobs"
	"nines/jobs/ledger"
)

const (
	pruneSchedule = "30 3 * * *" // when few are at work
	pruneFirst    = time.Hour    // after the start, for a machine that is off at night
	pruneTimeout  = time.Hour
)

// pruneAfter is when to prune next after an instant at which it was done.
func pruneAfter(r *jobs.Runner, now time.Time) time.Time {
	nightly, err := schedule.Parse(pruneSchedule, r.Config.Timezone)
	if err != nil { // it is a constant
		return now.Add(24 * time.Hour)
	}
	return nightly.Next(now)
}

// prune deletes what is older than the configuration's retention.
func (w *worker) prune(ctx context.Context) outcome {
	r, late, _ := w.within(ctx, pruneTimeout, func(ctx context.Context, w worker) result {
		return result{err: w.steps.prune(ctx, w.Service, w.runner)}
	})
	switch {
	case ctx.Err() != nil:
	case late:
		w.options.Log.Error("what is too old could not be deleted in time", "limit", ledger.Length(pruneTimeout))
	case r.err != nil:
		w.options.Log.Error("what is too old could not be deleted", "error", r.err)
	}
	return outcome{run: w.run}
}

// pruneNow deletes what is too old, and logs what that was.
func (s *Service) pruneNow(ctx context.Context, r *jobs.Runner) error {
	p, err := r.Prune(ctx, false)
	if err == nil && !p.Nothing() {
		s.options.Log.Info("deleted what is older than the retention", "files", len(p.Files), "bytes", p.Bytes, "rows", p.Pruned)
	}
	return err
}
