package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5/stdlib"
)

// postgresBulk copies rows into a table, which is ten times as fast as inserting them. It writes COPY's binary form
// itself: pgx looks up how to write each value, some fifteen million in an import of a million rows.
type postgresBulk struct {
	w    *writer
	im   *Import
	text []byte // of the copy
}

func newPostgresBulk(im *Import, w *writer) bulk { return &postgresBulk{w: w, im: im} }

func (b *postgresBulk) close() {}

func (b *postgresBulk) write(ctx context.Context, fresh []*version, contents string) error {
	plain := shapeOf(fresh).plain // the columns' defaults say the same
	b.begin()
	for _, v := range fresh {
		b.row(v, contents, plain)
	}
	b.end()
	return b.im.conn.Raw(func(conn any) error {
		on, ok := conn.(*stdlib.Conn)
		if !ok {
			return fmt.Errorf("the driver's connection is a %T", conn)
		}
		_, err := on.Conn().PgConn().CopyFrom(ctx, bytes.NewReader(b.text), b.sql(plain))
		return err
	})
}

// columns are in the order in which row writes them.
func (b *postgresBulk) columns(plain bool) []string {
	names := slices.Concat([]string{"v_source", "v_run", "v_stated"}, boundColumns)
	for _, key := range b.w.keys {
		names = append(names, quoted(key))
	}
	if !plain {
		names = append(names, "v_from", "v_to", "v_remarks")
	}
	return names
}

func (b *postgresBulk) sql(plain bool) string {
	return "COPY " + quoted(b.w.record) + " (" + strings.Join(b.columns(plain), ", ") + ") FROM STDIN (FORMAT binary)"
}

// begin and end write what stands around the rows: a signature, no flags and no extension; a row of -1 columns.
func (b *postgresBulk) begin() {
	b.text = append(b.text[:0], "PGCOPY\n\xff\r\n\x00\x00\x00\x00\x00\x00\x00\x00\x00"...)
}

func (b *postgresBulk) end() { b.text = binary.BigEndian.AppendUint16(b.text, 0xffff) }

// row writes one row: the number of its columns, and each behind its length.
func (b *postgresBulk) row(v *version, contents string, plain bool) {
	r := v.row
	columns := 3 + len(boundColumns) + len(r.keys)
	if !plain {
		columns += 3
	}
	b.text = binary.BigEndian.AppendUint16(b.text, uint16(columns))
	b.string(b.im.spec.Source)
	b.whole(b.im.run)
	b.text = binary.BigEndian.AppendUint16(binary.BigEndian.AppendUint32(b.text, 2), uint16(bit(v.stated)))
	for _, n := range [...]int64{v.id, v.at, v.hash, v.ended, r.opened, v.place()} {
		b.whole(n)
	}
	b.string(r.id)
	b.string(contents[r.start:r.end])
	for _, key := range r.keys {
		if n, ok := key.(int64); ok {
			b.whole(n)
		} else {
			b.stringOrNull(key)
		}
	}
	if !plain {
		b.whole(v.from)
		b.whole(v.to)
		b.stringOrNull(r.remarks)
	}
}

func (b *postgresBulk) whole(n int64) {
	b.text = binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint32(b.text, 8), uint64(n))
}

func (b *postgresBulk) string(text string) {
	b.text = append(binary.BigEndian.AppendUint32(b.text, uint32(len(text))), text...)
}

// stringOrNull writes a string, or nil as NULL, whose length is -1.
func (b *postgresBulk) stringOrNull(text any) {
	if text, ok := text.(string); ok {
		b.string(text)
		return
	}
	b.text = binary.BigEndian.AppendUint32(b.text, 0xffffffff)
}
