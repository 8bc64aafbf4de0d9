package store

import (
	"context"
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"slices"

	"github.com/jmoiron/sqlx"
)

// Most rows of an export tell what its last one told. Asking the database about each would be most of the work of an
// import, so the store keeps beside the versions, per source and kind of record, which contents it is sure to have:
// pairs of the hash of an id and the hash of a content, 16 bytes each, in chunks that are read at once.
//
// A pair stands for a version that is alone in its group (see chain.go): a row with this content then changes nothing,
// whatever was told before it, as long as the import has not brought other versions of the id. A group that grows
// is taken out again. Not every version has to have a pair: what is not known is looked up.

const (
	pairBytes = 16
	// chunkPairs is how many pairs a row of the table keeps.
	chunkPairs = 1 << 16
	// maxPairs bounds the memory: to 64 MiB. Of longer histories the latest are known.
	maxPairs = 5 << 19
)

// pair is the hash of an id, which is never 0, and that of a content.
type pair struct{ id, content uint64 }

var (
	freeSlot  = pair{}
	takenSlot = pair{content: 1} // of a pair that was removed: those that were put behind it are still found
)

// known is the set of pairs as it was before the import, in open addressing, and what the import adds to it and takes
// out.
type known struct {
	source, record string
	slots          []pair
	pairs          int
	added, removed []pair
}

// loadKnown reads what is known of a source's records.
func loadKnown(ctx context.Context, tx *sqlx.Tx, source, record string) (*known, error) {
	k := &known{source: source, record: record}
	var total int
	err := tx.GetContext(ctx, &total, tx.Rebind(`SELECT coalesce(CAST(sum(pairs) AS BIGINT), 0) FROM known_content
		WHERE source = ? AND record = ? AND removed = 0`), source, record)
	if err != nil {
		return nil, fmt.Errorf("read what is known of %s: %w", source, err)
	}
	k.slots = make([]pair, slotsFor(min(total, maxPairs)))
	return k, k.load(ctx, tx, total-maxPairs)
}

// load takes the kept chunks in and out in the order in which they were kept, as a record that went and came back may
// be known again. Of the added pairs so many, the oldest, are left out.
func (k *known) load(ctx context.Context, tx *sqlx.Tx, surplus int) error {
	rows, err := tx.QueryContext(ctx, tx.Rebind(`SELECT removed, pairs, content FROM known_content
		WHERE source = ? AND record = ? ORDER BY chunk`), k.source, k.record)
	if err != nil {
		return fmt.Errorf("read what is known of %s: %w", k.source, err)
	}
	defer rows.Close()
	for rows.Next() {
		var removed, pairs int64
		var chunk []byte
		if err := rows.Scan(intCell{&removed}, intCell{&pairs}, &chunk); err != nil {
			return fmt.Errorf("read what is known of %s: %w", k.source, err)
		}
		take := k.insert
		if removed != 0 {
			take = k.remove
		} else if surplus > 0 {
			surplus -= int(pairs)
			continue
		}
		for ; len(chunk) >= pairBytes; chunk = chunk[pairBytes:] {
			take(pair{binary.LittleEndian.Uint64(chunk), binary.LittleEndian.Uint64(chunk[8:])})
		}
	}
	return rows.Err()
}

// slotsFor is a power of two that leaves a third of the slots free.
func slotsFor(pairs int) int {
	n := 16
	for n*2 < pairs*3 {
		n *= 2
	}
	return n
}

func pairOf(id string, hash int64) pair {
	h := fnv.New64a()
	h.Write([]byte(id))
	return pair{h.Sum64() | 1, uint64(hash)} // never 0
}

// has tells whether the record stands with this content.
func (k *known) has(id string, hash int64) bool {
	if k.pairs == 0 {
		return false
	}
	p := pairOf(id, hash)
	return k.slots[k.slot(p)] == p
}

// slot is where the pair is, or would be.
func (k *known) slot(p pair) int {
	mask := uint64(len(k.slots) - 1)
	at := (p.id ^ p.content*0x9e3779b97f4a7c15) >> 7 & mask
	for k.slots[at] != freeSlot && k.slots[at] != p {
		at = (at + 1) & mask
	}
	return int(at)
}

func (k *known) insert(p pair) {
	if k.pairs >= maxPairs {
		return
	}
	if at := k.slot(p); k.slots[at] == freeSlot {
		k.slots[at] = p
		k.pairs++
	}
}

func (k *known) remove(p pair) {
	if at := k.slot(p); k.slots[at] == p {
		k.slots[at] = takenSlot
	}
}

// save writes what the import has added and taken out so far, where it is as much as least. What it takes out it may
// have added before, but not the other way round.
func (k *known) save(ctx context.Context, tx *sqlx.Tx, least int) error {
	for removed, pairs := range []*[]pair{&k.added, &k.removed} {
		if len(k.removed) < least && len(*pairs) < least {
			continue
		}
		if err := k.saveChunks(ctx, tx, removed, *pairs); err != nil {
			return fmt.Errorf("write what is known of %s: %w", k.source, err)
		}
		*pairs = (*pairs)[:0]
	}
	return nil
}

func (k *known) saveChunks(ctx context.Context, tx *sqlx.Tx, removed int, pairs []pair) error {
	for chunk := range slices.Chunk(pairs, chunkPairs) {
		content := make([]byte, 0, len(chunk)*pairBytes)
		for _, p := range chunk {
			content = binary.LittleEndian.AppendUint64(binary.LittleEndian.AppendUint64(content, p.id), p.content)
		}
		_, err := tx.ExecContext(ctx, tx.Rebind(`INSERT INTO known_content (source, record, chunk, removed, pairs, content)
			SELECT ?, ?, coalesce(max(chunk), 0) + 1, CAST(? AS SMALLINT), CAST(? AS BIGINT), ? FROM known_content
			WHERE source = ? AND record = ?`), k.source, k.record, removed, len(chunk), content, k.source, k.record)
		if err != nil {
			return err
		}
	}
	return nil
}

// learn notes a version of an earlier import that was looked up and found to be alone in its group.
func (w *writer) learn(c *chain, v *version) {
	told, _ := c.telling(v.group(), w.im.run)
	if len(told) == 1 && told[0].run != w.im.run && w.known.pairs < maxPairs {
		w.known.added = append(w.known.added, pairOf(v.row.id, v.hash))
	}
}

// remember notes which of a chain's new versions are alone in their groups, and takes out what no longer is.
func (w *writer) remember(id string, c *chain) {
	for i := range c.versions {
		v := &c.versions[i]
		if v.id <= c.went {
			continue
		}
		if v.isNew() && c.others(v, false)+c.others(v, true) == 0 {
			w.known.added = append(w.known.added, pairOf(id, v.hash))
		}
		if !v.isNew() && c.others(v, false) == 0 && c.others(v, true) > 0 {
			w.known.removed = append(w.known.removed, pairOf(id, v.hash))
		}
	}
}

// forget takes out what is known of an id that is gone.
func (w *writer) forget(id string, c *chain) {
	for i := range c.versions {
		if v := &c.versions[i]; v.id > c.went && c.others(v, false) == 0 {
			w.known.removed = append(w.known.removed, pairOf(id, v.hash))
		}
	}
}
