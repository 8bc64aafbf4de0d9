package store

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/jmoiron/sqlx"
	"github.com/pressly/goose/v3"
	_ "modernc.org/sqlite" // the driver "sqlite"
)

// dialect is all that differs between databases; the queries do not.
type dialect struct {
	goose    goose.Dialect
	prepare  func(name string) error                        // what has to be there before the first connection
	exists   func(name string) (bool, error)                // whether there is a database to connect to
	open     func(name string, read bool) (*sqlx.DB, error) // read: connections that cannot write
	snapshot *sql.TxOptions                                 // of a transaction that sees one state throughout
	ready    readyFunc                                      // makes a connection ready for an import
	bulk     func(*Import, *writer) bulk                    // the way to write many rows
	indexes  string                                         // query: name and definition of the indexes of a table
}

// readyFunc makes a connection ready for an import, and returns what to do with it afterwards.
type readyFunc func(ctx context.Context, conn *sqlx.Conn) (after func() error, err error)

// dialectOf splits the configuration's `store` into the database's kind and its name.
func dialectOf(location string) (*dialect, string, error) {
	scheme, name, found := strings.Cut(location, ":")
	switch {
	case found && scheme == "sqlite" && name != "" && !strings.Contains(name, ":memory:"):
		return &sqlite, name, nil
	case found && (scheme == "postgres" || scheme == "postgresql"):
		return nil, "", fmt.Errorf("store %s: PostgreSQL is not supported yet: this version keeps its data in SQLite, write store: sqlite:FILE", withoutSecret(location))
	}
	return nil, "", fmt.Errorf("store %q names no database: write store: sqlite:FILE, e.g. sqlite:var/nines.db", withoutSecret(location))
}

// withoutSecret leaves a password out of what an error shows.
func withoutSecret(location string) string {
	if u, err := url.Parse(location); err == nil {
		return u.Redacted()
	}
	scheme, _, _ := strings.Cut(location, ":")
	return scheme + ":..."
}

var sqlite = dialect{
	goose:    goose.DialectSQLite3,
	prepare:  prepareSQLite,
	exists:   existsSQLite,
	open:     openSQLite,
	snapshot: &sql.TxOptions{ReadOnly: true},
	ready:    readySQLite,
	bulk:     newSQLiteBulk,
	indexes:  `SELECT name, sql AS definition FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL ORDER BY name`,
}

func init() { sqlx.BindDriver("sqlite", sqlx.QUESTION) }

func prepareSQLite(name string) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o750); err != nil {
		return fmt.Errorf("make the folder of store %s: %w", name, err)
	}
	return nil
}

func existsSQLite(name string) (bool, error) {
	info, err := os.Stat(name)
	switch {
	case os.IsNotExist(err):
		return false, nil
	case err != nil:
		return false, fmt.Errorf("look for store %s: %w", name, err)
	case !info.Mode().IsRegular():
		return false, fmt.Errorf("store %s is no file: write store: sqlite:FILE", name)
	}
	return true, nil
}

// openSQLite gives the writer one connection, whose transactions take the write lock when they begin: taken later,
// the lock could be refused half way. In WAL mode readers neither wait for the writer nor it for them.
func openSQLite(name string, read bool) (*sqlx.DB, error) {
	// An index made for one query costs a scan of the whole table: ours are enough.
	pragmas := []string{"busy_timeout(30000)", "foreign_keys(1)", "automatic_index(0)"}
	query := url.Values{}
	connections := 0 // as many as there are snapshots
	if read {
		pragmas = append(pragmas, "query_only(1)", "cache_size(-16384)")
	} else {
		pragmas = append(pragmas, "journal_mode(WAL)", "cache_size(-16384)")
		query.Set("_txlock", "immediate")
		connections = 1
	}
	query["_pragma"] = pragmas
	path := (&url.URL{Path: filepath.ToSlash(name)}).EscapedPath() // a file may be called a?b or 100%
	db, err := sqlx.Open("sqlite", "file:"+path+"?"+query.Encode())
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(connections)
	return db, nil
}

// readySQLite lets the first import into a database do without the write-ahead log: nothing of what was there before
// has to be kept, and every page is written once instead of twice, which is a seventh of the work. Nobody has anything
// to read meanwhile. Where another connection is open, the log stays.
func readySQLite(ctx context.Context, conn *sqlx.Conn) (after func() error, err error) {
	var imports int
	if err := conn.GetContext(ctx, &imports, `SELECT count(*) FROM (SELECT 1 FROM import_run LIMIT 1) AS any_run`); err != nil {
		return nil, err
	}
	if imports > 0 {
		return func() error { return nil }, nil
	}
	for _, pragma := range []string{"busy_timeout = 0", "journal_mode = DELETE", "busy_timeout = 30000"} {
		_, _ = conn.ExecContext(ctx, "PRAGMA "+pragma) // refused where it is not alone
	}
	return func() error {
		_, err := conn.ExecContext(context.WithoutCancel(ctx), "PRAGMA journal_mode = WAL")
		return err
	}, nil
}
