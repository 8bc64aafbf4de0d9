package store

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"

	"github.com/jmoiron/sqlx"
	driver "modernc.org/sqlite"
	codes "modernc.org/sqlite/lib"
)

// sqliteContender locks a file beside the database, which SQLite does on every system; the system frees the lock when
// the process ends.
type sqliteContender struct {
	db   *sqlx.DB
	path string
	file os.FileInfo // that is locked
}

func contendSQLite(_ context.Context, name string) (contender, error) {
	if whole, err := filepath.EvalSymlinks(name); err == nil { // the same database by another name has the same file
		name = whole
	}
	c := &sqliteContender{path: name + "-leader"}
	path := (&url.URL{Path: filepath.ToSlash(c.path)}).EscapedPath()
	db, err := sqlx.Open("sqlite", "file:"+path+"?_pragma=busy_timeout(0)")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	c.db = db
	return c, nil
}

func (c *sqliteContender) try(ctx context.Context) (bool, error) {
	// Without a transaction of the pool: its context would end it.
	_, err := c.db.ExecContext(ctx, "BEGIN EXCLUSIVE")
	var told *driver.Error
	if errors.As(err, &told) && told.Code()&0xff == codes.SQLITE_BUSY {
		return false, nil
	}
	if err == nil {
		c.file, err = os.Stat(c.path)
	}
	return err == nil, err
}

func (c *sqliteContender) holds(context.Context) error {
	file, err := os.Stat(c.path)
	if err != nil {
		return fmt.Errorf("%w: the file of its lock is gone: %w", errLeadTaken, err)
	}
	if !os.SameFile(file, c.file) {
		return fmt.Errorf("%w: the file of its lock, %s, was replaced", errLeadTaken, c.path)
	}
	return nil
}

func (c *sqliteContender) close() error { return c.db.Close() }
