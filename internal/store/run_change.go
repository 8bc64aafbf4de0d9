package store

import (
	"context"
	"fmt"
	"time"
)

// PostponeRun lets a run that r.Owner began wait again, for the reason; the attempt does not count. ErrNotOurs where it
// is not r.Owner's any more.
func (s *Store) PostponeRun(ctx context.Context, r Run) error {
	n, err := s.changeRun(ctx, r, `UPDATE job_run SET state = 'planned', owner = '', attempt = attempt - 1, reason = ?
		WHERE job = ? AND due_at = ? AND owner = ? AND state = 'running'`, r.Reason, r.Job, r.Due.UnixMilli(), r.Owner)
	if err == nil && n == 0 {
		return fmt.Errorf("%s, due %s: %w", r.Job, r.Due.Format(time.RFC3339), ErrNotOurs)
	}
	return err
}

// SkipRun gives a run up that is planned, for the reason. It tells whether it was.
func (s *Store) SkipRun(ctx context.Context, r Run) (skipped bool, err error) {
	n, err := s.changeRun(ctx, r, `UPDATE job_run SET state = 'skipped', reason = ?, ended_at = ?
		WHERE job = ? AND due_at = ? AND state = 'planned'`, r.Reason, milliseconds(r.Ended), r.Job, r.Due.UnixMilli())
	return n == 1, err
}

// AdoptRuns makes the owner that of all runs that are over and of which something is still to be delivered. Only who
// knows that the others are gone may ask.
func (s *Store) AdoptRuns(ctx context.Context, owner string) error {
	_, err := s.writer.ExecContext(ctx, s.writer.Rebind(`UPDATE job_run SET owner = ? WHERE state IN ('done', 'failed')
		AND EXISTS (SELECT 1 FROM job_delivery AS d WHERE d.job = job_run.job AND d.due_at = job_run.due_at
		AND d.state IN ('pending', 'sending'))`), owner)
	if err != nil {
		return fmt.Errorf("take over the deliveries: %w", s.dialect.explain(err))
	}
	return nil
}
