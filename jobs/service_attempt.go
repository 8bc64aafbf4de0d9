package jobs

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"nines/internal/config"
	"nines/internal/itsm"
	"nines/internal/store"
)

// steps are what a run consists of. Tests put others in their place.
type steps struct {
	load    func(ctx context.Context, r *Runner) ([]SourceResult, error)
	late    func(ctx context.Context, r *Runner, run store.Run, w wording) ([]string, error)
	report  func(ctx context.Context, r *Runner, run store.Run) (Made, error)
	deliver func(ctx context.Context, r *Runner, run store.Run, job *config.Job, made Made) error
}

func realSteps() steps {
	return steps{
		load: func(ctx context.Context, r *Runner) ([]SourceResult, error) { return r.Import(ctx) },
		late: func(ctx context.Context, r *Runner, run store.Run, w wording) ([]string, error) {
			return r.late(ctx, run, w)
		},
		report:  func(ctx context.Context, r *Runner, run store.Run) (Made, error) { return r.makeRun(ctx, run) },
		deliver: func(context.Context, *Runner, store.Run, *config.Job, Made) error { return nil },
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

// attempt imports, makes the report and delivers it. A panic ends the attempt only.
func (w worker) attempt(ctx context.Context) (r result) {
	defer func() {
		if p := recover(); p != nil {
			w.options.Log.Error("panic", "run", w.words.id(w.run), "value", p, "stack", string(debug.Stack()))
			r.err = errors.New(w.words.words.Text("service.failed.panic"))
		}
	}()
	if r.err = w.load(ctx, &r); r.err != nil {
		return r
	}
	if r.err = w.wait(ctx, &r); r.err != nil {
		return r
	}
	made, err := w.steps.report(ctx, w.runner, w.run)
	if r.err = err; err != nil {
		return r
	}
	r.facts.Files = made.Files
	if made.Document != nil {
		r.revision = made.Document.Revision
	}
	w.info(ctx, "the report is made", "files", len(made.Files), "revision", r.revision)
	if r.err = ctx.Err(); r.err != nil { // its time is over, though it did not hear
		return r
	}
	if r.reason != "" {
		w.run.Reason = r.reason
	}
	w.run.RunFacts, w.run.Revision = r.facts, r.revision
	r.err = w.steps.deliver(ctx, w.runner, w.run, w.job, made)
	return r
}

// load imports all sources, once for all runs that are due at an instant.
func (w worker) load(ctx context.Context, r *result) error {
	results, shared, err := w.imports.since(w.fresh, w.now(), func() ([]SourceResult, error) { return w.steps.load(ctx, w.runner) })
	if err != nil {
		return fmt.Errorf("import: %w", err)
	}
	for _, s := range results {
		rows := store.RunRows{
			Source: s.Source, Read: s.Counts.Read, Stored: s.Counts.Stored, Replaced: s.Counts.Replaced,
			Unchanged: s.Counts.Unchanged, Rejected: s.Counts.Rejected, Skipped: s.Counts.Skipped,
		}
		if s.Err != nil {
			rows.Failure = cutText(s.Err.Error(), longestReason)
			w.warn(ctx, "the import failed", "source", s.Source, "error", rows.Failure)
		}
		r.facts.Rows = append(r.facts.Rows, rows)
	}
	w.info(ctx, "imported", "sources", len(results), "shared", shared)
	return ctx.Err()
}

// wait has a run that the clock began wait while sources are late, as long as its job says.
func (w worker) wait(ctx context.Context, r *result) error {
	if w.job.Wait == 0 || w.run.Cause == store.CauseManual {
		return nil
	}
	late, err := w.steps.late(ctx, w.runner, w.run, w.words)
	if err != nil || len(late) == 0 {
		return err
	}
	now, deadline := w.now(), w.run.Due.Add(w.job.Wait)
	told := []any{"sources", strings.Join(late, "; "), "until", w.words.moment(deadline)}
	if now.Before(deadline) {
		retry := now.Add(retryLate)
		if retry.After(deadline) {
			retry = deadline
		}
		return &lateError{reason: w.words.words.Text("service.waits", told...), retry: retry}
	}
	r.reason = strings.TrimSpace(w.run.Reason + " " + w.words.words.Text("service.without", told...))
	return nil
}

// late lists the sources, in words, whose newest data do not cover the run's period: the run waits for them.
func (r *Runner) late(ctx context.Context, run store.Run, w wording) (late []string, err error) {
	p, err := r.plan(run.Job)
	if err != nil {
		return nil, err
	}
	until := run.Due
	if end := r.usualPeriod(p.report, run.Due).To; end.Before(until) {
		until = end
	}
	snapshot, err := r.Store.Snapshot(ctx, run.Due)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, snapshot.Close()) }()
	states, err := snapshot.Sources(ctx)
	if err != nil {
		return nil, err
	}
	known := make(map[string]itsm.SourceState, len(states))
	for _, s := range states {
		known[s.Source] = s
	}
	for _, source := range r.Config.Sources {
		s := known[source.Name]
		told := []any{"source", source.Name, "newest", w.moment(s.Newest)}
		switch {
		case s.Failed != "":
			late = append(late, w.words.Text("service.source.failed", told...))
		case s.ImportedAt.IsZero():
			late = append(late, w.words.Text("service.source.never", told...))
		case source.MaxAge > 0 && s.Newest.Add(source.MaxAge).Before(until):
			late = append(late, w.words.Text("service.source.old", told...))
		}
	}
	return late, nil
}

// makeRun makes and writes the report of a run, as of the instant at which it was due.
func (r *Runner) makeRun(ctx context.Context, run store.Run) (Made, error) {
	p, err := r.plan(run.Job)
	if err != nil {
		return Made{}, err
	}
	defer collectSeldom()()
	period := r.usualPeriod(p.report, run.Due)
	made, err := r.one(ctx, p, period, run.Due, r.now(), ReportRequest{Out: r.Config.Output})
	if err != nil {
		return made, fmt.Errorf("report %s for %s: %w", p.report.Name, period.Name, err)
	}
	return made, nil
}

// imports remembers the last import, which serves all runs that were due when it began.
type imports struct {
	mu      sync.Mutex
	began   time.Time
	results []SourceResult
}

// since is the last import where it began at the instant fresh or later, which is then shared, else a new one.
func (i *imports) since(fresh, now time.Time, load func() ([]SourceResult, error)) (results []SourceResult, shared bool, err error) {
	i.mu.Lock()
	began, last := i.began, i.results
	i.mu.Unlock()
	if !began.IsZero() && !began.Before(fresh) {
		return last, true, nil
	}
	if results, err = load(); err != nil {
		return nil, false, err
	}
	i.mu.Lock()
	defer i.mu.Unlock()
	i.began, i.results = now, results
	return results, false, nil
}
