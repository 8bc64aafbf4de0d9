package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/jmoiron/sqlx"
)

// shape is what the rows of one INSERT have in common. The fewer values are bound, the faster it is, and most rows
// are plain: they have no remarks and are the only version of their record, as the columns' defaults say.
type shape struct {
	rows   int
	plain  bool
	stated bool // where plain
}

// insert writes new versions.
func (s *statements) insert(ctx context.Context, fresh []*version) error {
	slices.SortFunc(fresh, func(a, b *version) int { return cmp.Compare(a.id, b.id) })
	for _, v := range fresh {
		if v.copyOf != 0 {
			if err := s.copy(ctx, v); err != nil {
				return err
			}
		}
	}
	fresh = slices.DeleteFunc(fresh, func(v *version) bool { return v.row == nil })
	s.findColumns()
	for chunk := range slices.Chunk(fresh, insertRows) {
		if err := s.insertChunk(ctx, chunk); err != nil {
			return fmt.Errorf("write the table %s: %w", s.w.record, err)
		}
	}
	return nil
}

// findColumns takes in the fields that have had a value by now.
func (s *statements) findColumns() {
	var columns []int
	for i, filled := range s.w.filled {
		if filled {
			columns = append(columns, i)
		}
	}
	if len(columns) != len(s.columns) {
		s.columns, s.bulk = columns, map[shape]*sqlx.Stmt{} // the old statements are closed with the transaction
	}
}

// keepFilled notes the fields that have had a value.
func (s *statements) keepFilled(ctx context.Context) error {
	for i, filled := range s.w.filled {
		if !filled {
			continue
		}
		if err := s.exec(ctx, `INSERT INTO source_field (source, record, field) VALUES (?, ?, ?)
			ON CONFLICT (source, record, field) DO NOTHING`, s.w.im.spec.Source, s.w.record, s.w.fields[i].name); err != nil {
			return err
		}
	}
	return nil
}

func (s *statements) insertSQL(sh shape) string {
	names := slices.Clone(boundColumns)
	for _, i := range s.columns {
		names = append(names, quoted(s.w.fields[i].name))
	}
	values := places(len(names)) + ", " + strconv.FormatInt(s.w.im.run, 10)
	names = append(names, "v_run", "v_stated")
	if sh.plain {
		values += ", " + strconv.FormatInt(bit(sh.stated), 10)
	} else {
		names = append(names, "v_from", "v_to", "v_remarks")
		values += ", ?, ?, ?, ?"
	}
	return s.tx.Rebind(s.w.im.dialect.insert + s.table + " (" + strings.Join(names, ", ") + ") VALUES (" + values + ")" +
		strings.Repeat(", ("+values+")", sh.rows-1))
}

func shapeOf(fresh []*version) shape {
	sh := shape{rows: len(fresh), plain: true, stated: fresh[0].stated}
	for _, v := range fresh {
		if v.from != always || v.to != forever || v.row.remarks != nil || v.stated != sh.stated {
			return shape{rows: len(fresh)}
		}
	}
	return sh
}

func (s *statements) insertChunk(ctx context.Context, fresh []*version) error {
	sh := shapeOf(fresh)
	args := s.args[:0]
	source := any(s.w.im.spec.Source)
	for _, v := range fresh {
		args = append(args, v.id, source, v.at, v.hash, v.ended, v.row.opened, v.place(), v.spot())
		for _, f := range s.columns {
			args = append(args, v.row.values[f])
		}
		if !sh.plain {
			args = append(args, bit(v.stated), v.from, v.to, v.row.remarks)
		}
	}
	s.args = args
	if sh.rows < insertRows {
		_, err := s.tx.ExecContext(ctx, s.insertSQL(sh), args...)
		return err
	}
	if s.bulk[sh] == nil {
		prepared, err := s.tx.PreparexContext(ctx, s.insertSQL(sh)) //nolint:sqlclosecheck // the transaction closes it
		if err != nil {
			return err
		}
		s.bulk[sh] = prepared
	}
	_, err := s.bulk[sh].ExecContext(ctx, args...)
	return err
}

// copy writes a version with the content of another.
func (s *statements) copy(ctx context.Context, v *version) error {
	same := []string{"v_source", "v_stated", "v_hash", "v_ended", "v_opened", "v_remarks"}
	for _, f := range s.w.fields {
		same = append(same, quoted(f.name))
	}
	list := strings.Join(same, ", ")
	own := strings.TrimSuffix(strings.Repeat("CAST(? AS BIGINT), ", 7), ", ")
	return s.exec(ctx, `INSERT INTO `+s.table+` (v_id, v_run, v_at, v_from, v_to, v_place, v_spot, `+list+`)
		SELECT `+own+`, `+list+` FROM `+s.table+` WHERE v_id = ?`,
		v.id, v.run, v.at, v.from, v.to, v.place(), v.spot(), v.copyOf)
}

// restretch writes at which as-of instants a version is the one to use, after others have come.
func (s *statements) restretch(ctx context.Context, v *version) error {
	return s.exec(ctx, `UPDATE `+s.table+` SET v_from = ?, v_to = ?, v_place = ?, v_spot = ? WHERE v_id = ?`,
		v.from, v.to, v.place(), v.spot(), v.id)
}
