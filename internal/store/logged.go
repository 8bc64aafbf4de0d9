package store

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"nines/internal/itsm"
)

// LogChange keeps one change that no file brings, under a source of its own. It numbers the change PREFIX-1, PREFIX-2
// and so on, whoever else logs at the same time, and sets its source and id. It waits for an import that is being made.
func (s *Store) LogChange(ctx context.Context, source, prefix string, at time.Time, c *itsm.Change) error {
	im, err := s.BeginImport(ctx, ImportSpec{Source: source, Record: changes.Record, At: at})
	if err != nil {
		return err
	}
	n, err := im.lastNumber(ctx, prefix)
	if err != nil {
		return errors.Join(im.explain(ctx, err), im.Rollback())
	}
	c.Source, c.ID = source, prefix+"-"+strconv.Itoa(n+1)
	if err := im.Put(ctx, c); err != nil {
		return errors.Join(err, im.Rollback())
	}
	_, err = im.Commit(ctx, Tally{Read: 1})
	return err
}

// lastNumber is the greatest number of the source's changes called PREFIX-number; 0: there is none.
func (im *Import) lastNumber(ctx context.Context, prefix string) (int, error) {
	var ids []string
	err := im.tx.SelectContext(ctx, &ids, im.tx.Rebind(`SELECT id FROM "change" WHERE v_source = ? AND id > ? AND id < ?`),
		im.spec.Source, prefix+"-", prefix+".") // the point follows the hyphen
	if err != nil {
		return 0, fmt.Errorf("number the change: %w", err)
	}
	last := 0
	for _, id := range ids {
		if n, err := strconv.Atoi(strings.TrimPrefix(id, prefix+"-")); err == nil {
			last = max(last, n)
		}
	}
	return last, nil
}
