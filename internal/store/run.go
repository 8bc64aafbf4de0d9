package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// RunState is how far a run has got.
type RunState string

// The states of a run. A planned one is due and waits; a skipped one will not be made up for.
const (
	RunPlanned RunState = "planned"
	RunRunning RunState = "running"
	RunDone    RunState = "done"
	RunFailed  RunState = "failed"
	RunSkipped RunState = "skipped"
)

// RunCause says why a job runs.
type RunCause string

// The causes of a run.
const (
	CauseSchedule RunCause = "schedule" // the clock
	CauseCatchUp  RunCause = "catch_up" // it was due while nobody ran
	CauseManual   RunCause = "manual"   // somebody asked for it
)

// Run is a job at an instant at which it was due. Job and Due are its key: whoever claims it first makes it, and
// nobody again.
type Run struct {
	Job      string
	Due      time.Time // of a run by hand: when it was asked for
	Cause    RunCause
	Report   string
	Period   string // its name, "2026-10"; empty: not told yet
	State    RunState
	Reason   string    // why it waits, was late, failed or was skipped; empty: nothing to tell
	Owner    string    // the process that has it
	Attempt  int       // how often it was begun
	Started  time.Time // of the last attempt; zero: it was not begun
	Ended    time.Time // zero: it is not over
	Revision int       // of the report; 0: none was made
	Version  string    // of the program
	RunFacts
}

// RunFacts is what a run tells beside its state.
type RunFacts struct {
	Rows  []RunRows `json:"rows,omitempty"`  // what its import counted, by source
	Files []string  `json:"files,omitempty"` // that it wrote
}

// RunRows are the rows of one source that a run imported.
type RunRows struct {
	Source    string `json:"source"`
	Read      int    `json:"read"`
	Stored    int    `json:"stored"`
	Replaced  int    `json:"replaced"`
	Unchanged int    `json:"unchanged"`
	Rejected  int    `json:"rejected"`
	Skipped   int    `json:"skipped"`
	Failure   string `json:"failure,omitempty"`
}

// ErrNotOurs says that another process has taken a run over, or ended it: what this one did for it does not count.
var ErrNotOurs = errors.New("another process has this run")

// PlanRun keeps a run that is due and waits, or is skipped, as its state says. It tells whether there was none of this
// job and instant; an existing one stays as it is.
func (s *Store) PlanRun(ctx context.Context, r Run) (planned bool, err error) {
	n, err := s.changeRun(ctx, r, `INSERT INTO job_run
		(job, due_at, cause, report, period, state, reason, owner, attempt, started_at, ended_at, revision, version, facts)
		VALUES (?, ?, ?, ?, ?, ?, ?, '', 0, NULL, ?, 0, ?, '{}') ON CONFLICT (job, due_at) DO NOTHING`,
		r.Job, r.Due.UnixMilli(), r.Cause, r.Report, r.Period, r.State, r.Reason, milliseconds(r.Ended), r.Version)
	return n == 1, err
}

// ClaimRun begins a run for the process that r.Owner names: one that nobody has heard of, or that is planned. It tells
// whether the run is the caller's to make; of many that ask at once it is that of one.
func (s *Store) ClaimRun(ctx context.Context, r Run) (claimed bool, err error) {
	n, err := s.changeRun(ctx, r, `INSERT INTO job_run
		(job, due_at, cause, report, period, state, reason, owner, attempt, started_at, ended_at, revision, version, facts)
		VALUES (?, ?, ?, ?, ?, 'running', ?, ?, 1, ?, NULL, 0, ?, '{}')
		ON CONFLICT (job, due_at) DO UPDATE SET state = 'running', owner = excluded.owner, attempt = job_run.attempt + 1,
		started_at = excluded.started_at, reason = excluded.reason, version = excluded.version WHERE job_run.state = 'planned'`,
		r.Job, r.Due.UnixMilli(), r.Cause, r.Report, r.Period, r.Reason, r.Owner, r.Started.UnixMilli(), r.Version)
	return n == 1, err
}

// EndRun keeps how a run ended: r.State is done or failed. ErrNotOurs where it is not r.Owner's any more.
func (s *Store) EndRun(ctx context.Context, r Run) error {
	facts, err := json.Marshal(r.RunFacts)
	if err != nil {
		return err
	}
	n, err := s.changeRun(ctx, r, `UPDATE job_run SET state = ?, reason = ?, period = ?, ended_at = ?, revision = ?, facts = ?
		WHERE job = ? AND due_at = ? AND owner = ? AND state = 'running'`,
		r.State, r.Reason, r.Period, milliseconds(r.Ended), r.Revision, string(facts), r.Job, r.Due.UnixMilli(), r.Owner)
	if err == nil && n == 0 {
		return fmt.Errorf("%s, due %s: %w", r.Job, r.Due.Format(time.RFC3339), ErrNotOurs)
	}
	return err
}

