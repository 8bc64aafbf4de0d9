package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"
)

// Limits says what is too old to be kept. Zero instants: nothing is.
type Limits struct {
	Ledger  time.Time // runs due, and publications made, before it
	Archive time.Time // files published before it
	Samples time.Time // samples before it
	// Messages are what runs that were due before it have sent, of which nothing is to be delivered any more.
	Messages time.Time
}

// Pruned counts what was deleted.
type Pruned struct {
	Runs         int64 // with their logs and deliveries
	Publications int64
	Blocks       int64 // of samples
	Messages     int64
}

// pruning is one statement, and what it counts.
type pruning struct {
	statement string
	args      []any
	count     *int64 // nil: it goes with another
}

// Prune deletes what is too old, all of it or nothing; with dry it only counts. It keeps what is still needed: the latest
// scheduled run of each job, from which missed ones are counted; runs that are not over or still deliver; of each report
// and period the last publication, against which the next is set, until its files go too; and blocks of samples of which
// some are new enough.
func (s *Store) Prune(ctx context.Context, limits Limits, dry bool) (p Pruned, err error) {
	tx, err := s.begin(ctx, s.writer)
	if err != nil {
		return p, fmt.Errorf("delete what is too old: %w", err)
	}
	defer tx.Rollback() //nolint:errcheck // after a commit there is nothing to roll back
	for _, step := range p.steps(limits) {
		if err := step.run(ctx, tx); err != nil {
			return Pruned{}, fmt.Errorf("delete what is too old: %w", s.dialect.explain(err))
		}
	}
	if dry {
		return p, nil
	}
	return p, tx.Commit()
}

func (p pruning) run(ctx context.Context, tx *sqlx.Tx) error {
	done, err := tx.ExecContext(ctx, tx.Rebind(p.statement), p.args...)
	if err != nil || p.count == nil {
		return err
	}
	n, err := done.RowsAffected()
	*p.count += n
	return err
}

func (p *Pruned) steps(limits Limits) (steps []pruning) {
	if !limits.Ledger.IsZero() {
		steps = append(steps, p.runs(limits.Ledger.UnixMilli())...)
		steps = append(steps, publicationsBefore(limits.Ledger.UnixMilli(), `EXISTS (SELECT 1 FROM publication AS later
			WHERE later.report = p.report AND later.period = p.period
			AND (later.published_at > p.published_at OR later.published_at = p.published_at AND later.id > p.id))`, &p.Publications)...)
	}
	if !limits.Ledger.IsZero() && !limits.Archive.IsZero() {
		oldest := min(limits.Ledger.UnixMilli(), limits.Archive.UnixMilli())
		steps = append(steps, publicationsBefore(oldest, "1 = 1", &p.Publications)...)
	}
	if !limits.Messages.IsZero() {
		steps = append(steps, pruning{`DELETE FROM job_message WHERE due_at < ? AND NOT EXISTS (SELECT 1 FROM job_delivery AS d
			WHERE d.job = job_message.job AND d.due_at = job_message.due_at AND d.state IN ('pending', 'sending'))`,
			[]any{limits.Messages.UnixMilli()}, &p.Messages})
	}
	if !limits.Samples.IsZero() {
		ms := limits.Samples.UnixMilli()
		const idle = `DELETE FROM sample_series WHERE NOT EXISTS
			(SELECT 1 FROM sample_block AS b WHERE b.series = sample_series.id AND b.last_at >= ?)`
		steps = append(steps, pruning{idle, []any{ms}, nil},
			pruning{`DELETE FROM sample_block WHERE last_at < ?`, []any{ms}, &p.Blocks})
	}
	return steps
}

func (p *Pruned) runs(ms int64) []pruning {
	const orphan = ` WHERE due_at < ? AND NOT EXISTS (SELECT 1 FROM job_run AS r WHERE r.job = %[1]s.job AND r.due_at = %[1]s.due_at)`
	return []pruning{
		{`DELETE FROM job_run WHERE due_at < ? AND state IN ('done', 'failed', 'skipped')
			AND (cause = 'manual' OR EXISTS (SELECT 1 FROM job_run AS later WHERE later.job = job_run.job
				AND later.due_at > job_run.due_at AND later.cause <> 'manual'))
			AND NOT EXISTS (SELECT 1 FROM job_delivery AS d WHERE d.job = job_run.job AND d.due_at = job_run.due_at
				AND d.state IN ('pending', 'sending'))`, []any{ms}, &p.Runs},
		{`DELETE FROM job_run_event` + fmt.Sprintf(orphan, "job_run_event"), []any{ms}, nil},
		{`DELETE FROM job_delivery` + fmt.Sprintf(orphan, "job_delivery") + ` AND state NOT IN ('pending', 'sending')`, []any{ms}, nil},
	}
}

// publicationsBefore deletes the publications p, made before the instant, of which a condition holds, with their figures.
func publicationsBefore(ms int64, condition string, count *int64) []pruning {
	which := `(SELECT p.id FROM publication AS p WHERE p.published_at < ? AND ` + condition + `)`
	return []pruning{
		{`DELETE FROM published_figure WHERE publication IN ` + which, []any{ms}, nil},
		{`DELETE FROM publication WHERE id IN ` + which, []any{ms}, count},
	}
}

// PublishedBefore lists the files of the archive that were published before an instant, the oldest first.
func (s *Store) PublishedBefore(ctx context.Context, limit time.Time) ([]PublishedFile, error) {
	return s.selectFiles(ctx, `published_at < ? ORDER BY published_at, report, period, revision, name`, limit.UnixMilli())
}
