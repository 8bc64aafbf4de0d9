package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/pressly/goose/v3"
	driver "modernc.org/sqlite"
	codes "modernc.org/sqlite/lib"
)

var sqlite = dialect{
	name:      "sqlite",
	goose:     goose.DialectSQLite3,
	types:     strings.NewReplacer(),
	prepare:   prepareSQLite,
	exists:    existsSQLite,
	open:      openSQLite,
	ready:     readySQLite,
	made:      `SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = '` + goose.DefaultTablename + `'`,
	alone:     "BEGIN IMMEDIATE",
	snapshot:  &sql.TxOptions{ReadOnly: true},
	migrated:  func(ctx context.Context, db *sqlx.DB) error { return writeAhead(ctx, db) },
	importing: importingSQLite,
	bulk:      newSQLiteBulk,
	within:    withinSQLite,
	contend:   contendSQLite,
	scrub:     scrubSQLite,
	// Those of some rows only stay: keeping them costs less than looking at all rows once more.
	indexes: `SELECT name, 'DROP INDEX ' || name AS discard, sql AS restore FROM sqlite_master
		WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL AND name NOT LIKE '%key' AND sql NOT LIKE '% WHERE %' ORDER BY name`,
}

func init() { sqlx.BindDriver("sqlite", sqlx.QUESTION) }

func prepareSQLite(name string) error {
	if _, err := existsSQLite(name); err != nil {
		return err
	}
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
	case errors.Is(err, syscall.ENOTDIR):
		return false, fmt.Errorf("look for store %s: a file stands where its folder should be; name another with store: sqlite:FILE (%w)", name, err)
	case err != nil:
		return false, fmt.Errorf("look for store %s: %w", name, err)
	case !info.Mode().IsRegular():
		return false, fmt.Errorf("store %s is no file: write store: sqlite:FILE", name)
	}
	return true, nil
}

// readySQLite refuses the database of another program.
func readySQLite(ctx context.Context, db *sqlx.DB) error {
	var foreign int
	err := db.GetContext(ctx, &foreign, `SELECT count(*) FROM sqlite_master WHERE type = 'table'
		AND NOT EXISTS (SELECT 1 FROM sqlite_master WHERE name = '`+goose.DefaultTablename+`')`)
	if err == nil && foreign > 0 {
		return fmt.Errorf("is it a database of nines? It has %d tables of another program: name another file", foreign)
	}
	return err
}

// sqliteAt is the dialect for one file, which its errors name.
func sqliteAt(name string) *dialect {
	d := sqlite
	d.explain = func(err error) error { return explainSQLite(name, err) }
	return &d
}

// explainSQLite adds what the user can do about an error of a database in a file.
func explainSQLite(name string, err error) error {
	var told *driver.Error
	if !errors.As(err, &told) {
		return err
	}
	switch told.Code() & 0xff { // without what extends it
	case codes.SQLITE_NOTADB:
		return fmt.Errorf("%s: is it a database of nines? %w", name, err)
	case codes.SQLITE_CORRUPT:
		return fmt.Errorf("%s is damaged or was not copied whole: put back a copy of it, or remove it and import again (%w)", name, err)
	case codes.SQLITE_BUSY:
		return fmt.Errorf("%s: another process has been writing for longer than half a minute: try again when it is done (%w)", name, err)
	case codes.SQLITE_FULL:
		return fmt.Errorf("%s: no space left on its disk: make room and try again, nothing of this is kept (%w)", name, err)
	case codes.SQLITE_IOERR:
		return fmt.Errorf("%s: its disk refuses to write or to read (a full disk, a limit to the size of files, a fault): try again when that is mended, nothing of this is kept (%w)", name, err)
	case codes.SQLITE_READONLY, codes.SQLITE_CANTOPEN:
		return fmt.Errorf("%s: it has to be a file, which with its folder is writable by this user (%w)", name, err)
	}
	return err
}

// withinSQLite joins the ranges: of an OR of them SQLite makes a set of rows, which costs ten times as much.
func withinSQLite(q *query, ranges []placeRange) {
	var values []string
	for _, r := range ranges {
		values = append(values, fmt.Sprintf("(%d, %d)", r.low, r.high))
	}
	q.with = "WITH reach (low, high) AS (VALUES " + strings.Join(values, ", ") + ") "
	q.from = "reach CROSS JOIN " + q.from
	q.and("t.v_place >= reach.low AND t.v_place < reach.high")
}

// openSQLite gives the writer one connection, whose transactions take the write lock when they begin: taken later,
// the lock could be refused half way.
func openSQLite(name string, read bool) (*sqlx.DB, error) {
	// Pages of a new file are twice as large as they would be: an import takes an eighth less. An index made for one
	// query costs a scan of the whole table: ours are enough.
	pragmas := []string{"busy_timeout(30000)", "page_size(8192)", "foreign_keys(1)", "automatic_index(0)"}
	query := url.Values{}
	connections := 0 // as many as there are snapshots
	if read {
		pragmas = append(pragmas, "query_only(1)", "cache_size(-16384)")
	} else {
		pragmas = append(pragmas, "cache_size(-16384)")
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

// importingSQLite lets the first import into a database do without the write-ahead log: nothing of what was there before
// has to be kept, and every page is written once instead of twice, which is a seventh of the work. Nobody has anything
// to read meanwhile. Where another connection is open, the log stays.
func importingSQLite(ctx context.Context, conn *sqlx.Conn) (after func() error, err error) {
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
		return writeAhead(context.WithoutCancel(ctx), conn)
	}, nil
}

// writeAhead has the database keep a write-ahead log, so that readers neither wait for the writer nor it for them.
// While others open the database, this may be refused at once instead of waiting.
func writeAhead(ctx context.Context, on sqlx.ExecerContext) error {
	const patience, pause = 100, 50 * time.Millisecond
	var err error
	for range patience {
		var told *driver.Error
		_, err = on.ExecContext(ctx, "PRAGMA journal_mode = WAL")
		if !errors.As(err, &told) || told.Code()&0xff != codes.SQLITE_BUSY {
			return err
		}
		time.Sleep(pause)
	}
	return err
}
