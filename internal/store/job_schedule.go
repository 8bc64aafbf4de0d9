package store

import (
	"context"
	"fmt"
	"time"
)

// JobSchedule tells since when a job is known under a schedule.
type JobSchedule struct {
	Job        string
	Expression string // cron
	Zone       string // its IANA name
	Since      time.Time
}

// JobSchedules lists the jobs that are known, by name.
func (s *Store) JobSchedules(ctx context.Context) ([]JobSchedule, error) {
	var rows []struct {
		Job, Expression, Zone string
		SinceAt               int64 `db:"since_at"`
	}
	err := s.reader.SelectContext(ctx, &rows, `SELECT job, expression, zone, since_at FROM job_schedule ORDER BY job`)
	if err != nil {
		return nil, fmt.Errorf("read the schedules: %w", s.dialect.explain(err))
	}
	known := make([]JobSchedule, len(rows))
	for i, row := range rows {
		known[i] = JobSchedule{Job: row.Job, Expression: row.Expression, Zone: row.Zone, Since: time.UnixMilli(row.SinceAt).UTC()}
	}
	return known, nil
}

// SaveJobSchedules keeps these as all the jobs that there are: one that is not among them is forgotten.
func (s *Store) SaveJobSchedules(ctx context.Context, all []JobSchedule) error {
	tx, err := s.begin(ctx, s.writer)
	if err != nil {
		return fmt.Errorf("keep the schedules: %w", err)
	}
	defer tx.Rollback() //nolint:errcheck // after a commit there is nothing to roll back
	if _, err := tx.ExecContext(ctx, `DELETE FROM job_schedule`); err != nil {
		return fmt.Errorf("keep the schedules: %w", s.dialect.explain(err))
	}
	for _, j := range all {
		_, err := tx.ExecContext(ctx, tx.Rebind(`INSERT INTO job_schedule (job, expression, zone, since_at) VALUES (?, ?, ?, ?)`),
			j.Job, j.Expression, j.Zone, j.Since.UnixMilli())
		if err != nil {
			return fmt.Errorf("keep the schedule of %s: %w", j.Job, s.dialect.explain(err))
		}
	}
	return tx.Commit()
}
