package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/jmoiron/sqlx"
)

// ErrBackupExists says that a file has the backup's name already: none is overwritten.
var ErrBackupExists = errors.New("it exists already: name another file")

// ServerBackupError says that the database is a server's, whose own tools make backups.
type ServerBackupError struct {
	Command string // does it; holds no password
}

func (e *ServerBackupError) Error() string {
	return "the store is in PostgreSQL, which is backed up by its own tools, also while nines serves: " + e.Command
}

// Backup copies the database to a file as it is at one instant, while others read and write it. The file appears whole
// and checked, or not at all.
func Backup(ctx context.Context, location, file string) error {
	d, name, err := dialectOf(location)
	if err != nil {
		return err
	}
	if d.name != sqlite.name {
		return &ServerBackupError{fmt.Sprintf("pg_dump --format=custom --file=%s %s", shellQuoted(file), shellQuoted(withoutSecret(location)))}
	}
	if exists, err := d.exists(name); err != nil || !exists {
		return errors.Join(fmt.Errorf("back up store %s: there is none yet", name), err)
	}
	if _, err := os.Lstat(file); err == nil {
		return fmt.Errorf("back up to %s: %w", file, ErrBackupExists)
	}
	if err := copySQLite(ctx, d, name, file); err != nil {
		return fmt.Errorf("back up store %s to %s: %w", name, file, d.explain(err))
	}
	return nil
}

// shellQuoted makes one word of a shell's command line of the text.
func shellQuoted(text string) string { return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'" }

// copySQLite writes the copy under a temporary name, in a folder that only this user reads, and checks it there.
func copySQLite(ctx context.Context, d *dialect, name, file string) (err error) {
	folder, err := os.MkdirTemp(filepath.Dir(file), "."+filepath.Base(file)+"-*.part")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	part := filepath.Join(folder, "copy.db")
	if err := on(d, name, func(db *sqlx.DB) error {
		_, err := db.ExecContext(ctx, `VACUUM INTO ?`, part)
		return err
	}); err != nil {
		return err
	}
	if err := on(d, part, func(db *sqlx.DB) error { return checkWhole(ctx, db) }); err != nil {
		return err
	}
	if err := os.Chmod(part, 0o600); err != nil {
		return err
	}
	if err := flush(part); err != nil {
		return err
	}
	return os.Rename(part, file)
}

// on opens a database for one task.
func on(d *dialect, name string, task func(*sqlx.DB) error) (err error) {
	db, err := d.open(name, false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return task(db)
}

func checkWhole(ctx context.Context, db *sqlx.DB) error {
	var found []string
	if err := db.SelectContext(ctx, &found, `PRAGMA integrity_check(3)`); err != nil {
		return err
	}
	if len(found) != 1 || found[0] != "ok" {
		return fmt.Errorf("the copy is damaged: %s", strings.Join(found, "; "))
	}
	return nil
}

// flush waits until the file is on the disk.
func flush(path string) (err error) {
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	return file.Sync()
}
