package store

import (
	"context"
	"math"
	"slices"

	"github.com/jmoiron/sqlx"

	"nines/internal/store/strip"
)

// stripCell is the value of a field that has strips, while its row waits to be written. It holds no pointer: there are
// some hundred thousand of them.
type stripCell struct {
	place  uint16 // among the strips
	kind   strip.Kind
	quoted bool   // the text stands between quotes, as something in it had to be escaped
	size   uint32 // of a text
	n      int64  // a whole number; the bits of a float; of a text where it begins in the batch's content
}

// newStripCell is the cell of a value that was written from begin to end.
func newStripCell(place int, d *datum, begin, end int) stripCell {
	c := stripCell{place: uint16(place), kind: d.Kind, size: uint32(end - begin), n: int64(begin)}
	switch d.Kind {
	case strip.Text:
		if c.quoted = end-begin != len(d.Text)+2; !c.quoted {
			c.n, c.size = c.n+1, c.size-2
		}
	case strip.Whole:
		c.n = d.N
	case strip.Float:
		c.n = int64(math.Float64bits(d.F))
	}
	return c
}

// put gives the value to the next version.
func (c *stripCell) put(into *strip.Writer, contents string) error {
	switch place := int(c.place); c.kind {
	case strip.Whole:
		into.PutWhole(place, c.n)
	case strip.Float:
		into.PutFloat(place, math.Float64frombits(uint64(c.n)))
	default:
		text := contents[c.n : c.n+int64(c.size)]
		if c.quoted {
			var err error
			if text, err = quotedText(text); err != nil {
				return err
			}
		}
		into.PutText(place, text)
	}
	return nil
}

// stripPlace is a field's place among the strips of its table; -1: it has none.
func stripPlace[R any](t table[R], field string) int {
	place := slices.Index(t.strips, field)
	if place < 0 {
		return -1
	}
	return len(ownStrips) + place
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
func takeStrips(ctx context.Context, into *strip.Writer, versions []*version, source, contents string) error {
	for i := 0; i < len(versions); {
		v := versions[i]
		if err := into.Reach(ctx, v.id); err != nil {
			return err
		}
		i++
		if v.row != nil {
			if err := addStrips(into, v, source, contents); err != nil {
				return err
			}
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

// addStrips adds a version that has a row; contents holds those of its batch.
func addStrips(into *strip.Writer, v *version, source, contents string) error {
	putOwnStrips(into, v, source)
	for i := range v.row.cells {
		if err := v.row.cells[i].put(into, contents); err != nil {
			return err
		}
	}
	into.Add(stripLife(v))
	return nil
}

// putOwnStrips gives the next version what the store's own columns have.
func putOwnStrips(into *strip.Writer, v *version, source string) {
	into.PutText(0, source)
	into.PutWhole(1, v.at)
	if text, ok := v.row.remarks.(string); ok {
		into.PutText(2, text)
	}
	into.PutText(3, v.row.id)
}

func stripLife(v *version) strip.Life {
	return strip.Life{From: v.from, To: v.to, Began: placed(v.began), Ended: v.ended, Opened: v.opened, Class: v.class}
}
