package store

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/jmoiron/sqlx"
)

// reloadStrips adds versions that the database has to the strips that are being filled. A number that no version has makes
// one that never holds.
func reloadStrips[R any](ctx context.Context, tx *sqlx.Tx, t table[R], first, last int64, into *stripWriter) error {
	var r, blank R
	contents, err := contentsOf(ctx, tx, t, &r, t.strips)
	if err != nil {
		return err
	}
	fields := make([]any, len(t.strips))
	for i, name := range t.strips {
		f, _ := t.Field(name)
		fields[i] = f.At(&r)
	}
	rows, err := tx.QueryContext(ctx, tx.Rebind(`SELECT v_id, v_source, v_at, v_from, v_to, v_ended, v_opened, v_place, v_remarks, id, content
		FROM `+quoted(t.Record)+` WHERE v_id >= ? AND v_id <= ? ORDER BY v_id`), first, last)
	if err != nil {
		return fmt.Errorf("read the table %s: %w", t.Record, err)
	}
	defer rows.Close()
	var source, content string
	var remarks sql.NullString
	var v version
	var ended, from, to, place int64
	v.row = &row{}
	cells := []any{
		intCell{&v.id}, textCell{&source}, intCell{&v.at}, intCell{&from}, intCell{&to}, intCell{&ended}, intCell{&v.opened}, intCell{&place},
		&remarks, textCell{&v.row.id}, textCell{&content},
	}
	for next := first; rows.Next(); next++ {
		if err := rows.Scan(cells...); err != nil {
			return fmt.Errorf("read the table %s: %w", t.Record, err)
		}
		for ; next < v.id; next++ {
			into.add(&version{life: life{from: forever, to: forever}, row: &row{}}, "")
		}
		r, v.life, v.row.remarks = blank, keptLife(ended, from, to, place), nil
		if remarks.Valid {
			v.row.remarks = remarks.String
		}
		if reader := contents[source]; reader != nil {
			if err := reader.read(content); err != nil {
				return fmt.Errorf("read the table %s: %s %s: %w", t.Record, source, v.row.id, err)
			}
		}
		v.row.cells = v.row.cells[:0]
		for i := range fields {
			cell := stripCell{place: i}
			if err := cell.read(fields[i]); err != nil {
				return fmt.Errorf("read the table %s: %s %s: %w", t.Record, source, v.row.id, err)
			}
			if cell.kind != missing {
				v.row.cells = append(v.row.cells, cell)
			}
		}
		into.add(&v, source)
	}
	return rows.Err()
}

// remakeStrips makes the strips of these numbers from the table, in the place of those that may be there.
func (w *stripWriter) remakeStrips(ctx context.Context, numbers []int64) error {
	for _, number := range numbers {
		w.clear(number)
		w.saved = true
		first := number*stripVersions + 1
		if err := w.reload(ctx, w.tx, first, first+stripVersions-1, w); err != nil {
			return err
		}
		if err := w.save(ctx); err != nil {
			return err
		}
	}
	return nil
}

// stripState is how far the strips of a kind of record go.
type stripState struct {
	Strips   int64 // there are so many
	Numbers  int64 // the highest number is so high, and one
	Versions int64 // the highest number of a version
}

func stripStateOf(ctx context.Context, tx *sqlx.Tx, record string) (s stripState, err error) {
	err = tx.GetContext(ctx, &s, tx.Rebind(`SELECT (SELECT count(*) FROM record_strip WHERE record = ? AND field = ?) AS strips,
		(SELECT coalesce(max(number), -1) + 1 FROM record_strip WHERE record = ? AND field = ?) AS numbers,
		(SELECT coalesce(max(v_id), 0) FROM `+quoted(record)+`) AS versions`), record, lifeStrip, record, lifeStrip)
	if err != nil {
		err = fmt.Errorf("read how far the strips of %s go: %w", record, err)
	}
	return s, err
}

// whole tells whether there are strips of all versions.
func (s stripState) whole() bool {
	return s.Strips == s.Numbers && s.Numbers == (s.Versions+stripVersions-1)/stripVersions
}

// makeStrips makes the strips of a store that an older version filled.
func (w *stripWriter) makeStrips(ctx context.Context) error {
	if w == nil {
		return nil
	}
	state, err := stripStateOf(ctx, w.tx, w.record)
	if err != nil || state.whole() {
		return err
	}
	for number := range (state.Versions + stripVersions - 1) / stripVersions {
		if err := w.remakeStrips(ctx, []int64{number}); err != nil {
			return err
		}
	}
	return nil
}
