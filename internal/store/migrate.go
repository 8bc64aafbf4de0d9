package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/jmoiron/sqlx"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/database"

	"nines/internal/store/strip"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// steps are the migrations in the types of one database, without those that are of others: NAME.DATABASE.sql is of one.
type steps struct {
	fs.FS
	name  string
	types *strings.Replacer
}

// ReadDir implements fs.ReadDirFS.
func (s steps) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(s.FS, name)
	return slices.DeleteFunc(entries, func(e fs.DirEntry) bool {
		parts := strings.Split(e.Name(), ".")
		return len(parts) == 3 && parts[1] != s.name
	}), err
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
	all, err := goose.NewProvider(d.goose, db.DB, steps{files, d.name, d.types}, goose.WithDisableGlobalRegistry(true),
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
	if err := makeVersions(ctx, d, db); err != nil {
		return fmt.Errorf("make the table of its form: %w", err)
	}
	if _, err := all.Up(ctx); err != nil {
		return fmt.Errorf("bring its tables to the present form: %w", err)
	}
	return makeAllStrips(ctx, d, db)
}

// makeAllStrips makes the strips of a store that an older version filled. One that misses them is read without.
func makeAllStrips(ctx context.Context, d *dialect, db *sqlx.DB) error {
	tx, err := (&Store{dialect: d}).begin(ctx, db)
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // after a commit there is nothing to roll back
	for _, w := range []*strip.Writer{newStripWriter(tx, incidents), newStripWriter(tx, requests), newStripWriter(tx, changes), newStripWriter(tx, worklogs)} {
		if err := w.Complete(ctx); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// present is the form of the tables that this version works with.
func present() (form int64, err error) {
	names, err := fs.Glob(migrationFiles, "migrations/*.sql")
	for _, name := range names {
		version, err := goose.NumericComponent(name)
		if err != nil {
			return 0, fmt.Errorf("read the migrations: %w", err)
		}
		form = max(form, version)
	}
	return form, err
}

// makeVersions makes the table of goose, where it is missing. Goose itself would make it before it takes the lock, and
// in two steps, between which others see half of it.
func makeVersions(ctx context.Context, d *dialect, db *sqlx.DB) (err error) {
	versions, err := database.NewStore(d.goose, goose.DefaultTablename)
	if err != nil {
		return err
	}
	conn, err := db.Connx(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	if _, err := conn.ExecContext(ctx, d.alone); err != nil {
		return err
	}
	end := "COMMIT"
	defer func() {
		if err != nil {
			end = "ROLLBACK"
		}
		_, ended := conn.ExecContext(context.WithoutCancel(ctx), end)
		err = errors.Join(err, ended)
	}()
	var made int
	if err := conn.GetContext(ctx, &made, d.made); err != nil || made > 0 {
		return err
	}
	if err := versions.CreateVersionTable(ctx, conn); err != nil {
		return err
	}
	return versions.Insert(ctx, conn, database.InsertRequest{Version: 0})
}

// notNewer refuses tables that a newer version of the program made.
func notNewer(form, known int64) error {
	if form > known {
		return fmt.Errorf("a newer version of nines made it (tables of form %d, this version knows %d): use that version", form, known)
	}
	return nil
}
