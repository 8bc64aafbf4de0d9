package store

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// RunCount is how many runs of a job the ledger holds in a state.
type RunCount struct {
	Job   string
	State RunState
	N     int
}

// RunCounts counts the runs of the ledger, by job and state.
func (s *Store) RunCounts(ctx context.Context) (counts []RunCount, err error) {
	err = s.reader.SelectContext(ctx, &counts, `SELECT job, state, count(*) AS n FROM job_run GROUP BY job, state ORDER BY job, state`)
	if err != nil {
		return nil, fmt.Errorf("count the runs: %w", s.dialect.explain(err))
	}
	return counts, nil
}

// DeliveryCount is how many deliveries of a kind the ledger holds in a state.
type DeliveryCount struct {
	Kind  string
	State DeliveryState
	N     int
	// ToLookInto is how many of them somebody has to look into, and nobody has.
	ToLookInto int `db:"to_look_at"`
}

// DeliveryCounts counts the deliveries of the ledger, by kind and state.
func (s *Store) DeliveryCounts(ctx context.Context) (counts []DeliveryCount, err error) {
	err = s.reader.SelectContext(ctx, &counts, `SELECT kind, state, count(*) AS n,
		sum(CASE WHEN state IN ('refused', 'doubtful') AND looked_at IS NULL THEN 1 ELSE 0 END) AS to_look_at
		FROM job_delivery GROUP BY kind, state ORDER BY kind, state`)
	if err != nil {
		return nil, fmt.Errorf("count the deliveries: %w", s.dialect.explain(err))
	}
	return counts, nil
}

// Run is one run of the ledger; known is false where there is none.
func (s *Store) Run(ctx context.Context, job string, due time.Time) (r Run, known bool, err error) {
	runs, err := s.selectRuns(ctx, "job = ? AND due_at = ?", job, due.UnixMilli())
	if err != nil || len(runs) == 0 {
		return Run{}, false, err
	}
	return runs[0], true, nil
}

// Ready tells why the store cannot be used; nil: it is reachable, and its tables have the form of this version.
func (s *Store) Ready(ctx context.Context) error {
	made, err := check(ctx, s.dialect, s.reader)
	if err == nil && !made {
		err = errors.New("the database has no tables")
	}
	if err != nil {
		return fmt.Errorf("the store cannot be used: %w", s.dialect.explain(err))
	}
	return nil
}
