package store

import (
	"context"
	"fmt"

	"github.com/jmoiron/sqlx"
)

// Check tells whether Open would succeed, and changes nothing: a database that is there must be reachable, ours and not
// newer than this version, or one in which tables can be made. made tells whether it has our tables; the first Open
// makes them.
func Check(ctx context.Context, location string) (made bool, err error) {
	d, name, err := dialectOf(location)
	if err != nil {
		return false, err
	}
	if exists, err := d.exists(name); err != nil || !exists {
		return false, err
	}
	db, err := d.open(name, true)
	if err != nil {
		return false, fmt.Errorf("open store %s: %w", withoutSecret(location), err)
	}
	defer db.Close()
	if made, err = check(ctx, d, db); err != nil {
		return made, fmt.Errorf("read store %s: %w", withoutSecret(location), d.explain(err))
	}
	return made, nil
}

func check(ctx context.Context, d *dialect, db *sqlx.DB) (made bool, err error) {
	_, target, err := migrations(d, db)
	if err != nil {
		return false, err
	}
	form, err := formOf(ctx, d, db)
	switch {
	case err != nil:
		return false, err
	case form == target:
		return true, nil
	case form > target:
		return true, notNewer(form, target)
	}
	return form > 0, d.ready(ctx, db)
}
