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

const (
	insertRows = 100 // rows an INSERT: the fastest
	lookupIDs  = 500 // ids a look-up
)

// ownColumns are the store's own columns of a table.
var ownColumns = append(slices.Clone(boundColumns), "v_run", "v_stated", "v_from", "v_to", "v_remarks")

// boundColumns are those that differ from row to row.
var boundColumns = []string{"v_id", "v_source", "v_at", "v_hash", "v_ended", "v_opened", "v_place", "v_spot"}

// shape is what the rows of one INSERT have in common. The fewer values are bound, the faster it is, and most rows
// are plain: they have no remarks and are the only version of their record, as the columns' defaults say.
type shape struct {
	rows   int
	plain  bool
	stated bool // where plain
}

// statements is the SQL of a writer.
type statements struct {
	tx      *sqlx.Tx
	w       *writer
	table   string
	lookup  *sqlx.Stmt
	bulk    map[shape]*sqlx.Stmt // for insertRows rows of the columns
	columns []int                // the fields that bulk writes
	args    []any
	dropped []string // the definitions of dropped indexes
}

func newStatements(tx *sqlx.Tx, w *writer) statements {
	return statements{tx: tx, w: w, table: quoted(w.record)}
}

func (s *statements) exec(ctx context.Context, query string, args ...any) error {
	_, err := s.tx.ExecContext(ctx, s.tx.Rebind(query), args...)
	if err != nil {
		return fmt.Errorf("write the table %s: %w", s.w.record, err)
	}
	return nil
}

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
	args := append(s.args[:0], s.w.im.spec.Source)
	for i := range lookupIDs {
		args = append(args, ids[min(i, len(ids)-1)]) // the last one again, where there are fewer
	}
	s.args = args
	rows, err := s.lookup.QueryContext(ctx, args...)
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
		c.versions = append(c.versions, version{life: l, kept: l, id: int64(n[0]), run: int64(n[1]), at: int64(n[2]),
			stated: n[3] != 0, hash: int64(n[4])})
	}
	return rows.Err()
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
		prepared, err := s.tx.PreparexContext(ctx, s.insertSQL(sh))
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

// places are n placeholders.
func places(n int) string { return strings.TrimSuffix(strings.Repeat("?, ", n), ", ") }

func bit(b bool) int64 {
	if b {
		return 1
	}
	return 0
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
