package service

import (
	"context"
	"errors"
	"strings"

	"nines/internal/itsm"
	"nines/internal/store"
	"nines/jobs"
	"nines/jobs/ledger"
)

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
	told := []any{"sources", strings.Join(late, "; "), "until", w.words.Moment(deadline)}
	if now.Before(deadline) {
		retry := now.Add(retryLate)
		if retry.After(deadline) {
			retry = deadline
		}
		return &lateError{reason: w.words.Text("service.waits", told...), retry: retry}
	}
	r.reason = strings.TrimSpace(w.run.Reason + " " + w.words.Text("service.without", told...))
	return nil
}

// lateSources lists the sources, in words, whose newest data do not cover the run's period: the run waits for them.
func lateSources(ctx context.Context, r *jobs.Runner, run store.Run, w ledger.Words) (late []string, err error) {
	p, err := r.Plan(run.Job)
	if err != nil {
		return nil, err
	}
	until := run.Due
	if end := r.UsualPeriod(p.Report, run.Due).To; end.Before(until) {
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
		told := []any{"source", source.Name, "newest", w.Moment(s.Newest)}
		switch {
		case s.Failed != "":
			late = append(late, w.Text("service.source.failed", told...))
		case s.ImportedAt.IsZero():
			late = append(late, w.Text("service.source.never", told...))
		case source.MaxAge > 0 && s.Newest.Add(source.MaxAge).Before(until):
			late = append(late, w.Text("service.source.old", told...))
		}
	}
	return late, nil
}
