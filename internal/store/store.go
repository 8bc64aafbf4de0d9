// Package store keeps what was imported, every version of it, and what reports published of it, in a SQL database.
//
// Writing goes through one Import at a time, which is one transaction. Reading goes through a Snapshot, which is bound
// to an as-of instant and sees one consistent state of the store while an import may be writing.
//
// Instants are kept as milliseconds since 1970 in UTC, lengths as milliseconds, lists and remarks as JSON, our words
// as they are written; NULL is unknown.
package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/jmoiron/sqlx"
)

// Store is an open database. It may be used by several goroutines.
type Store struct {
	dialect *dialect
	name    string   // of the database, as the dialect opens it
	writer  *sqlx.DB // one connection: imports and publications queue for it
	reader  *sqlx.DB // cannot write
	batch   int      // rows that an import sets against the database at once
	block   int      // samples of a block at most
	held    int      // bytes of samples that an import holds back

	stripsPay int // versions of a strip that have to be asked for so that strips are read
}

// Open opens the database that the configuration's `store` names, "sqlite:FILE" or "postgres://user@host/database",
// and brings its tables to the present form. A file is made if there is none, a database of PostgreSQL has to be there.
// Several processes may open the same new database at once. No error tells a password.
func Open(ctx context.Context, location string) (*Store, error) {
	d, name, err := dialectOf(location)
	if err != nil {
		return nil, err
	}
	if err := d.prepare(name); err != nil {
		return nil, err
	}
	s := &Store{dialect: d, name: name, batch: batchRows, block: blockSamples, held: heldBytes, stripsPay: stripsPay}
	if err := s.open(ctx, name); err != nil {
		return nil, errors.Join(fmt.Errorf("open store %s: %w", withoutSecret(location), d.explain(err)), s.Close())
	}
	return s, nil
}

// ErrNoTables tells that there is nothing to read: no database, or none that an import has filled.
var ErrNoTables = errors.New("there is no such store yet, or nothing in it: the first import makes it")

// OpenToRead opens a database as Open does, for questions that need their answer at once: no import can be made with it,
// and where there is no database, or no tables in it, it fails with ErrNoTables and makes none. Tables of an older form
// are brought to the present one, as by Open.
func OpenToRead(ctx context.Context, location string) (*Store, error) {
	s, err := OpenUnchanged(ctx, location)
	if errors.Is(err, ErrOlder) {
		return Open(ctx, location)
	}
	return s, err
}

// ErrOlder tells that the tables have an older form, in which they cannot be read.
var ErrOlder = errors.New("its tables have an older form: the next import brings them to the present one")

// OpenUnchanged is OpenToRead that changes nothing at all: tables of an older form it does not read (ErrOlder).
func OpenUnchanged(ctx context.Context, location string) (*Store, error) {
	d, name, err := dialectOf(location)
	if err != nil {
		return nil, err
	}
	shown := withoutSecret(location)
	if exists, err := d.exists(name); err != nil || !exists {
		return nil, fmt.Errorf("open store %s: %w", shown, cmp.Or(err, ErrNoTables))
	}
	s := &Store{dialect: d, stripsPay: stripsPay}
	older, err := s.openToRead(ctx, name)
	if err == nil && older {
		err = ErrOlder
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open store %s: %w", shown, d.explain(err)), s.Close())
	}
	return s, nil
}

// openToRead opens the reading half, and tells whether its tables have an older form.
func (s *Store) openToRead(ctx context.Context, name string) (older bool, err error) {
	if s.reader, err = s.dialect.open(name, true); err != nil {
		return false, err
	}
	target, err := present()
	if err != nil {
		return false, err
	}
	form, err := formOf(ctx, s.dialect, s.reader)
	switch {
	case err != nil:
		return false, err
	case form == 0:
		return false, ErrNoTables
	}
	return form < target, notNewer(form, target)
}

func (s *Store) open(ctx context.Context, name string) (err error) {
	if s.writer, err = s.dialect.open(name, false); err != nil {
		return err
	}
	if err := migrateUp(ctx, s.dialect, s.writer); err != nil {
		return err
	}
	if s.dialect.migrated != nil {
		if err := s.dialect.migrated(ctx, s.writer); err != nil {
			return err
		}
	}
	s.reader, err = s.dialect.open(name, true)
	return err
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

// beginner is the writing database, or a connection to it.
type beginner interface {
	BeginTxx(ctx context.Context, options *sql.TxOptions) (*sqlx.Tx, error)
}

// begin begins a transaction that writes. It waits for the one that is being made, also by another process.
func (s *Store) begin(ctx context.Context, on beginner) (*sqlx.Tx, error) {
	tx, err := on.BeginTxx(ctx, nil)
	if err != nil {
		return nil, s.dialect.explain(err)
	}
	if s.dialect.turn == "" {
		return tx, nil
	}
	if _, err := tx.ExecContext(ctx, s.dialect.turn); err != nil {
		return nil, errors.Join(fmt.Errorf("wait for another process that writes: %w", s.dialect.explain(err)), tx.Rollback())
	}
	return tx, nil
}
