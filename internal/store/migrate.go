package store

import (
	"context"
	"embed"
	"fmt"
	"io/fs"

	"github.com/jmoiron/sqlx"
	"github.com/pressly/goose/v3"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

func migrations(d *dialect, db *sqlx.DB) (*goose.Provider, error) {
	steps, err := fs.Sub(migrationFiles, "migrations")
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(d.goose, db.DB, steps, goose.WithDisableGlobalRegistry(true))
}

// migrateUp brings the tables to the present form. It writes nothing where they have it.
func migrateUp(ctx context.Context, d *dialect, db *sqlx.DB) error {
	steps, err := migrations(d, db)
	if err != nil {
		return fmt.Errorf("read the migrations: %w", err)
	}
	current, target, err := steps.GetVersions(ctx)
	if err != nil {
		return fmt.Errorf("read the form of its tables: %w", err)
	}
	if err := notNewer(current, target); err != nil || current == target {
		return err
	}
	if _, err := steps.Up(ctx); err != nil {
		return fmt.Errorf("bring its tables to the present form: %w", err)
	}
	return nil
}

// Check tells whether Open would succeed, and changes nothing: a database that is not there yet is none of its
// concern, one that is there must be ours and not newer than this version.
func Check(ctx context.Context, location string) error {
	d, name, err := dialectOf(location)
	if err != nil {
		return err
	}
	if exists, err := d.exists(name); err != nil || !exists {
		return err
	}
	db, err := d.open(name, true)
	if err != nil {
		return fmt.Errorf("open store %s: %w", location, err)
	}
	defer db.Close()
	steps, err := migrations(d, db)
	if err != nil {
		return fmt.Errorf("read the migrations: %w", err)
	}
	var current int64
	if err := db.GetContext(ctx, &current, `SELECT coalesce(max(version_id), 0) FROM `+goose.DefaultTablename); err != nil {
		return fmt.Errorf("read store %s, is it a database of nines? %w", location, err)
	}
	sources := steps.ListSources()
	if err := notNewer(current, sources[len(sources)-1].Version); err != nil {
		return fmt.Errorf("read store %s: %w", location, err)
	}
	return nil
}

// notNewer refuses tables that a newer version of the program made.
func notNewer(current, known int64) error {
	if current > known {
		return fmt.Errorf("a newer version of nines made it (tables of form %d, this version knows %d): use that version", current, known)
	}
	return nil
}
