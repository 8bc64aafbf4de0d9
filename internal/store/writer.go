package store

import (
	"context"
	"fmt"
	"slices"

	"nines/internal/itsm"
	"nines/internal/store/strip"
)

const (
	batchRows = 5000
	// maxVersions is more than any ticket has. A column mapped as id that is none (a state, a team) makes few ids of
	// very many versions, and their look-ups would take hours.
	maxVersions = 10_000
)

// column is a field of a record.
type column struct {
	name  string
	tag   string // its name in a digest
	key   int    // its place among the table's keys; -1: it is none
	told  bool   // it holds instants that tell how new a source's data are: no plans
	place int    // in the source's contents; -1: it was never filled, or it is the id
	strip int    // its place among the strips; -1: it has none
	// personal tells that it can hold the names of persons.
	personal bool
}

// columnsOf are the fields of a kind of record.
func columnsOf[R any](t table[R]) []column {
	columns := make([]column, len(t.Fields))
	for i, f := range t.Fields {
		columns[i] = column{
			name: f.Name, tag: string(appendText(nil, f.Name)), key: slices.Index(t.keys, f.Name), place: -1,
			told:  !f.Plan && (f.Type == itsm.TypeTime || f.Type == itsm.TypeMark),
			strip: stripPlace(t, f.Name), personal: maySayNames(f.Name, f.Type),
		}
	}
	return columns
}

// batch is some thousand rows.
type batch struct {
	versions []version
	rows     []row
	arena    []any       // the rows' keys
	cells    []stripCell // and their values in strips
	content  []byte      // the rows' contents
}

func newBatch(rows, keys, cells int) *batch {
	return &batch{
		versions: make([]version, 0, rows), rows: make([]row, 0, rows), arena: make([]any, rows*keys), cells: make([]stripCell, 0, rows*cells/2),
	}
}

// blank returns the next row of the batch, whose content is still to be written.
func (b *batch) blank(keys int) *row {
	n := len(b.rows)
	b.rows = append(b.rows, row{keys: b.arena[n*keys : (n+1)*keys], start: len(b.content)})
	clear(b.rows[n].keys)
	return &b.rows[n]
}

// clear makes room for other rows.
func (b *batch) clear() {
	b.versions, b.rows, b.content, b.cells = b.versions[:0], b.rows[:0], b.content[:0], b.cells[:0]
}

// writer writes the rows of one kind of record within an import, in batches: while one is written, the next is filled.
// What stands behind chains belongs to the writing.
type writer struct {
	im     *Import
	record string // and the table's name
	fields []column
	layout []int // the fields in the order of the source's contents
	kept   int   // how many of them the database knows
	keys   []string
	of     any     // the record that is taken
	at     []any   // its fields
	data   []datum // and their values

	filling  *batch // by put
	spare    *batch // the one that is being written, or was
	repeated int    // rows that are known as they are
	buffer   []byte // of digest

	ids    []string // of the batch that is written, in the order in which they came
	chains map[string]*chain
	slab   []chain // what chains points to
	fill   []*version

	first   int64  // the number of the first version of this import
	next    int64  // the number of the next version
	fresh   bool   // the source had no such record before this import
	came    *idSet // the ids of all rows, where what does not come is gone; else nil
	found   comparison
	known   *known // what the source's last state is sure to have
	seen    bloom  // the ids of which rows were taken: where fresh in earlier batches, else by now
	exact   *idSet // the same for sure, while a doubt would cost an index; else nil
	cursors bool   // cursors were kept
	sql     statements

	strips *strip.Writer // nil: its records have none
}

// writerFor returns the import's writer for a kind of record, and makes it for the first.
func writerFor[R any](ctx context.Context, im *Import, t table[R]) (*writer, error) {
	if w, ok := im.writers[t.Record]; ok {
		return w, nil
	}
	w := &writer{
		im: im, record: t.Record, fields: columnsOf(t), keys: t.keys, at: make([]any, len(t.Fields)), data: make([]datum, len(t.Fields)),
		filling: newBatch(im.batch, len(t.keys), len(t.strips)), spare: newBatch(im.batch, len(t.keys), len(t.strips)),
		chains: make(map[string]*chain, im.batch), seen: newBloom(),
	}
	w.sql = newStatements(im, w)
	w.strips = newStripWriter(im.tx, t)
	if err := im.wait(); err != nil {
		return nil, err
	}
	if err := w.begin(ctx); err != nil {
		return nil, fmt.Errorf("import of %s: %w", im.spec.Source, err)
	}
	im.writers[t.Record] = w
	im.order = append(im.order, w)
	return w, nil
}

// begin finds out what the source has of such records, and the number of the next version.
func (w *writer) begin(ctx context.Context) error {
	tx := w.im.tx
	names, err := layoutOf(ctx, tx, w.im.spec.Source, w.record)
	if err != nil {
		return err
	}
	w.fresh = len(names) == 0
	for _, name := range names {
		w.place(slices.IndexFunc(w.fields, func(c column) bool { return c.name == name }))
	}
	w.kept = len(names)
	if w.known, err = loadKnown(ctx, tx, w.im.spec.Source, w.record); err != nil {
		return err
	}
	if w.im.spec.Snapshot {
		w.came = newIDSet(w.known.pairs)
	}
	if err := tx.GetContext(ctx, &w.next, `SELECT coalesce(max(v_id), 0) + 1 FROM `+quoted(w.record)); err != nil {
		return fmt.Errorf("number the versions: %w", err)
	}
	if w.first = w.next; w.first > 1 {
		return w.strips.Complete(ctx)
	}
	return w.sql.dropIndexes(ctx)
}

