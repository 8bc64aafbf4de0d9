package store

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/jmoiron/sqlx"
)

// scrubSQLite writes the whole file anew, without what lies in its free pages, and empties the write-ahead log.
func scrubSQLite(ctx context.Context, db *sqlx.DB) error {
	if _, err := db.ExecContext(ctx, `VACUUM`); err != nil {
		return err
	}
	var log struct{ Busy, Log, Checkpointed int }
	if err := db.GetContext(ctx, &log, `PRAGMA wal_checkpoint(TRUNCATE)`); err != nil {
		return err
	}
	if log.Busy != 0 {
		return errors.New("somebody reads the store, so that its write-ahead log cannot be emptied")
	}
	return nil
}

// scrubPostgres writes the tables that can hold names anew; whoever wants to use one waits, and who uses one is waited for,
// for a minute.
func scrubPostgres(ctx context.Context, db *sqlx.DB) error {
	tables := []string{
		incidents.Record, outages.Record, requests.Record, problems.Record, actions.Record, changes.Record, worklogs.Record,
		updates.Record, exclusions.Record, services.Record, decisions.Record, "record_strip",
	}
	for _, c := range textColumns {
		if !slices.Contains(tables, c.table) {
			tables = append(tables, c.table)
		}
	}
	conn, err := db.Connx(ctx)
	if err != nil {
		return err
	}
	defer conn.Close() //nolint:errcheck // what it did is done
	if _, err := conn.ExecContext(ctx, `SET lock_timeout = '60s'`); err != nil {
		return err
	}
	defer conn.ExecContext(context.WithoutCancel(ctx), `RESET lock_timeout`) //nolint:errcheck // a connection that is lost is not used again
	for _, table := range tables {
		if _, err := conn.ExecContext(ctx, `VACUUM (FULL) `+quoted(table)); err != nil {
			return fmt.Errorf("write the table %s anew: %w", table, err)
		}
	}
	return nil
}
