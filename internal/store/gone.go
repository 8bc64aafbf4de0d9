package store

import (
	"context"
	"fmt"
)

// What a source no longer has is found by going through the ids that stand, and asking of each whether it came. The
// numbers of a source's versions are known as a few ranges (source_range), so that this costs as much as the source
// is large, whatever else stands in the table.

// writers make the writer of each kind of record.
var writers = map[string]func(context.Context, *Import) (*writer, error){
	incidents.Record: writing(incidents), outages.Record: writing(outages), requests.Record: writing(requests),
	problems.Record: writing(problems), actions.Record: writing(actions), changes.Record: writing(changes),
	worklogs.Record: writing(worklogs), updates.Record: writing(updates), exclusions.Record: writing(exclusions),
	decisions.Record: writing(decisions), services.Record: writing(services),
}

func writing[R any](t table[R]) func(context.Context, *Import) (*writer, error) {
	return func(ctx context.Context, im *Import) (*writer, error) { return writerFor(ctx, im, t) }
}

// expectAll makes a writer for every kind of record that the source ever had, so that those of which none came are
// found to be gone. That all are gone is taken for a mistake.
func (im *Import) expectAll(ctx context.Context) error {
	var kinds []string
	err := im.tx.SelectContext(ctx, &kinds, im.tx.Rebind(`SELECT DISTINCT record FROM source_field WHERE source = ? ORDER BY record`),
		im.spec.Source)
	if err != nil {
		return fmt.Errorf("read which records %s has: %w", im.spec.Source, err)
	}
	came, stood := 0, 0
	for _, kind := range kinds {
		if make := writers[kind]; make != nil {
			if _, err := make(ctx, im); err != nil {
				return err
			}
		}
	}
	if err := im.expectSamples(ctx); err != nil {
		return err
	}
	for _, w := range im.order {
		came += w.came.n
	}
	if w := im.samples; w != nil {
		came, stood = came+w.came, w.stood
	}
	for _, w := range im.order {
		if came > 0 {
			break
		}
		if err := w.standing(ctx, func(int64, string) bool { stood++; return true }); err != nil {
			return err
		}
	}
	if came == 0 && stood > 0 {
		return fmt.Errorf("there is no record in it, and with mode: snapshot all %d that stand would be gone: "+
			"is the export complete, and does `where` let anything through? If the source is empty indeed, leave one row in it", stood)
	}
	return nil
}

// idRange is a range of the numbers of versions, both ends included.
type idRange struct {
	First int64 `db:"first_version"`
	Last  int64 `db:"last_version"`
}

// standing hands the ids that stood before the import to fn, in the order of their versions' numbers, until it returns
// false.
func (w *writer) standing(ctx context.Context, fn func(version int64, id string) bool) error {
	return w.standingAfter(ctx, 0, fn)
}

func (w *writer) standingAfter(ctx context.Context, after int64, fn func(version int64, id string) bool) error {
	tx := w.im.tx
	var ranges []idRange
	err := tx.SelectContext(ctx, &ranges, tx.Rebind(`SELECT first_version, last_version FROM source_range
		WHERE source = ? AND record = ? AND last_version > ? ORDER BY first_version`), w.im.spec.Source, w.record, after)
	if err != nil {
		return fmt.Errorf("read where the records of %s are: %w", w.im.spec.Source, err)
	}
	for _, r := range ranges {
		r.First = max(r.First, after+1)
		if more, err := w.standingIn(ctx, r, fn); err != nil || !more {
			return err
		}
	}
	return nil
}

func (w *writer) standingIn(ctx context.Context, r idRange, fn func(version int64, id string) bool) (more bool, err error) {
	rows, err := w.im.tx.QueryContext(ctx, w.im.tx.Rebind(`SELECT v_id, id FROM `+w.sql.table+`
		WHERE v_id >= ? AND v_id <= ? AND v_source = ? AND v_to = ? AND v_ended <> ? ORDER BY v_id`),
		r.First, r.Last, w.im.spec.Source, int64(forever), int64(always))
	if err != nil {
		return false, fmt.Errorf("go through the table %s: %w", w.record, err)
	}
	defer rows.Close()
	var version int64
	var id string
	for rows.Next() {
		if err := rows.Scan(intCell{&version}, textCell{&id}); err != nil {
			return false, fmt.Errorf("go through the table %s: %w", w.record, err)
		}
		if !fn(version, id) {
			return false, nil
		}
	}
	return true, rows.Err()
}

// leave notes of the ids that stood before the import and did not come in it that they are gone.
func (w *writer) leave(ctx context.Context) error {
	reached := int64(0)
	for more := true; more; {
		more = false
		var ids []string
		err := w.standingAfter(ctx, reached, func(version int64, id string) bool {
			reached = version
			if !w.came.has(id) {
				ids = append(ids, id)
			}
			more = len(ids) == w.im.batch
			return !more
		})
		if err != nil {
			return err
		}
		if err := w.leaveAll(ctx, ids); err != nil {
			return err
		}
	}
	w.found.stood = w.came.n - w.found.begun + w.found.gone.Count
	return nil
}

// leaveAll adds the goings of a batch of ids.
func (w *writer) leaveAll(ctx context.Context, ids []string) error {
	chains := make(map[string]*chain, len(ids))
	for _, id := range ids {
		chains[id] = &chain{now: w.im.at}
	}
	if err := w.sql.load(ctx, ids, chains); err != nil {
		return err
	}
	b := w.filling
	b.clear()
	for _, id := range ids {
		w.found.gone.add(id)
		c := chains[id]
		w.forget(id, c)
		r := b.blank(len(w.keys))
		b.content = append(b.content, "[]"...)
		r.id, r.opened, r.end = id, forever, len(b.content)
		c.leave(r, w.im.run, &w.next)
	}
	if err := w.save(ctx, ids, chains, string(b.content)); err != nil {
		return err
	}
	return w.known.save(ctx, w.im.tx, chunkPairs)
}

// keepRange notes the numbers of the versions that the import has written.
func (s *statements) keepRange(ctx context.Context) error {
	w := s.w
	if w.next == w.first {
		return nil
	}
	source := w.im.spec.Source
	grown, err := s.tx.ExecContext(ctx, s.tx.Rebind(`UPDATE source_range SET last_version = ?
		WHERE source = ? AND record = ? AND last_version = ?`), w.next-1, source, w.record, w.first-1)
	if err != nil {
		return fmt.Errorf("write where the records of %s are: %w", source, err)
	}
	if n, err := grown.RowsAffected(); err != nil || n > 0 {
		return err
	}
	return s.exec(ctx, `INSERT INTO source_range (source, record, first_version, last_version) VALUES (?, ?, ?, ?)`,
		source, w.record, w.first, w.next-1)
}
