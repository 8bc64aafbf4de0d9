package store

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/jmoiron/sqlx"

	"nines/internal/redact"
)

// Erased says what the erasure of a person's name has changed.
type Erased struct {
	Pseudonym string         // that stands in its place
	Versions  map[string]int // changed versions of records, by kind
	Places    int            // in these, and in the logs, at which the name stood
	Kept      map[string]int // fields that tell things apart and still hold it: "incident.service" -> values
	Names     *redact.Names  // finds the name elsewhere
}

// KeptTarget is the field of Kept that counts deliveries which are still to be sent to an address that names the person.
const KeptTarget = "delivery.target"

// erasing is the state of one erasure.
type erasing struct {
	*Erased
	tx *sqlx.Tx
}

// Erase replaces a person's name, in all its spellings, by a pseudonym: in every version of every record where it stands
// as a word, in what imports found out, in the ledger of runs and in what waits to be sent. It notes digests of the spellings, by which later imports
// leave the name out. Ids and names of services stay as they are. With dry nothing is kept. What no longer holds the
// name does not hold it in the database's files either; their backups do.
func (s *Store) Erase(ctx context.Context, spellings []string, at time.Time, dry bool) (*Erased, error) {
	e := &Erased{Versions: map[string]int{}, Kept: map[string]int{}}
	if err := s.erase(ctx, e, spellings, at, dry); err != nil {
		return nil, fmt.Errorf("erase a name: %w", s.dialect.explain(err))
	}
	if dry {
		return e, nil
	}
	if err := s.dialect.scrub(ctx, s.writer); err != nil {
		return e, fmt.Errorf("the name is erased, but the files of the database may still hold what it was written over: %w; do it again", s.dialect.explain(err))
	}
	return e, nil
}

func (s *Store) erase(ctx context.Context, into *Erased, spellings []string, at time.Time, dry bool) error {
	tx, err := s.begin(ctx, s.writer)
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // after a commit there is nothing to roll back
	entries, salt, err := keepErased(ctx, tx, spellings, at)
	if err != nil {
		return err
	}
	into.Pseudonym, into.Names = entries[0].Pseudonym, redact.New(salt, entries)
	e := &erasing{into, tx}
	for _, step := range []func() error{
		func() error { return eraseTable(ctx, e, incidents) },
		func() error { return eraseTable(ctx, e, outages) },
		func() error { return eraseTable(ctx, e, requests) },
		func() error { return eraseTable(ctx, e, problems) },
		func() error { return eraseTable(ctx, e, actions) },
		func() error { return eraseTable(ctx, e, changes) },
		func() error { return eraseTable(ctx, e, worklogs) },
		func() error { return eraseTable(ctx, e, updates) },
		func() error { return eraseTable(ctx, e, exclusions) },
		func() error { return eraseTable(ctx, e, services) },
		func() error { return eraseTable(ctx, e, decisions) },
		func() error { return e.kept(ctx) },
	} {
		if err := step(); err != nil {
			return err
		}
	}
	for _, c := range textColumns {
		if err := c.erase(ctx, e); err != nil {
			return err
		}
	}
	if dry {
		return nil
	}
	return tx.Commit()
}

// KeptFields lists the fields that still hold the name, in their order.
func (e *Erased) KeptFields() []string { return slices.Sorted(maps.Keys(e.Kept)) }
