package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/jmoiron/sqlx"
)

// stripCell is the value of the field at a place among those that have strips.
type stripCell struct {
	place int
	datum
}

// ownStrips are the columns of the store that strips have beside the fields.
var ownStrips = []string{"v_source", "v_at", "v_remarks", "id"}

// stripWriter makes the strips of one kind of record: of new versions while they are written, of others from the table.
type stripWriter struct {
	tx     *sqlx.Tx
	record string
	fields []string // own ones, then those of the record
	reload func(ctx context.Context, tx *sqlx.Tx, first, last int64, into *stripWriter) error

	number int64 // of the strips that are being filled
	saved  bool  // there are strips of this number
	lives  lives
	cells  [][]datum // by field, as far as values were put
	moved  []moved   // versions of other strips whose lives have changed
}

// moved is a version with its present life.
type moved struct {
	id       int64
	from, to int64
}

// movedMost is how many wait to be written.
const movedMost = 100_000

func newStripWriter[R any](tx *sqlx.Tx, t table[R]) *stripWriter {
	if len(t.strips) == 0 {
		return nil
	}
	w := &stripWriter{tx: tx, record: t.Record, fields: slices.Concat(ownStrips, t.strips)}
	w.cells = make([][]datum, len(w.fields))
	w.reload = func(ctx context.Context, tx *sqlx.Tx, first, last int64, into *stripWriter) error {
		return reloadStrips(ctx, tx, t, first, last, into)
	}
	return w
}

// stripOf is the number of the strips in which a version is, and its place in them.
func stripOf(version int64) (number int64, place int) {
	return (version - 1) / stripVersions, int((version - 1) % stripVersions)
}

func (w *stripWriter) clear(number int64) {
	w.number, w.saved, w.lives = number, false, lives{}
	for i := range w.cells {
		w.cells[i] = w.cells[i][:0]
	}
}

// take adds versions that were just written, in the order of their numbers. Those before them have to be in strips.
func (w *stripWriter) take(ctx context.Context, versions []*version, source string) error {
	for i := 0; i < len(versions); {
		v := versions[i]
		if err := w.reach(ctx, v.id); err != nil {
			return err
		}
		i++
		if v.row != nil {
			w.add(v, source)
			continue
		}
		last := v.id // copies of what only the database has
		for i < len(versions) && versions[i].row == nil && versions[i].id == last+1 && last%stripVersions > 0 {
			last = versions[i].id
			i++
		}
		if err := w.reload(ctx, w.tx, v.id, last, w); err != nil {
			return err
		}
	}
	return nil
}

// reach makes the version the next one: what is full is saved, and strips that are not are filled from the table.
func (w *stripWriter) reach(ctx context.Context, version int64) error {
	number, place := stripOf(version)
	if w.lives.len() > 0 && number != w.number {
		if err := w.save(ctx); err != nil {
			return err
		}
	}
	if w.lives.len() == 0 {
		w.clear(number)
		if w.saved = place > 0; w.saved {
			if err := w.saveMoved(ctx); err != nil { // later moves of these versions are made in place
				return err
			}
			return w.reload(ctx, w.tx, version-int64(place), version-1, w)
		}
	}
	return nil
}

func (w *stripWriter) add(v *version, source string) {
	w.put(0, &datum{kind: ofText, text: source})
	w.put(1, &datum{kind: ofInt, n: v.at})
	if text, ok := v.row.remarks.(string); ok {
		w.put(2, &datum{kind: ofText, text: text})
	}
	w.put(3, &datum{kind: ofText, text: v.row.id})
	for i := range v.row.cells {
		w.put(len(ownStrips)+v.row.cells[i].place, &v.row.cells[i].datum)
	}
	w.lives.add(v.life, v.opened)
}

// put gives the next version a value.
func (w *stripWriter) put(field int, d *datum) {
	w.cells[field] = append(padded(w.cells[field], w.lives.len()), *d)
}