// place gives a field, -1 for one that this version does not have, the next place in the source's contents.
func (w *writer) place(field int) {
	if field >= 0 {
		w.fields[field].place = len(w.layout)
	}
	w.layout = append(w.layout, field)
}

// newRow returns the next row of the batch, filled from w.data.
func (w *writer) newRow() *row {
	b := w.filling
	r := b.blank(len(w.keys))
	last := -1
	for i := range w.data {
		d, c := &w.data[i], &w.fields[i]
		if d.Kind == strip.Missing {
			continue
		}
		if c.place < 0 {
			w.place(i)
		}
		last = max(last, c.place)
		if c.key >= 0 {
			r.keys[c.key] = d.key()
		}
		if c.told && d.N != markNo && d.N != markUndated {
			w.im.account.instant(d.N)
		}
	}
	begin := len(b.cells)
	w.appendContent(b, last)
	r.end = len(b.content)
	r.cells = b.cells[begin:len(b.cells):len(b.cells)]
	return r
}

// appendContent writes w.data up to a place, and notes what of it goes into strips.
func (w *writer) appendContent(b *batch, last int) {
	b.content = append(b.content, '[')
	for at, field := range w.layout[:last+1] {
		if at > 0 {
			b.content = append(b.content, ',')
		}
		if field < 0 {
			b.content = append(b.content, "null"...)
			continue
		}
		d, begin := &w.data[field], len(b.content)
		b.content = appendDatum(b.content, d)
		if place := w.fields[field].strip; place >= 0 && d.Kind != strip.Missing {
			b.cells = append(b.cells, newStripCell(place, d, begin, len(b.content)))
		}
	}
	b.content = append(b.content, ']')
}

// add takes the row as a version, and has the batch written when it is full. What is known of the id no longer tells all.
func (w *writer) add(ctx context.Context, v version) error {
	if !w.fresh {
		w.seen.add(v.row.id)
	}
	w.filling.versions = append(w.filling.versions, v)
	if len(w.filling.versions) < w.im.batch {
		return nil
	}
	return w.flush(ctx)
}

// flush begins to write the batch, when the one before is written.
func (w *writer) flush(ctx context.Context) error {
	if err := w.im.wait(); err != nil {
		return err
	}
	if err := w.im.account.flushWhenLarge(ctx, w.im.tx); err != nil {
		return err
	}
	full := w.filling
	w.filling, w.spare = w.spare, full
	w.filling.clear()
	w.im.write(func() error { return w.write(ctx, full) })
	return nil
}

// write sets a batch against the database and writes what is new.
func (w *writer) write(ctx context.Context, b *batch) error {
	if err := w.load(ctx, b); err != nil {
		return err
	}
	for i := range b.versions {
		v := &b.versions[i]
		c := w.chains[v.row.id]
		effect := c.take(*v, w.im.run, &w.next)
		w.im.count(effect, 1)
		if c.begun {
			w.found.begun++
			c.begun = false
		}
		if effect == unchanged && !c.grown {
			w.learn(c, v)
		}
		if len(c.versions) > maxVersions {
			return fmt.Errorf("import of %s: %s %q has more than %d versions: is the column that is mapped as id the right one?",
				w.im.spec.Source, w.record, v.row.id, maxVersions)
		}
	}
	for i := range b.versions {
		if id := b.versions[i].row.id; !w.fresh && w.chains[id].grown {
			w.found.compare(id, w.chains[id], w.im.run)
		}
	}
	if err := w.save(ctx, w.ids, w.chains, string(b.content)); err != nil {
		return err
	}
	return w.known.save(ctx, w.im.tx, chunkPairs)
}

func (im *Import) count(e effect, n int) {
	switch e {
	case stored:
		im.counts.Stored += n
	case replaced:
		im.counts.Replaced += n
	case unchanged:
		im.counts.Unchanged += n
	}
}

// save writes the new versions of these ids, and what they change of the others.
func (w *writer) save(ctx context.Context, ids []string, chains map[string]*chain, contents string) error {
	w.fill = w.fill[:0]
	for _, id := range ids {
		c := chains[id]
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
		w.remember(id, c)
		for i := range c.versions {
			v := &c.versions[i]
			switch {
			case v.isNew():
				w.fill = append(w.fill, v)
			case v.life != v.kept:
				if err := w.sql.restretch(ctx, v); err != nil {
					return err
				}
			}
		}
	}
	return w.sql.insert(ctx, w.fill, contents)
}

// finish writes the last batch, the returns to earlier states and what is gone.
func (w *writer) finish(ctx context.Context) error {
	if err := w.flush(ctx); err != nil {
		return err
	}
	if err := w.im.wait(); err != nil {
		return err
	}
	w.im.counts.Unchanged += w.repeated
	if err := w.goBackAll(ctx); err != nil {
		return err
	}
	if w.came != nil {
		if err := w.leave(ctx); err != nil {
			return err
		}
	}
	if err := w.sql.keepLayout(ctx); err != nil {
		return err
	}
	if err := w.sql.keepRange(ctx); err != nil {
		return err
	}
	if err := w.known.save(ctx, w.im.tx, 1); err != nil {
		return err
	}
	if w.strips != nil {
		if err := w.strips.Finish(ctx); err != nil {
			return err
		}
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
	for _, id := range ids {
		chains[id] = &chain{now: w.im.at}
	}
	if err := w.sql.load(ctx, ids, chains); err != nil {
		return err
	}
	for _, id := range ids {
		c := chains[id]
		for _, v := range c.returns(w.im.run, w.im.at) {
			w.im.count(unchanged, -1)
			w.im.count(c.append(v, w.im.run, &w.next), 1)
		}
		w.found.compare(id, c, w.im.run)
		c.moved = false
	}
	return w.save(ctx, ids, chains, "")
}
