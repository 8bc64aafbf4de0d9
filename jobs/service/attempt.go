package service

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"nines/internal/config"
	"nines/internal/store"
	"nines/jobs"
	"nines/jobs/delivery"
	"nines/jobs/ledger"
)

// steps are what a run consists of. Tests put others in their place.
type steps struct {
	load    func(ctx context.Context, r *jobs.Runner) ([]jobs.SourceResult, error)
	late    func(ctx context.Context, r *jobs.Runner, run store.Run, w ledger.Words) ([]string, error)
	report  func(ctx context.Context, r *jobs.Runner, run store.Run, left func(services []string)) (jobs.Made, error)
	deliver func(ctx context.Context, r *jobs.Runner, run store.Run, job *config.Job, made jobs.Made) error
	// redeliver tries again what could not be delivered of a run that is over.
	redeliver func(ctx context.Context, r *jobs.Runner, run store.Run) error
	prune     func(ctx context.Context, s *Service, r *jobs.Runner) error
}

func realSteps(log *slog.Logger) steps {
	courier := func(r *jobs.Runner) delivery.Courier { return delivery.Courier{Runner: r, Log: log} }
	return steps{
		load:   func(ctx context.Context, r *jobs.Runner) ([]jobs.SourceResult, error) { return r.Import(ctx) },
		late:   lateSources,
		report: makeRun,
		deliver: func(ctx context.Context, r *jobs.Runner, run store.Run, job *config.Job, made jobs.Made) error {
			return courier(r).Deliver(ctx, run, job, made)
		},
		redeliver: func(ctx context.Context, r *jobs.Runner, run store.Run) error { return courier(r).Redeliver(ctx, run) },
		prune:     func(ctx context.Context, s *Service, r *jobs.Runner) error { return s.pruneNow(ctx, r) },
	}
}

// result is what an attempt at a run came to.
type result struct {
	facts    store.RunFacts
	revision int
	reason   string // what the run says beside its state; empty: what it said before
	err      error
}

// lateError says that sources are late, so that the run waits.
type lateError struct {
	reason string
	retry  time.Time
}

func (e *lateError) Error() string { return e.reason }

// attempt imports, makes the report and delivers it.
func (w worker) attempt(ctx context.Context) (r result) {
	if r.err = w.load(ctx, &r); r.err != nil {
		return r
	}
	if r.err = w.wait(ctx, &r); r.err != nil {
		return r
	}
	for _, warning := range w.runner.CommentaryWarnings() {
		w.warn(ctx, warning)
	}
	made, err := w.steps.report(ctx, w.runner, w.run, func(services []string) {
		w.warn(ctx, "services without a pack", "services", strings.Join(services, ", "))
	})
	if r.err = err; err != nil {
		return r
	}
	r.facts.Files = made.Files
	r.revision = made.Revision()
	w.info(ctx, "the report is made", "files", len(made.Files), "revision", r.revision)
	if made.Replaced > 0 {
		w.warn(ctx, "the PDF shows □ for characters that its fonts lack: branding.fallback_font names one that has them", "characters", made.Replaced)
	}
	if r.err = ctx.Err(); r.err != nil { // its time is over, though it did not hear
		return r
	}
	if r.reason != "" {
		w.run.Reason = r.reason
	}
	w.run.RunFacts, w.run.Revision = r.facts, r.revision
	r.err = errors.Join(w.steps.deliver(ctx, w.runner, w.run, w.job, made), made.FailedPacks())
	return r
}

// makeRun makes and writes the report of a run, as of the instant at which it was due.
func makeRun(ctx context.Context, r *jobs.Runner, run store.Run, left func(services []string)) (jobs.Made, error) {
	p, err := r.Plan(run.Job)
	if err != nil {
		return jobs.Made{}, err
	}
	period := r.UsualPeriod(p.Report, run.Due)
	made, err := r.Make(ctx, jobs.Order{Plan: p, AsOf: run.Due, Now: r.Now(), Out: r.Config.Output, Left: left}, period)
	if err != nil {
		return made, fmt.Errorf("report %s for %s: %w", p.Report.Name, period.Name, err)
	}
	return made, nil
}
