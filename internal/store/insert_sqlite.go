package store

import (
	"context"
	"database/sql/driver"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// insertRows is how many rows an INSERT writes: the fastest.
const insertRows = 100

// sqliteBulk inserts many rows with one prepared statement, handed to the driver itself: database/sql would look at
// each of the values once more, some ten million in an import of a million rows.
type sqliteBulk struct {
	w        *writer
	im       *Import
	prepared map[shape]driver.Stmt
	args     []driver.NamedValue
}

// shape is what the rows of one INSERT have in common. The fewer values are bound, the faster it is: most rows are plain,
// that is have no remarks and are the only version of their record, as the columns' defaults say; and keys that none of
// them has are left out.
type shape struct {
	rows   int
	plain  bool
	stated bool   // where plain
	keys   uint64 // a bit for each key of the table, from the least, that a row has
}

func newSQLiteBulk(im *Import, w *writer) bulk {
	return &sqliteBulk{w: w, im: im, prepared: map[shape]driver.Stmt{}}
}

func shapeOf(fresh []*version) shape {
	sh := shape{rows: len(fresh), plain: true, stated: fresh[0].stated}
	for _, v := range fresh {
		if v.from != always || v.to != forever || v.row.remarks != nil || v.stated != sh.stated {
			sh.plain = false
		}
		for i, key := range v.row.keys {
			if key != nil {
				sh.keys |= 1 << i
			}
		}
	}
	sh.stated = sh.stated && sh.plain
	return sh
}

// has tells whether a row has the key at this place.
func (sh shape) has(key int) bool { return sh.keys>>key&1 == 1 }

func (b *sqliteBulk) write(ctx context.Context, fresh []*version, contents string) error {
	return b.im.conn.Raw(func(conn any) error {
		for chunk := range slices.Chunk(fresh, insertRows) {
			if err := b.writeChunk(ctx, conn, chunk, contents); err != nil {
				return err
			}
		}
		return nil
	})
}

func (b *sqliteBulk) writeChunk(ctx context.Context, conn any, fresh []*version, contents string) error {
	sh := shapeOf(fresh)
	statement, err := b.statement(ctx, conn, sh)
	if err != nil {
		return err
	}
	exec, ok := statement.(driver.StmtExecContext)
	if !ok {
		return fmt.Errorf("the driver's statement is a %T", statement)
	}
	b.args = b.args[:0]
	b.bind(b.im.spec.Source) // ?1
	for _, v := range fresh {
		b.bind(v.id, v.at, v.hash, v.ended, v.row.opened, v.place(), v.row.id, contents[v.row.start:v.row.end])
		for i, key := range v.row.keys {
			if sh.has(i) {
				b.bind(key)
			}
		}
		if !sh.plain {
			b.bind(bit(v.stated), v.from, v.to, v.row.remarks)
		}
	}
	if _, err = exec.ExecContext(ctx, b.args); err != nil || sh.rows == insertRows {
		return err
	}
	delete(b.prepared, sh) // an odd number of rows, which comes once a batch
	return statement.Close()
}

func (b *sqliteBulk) bind(values ...any) {
	for _, value := range values {
		b.args = append(b.args, driver.NamedValue{Ordinal: len(b.args) + 1, Value: value})
	}
}

// statement prepares the INSERT of a shape, once.
func (b *sqliteBulk) statement(ctx context.Context, conn any, sh shape) (driver.Stmt, error) {
	if statement := b.prepared[sh]; statement != nil {
		return statement, nil
	}
	preparer, ok := conn.(driver.ConnPrepareContext)
	if !ok {
		return nil, fmt.Errorf("the driver's connection is a %T", conn)
	}
	statement, err := preparer.PrepareContext(ctx, b.sql(sh))
	if err == nil {
		b.prepared[sh] = statement
	}
	return statement, err
}

// sql is the INSERT of a shape. A failed row ends the import in any case: without OR ROLLBACK each statement would keep
// the pages it changes for undoing itself alone, a tenth of the cost of an import.
func (b *sqliteBulk) sql(sh shape) string {
	names := append([]string{"v_source"}, boundColumns...)
	for i, key := range b.w.keys {
		if sh.has(i) {
			names = append(names, quoted(key))
		}
	}
	values := "?1, " + places(len(names)-1)
	names = append(names, "v_run", "v_stated")
	values += ", " + strconv.FormatInt(b.im.run, 10)
	if sh.plain {
		values += ", " + strconv.FormatInt(bit(sh.stated), 10)
	} else {
		names = append(names, "v_from", "v_to", "v_remarks")
		values += ", ?, ?, ?, ?"
	}
	return "INSERT OR ROLLBACK INTO " + quoted(b.w.record) + " (" + strings.Join(names, ", ") +
		") VALUES (" + values + ")" + strings.Repeat(", ("+values+")", sh.rows-1)
}

func (b *sqliteBulk) close() {
	for _, statement := range b.prepared {
		_ = statement.Close() // nothing is lost with it
	}
	clear(b.prepared)
}
