package store

import (
	"context"
	"fmt"
	"time"

	"nines/internal/itsm"
)

const (
	batchRows = 5000
	// maxVersions is more than any ticket has. A column mapped as id that is none (a state, a team) makes few ids of
	// very many versions, and their look-ups would take hours.
	maxVersions = 10_000
)

// column is a field of a table.
type column struct {
	name string
	told bool // it holds instants that tell how new a source's data are: no plans
}

// writer writes the rows of one kind of record within an import, in batches.
type writer struct {
	im      *Import
	record  string // and the table's name
	fields  []column
	filled  []bool // the fields that have had a value: only these are written
	rows    []row
	arena   []any // the rows' values
	batch   []version
	buffer  []byte // of digest
	next    int64  // the number of the next version
	first   int64  // and of the first that this import adds
	fresh   bool   // the source had no such record before this import
	seen    bloom  // the ids of earlier batches, where fresh
	cursors bool   // cursors were kept
	sql     statements
}

// writerFor returns the import's writer for a kind of record, and makes it for the first.
func writerFor[R any](ctx context.Context, im *Import, t table[R]) (*writer, error) {
	if w, ok := im.writers[t.Record]; ok {
		return w, nil
	}
	w := &writer{
		im: im, record: t.Record, filled: make([]bool, len(t.Fields)),
		rows: make([]row, 0, im.batch), arena: make([]any, im.batch*len(t.Fields)),
	}
	for i, f := range t.Fields {
		w.fields = append(w.fields, column{f.Name, !f.Plan && (f.Type == itsm.TypeTime || f.Type == itsm.TypeMark)})
		w.filled[i] = f.Name == "id"
	}
	w.sql = newStatements(im.tx, w)
	if err := w.begin(ctx); err != nil {
		return nil, fmt.Errorf("import of %s: %w", im.spec.Source, err)
	}
	im.writers[t.Record] = w
	im.order = append(im.order, w)
	return w, nil
}

// begin finds out whether the source has such records, and the number of the next version.
func (w *writer) begin(ctx context.Context) error {
	var known int
	tx := w.im.tx
	if err := tx.GetContext(ctx, &known, tx.Rebind(`SELECT count(*) FROM source_field WHERE source = ? AND record = ?`),
		w.im.spec.Source, w.record); err != nil {
		return fmt.Errorf("look for earlier imports: %w", err)
	}
	if w.fresh = known == 0; w.fresh {
		w.seen = newBloom()
	}
	if err := tx.GetContext(ctx, &w.next, `SELECT coalesce(max(v_id), 0) + 1 FROM `+quoted(w.record)); err != nil {
		return fmt.Errorf("number the versions: %w", err)
	}
	if w.first = w.next; w.first > 1 {
		return nil
	}
	return w.sql.dropIndexes(ctx)
}

// newRow returns the next row of the batch, its values to be filled.
func (w *writer) newRow() *row {
	n := len(w.rows)
	w.rows = append(w.rows, row{values: w.arena[n*len(w.fields) : (n+1)*len(w.fields)]})
	return &w.rows[n]
}

// add takes the row as a version, and writes the batch when it is full.
func (w *writer) add(ctx context.Context, v version, stated time.Time) error {
	for i, value := range v.row.values {
		if value == nil {
			continue
		}
		w.filled[i] = true
		if ms, ok := value.(int64); ok && w.fields[i].told && ms != markNo && ms != markUndated {
			w.im.account.instant(ms)
		}
	}
	v.hash, w.buffer = digest(w.buffer, w.fields, v.row, stated)
	w.batch = append(w.batch, v)
	if len(w.batch) < w.im.batch {
		return nil
	}
	return w.flush(ctx)
}

// flush sets the batch against the database and writes what is new.
func (w *writer) flush(ctx context.Context) error {
	chains, err := w.load(ctx)
	if err != nil {
		return err
	}
	for _, v := range w.batch {
		c := chains[v.row.id]
		if c == nil {
			c = &chain{}
			chains[v.row.id] = c
		}
		w.count(c.take(v, w.im.run, &w.next), 1)
		if len(c.versions) > maxVersions {
			return fmt.Errorf("import of %s: %s %q has more than %d versions: is the column that is mapped as id the right one?",
				w.im.spec.Source, w.record, v.row.id, maxVersions)
		}
	}
	if err := w.save(ctx, chains); err != nil {
		return err
	}
	if w.fresh {
		for id := range chains {
			w.seen.add(id)
		}
	}
	w.batch, w.rows = w.batch[:0], w.rows[:0]
	return w.im.account.flushWhenLarge(ctx, w.im.tx)
}

// load returns what the database has of the batch's ids. Of a source without earlier imports, only ids that may have
// come in an earlier batch are looked up.
func (w *writer) load(ctx context.Context) (map[string]*chain, error) {
	chains := make(map[string]*chain, len(w.batch))
	var ids []string
	for i := range w.batch {
		id := w.batch[i].row.id
		if _, again := chains[id]; again {
			continue
		}
		chains[id] = nil
		if !w.fresh || w.seen.mayHave(id) {
			ids = append(ids, id)
		}
	}
	return chains, w.sql.load(ctx, ids, chains)
}

func (w *writer) count(e effect, n int) {
	switch e {
	case stored:
		w.im.counts.Stored += n
	case replaced:
		w.im.counts.Replaced += n
	case unchanged:
		w.im.counts.Unchanged += n
	}
}

// save writes the chains' new versions, and what they change of the others.
func (w *writer) save(ctx context.Context, chains map[string]*chain) error {
	var fresh []*version
	for id, c := range chains {
		if c.moved {
			if err := w.sql.keepCursors(ctx, id, c.cursors); err != nil {
				return err
			}
			w.cursors = true
		}
		if !c.grown {
			continue
		}
		stretch(c.versions)
		for i := range c.versions {
			v := &c.versions[i]
			switch {
			case v.row != nil || v.copyOf != 0:
				fresh = append(fresh, v)
			case v.life != v.kept:
				if err := w.sql.restretch(ctx, v); err != nil {
					return err
				}
			}
		}
	}
	return w.sql.insert(ctx, fresh)
}

// finish writes the last batch and the returns to earlier states.
func (w *writer) finish(ctx context.Context) error {
	if err := w.flush(ctx); err != nil {
		return err
	}
	if err := w.goBackAll(ctx); err != nil {
		return err
	}
	if err := w.sql.keepFilled(ctx); err != nil {
		return err
	}
	if err := w.sql.makeIndexes(ctx); err != nil {
		return err
	}
	return w.sql.census(ctx)
}

// goBackAll adds the returns of all ids of which cursors were kept.
func (w *writer) goBackAll(ctx context.Context) error {
	after := ""
	for w.cursors {
		ids, err := w.sql.cursorIDs(ctx, after)
		if err != nil {
			return err
		}
		if len(ids) == 0 {
			return w.sql.dropCursors(ctx)
		}
		after = ids[len(ids)-1]
		if err := w.goBack(ctx, ids); err != nil {
			return err
		}
	}
	return nil
}

// goBack adds the returns of these ids. Each was counted as an unchanged row.
func (w *writer) goBack(ctx context.Context, ids []string) error {
	chains := make(map[string]*chain, len(ids))
	if err := w.sql.load(ctx, ids, chains); err != nil {
		return err
	}
	for _, id := range ids {
		c := chains[id]
		for _, v := range c.returns(w.im.run, w.im.at) {
			w.count(unchanged, -1)
			w.count(c.append(v, w.im.run, &w.next), 1)
		}
		c.moved = false
	}
	return w.save(ctx, chains)
}
