package store

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/jmoiron/sqlx"

	"nines/internal/store/strip"
)

// reloadStrips is the strip.Reload of a table.
func reloadStrips[R any](ctx context.Context, tx *sqlx.Tx, t table[R], first, last int64, into *strip.Writer) error {
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
	var d datum
	var ended, from, to, place int64
	v.row = &row{}
	cells := []any{
		intCell{&v.id},
		textCell{&source},
		intCell{&v.at},
		intCell{&from},
		intCell{&to},
		intCell{&ended},
		intCell{&v.opened},
		intCell{&place},
		&remarks,
		textCell{&v.row.id},
		textCell{&content},
	}
	for next := first; rows.Next(); next++ {
		if err := rows.Scan(cells...); err != nil {
			return fmt.Errorf("read the table %s: %w", t.Record, err)
		}
		for ; next < v.id; next++ {
			none := version{life: life{from: forever, to: forever}, row: &row{}}
			putOwnStrips(into, &none, "")
			into.Add(stripLife(&none))
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
		putOwnStrips(into, &v, source)
		for i := range fields {
			if err := d.read(fields[i]); err != nil {
				return fmt.Errorf("read the table %s: %s %s: %w", t.Record, source, v.row.id, err)
			}
			d.put(into, len(ownStrips)+i)
		}
		into.Add(stripLife(&v))
	}
	return rows.Err()
}

// put gives the value to the next version, in the strip at this place.
func (d *datum) put(into *strip.Writer, place int) {
	switch d.Kind {
	case strip.Text, strip.List:
		into.PutText(place, d.Text)
	case strip.Whole:
		into.PutWhole(place, d.N)
	case strip.Float:
		into.PutFloat(place, d.F)
	}
}