// TakeOverRuns gives the runs that other processes began and did not end to the owner, and returns them, the oldest
// first. Only who knows that the others are gone may ask.
func (s *Store) TakeOverRuns(ctx context.Context, owner string, now time.Time) ([]Run, error) {
	left, err := s.selectRuns(ctx, "state = 'running' AND owner <> ? ORDER BY due_at, job", owner)
	if err != nil {
		return nil, err
	}
	var taken []Run
	for _, r := range left {
		n, err := s.changeRun(ctx, r, `UPDATE job_run SET owner = ?, attempt = attempt + 1, started_at = ?
			WHERE job = ? AND due_at = ? AND owner = ? AND state = 'running'`,
			owner, now.UnixMilli(), r.Job, r.Due.UnixMilli(), r.Owner)
		if err != nil {
			return taken, err
		}
		if n == 1 {
			r.Owner, r.Started = owner, now
			r.Attempt++
			taken = append(taken, r)
		}
	}
	return taken, nil
}

// RunQuery says which runs to read. Empty: any.
type RunQuery struct {
	Job   string
	Due   time.Time
	State RunState
	Limit int // 0: all
}

// Runs lists runs, the latest due first, those of one instant by job.
func (s *Store) Runs(ctx context.Context, q RunQuery) ([]Run, error) {
	where, args := ledgerQuery{q.Job, q.Due, string(q.State), q.Limit}.sql("job")
	return s.selectRuns(ctx, where, args...)
}

// LastDue is the latest instant of which a scheduled run of the job is known; zero: none.
func (s *Store) LastDue(ctx context.Context, job string) (time.Time, error) {
	var last sql.NullInt64
	err := s.reader.GetContext(ctx, &last, s.reader.Rebind(`SELECT max(due_at) FROM job_run WHERE job = ? AND cause <> 'manual'`), job)
	if err != nil {
		return time.Time{}, fmt.Errorf("read when the job %s was due: %w", job, s.dialect.explain(err))
	}
	return instantOf(last), nil
}

// changeRun executes one statement about a run, and tells how many rows it changed.
func (s *Store) changeRun(ctx context.Context, r Run, statement string, args ...any) (int64, error) {
	done, err := s.writer.ExecContext(ctx, s.writer.Rebind(statement), args...)
	if err != nil {
		return 0, fmt.Errorf("keep how the run of %s stands, due %s: %w", r.Job, r.Due.Format(time.RFC3339), s.dialect.explain(err))
	}
	return done.RowsAffected()
}

func (s *Store) selectRuns(ctx context.Context, where string, args ...any) ([]Run, error) {
	var rows []jobRunRow
	err := s.reader.SelectContext(ctx, &rows, s.reader.Rebind(`SELECT job, due_at, cause, report, period, state, reason, owner,
		attempt, started_at, ended_at, revision, version, facts FROM job_run WHERE `+where), args...)
	if err != nil {
		return nil, fmt.Errorf("read the runs: %w", s.dialect.explain(err))
	}
	runs := make([]Run, len(rows))
	for i, row := range rows {
		if runs[i], err = row.run(); err != nil {
			return nil, fmt.Errorf("read the run of %s: %w", row.Job, err)
		}
	}
	return runs, nil
}

// jobRunRow is a run as the database keeps it.
type jobRunRow struct {
	Job, Report, Period, Reason, Owner, Version, Facts string
	Cause                                              RunCause
	State                                              RunState
	Attempt, Revision                                  int
	DueAt                                              int64         `db:"due_at"`
	StartedAt                                          sql.NullInt64 `db:"started_at"`
	EndedAt                                            sql.NullInt64 `db:"ended_at"`
}

func (row jobRunRow) run() (Run, error) {
	r := Run{
		Job: row.Job, Due: time.UnixMilli(row.DueAt).UTC(), Cause: row.Cause, Report: row.Report, Period: row.Period,
		State: row.State, Reason: row.Reason, Owner: row.Owner, Attempt: row.Attempt,
		Started: instantOf(row.StartedAt), Ended: instantOf(row.EndedAt), Revision: row.Revision, Version: row.Version,
	}
	return r, json.Unmarshal([]byte(row.Facts), &r.RunFacts)
}

// milliseconds is an instant as the database keeps it; NULL: unknown.
func milliseconds(t time.Time) sql.NullInt64 {
	return sql.NullInt64{Int64: t.UnixMilli(), Valid: !t.IsZero()}
}

func instantOf(ms sql.NullInt64) time.Time {
	if !ms.Valid {
		return time.Time{}
	}
	return time.UnixMilli(ms.Int64).UTC()
}
