package service

import (
	"context"
	"fmt"
	"sync"
	"time"

	"nines/jobs"
	"nines/jobs/ledger"
)

// load imports all sources, once for all runs that are due at an instant.
func (w worker) load(ctx context.Context, r *result) error {
	results, shared, err := w.imports.since(w.fresh, w.now(), func() ([]jobs.SourceResult, error) { return w.steps.load(ctx, w.runner) })
	if err != nil {
		return fmt.Errorf("import: %w", err)
	}
	r.facts.Rows = ledger.RunRows(results)
	for _, rows := range r.facts.Rows {
		if rows.Failure != "" {
			w.warn(ctx, "the import failed", "source", rows.Source, "error", rows.Failure)
		}
	}
	w.info(ctx, "imported", "sources", len(results), "shared", shared)
	return ctx.Err()
}

// imports remembers the last import, which serves all runs that were due when it began.
type imports struct {
	mu      sync.Mutex
	began   time.Time
	results []jobs.SourceResult
}

// since is the last import where it began at the instant fresh or later, which is then shared, else a new one.
func (i *imports) since(fresh, now time.Time, load func() ([]jobs.SourceResult, error)) (results []jobs.SourceResult, shared bool, err error) {
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
