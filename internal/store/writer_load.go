package store

import (
	"context"
	"slices"
)

// maxExact is how many ids a first import keeps in 64 MiB at most, to do without the indexes for look-ups.
const maxExact = 5 << 19

// load makes the chains of the batch's ids and adds what the database has of them. Of a source without earlier
// imports, only ids that may have come in an earlier batch are looked up.
func (w *writer) load(ctx context.Context, b *batch) error {
	clear(w.chains)
	w.ids = w.ids[:0]
	w.slab = slices.Grow(w.slab[:0], len(b.versions))
	var ids []string
	for i := range b.versions {
		id := b.versions[i].row.id
		if _, again := w.chains[id]; again {
			continue
		}
		w.slab = w.slab[:len(w.slab)+1]
		c := &w.slab[len(w.slab)-1]
		*c = chain{now: w.im.at, versions: c.versions[:0]}
		w.chains[id] = c
		w.ids = append(w.ids, id)
		if !w.fresh || w.mayHave(id) {
			ids = append(ids, id)
		}
	}
	if w.fresh {
		for _, id := range w.ids {
			w.seen.add(id)
		}
	}
	w.noteExactly(b)
	return w.sql.load(ctx, ids, w.chains)
}

// mayHave tells whether an id may have come in an earlier batch.
func (w *writer) mayHave(id string) bool {
	return w.seen.mayHave(id) && (w.exact == nil || w.exact.has(id))
}

// noteExactly keeps the batch's ids without a doubt as long as a look-up would need indexes that the table does without.
func (w *writer) noteExactly(b *batch) {
	switch {
	case !w.fresh || !w.sql.unkeyed || w.exact != nil && w.exact.n > maxExact:
		w.exact = nil
		return
	case w.exact == nil && w.first != w.next: // let go before
		return
	case w.exact == nil:
		w.exact = newIDSet(0)
	}
	for i := range b.versions {
		w.exact.add(b.versions[i].row.id)
	}
}
