package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/jmoiron/sqlx"
	"github.com/pressly/goose/v3"
)

// The advisory locks of PostgreSQL that processes take turns by. They are numbers that belong to the database; these
// say "nines" in ASCII, and what for.
const (
	lockMigration = 0x6e696e65730001
	lockWriter    = 0x6e696e65730002
	lockLeader    = 0x6e696e65730003 // of the session
)

var postgres = dialect{
	name:  "postgres",
	goose: goose.DialectPostgres,
	// Texts are compared by their bytes, as SQLite does: the order of a report must not depend on the server's locale.
	types:     strings.NewReplacer(" INTEGER", " BIGINT", " TEXT", ` TEXT COLLATE "C"`),
	prepare:   func(string) error { return nil },
	exists:    func(string) (bool, error) { return true, nil }, // the connection will tell
	open:      openPostgres,
	ready:     readyPostgres,
	explain:   explainPostgres,
	made:      `SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = '` + goose.DefaultTablename + `'`,
	alone:     fmt.Sprintf("BEGIN; SELECT pg_advisory_xact_lock(%d)", lockMigration),
	turn:      fmt.Sprintf("SELECT pg_advisory_xact_lock(%d)", lockWriter),
	snapshot:  &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true},
	importing: func(context.Context, *sqlx.Conn) (func() error, error) { return func() error { return nil }, nil },
	bulk:      newPostgresBulk,
	// Whoever wants to read an empty table meanwhile waits for its first import to end.
	indexes: `SELECT i.relname AS name,
			coalesce('ALTER TABLE ' || x.indrelid::regclass || ' DROP CONSTRAINT ' || quote_ident(k.conname), 'DROP INDEX ' || i.oid::regclass) AS discard,
			coalesce('ALTER TABLE ' || x.indrelid::regclass || ' ADD CONSTRAINT ' || quote_ident(k.conname) || ' ' || pg_get_constraintdef(k.oid),
				pg_get_indexdef(i.oid)) AS restore
		FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid LEFT JOIN pg_constraint k ON k.conindid = i.oid
		WHERE x.indrelid = to_regclass(quote_ident(?)) ORDER BY name`,
	// Compiling a query takes longer than any of ours, and several processes give another order of rows each time.
	settle: `SELECT set_config('jit', 'off', true), set_config('max_parallel_workers_per_gather', '0', true),
		set_config('synchronize_seqscans', 'off', true)`,
	within:  withinPostgres,
	contend: contendPostgres,
	scrub:   scrubPostgres,
	census:  "ANALYZE ",
}

// idleTime is less than what firewalls between a program and its database forget connections after.
const idleTime = 4 * time.Minute

func openPostgres(name string, read bool) (*sqlx.DB, error) {
	config, err := postgresConfig(name)
	if err != nil {
		return nil, err
	}
	db := sqlx.NewDb(stdlib.OpenDB(*config, stdlib.OptionAfterConnect(onlyUTF8)), "pgx")
	db.SetConnMaxIdleTime(idleTime)
	if !read {
		db.SetMaxOpenConns(1)
	}
	return db, nil
}

// postgresConfig reads an address. Its error tells no password.
func postgresConfig(name string) (*pgx.ConnConfig, error) {
	config, err := pgx.ParseConfig(name)
	if err != nil {
		return nil, fmt.Errorf("its address is none that PostgreSQL knows, expected postgres://user@host:5432/database?sslmode=... (special characters of a password are written as %%XX)%s",
			reasonOf(err))
	}
	if config.RuntimeParams["application_name"] == "" {
		config.RuntimeParams["application_name"] = "nines"
	}
	return config, nil
}

// onlyUTF8 refuses a database that could not keep every text.
func onlyUTF8(_ context.Context, conn *pgx.Conn) error {
	if encoding := conn.PgConn().ParameterStatus("server_encoding"); encoding != "UTF8" {
		return fmt.Errorf("the database keeps texts as %s, expected UTF8: make it with CREATE DATABASE ... ENCODING 'UTF8' TEMPLATE template0", encoding)
	}
	return nil
}

// readyPostgres tells whether the user may make tables, where they are to be made.
func readyPostgres(ctx context.Context, db *sqlx.DB) error {
	var found struct {
		User   string
		Schema sql.NullString
		May    sql.NullBool
		Fixed  string
	}
	err := db.GetContext(ctx, &found, `SELECT current_user AS "user", current_schema() AS "schema",
		has_schema_privilege(current_schema(), 'CREATE') AS may, current_setting('transaction_read_only') AS fixed`)
	switch {
	case err != nil:
		return err
	case found.Fixed == "on":
		return errReadOnly
	case !found.Schema.Valid:
		return fmt.Errorf("the user %s has no schema to make tables in: CREATE SCHEMA nines AUTHORIZATION %s, or set search_path", found.User, found.User)
	case !found.May.Bool:
		return fmt.Errorf("the user %s may not make tables in the schema %s: GRANT CREATE ON SCHEMA %s TO %s", found.User, found.Schema.String, found.Schema.String, found.User)
	}
	return nil
}

// withinPostgres writes the ranges out: PostgreSQL cannot know how few rows a join with them finds, and reads all.
func withinPostgres(q *query, ranges []placeRange) {
	var all []string
	for _, r := range ranges {
		all = append(all, fmt.Sprintf("t.v_place >= %d AND t.v_place < %d", r.low, r.high))
	}
	q.and("(" + strings.Join(all, " OR ") + ")")
}
