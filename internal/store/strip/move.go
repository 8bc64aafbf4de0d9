package strip

import (
	"cmp"
	"context"
	"fmt"
	"slices"
)

// moved is a version with its present life.
type moved struct {
	id       int64
	from, to int64
}

// movedMost is how many wait to be written.
const movedMost = 100_000

// Move notes that a version holds from and to other as-of instants than before (see Life).
func (w *Writer) Move(ctx context.Context, version, from, to int64) error {
	number, place := Of(version)
	if number == w.number && place < w.lives.Len() {
		w.lives.From[place], w.lives.To[place] = from, to
		return nil
	}
	w.moved = append(w.moved, moved{version, from, to})
	if len(w.moved) < movedMost {
		return nil
	}
	return w.saveMoved(ctx)
}

// saveMoved writes the lives that have changed.
func (w *Writer) saveMoved(ctx context.Context) error {
	slices.SortStableFunc(w.moved, func(a, b moved) int { return cmp.Compare(a.id, b.id) }) // of one the last stands
	for len(w.moved) > 0 {
		number, _ := Of(w.moved[0].id)
		n := slices.IndexFunc(w.moved, func(m moved) bool { return (m.id-1)/Versions != number })
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

func (w *Writer) saveLives(ctx context.Context, number int64, changed []moved) error {
	var content []byte
	err := w.db.QueryRowContext(ctx, w.db.Rebind(`SELECT content FROM record_strip WHERE record = ? AND field = ? AND number = ?`),
		w.record, lifeField, number).Scan(&content)
	if err != nil {
		return err
	}
	var l Lives
	if err := l.read(content); err != nil {
		return err
	}
	for _, m := range changed {
		_, place := Of(m.id)
		if place >= l.Len() {
			return ErrDamaged
		}
		l.From[place], l.To[place] = m.from, m.to
	}
	w.encoder.content = w.encoder.content[:0]
	w.encoder.lives(&l)
	_, err = w.db.ExecContext(ctx, w.db.Rebind(`UPDATE record_strip SET content = ? WHERE record = ? AND field = ? AND number = ?`),
		w.encoder.content, w.record, lifeField, number)
	return err
}
