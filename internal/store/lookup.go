package store

import (
	"context"
	"fmt"
	"slices"
)

// load adds the versions that the database has of the ids to the chains.
func (s *statements) load(ctx context.Context, ids []string, chains map[string]*chain) error {
	for chunk := range slices.Chunk(ids, lookupIDs) {
		if err := s.loadChunk(ctx, chunk, chains); err != nil {
			return fmt.Errorf("look up the table %s: %w", s.w.record, err)
		}
	}
	for _, id := range ids {
		if c := chains[id]; c != nil && len(c.versions) > 1 {
			slices.SortFunc(c.versions, byInstant)
		}
	}
	if !s.w.cursors {
		return nil
	}
	for chunk := range slices.Chunk(ids, lookupIDs) {
		if err := s.loadCursors(ctx, chunk, chains); err != nil {
			return fmt.Errorf("look up how far the import has got: %w", err)
		}
	}
	return nil
}

func (s *statements) loadChunk(ctx context.Context, ids []string, chains map[string]*chain) error {
	if s.lookup == nil {
		var err error
		s.lookup, err = s.tx.PreparexContext(ctx, s.tx.Rebind(`SELECT id, v_id, v_run, v_at, v_stated, v_hash, v_ended, v_from, v_to, v_place, v_spot
			FROM `+s.table+` WHERE v_source = ? AND id IN (`+places(lookupIDs)+`)`))
		if err != nil {
			return err
		}
	}
	s.args = append(s.args[:0], s.w.im.spec.Source)
	for i := range lookupIDs {
		s.args = append(s.args, ids[min(i, len(ids)-1)]) // the last one again, where there are fewer
	}
	rows, err := s.lookup.QueryContext(ctx, s.args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	var id textCell
	var n [10]intCell
	for rows.Next() {
		if err := rows.Scan(&id, &n[0], &n[1], &n[2], &n[3], &n[4], &n[5], &n[6], &n[7], &n[8], &n[9]); err != nil {
			return err
		}
		l := keptLife(int64(n[5]), int64(n[6]), int64(n[7]), int64(n[8]), int64(n[9]))
		c := chains[string(id)]
		if c == nil {
			c = &chain{}
			chains[string(id)] = c
		}
		c.versions = append(c.versions, version{
			life: l, kept: l, id: int64(n[0]), run: int64(n[1]), at: int64(n[2]),
			stated: n[3] != 0, hash: int64(n[4]),
		})
	}
	return rows.Err()
}

// intCell and textCell are read without reflection.
type intCell int64

// Scan implements sql.Scanner; NULL is 0.
func (c *intCell) Scan(held any) error {
	n, ok := held.(int64)
	if *c = intCell(n); !ok && held != nil {
		return fmt.Errorf("%T where a whole number was expected", held)
	}
	return nil
}

type textCell string

// Scan implements sql.Scanner; NULL is empty.
func (c *textCell) Scan(held any) error {
	text, ok := held.(string)
	if *c = textCell(text); !ok && held != nil {
		return fmt.Errorf("%T where a text was expected", held)
	}
	return nil
}
