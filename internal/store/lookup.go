package store

import (
	"context"
	"fmt"
	"slices"
)

// load adds the versions that the database has of the ids to their chains.
func (s *statements) load(ctx context.Context, ids []string, chains map[string]*chain) error {
	if len(ids) > 0 {
		if err := s.makeKeys(ctx); err != nil {
			return err
		}
	}
	for chunk := range slices.Chunk(ids, lookupIDs) {
		if err := s.loadChunk(ctx, chunk, chains); err != nil {
			return fmt.Errorf("look up the table %s: %w", s.w.record, err)
		}
	}
	for _, id := range ids {
		if c := chains[id]; len(c.versions) > 1 {
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
		s.lookup, err = s.tx.PreparexContext(ctx, s.tx.Rebind(`SELECT id, v_id, v_run, v_at, v_stated, v_hash, v_ended, v_opened, v_from, v_to, v_place
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
	var id string
	var v version
	var stated, ended, from, to, place int64
	cells := []any{
		textCell{&id},
		intCell{&v.id},
		intCell{&v.run},
		intCell{&v.at},
		intCell{&stated},
		intCell{&v.hash},
		intCell{&ended},
		intCell{&v.opened},
		intCell{&from},
		intCell{&to},
		intCell{&place},
	}
	for rows.Next() {
		if err := rows.Scan(cells...); err != nil {
			return err
		}
		v.life = keptLife(ended, from, to, place)
		v.kept, v.stated = v.life, stated != 0
		c := chains[id]
		c.versions = append(c.versions, v)
		if v.gone() {
			c.went = max(c.went, v.id)
		}
	}
	return rows.Err()
}
