package strip

import (
	"context"
	"fmt"
)

// Writer makes the strips of one kind of record: of new versions while they are written, of others from the table. One
// that is nil has none to make.
type Writer struct {
	db     DB
	record string
	fields []string
	reload Reload

	number int64 // of the strips that are being filled
	saved  bool  // there are strips of this number
	lives  Lives
	cells  [][]Value // by field, as far as values were put
	moved  []moved   // versions of other strips whose lives have changed
}

// Reload adds versions that the database has, first and last included, to the strips that are being filled. A number that
// no version has makes one that never holds.
type Reload func(ctx context.Context, first, last int64, into *Writer) error

// NewWriter makes one for these fields, which Put knows by their places.
func NewWriter(db DB, record string, fields []string, reload Reload) *Writer {
	return &Writer{db: db, record: record, fields: fields, reload: reload, cells: make([][]Value, len(fields))}
}

// Of is the number of the strips in which a version is, from 0, and its place in them, from 0.
func Of(version int64) (number int64, place int) {
	return (version - 1) / Versions, int((version - 1) % Versions)
}

func (w *Writer) clear(number int64) {
	w.number, w.saved, w.lives = number, false, Lives{}
	for i := range w.cells {
		w.cells[i] = w.cells[i][:0]
	}
}

// Reach makes the version the next one: what is full is saved, and strips that are not are filled from the table. Those
// before it have to be in strips.
func (w *Writer) Reach(ctx context.Context, version int64) error {
	number, place := Of(version)
	if w.lives.Len() > 0 && number != w.number {
		if err := w.save(ctx); err != nil {
			return err
		}
	}
	if w.lives.Len() == 0 {
		w.clear(number)
		if w.saved = place > 0; w.saved {
			if err := w.saveMoved(ctx); err != nil { // later moves of these versions are made in place
				return err
			}
			return w.Fill(ctx, version-int64(place), version-1)
		}
	}
	return nil
}

// Fill adds versions that the database has, first and last included. They have to be of one strip, and the next ones.
func (w *Writer) Fill(ctx context.Context, first, last int64) error {
	return w.reload(ctx, first, last, w)
}

// Put gives the next version a value, in the field at this place. It lacks those that get none.
func (w *Writer) Put(field int, v *Value) {
	w.cells[field] = append(padded(w.cells[field], w.lives.Len()), *v)
}

// Add ends the next version.
func (w *Writer) Add(l Life) { w.lives.add(l) }

// padded gives so many versions a value, a missing one to those that have none.
func padded(cells []Value, n int) []Value {
	for len(cells) < n {
		cells = append(cells, Value{})
	}
	return cells
}

// Finish writes what is left.
func (w *Writer) Finish(ctx context.Context) error {
	if w.lives.Len() > 0 {
		if err := w.save(ctx); err != nil {
			return err
		}
	}
	return w.saveMoved(ctx)
}

// save writes the strips that are filled, in the place of those that may be there.
func (w *Writer) save(ctx context.Context) error {
	if w.saved {
		if _, err := w.db.ExecContext(ctx, w.db.Rebind(`DELETE FROM record_strip WHERE record = ? AND number = ?
			AND field IN (`+places(1+len(w.fields))+`)`), w.named()...); err != nil {
			return fmt.Errorf("write the strips of %s: %w", w.record, err)
		}
	}
	args := []any{w.record, lifeField, w.number, w.lives.append(nil)}
	for i, field := range w.fields {
		if len(w.cells[i]) == 0 {
			continue
		}
		if content := appendStrip(make([]byte, 0, 4*Versions), padded(w.cells[i], w.lives.Len())); content != nil {
			args = append(args, w.record, field, w.number, content)
		}
	}
	values := "(?, ?, ?, ?)"
	for range len(args)/4 - 1 {
		values += ", (?, ?, ?, ?)"
	}
	if _, err := w.db.ExecContext(ctx, w.db.Rebind(`INSERT INTO record_strip (record, field, number, content) VALUES `+values), args...); err != nil {
		return fmt.Errorf("write the strips of %s: %w", w.record, err)
	}
	w.clear(w.number + 1)
	return nil
}

// named are the record, the number and the fields of the strips.
func (w *Writer) named() []any {
	args := []any{w.record, w.number, lifeField}
	for _, field := range w.fields {
		args = append(args, field)
	}
	return args
}