// padded gives so many versions a value, a missing one to those that have none.
func padded(cells []datum, n int) []datum {
	for len(cells) < n {
		cells = append(cells, datum{})
	}
	return cells
}

// move notes that a version holds from and to other instants than before.
func (w *stripWriter) move(ctx context.Context, v *version) error {
	number, place := stripOf(v.id)
	if number == w.number && place < w.lives.len() {
		w.lives.from[place], w.lives.to[place] = v.from, v.to
		return nil
	}
	w.moved = append(w.moved, moved{v.id, v.from, v.to})
	if len(w.moved) < movedMost {
		return nil
	}
	return w.saveMoved(ctx)
}

// finish writes what is left.
func (w *stripWriter) finish(ctx context.Context) error {
	if w.lives.len() > 0 {
		if err := w.save(ctx); err != nil {
			return err
		}
	}
	return w.saveMoved(ctx)
}

// save writes the strips that are filled, in the place of those that may be there.
func (w *stripWriter) save(ctx context.Context) error {
	if w.saved {
		if _, err := w.tx.ExecContext(ctx, w.tx.Rebind(`DELETE FROM record_strip WHERE record = ? AND number = ?
			AND field IN (`+places(1+len(w.fields))+`)`), w.named()...); err != nil {
			return fmt.Errorf("write the strips of %s: %w", w.record, err)
		}
	}
	args := []any{w.record, lifeStrip, w.number, w.lives.append(nil)}
	for i, field := range w.fields {
		if len(w.cells[i]) == 0 {
			continue
		}
		if content := appendStrip(make([]byte, 0, 4*stripVersions), padded(w.cells[i], w.lives.len())); content != nil {
			args = append(args, w.record, field, w.number, content)
		}
	}
	values := "(?, ?, ?, ?)"
	for range len(args)/4 - 1 {
		values += ", (?, ?, ?, ?)"
	}
	if _, err := w.tx.ExecContext(ctx, w.tx.Rebind(`INSERT INTO record_strip (record, field, number, content) VALUES `+values), args...); err != nil {
		return fmt.Errorf("write the strips of %s: %w", w.record, err)
	}
	w.clear(w.number + 1)
	return nil
}

// named are the record, the number and the fields of the strips.
func (w *stripWriter) named() []any {
	args := []any{w.record, w.number, lifeStrip}
	for _, field := range w.fields {
		args = append(args, field)
	}
	return args
}

// saveMoved writes the lives that have changed.
func (w *stripWriter) saveMoved(ctx context.Context) error {
	slices.SortStableFunc(w.moved, func(a, b moved) int { return cmp.Compare(a.id, b.id) }) // of one the last stands
	for len(w.moved) > 0 {
		number, _ := stripOf(w.moved[0].id)
		n := slices.IndexFunc(w.moved, func(m moved) bool { return (m.id-1)/stripVersions != number })
		if n < 0 {
			n = len(w.moved)
		}
		if err := w.saveLives(ctx, number, w.moved[:n]); err != nil {
			return fmt.Errorf("write the strips of %s: %w", w.record, err)
		}
		w.moved = w.moved[n:]
	}
	w.moved = nil
	return nil
}

func (w *stripWriter) saveLives(ctx context.Context, number int64, changed []moved) error {
	var content []byte
	err := w.tx.GetContext(ctx, &content, w.tx.Rebind(`SELECT content FROM record_strip WHERE record = ? AND field = ? AND number = ?`),
		w.record, lifeStrip, number)
	if err != nil {
		return err
	}
	var l lives
	if err := l.read(content); err != nil {
		return err
	}
	for _, m := range changed {
		_, place := stripOf(m.id)
		if place >= l.len() {
			return errStrip
		}
		l.from[place], l.to[place] = m.from, m.to
	}
	_, err = w.tx.ExecContext(ctx, w.tx.Rebind(`UPDATE record_strip SET content = ? WHERE record = ? AND field = ? AND number = ?`),
		l.append(nil), w.record, lifeStrip, number)
	return err
}
