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

	number  int64 // of the strips that are being filled
	saved   bool  // there are strips of this number
	lives   Lives
	columns []values // by field
	moved   []moved  // versions of other strips whose lives have changed
	encoder encoder
}

// Reload adds versions that the database has, first and last included, to the strips that are being filled. A number that
// no version has makes one that never holds.
type Reload func(ctx context.Context, first, last int64, into *Writer) error

// NewWriter makes one for these fields, which Put knows by their places.
func NewWriter(db DB, record string, fields []string, reload Reload) *Writer {
	return &Writer{db: db, record: record, fields: fields, reload: reload, columns: make([]values, len(fields))}
}

// Of is the number of the strips in which a version is, from 0, and its place in them, from 0.
func Of(version int64) (number int64, place int) {
	return (version - 1) / Versions, int((version - 1) % Versions)
}

func (w *Writer) clear(number int64) {
	w.number, w.saved = number, false
	w.lives.clear()
	for i := range w.columns {
		w.columns[i].clear()
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

// PutText gives the next version a text, or a list as JSON, in the field at this place. It lacks the fields that it is
// given nothing in.
func (w *Writer) PutText(field int, text string) { w.columns[field].texts.put(w.lives.Len(), text) }

// PutWhole gives it a whole number but math.MaxInt64, which no instant, length, flag or mark is.
func (w *Writer) PutWhole(field int, n int64) { w.columns[field].putWhole(w.lives.Len(), n) }

// PutFloat gives it a number that is no NaN.
func (w *Writer) PutFloat(field int, f float64) { w.columns[field].putFloat(w.lives.Len(), f) }

// Add ends the next version.
func (w *Writer) Add(l Life) { w.lives.add(l) }

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
	args := w.encoded()
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

// encoded are the rows of the strips that are filled; their contents stand in the encoder's room.
func (w *Writer) encoded() []any {
	e := &w.encoder
	e.content = e.content[:0]
	e.lives(&w.lives)
	ends := []int{len(e.content)}
	for i := range w.columns {
		e.values(&w.columns[i], w.lives.Len())
		ends = append(ends, len(e.content))
	}
	args := []any{w.record, lifeField, w.number, e.content[:ends[0]]}
	for i, field := range w.fields {
		if begin, end := ends[i], ends[i+1]; begin < end {
			args = append(args, w.record, field, w.number, e.content[begin:end])
		}
	}
	return args
}

// named are the record, the number and the fields of the strips.
func (w *Writer) named() []any {
	args := []any{w.record, w.number, lifeField}
	for _, field := range w.fields {
		args = append(args, field)
	}
	return args
}
