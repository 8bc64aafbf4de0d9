package store

import (
	"context"
	"encoding/json"
	"fmt"

	"nines/internal/itsm"
)

// Sources tells what is known of each source that was ever imported, in the order of their names: the counts of the
// last import that did not fail, why the last one failed if it did, the services that its records opened by the
// as-of instant name, and how new they are. Of an hour that the as-of instant divides, only the first and the last
// instant are known.
func (s *Snapshot) Sources(ctx context.Context) ([]itsm.SourceState, error) {
	var names []string
	if err := s.tx.SelectContext(ctx, &names, `SELECT DISTINCT source FROM import_run ORDER BY source`); err != nil {
		return nil, fmt.Errorf("read the log of imports: %w", err)
	}
	states := make([]itsm.SourceState, 0, len(names))
	for _, name := range names {
		state, err := s.source(ctx, name)
		if err != nil {
			return nil, fmt.Errorf("read what is known of source %s: %w", name, err)
		}
		states = append(states, state)
	}
	return states, nil
}

func (s *Snapshot) source(ctx context.Context, name string) (itsm.SourceState, error) {
	state := itsm.SourceState{Source: name}
	if err := s.lastRuns(ctx, &state); err != nil {
		return state, err
	}
	var newest []int64 // one: the hours follow each other
	err := s.tx.SelectContext(ctx, &newest, s.tx.Rebind(`SELECT CASE WHEN latest <= ? THEN latest ELSE earliest END
		FROM source_hour WHERE source = ? AND hour <= ? AND earliest <= ? ORDER BY hour DESC LIMIT 1`), s.ms, name, s.ms/hourMs, s.ms)
	if err != nil {
		return state, err
	}
	if len(newest) > 0 {
		state.Newest = instant(newest[0])
	}
	if sampled, err := s.newestSample(ctx, name); err != nil {
		return state, err
	} else if sampled.After(state.Newest) {
		state.Newest = sampled
	}
	err = s.tx.SelectContext(ctx, &state.Services, s.tx.Rebind(`SELECT service FROM source_service
		WHERE source = ? AND opened <= ? ORDER BY service`), name, s.ms)
	return state, err
}

// lastRuns fills in the last import that did not fail, and the failure of the last.
func (s *Snapshot) lastRuns(ctx context.Context, state *itsm.SourceState) error {
	var runs []runRow
	err := s.tx.SelectContext(ctx, &runs, s.tx.Rebind(`SELECT run, source, record, imported_at, rows_read, stored, replaced,
		unchanged, rejected, skipped, notes, failure FROM import_run WHERE source = ? AND run IN (
		SELECT max(run) FROM import_run WHERE source = ? UNION
		SELECT max(run) FROM import_run WHERE source = ? AND failure = '') ORDER BY run`), state.Source, state.Source, state.Source)
	if err != nil {
		return err
	}
	for _, run := range runs {
		if state.Failed = run.Failure; run.Failure != "" {
			continue
		}
		state.Record, state.ImportedAt = run.Record, instant(run.At)
		state.Read, state.Stored, state.Replaced, state.Unchanged = run.Read, run.Stored, run.Replaced, run.Unchanged
		state.Rejected, state.Skipped = run.Rejected, run.Skipped
		if err := json.Unmarshal([]byte(run.Notes), &state.Notes); err != nil {
			return err
		}
	}
	return nil
}
