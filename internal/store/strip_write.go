package store

import (
	"context"
	"slices"

	"github.com/jmoiron/sqlx"

	"nines/internal/store/strip"
)

// stripCell is the value of the field at a place among those that have strips.
type stripCell struct {
	place int
	strip.Value
}

// ownStrips are the columns of the store that have strips beside the fields, in front of them.
var ownStrips = []string{"v_source", "v_at", "v_remarks", "id"}

// newStripWriter makes the writer of a table's strips; nil where it has none.
func newStripWriter[R any](tx *sqlx.Tx, t table[R]) *strip.Writer {
	if len(t.strips) == 0 {
		return nil
	}
	return strip.NewWriter(tx, t.Record, slices.Concat(ownStrips, t.strips), func(ctx context.Context, first, last int64, into *strip.Writer) error {
		return reloadStrips(ctx, tx, t, first, last, into)
	})
}

// takeStrips adds versions that were just written, in the order of their numbers. Those before them have to be in strips.
func takeStrips(ctx context.Context, into *strip.Writer, versions []*version, source string) error {
	for i := 0; i < len(versions); {
		v := versions[i]
		if err := into.Reach(ctx, v.id); err != nil {
			return err
		}
		i++
		if v.row != nil {
			addStrips(into, v, source)
			continue
		}
		last := v.id // copies of what only the database has
		for i < len(versions) && versions[i].row == nil && versions[i].id == last+1 && last%strip.Versions > 0 {
			last = versions[i].id
			i++
		}
		if err := into.Fill(ctx, v.id, last); err != nil {
			return err
		}
	}
	return nil
}

func addStrips(into *strip.Writer, v *version, source string) {
	into.Put(0, &strip.Value{Kind: strip.Text, Text: source})
	into.Put(1, &strip.Value{Kind: strip.Whole, N: v.at})
	if text, ok := v.row.remarks.(string); ok {
		into.Put(2, &strip.Value{Kind: strip.Text, Text: text})
	}
	into.Put(3, &strip.Value{Kind: strip.Text, Text: v.row.id})
	for i := range v.row.cells {
		into.Put(len(ownStrips)+v.row.cells[i].place, &v.row.cells[i].Value)
	}
	into.Add(strip.Life{From: v.from, To: v.to, Began: placed(v.began), Ended: v.ended, Opened: v.opened, Class: v.class})
}
