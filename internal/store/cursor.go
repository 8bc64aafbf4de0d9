package store

import "context"

// How far an import has got in telling the versions of a group again (see chain.go) is kept in import_cursor, and
// dropped when the import ends.

func (s *statements) loadCursors(ctx context.Context, ids []string, chains map[string]*chain) error {
	args := []any{s.w.record}
	for _, id := range ids {
		args = append(args, id)
	}
	rows, err := s.tx.QueryContext(ctx, s.tx.Rebind(`SELECT id, stated, instant, version FROM import_cursor
		WHERE record = ? AND id IN (`+places(len(ids))+`)`), args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	var id string
	var stated, instant, version int64
	for rows.Next() {
		if err := rows.Scan(textCell{&id}, intCell{&stated}, intCell{&instant}, intCell{&version}); err != nil {
			return err
		}
		c := chains[id]
		if c.cursors == nil {
			c.cursors = map[group]int64{}
		}
		c.cursors[group{stated != 0, instant}] = version
	}
	return rows.Err()
}

func (s *statements) keepCursors(ctx context.Context, id string, cursors map[group]int64) error {
	for g, version := range cursors {
		if err := s.exec(ctx, `INSERT INTO import_cursor (record, id, stated, instant, version) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT (record, id, stated, instant) DO UPDATE SET version = excluded.version`,
			s.w.record, id, bit(g.stated), g.at, version); err != nil {
			return err
		}
	}
	return nil
}

// cursorIDs returns the next ids, in their order, of which cursors were kept.
func (s *statements) cursorIDs(ctx context.Context, after string) ([]string, error) {
	var ids []string
	err := s.tx.SelectContext(ctx, &ids, s.tx.Rebind(`SELECT DISTINCT id FROM import_cursor
		WHERE record = ? AND id > ? ORDER BY id LIMIT ?`), s.w.record, after, batchRows)
	return ids, err
}

func (s *statements) dropCursors(ctx context.Context) error {
	return s.exec(ctx, `DELETE FROM import_cursor WHERE record = ?`, s.w.record)
}
