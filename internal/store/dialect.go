package store

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"strings"

	"github.com/jmoiron/sqlx"
	"github.com/pressly/goose/v3"
)

// dialect is all that differs between databases; the queries do not.
type dialect struct {
	name      string // in the names of migrations that are its own
	goose     goose.Dialect
	types     *strings.Replacer                                         // the types of the migrations, as the database calls them
	prepare   func(name string) error                                   // what has to be there before the first connection
	exists    func(name string) (bool, error)                           // whether there is a database to connect to
	open      func(name string, read bool) (*sqlx.DB, error)            // read: connections that cannot write
	ready     func(ctx context.Context, db *sqlx.DB) error              // whether tables could be made
	explain   func(err error) error                                     // what the user can do about an error of the database
	made      string                                                    // query: whether the table of goose is there
	alone     string                                                    // begins the transaction of the migrations, one at a time
	turn      string                                                    // in a transaction: waits for another process that writes; empty: to begin does
	snapshot  *sql.TxOptions                                            // of a transaction that sees one state throughout
	migrated  func(ctx context.Context, db *sqlx.DB) error              // what is to be done when the tables have the present form; nil: nothing
	importing importingFunc                                             // makes a connection ready for an import
	bulk      func(*Import, *writer) bulk                               // the way to write many rows
	indexes   string                                                    // query: name and definition of the indexes of a table that a first import may drop
	settle    string                                                    // the first statement of a snapshot; empty: none
	within    func(q *query, ranges []placeRange)                       // asks for the rows of t whose v_place lies in one of the ranges
	contend   func(ctx context.Context, name string) (contender, error) // a connection that asks for the lead
	scrub     func(ctx context.Context, db *sqlx.DB) error              // leaves nothing in the files of what was written over or deleted
	census    string                                                    // before a table's name: makes the database count what is in it; empty: not needed
}

// importingFunc makes a connection ready for an import, and returns what to do with it afterwards.
type importingFunc func(ctx context.Context, conn *sqlx.Conn) (after func() error, err error)

// dialectOf splits the configuration's `store` into the database's kind and its name.
func dialectOf(location string) (*dialect, string, error) {
	scheme, name, found := strings.Cut(location, ":")
	switch {
	case found && scheme == "sqlite" && name != "" && !strings.Contains(name, ":memory:"):
		return sqliteAt(name), name, nil
	case found && (scheme == "postgres" || scheme == "postgresql"):
		return &postgres, location, nil
	}
	return nil, "", fmt.Errorf("store %q names no database: write store: sqlite:FILE, e.g. sqlite:var/nines.db, or postgres://user@host:5432/database",
		withoutSecret(location))
}

// withoutSecret leaves out of what an error shows where a password may stand: before the host and in the parameters.
func withoutSecret(location string) string {
	u, err := url.Parse(location)
	if err != nil {
		scheme, _, _ := strings.Cut(location, ":")
		return scheme + ":..."
	}
	if u.Opaque != "" || u.Scheme == "" || u.Host == "" { // a file
		return location
	}
	plain := url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path}
	if name := u.User.Username(); name != "" {
		plain.User = url.User(name)
	}
	return plain.String()
}
