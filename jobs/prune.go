package jobs

import (
	"context"
	"errors"
	"fmt"
	"time"

	"nines/internal/store"
	"nines/jobs/archive"
)

// Pruned is what was too old to be kept any longer.
type Pruned struct {
	store.Pruned
	Files []store.PublishedFile // of the archive
	Bytes int64                 // of these
}

// Nothing tells whether nothing was too old.
func (p *Pruned) Nothing() bool { return p.Pruned == store.Pruned{} && len(p.Files) == 0 }

// Prune deletes what is older than the configuration's retention; with dry it only tells what that would be. A file
// goes before its line in the list of the archive, so that none is forgotten when this is interrupted.
func (r *Runner) Prune(ctx context.Context, dry bool) (*Pruned, error) {
	now, keep := r.Now(), r.Config.Retention
	before := func(limit time.Duration) time.Time {
		if limit == 0 {
			return time.Time{}
		}
		return now.Add(-limit)
	}
	limits := store.Limits{
		Ledger: before(keep.Ledger), Archive: before(keep.Archive), Samples: before(keep.Samples), Messages: now.Add(-sentAfter),
	}
	pruned := &Pruned{}
	if !limits.Archive.IsZero() {
		if err := r.pruneArchive(ctx, limits.Archive, dry, pruned); err != nil {
			return nil, err
		}
	}
	var err error
	if pruned.Pruned, err = r.Store.Prune(ctx, limits, dry); err != nil || dry {
		return pruned, err
	}
	return pruned, r.pruneOutbox(ctx, limits.Messages)
}

// sentAfter is how long after it was due what a run sends is kept where nothing of it is to be delivered: a process that
// ends while it plans its deliveries leaves some.
const sentAfter = 24 * time.Hour

// pruneOutbox deletes the files that nobody sends any more.
func (r *Runner) pruneOutbox(ctx context.Context, limit time.Time) error {
	outbox := archive.OutboxBelow(r.Config.Output)
	parcels, err := outbox.Parcels()
	if err != nil {
		return fmt.Errorf("look into the outbox: %w", err)
	}
	for _, p := range parcels {
		sends, err := r.Store.Sends(ctx, p.Job, p.Due)
		if err != nil {
			return err
		}
		if sends || !p.Since.Before(limit) {
			continue
		}
		if err := outbox.Remove(p.Job, p.Due); err != nil {
			return err
		}
	}
	return nil
}

// pruneArchive deletes the files published before the limit. One that cannot be deleted stays listed, and the others go.
func (r *Runner) pruneArchive(ctx context.Context, limit time.Time, dry bool, pruned *Pruned) error {
	files, err := r.Store.PublishedBefore(ctx, limit)
	if err != nil {
		return err
	}
	var failed []error
	for _, f := range files {
		if !dry {
			if err := r.drop(ctx, f); err != nil {
				failed = append(failed, err)
				continue
			}
		}
		pruned.Files = append(pruned.Files, f)
		pruned.Bytes += f.Size
	}
	return errors.Join(failed...)
}

// drop deletes a file of the archive, and then its line in the list.
func (r *Runner) drop(ctx context.Context, f store.PublishedFile) error {
	if err := r.Archive().Remove(f); err != nil {
		return err
	}
	return r.Store.DropPublishedFile(ctx, f)
}
