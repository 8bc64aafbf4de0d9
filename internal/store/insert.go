package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
)

// bulk writes new versions the way that is the fastest for the database.
type bulk interface {
	// write adds versions, which have rows. contents holds those of all rows of the batch.
	write(ctx context.Context, fresh []*version, contents string) error
	close()
}

// insert writes new versions; contents holds those of their rows.
func (s *statements) insert(ctx context.Context, fresh []*version, contents string) error {
	slices.SortFunc(fresh, func(a, b *version) int { return cmp.Compare(a.id, b.id) })
	for _, v := range fresh {
		if v.copyOf != 0 {
			if err := s.copy(ctx, v); err != nil {
				return err
			}
		}
	}
	rows := slices.DeleteFunc(slices.Clone(fresh), func(v *version) bool { return v.row == nil })
	if len(rows) > 0 {
		if err := s.bulk.write(ctx, rows, contents); err != nil {
			return fmt.Errorf("write the table %s: %w", s.w.record, err)
		}
	}
	if s.w.strips == nil || len(fresh) == 0 {
		return nil
	}
	if len(rows) < len(fresh) { // the copies are read by it
		if err := s.keepLayout(ctx); err != nil {
			return err
		}
	}
	return takeStrips(ctx, s.w.strips, fresh, s.w.im.spec.Source, contents)
}

// copy writes a version with the content of another.
func (s *statements) copy(ctx context.Context, v *version) error {
	same := []string{"v_source", "v_stated", "v_hash", "v_ended", "v_opened", "v_remarks", "id", "content"}
	for _, key := range s.w.keys {
		same = append(same, quoted(key))
	}
	list := strings.Join(same, ", ")
	own := strings.TrimSuffix(strings.Repeat("CAST(? AS BIGINT), ", 6), ", ")
	return s.exec(ctx, `INSERT INTO `+s.table+` (v_id, v_run, v_at, v_from, v_to, v_place, `+list+`)
		SELECT `+own+`, `+list+` FROM `+s.table+` WHERE v_id = ?`,
		v.id, v.run, v.at, v.from, v.to, v.place(), v.copyOf)
}

// restretch writes at which as-of instants a version is the one to use, after others have come.
func (s *statements) restretch(ctx context.Context, v *version) error {
	if s.update == nil {
		var err error
		s.update, err = s.tx.PreparexContext(ctx, s.tx.Rebind(`UPDATE `+s.table+` SET v_from = ?, v_to = ?, v_place = ? WHERE v_id = ?`))
		if err != nil {
			return fmt.Errorf("write the table %s: %w", s.w.record, err)
		}
	}
	if _, err := s.update.ExecContext(ctx, v.from, v.to, v.place(), v.id); err != nil {
		return fmt.Errorf("write the table %s: %w", s.w.record, err)
	}
	if s.w.strips == nil {
		return nil
	}
	return s.w.strips.Move(ctx, v.id, v.from, v.to)
}
