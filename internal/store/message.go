package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// PlanDeliveries keeps deliveries of one run that are to be made, at least one, and under a name what they send: it is
// there until nothing of the run is to be delivered any more. A delivery that is known stays as it is; a message that is
// known is replaced.
func (s *Store) PlanDeliveries(ctx context.Context, name string, message []byte, list ...Delivery) error {
	job := list[0].Job
	tx, err := s.begin(ctx, s.writer)
	if err != nil {
		return fmt.Errorf("keep what %s sends: %w", job, s.dialect.explain(err))
	}
	defer tx.Rollback() //nolint:errcheck // after a commit there is nothing to roll back
	_, err = tx.ExecContext(ctx, tx.Rebind(`INSERT INTO job_message (job, due_at, name, content) VALUES (?, ?, ?, ?)
		ON CONFLICT (job, due_at, name) DO UPDATE SET content = excluded.content`), job, list[0].Due.UnixMilli(), name, string(message))
	for i := 0; i < len(list) && err == nil; i++ {
		d := list[i]
		_, err = tx.ExecContext(ctx, tx.Rebind(`INSERT INTO job_delivery
			(job, due_at, kind, target, state, message_id, attempts, next_at, changed_at, detail)
			VALUES (?, ?, ?, ?, 'pending', ?, 0, ?, ?, '') ON CONFLICT (job, due_at, kind, target) DO NOTHING`),
			d.Job, d.Due.UnixMilli(), d.Kind, d.Target, d.MessageID, milliseconds(d.Next), d.Changed.UnixMilli())
	}
	if err == nil {
		err = tx.Commit()
	}
	if err != nil {
		return fmt.Errorf("keep what %s sends: %w", job, s.dialect.explain(err))
	}
	return nil
}

// Message is what a run sends under a name; nil: nothing is kept.
func (s *Store) Message(ctx context.Context, job string, due time.Time, name string) ([]byte, error) {
	var content string
	err := s.reader.GetContext(ctx, &content, s.reader.Rebind(`SELECT content FROM job_message WHERE job = ? AND due_at = ? AND name = ?`),
		job, due.UnixMilli(), name)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read what %s sends: %w", job, s.dialect.explain(err))
	}
	return []byte(content), nil
}

// Sends tells whether something is kept that a run sends.
func (s *Store) Sends(ctx context.Context, job string, due time.Time) (bool, error) {
	var n int
	err := s.reader.GetContext(ctx, &n, s.reader.Rebind(`SELECT count(*) FROM job_message WHERE job = ? AND due_at = ?`), job, due.UnixMilli())
	if err != nil {
		return false, fmt.Errorf("read what %s sends: %w", job, s.dialect.explain(err))
	}
	return n > 0, nil
}

// RemoveMessages removes what a run sends where nothing of it is to be delivered any more, and tells whether there was
// something.
func (s *Store) RemoveMessages(ctx context.Context, job string, due time.Time) (removed bool, err error) {
	done, err := s.writer.ExecContext(ctx, s.writer.Rebind(`DELETE FROM job_message WHERE job = ? AND due_at = ?
		AND NOT EXISTS (SELECT 1 FROM job_delivery AS d WHERE d.job = job_message.job AND d.due_at = job_message.due_at
		AND d.state IN ('pending', 'sending'))`), job, due.UnixMilli())
	if err != nil {
		return false, fmt.Errorf("remove what %s sent: %w", job, s.dialect.explain(err))
	}
	n, err := done.RowsAffected()
	return n > 0, err
}

// BeginNotice marks a pending delivery as being sent, as BeginDelivery does, whoever has its run: a word to the
// operators about a run is not the run's.
func (s *Store) BeginNotice(ctx context.Context, d Delivery) (begun bool, err error) {
	n, err := s.changeDelivery(ctx, d, `UPDATE job_delivery SET state = 'sending', attempts = attempts + 1, changed_at = ?, next_at = NULL
		WHERE job = ? AND due_at = ? AND kind = ? AND target = ? AND state = 'pending'`,
		d.Changed.UnixMilli(), d.Job, d.Due.UnixMilli(), d.Kind, d.Target)
	return n == 1, err
}

// CountNotices is how many deliveries of kinds that begin with a prefix were begun at the instant or later.
func (s *Store) CountNotices(ctx context.Context, prefix string, since time.Time) (n int, err error) {
	err = s.reader.GetContext(ctx, &n, s.reader.Rebind(`SELECT count(*) FROM job_delivery
		WHERE substr(kind, 1, ?) = ? AND changed_at >= ? AND attempts > 0`), len(prefix), prefix, since.UnixMilli())
	if err != nil {
		return 0, fmt.Errorf("count the deliveries: %w", s.dialect.explain(err))
	}
	return n, nil
}
