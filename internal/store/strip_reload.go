package store

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"

	"github.com/jmoiron/sqlx"

	"nines/internal/itsm"
	"nines/internal/store/strip"
)

// reloadStrips is the strip.Reload of a table.
func reloadStrips[R any](ctx context.Context, tx *sqlx.Tx, t table[R], first, last int64, into *strip.Writer) error {
	contents, err := contentsInto(ctx, tx, t.Record, stripTargets(t, into))
	if err != nil {
		return err
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
		v.life, v.row.remarks = keptLife(ended, from, to, place), nil
		if remarks.Valid {
			v.row.remarks = remarks.String
		}
		putOwnStrips(into, &v, source)
		if reader := contents[source]; reader != nil {
			if err := reader.read(content); err != nil {
				return fmt.Errorf("read the table %s: %s %s: %w", t.Record, source, v.row.id, err)
			}
		}
		into.Add(stripLife(&v))
	}
	return rows.Err()
}

// stripTarget is where a field's value goes from a content: to the next version, in the strip at this place.
type stripTarget struct {
	into  *strip.Writer
	place int
	kind  strip.Kind
}

// stripTargets are those of the fields that have strips.
func stripTargets[R any](t table[R], into *strip.Writer) map[string]any {
	var r R
	targets := make(map[string]any, len(t.strips))
	for i, name := range t.strips {
		f, _ := t.Field(name)
		targets[name] = &stripTarget{into, len(ownStrips) + i, kindOf(f.At(&r))}
	}
	return targets
}

// kindOf is the kind of a field's values; at is what Field.At returns.
func kindOf(at any) strip.Kind {
	switch at.(type) {
	case *string, itsm.Word:
		return strip.Text
	case *[]string:
		return strip.List
	case *itsm.Number:
		return strip.Float
	}
	return strip.Whole
}

func (s *stripTarget) set(value string) error {
	switch s.kind {
	case strip.List:
		s.into.PutText(s.place, value)
		return nil
	case strip.Text:
		text, err := quotedText(value)
		if text != "" {
			s.into.PutText(s.place, text)
		}
		return err
	case strip.Float:
		f, err := strconv.ParseFloat(value, 64)
		s.into.PutFloat(s.place, f)
		return err
	}
	n, err := strconv.ParseInt(value, 10, 64)
	s.into.PutWhole(s.place, n)
	return err
}
