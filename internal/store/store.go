// Package store keeps what was imported, every version of it, and what reports published of it, in a SQL database.
//
// Writing goes through one Import at a time, which is one transaction. Reading goes through a Snapshot, which is bound
// to an as-of instant and sees one consistent state of the store while an import may be writing.
//
// Instants are kept as milliseconds since 1970 in UTC, lengths as milliseconds, lists and remarks as JSON, our words
// as they are written; NULL is unknown.
package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/jmoiron/sqlx"
)

// Store is an open database. It may be used by several goroutines.
type Store struct {
	dialect *dialect
	writer  *sqlx.DB // one connection: imports and publications queue for it
	reader  *sqlx.DB // cannot write
	batch   int      // rows that an import sets against the database at once
}

// Open opens the database that the configuration's `store` names, "sqlite:FILE", makes it if there is none, and brings
// its tables to the present form.
func Open(ctx context.Context, location string) (*Store, error) {
	d, name, err := dialectOf(location)
	if err != nil {
		return nil, err
	}
	if err := d.prepare(name); err != nil {
		return nil, err
	}
	s := &Store{dialect: d, batch: batchRows}
	if s.writer, err = d.open(name, false); err != nil {
		return nil, fmt.Errorf("open store %s: %w", location, err)
	}
	if err := migrateUp(ctx, d, s.writer); err != nil {
		return nil, errors.Join(fmt.Errorf("open store %s: %w", location, err), s.Close())
	}
	if s.reader, err = d.open(name, true); err != nil {
		return nil, errors.Join(fmt.Errorf("open store %s: %w", location, err), s.Close())
	}
	return s, nil
}

// Close closes the database. Snapshots and imports must have been closed before.
func (s *Store) Close() error {
	var failed error
	for _, db := range []*sqlx.DB{s.reader, s.writer} {
		if db != nil {
			failed = errors.Join(failed, db.Close())
		}
	}
	return failed
}
