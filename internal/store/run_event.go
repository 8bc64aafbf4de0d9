package store

import (
	"context"
	"fmt"
	"time"
)

// RunEvent is one line of a run's log.
type RunEvent struct {
	At      time.Time
	Level   string // info, warning or error
	Message string
}

// AddRunEvent adds a line to the log of a run.
func (s *Store) AddRunEvent(ctx context.Context, job string, due time.Time, e RunEvent) error {
	_, err := s.writer.ExecContext(ctx, s.writer.Rebind(`INSERT INTO job_run_event (job, due_at, position, at, level, message)
		SELECT ?, ?, coalesce(max(position), 0) + 1, ?, ?, ? FROM job_run_event WHERE job = ? AND due_at = ?`),
		job, due.UnixMilli(), e.At.UnixMilli(), e.Level, e.Message, job, due.UnixMilli())
	if err != nil {
		return fmt.Errorf("keep the log of %s: %w", job, s.dialect.explain(err))
	}
	return nil
}

// RunEvents is the log of a run, in the order in which it was written.
func (s *Store) RunEvents(ctx context.Context, job string, due time.Time) ([]RunEvent, error) {
	var rows []struct {
		At             int64
		Level, Message string
	}
	err := s.reader.SelectContext(ctx, &rows, s.reader.Rebind(`SELECT at, level, message FROM job_run_event
		WHERE job = ? AND due_at = ? ORDER BY position`), job, due.UnixMilli())
	if err != nil {
		return nil, fmt.Errorf("read the log of %s: %w", job, s.dialect.explain(err))
	}
	events := make([]RunEvent, len(rows))
	for i, row := range rows {
		events[i] = RunEvent{At: time.UnixMilli(row.At).UTC(), Level: row.Level, Message: row.Message}
	}
	return events, nil
}
