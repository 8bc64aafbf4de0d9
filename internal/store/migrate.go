package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"github.com/jmoiron/sqlx"
	"github.com/pressly/goose/v3"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// steps are the migrations in the types of one database.
type steps struct {
	fs.FS
	types *strings.Replacer
}

// Open implements fs.FS.
func (s steps) Open(name string) (fs.File, error) {
	file, err := s.FS.Open(name)
	if err != nil || !strings.HasSuffix(name, ".sql") {
		return file, err
	}
	text, err := io.ReadAll(file)
	return step{file, strings.NewReader(s.types.Replace(string(text)))}, err
}

type step struct {
	fs.File
	text io.Reader
}

// Read implements fs.File.
func (s step) Read(into []byte) (int, error) { return s.text.Read(into) }

// alone makes the migrations one transaction, which one process at a time makes: all of them stay, or none.
type alone struct {
	begin  string
	target int64 // the form of the tables that they end in
}

// SessionLock implements goose's SessionLocker.
func (a *alone) SessionLock(ctx context.Context, conn *sql.Conn) error {
	_, err := conn.ExecContext(ctx, a.begin)
	return err
}

// SessionUnlock implements goose's SessionLocker.
func (a *alone) SessionUnlock(ctx context.Context, conn *sql.Conn) error {
	end := "COMMIT"
	var form int64
	if err := conn.QueryRowContext(ctx, formQuery).Scan(&form); err != nil || form != a.target {
		end = "ROLLBACK"
	}
	_, err := conn.ExecContext(ctx, end)
	return err
}

// migrations reads the migrations, and the form of the tables that they end in.
func migrations(d *dialect, db *sqlx.DB) (*goose.Provider, int64, error) {
	files, err := fs.Sub(migrationFiles, "migrations")
	if err != nil {
		return nil, 0, fmt.Errorf("read the migrations: %w", err)
	}
	lock := &alone{begin: d.alone}
	all, err := goose.NewProvider(d.goose, db.DB, steps{files, d.types}, goose.WithDisableGlobalRegistry(true),
		goose.WithSessionLocker(lock), goose.WithIsolateDDL(true)) // no transactions within that of the lock
	if err != nil {
		return nil, 0, fmt.Errorf("read the migrations: %w", err)
	}
	sources := all.ListSources()
	lock.target = sources[len(sources)-1].Version
	return all, lock.target, nil
}

const formQuery = `SELECT coalesce(max(version_id), 0) FROM ` + goose.DefaultTablename

// formOf is the form of the tables that the database has, 0 where it has none.
func formOf(ctx context.Context, d *dialect, db *sqlx.DB) (form int64, err error) {
	var made int
	if err := db.GetContext(ctx, &made, d.made); err != nil || made == 0 {
		return 0, err
	}
	err = db.GetContext(ctx, &form, formQuery)
	return form, err
}

// migrateUp brings the tables to the present form. It writes nothing where they have it.
func migrateUp(ctx context.Context, d *dialect, db *sqlx.DB) error {
	all, target, err := migrations(d, db)
	if err != nil {
		return err
	}
	form, err := formOf(ctx, d, db)
	if err != nil {
		return fmt.Errorf("read the form of its tables: %w", err)
	}
	if err := notNewer(form, target); err != nil || form == target {
		return err
	}
	if err := d.ready(ctx, db); err != nil {
		return err
	}
	if _, err := all.Up(ctx); err != nil {
		return fmt.Errorf("bring its tables to the present form: %w", err)
	}
	return nil
}

// notNewer refuses tables that a newer version of the program made.
func notNewer(form, known int64) error {
	if form > known {
		return fmt.Errorf("a newer version of nines made it (tables of form %d, this version knows %d): use that version", form, known)
	}
	return nil
}
