package store

import (
	"context"
	"fmt"
	mathbits "math/bits"
	"strings"

	"github.com/jmoiron/sqlx"

	"nines/internal/itsm"
)

// queueRows is how many series or blocks are written at once.
const queueRows = 64

// blockKey is what tells blocks apart.
type blockKey struct{ series, first int64 }

// queuedBlock is a block that waits to be written.
type queuedBlock struct {
	key     blockKey
	last    int64
	samples int
	content []byte
}

// sampleTable reads and writes the tables of an import's samples. What is written waits until it is worth a statement.
type sampleTable struct {
	tx     *sqlx.Tx
	source string
	series []*sampleSeries // that wait to be written
	queue  []queuedBlock   // its contents are used again
	queued map[blockKey]int
	full   *sqlx.Stmt // writes queueRows blocks; prepared statements end with the transaction
	lookup *sqlx.Stmt
}

func newSampleTable(tx *sqlx.Tx, source string) sampleTable {
	return sampleTable{tx: tx, source: source, queued: map[blockKey]int{}}
}

// load reads which series the source has, in their order, and where their blocks are.
func (t *sampleTable) load(ctx context.Context) ([]*sampleSeries, error) {
	var all []*sampleSeries
	byID := map[int64]*sampleSeries{}
	err := eachRow(ctx, t.tx, `SELECT id, service, component, metric FROM sample_series WHERE source = ?
		ORDER BY service, component, metric`, []any{t.source}, func(scan func(...any) error) error {
		s := &sampleSeries{}
		if err := scan(intCell{&s.id}, textCell{&s.Service}, textCell{&s.Component}, textCell{&s.Metric}); err != nil {
			return err
		}
		all, byID[s.id] = append(all, s), s
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read which series %s has: %w", t.source, err)
	}
	err = eachRow(ctx, t.tx, `SELECT b.series, b.first_at, b.last_at, b.samples FROM sample_block AS b
		JOIN sample_series AS s ON s.id = b.series WHERE s.source = ? ORDER BY b.series, b.first_at`, []any{t.source},
		func(scan func(...any) error) error {
			var id, n int64
			var b blockSpan
			if err := scan(intCell{&id}, intCell{&b.first}, intCell{&b.last}, intCell{&n}); err != nil {
				return err
			}
			b.samples = int(n)
			byID[id].blocks = append(byID[id].blocks, b)
			return nil
		})
	if err != nil {
		return nil, fmt.Errorf("read where the samples of %s are: %w", t.source, err)
	}
	return all, nil
}

// eachRow hands the rows that a query finds to fn.
func eachRow(ctx context.Context, tx *sqlx.Tx, text string, args []any, fn func(scan func(...any) error) error) error {
	rows, err := tx.QueryContext(ctx, tx.Rebind(text), args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := fn(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}

// nextSeries is the number that the next series gets.
func (t *sampleTable) nextSeries(ctx context.Context) (next int64, err error) {
	if err = t.tx.GetContext(ctx, &next, `SELECT coalesce(max(id), 0) + 1 FROM sample_series`); err != nil {
		return 0, fmt.Errorf("number the series: %w", err)
	}
	return next, nil
}

// add writes a new series.
func (t *sampleTable) add(ctx context.Context, s *sampleSeries) error {
	if t.series = append(t.series, s); len(t.series) < queueRows {
		return nil
	}
	return t.flushSeries(ctx)
}

func (t *sampleTable) flushSeries(ctx context.Context) error {
	if len(t.series) == 0 {
		return nil
	}
	var args []any
	for _, s := range t.series {
		args = append(args, s.id, t.source, s.Service, s.Component, s.Metric)
	}
	_, err := t.tx.ExecContext(ctx, t.tx.Rebind(`INSERT INTO sample_series (id, source, service, component, metric) VALUES `+
		rowsOf(len(t.series), "(?, ?, ?, ?, ?)")), args...)
	if err != nil {
		return fmt.Errorf("write the series of %s: %w", t.source, err)
	}
	t.series = t.series[:0]
	return nil
}

func rowsOf(n int, row string) string { return strings.Repeat(row+", ", n-1) + row }

// put writes a block, in the place of the one with the same key. The content may be used again at once.
func (t *sampleTable) put(ctx context.Context, key blockKey, last int64, n int, content []byte) error {
	at, again := t.queued[key]
	if !again {
		at = len(t.queue)
		if t.queued[key] = at; at == cap(t.queue) {
			t.queue = append(t.queue, queuedBlock{})
		}
		t.queue = t.queue[:at+1]
	}
	b := &t.queue[at]
	b.key, b.last, b.samples, b.content = key, last, n, append(b.content[:0], content...)
	if len(t.queue) < queueRows {
		return nil
	}
	return t.flushBlocks(ctx)
}

func (t *sampleTable) flushBlocks(ctx context.Context) error {
	n := len(t.queue)
	if n == 0 {
		return nil
	}
	args := make([]any, 0, 5*n)
	for i := range t.queue {
		b := &t.queue[i]
		args = append(args, b.key.series, b.key.first, b.last, b.samples, b.content)
	}
	write := t.full
	if write == nil || n < queueRows {
		var err error
		if write, err = t.tx.PreparexContext(ctx, t.tx.Rebind(`INSERT INTO sample_block (series, first_at, last_at, samples, content) VALUES `+
			rowsOf(n, "(?, ?, ?, ?, ?)")+` ON CONFLICT (series, first_at) DO UPDATE
			SET last_at = excluded.last_at, samples = excluded.samples, content = excluded.content`)); err != nil {
			return t.failed(err)
		}
		if n == queueRows {
			t.full = write
		} else {
			defer write.Close()
		}
	}
	if _, err := write.ExecContext(ctx, args...); err != nil {
		return t.failed(err)
	}
	t.queue = t.queue[:0]
	clear(t.queued)
	return nil
}

func (t *sampleTable) failed(err error) error {
	return fmt.Errorf("write the samples of %s: %w", t.source, err)
}

// drop removes a block.
func (t *sampleTable) drop(ctx context.Context, key blockKey) error {
	if _, waits := t.queued[key]; waits {
		if err := t.flushBlocks(ctx); err != nil {
			return err
		}
	}
	if _, err := t.tx.ExecContext(ctx, t.tx.Rebind(`DELETE FROM sample_block WHERE series = ? AND first_at = ?`), key.series, key.first); err != nil {
		return t.failed(err)
	}
	return nil
}

// dropSeries removes a series that has no blocks.
func (t *sampleTable) dropSeries(ctx context.Context, s *sampleSeries) error {
	if _, err := t.tx.ExecContext(ctx, t.tx.Rebind(`DELETE FROM sample_series WHERE id = ?`), s.id); err != nil {
		return t.failed(err)
	}
	return nil
}

// read adds the samples of a block to into.
func (t *sampleTable) read(ctx context.Context, key blockKey, n int, into *samples) (err error) {
	var content []byte
	if at, waits := t.queued[key]; waits {
		content = t.queue[at].content
	} else {
		if t.lookup == nil {
			t.lookup, err = t.tx.PreparexContext(ctx, t.tx.Rebind(`SELECT content FROM sample_block WHERE series = ? AND first_at = ?`))
			if err != nil {
				return fmt.Errorf("read the samples of %s: %w", t.source, err)
			}
		}
		if err := t.lookup.GetContext(ctx, &content, key.series, key.first); err != nil {
			return fmt.Errorf("read the samples of %s: %w", t.source, err)
		}
	}
	return appendSamples(into, key.first, n, content)
}

// flush writes what waits.
func (t *sampleTable) flush(ctx context.Context) error {
	if err := t.flushSeries(ctx); err != nil {
		return err
	}
	return t.flushBlocks(ctx)
}

// sampleSeries is a series of the source that is imported.
type sampleSeries struct {
	itsm.Series
	id     int64
	blocks []blockSpan   // in the order of their times
	buffer *sampleBuffer // nil: no row of this import had it
}

// blockSpan is where a block is.
type blockSpan struct {
	first, last int64
	samples     int
	came        bits // which of its samples came in this import, where what does not come is gone; nil: none
}

// bits is a set of places.
type bits []uint64

func (b bits) has(i int) bool { return b != nil && b[i/64]>>(i%64)&1 != 0 }

func (b bits) count() (n int) {
	for _, word := range b {
		n += mathbits.OnesCount64(word)
	}
	return n
}

func (b *bits) add(i, of int) {
	if *b == nil {
		*b = make(bits, (of+63)/64)
	}
	(*b)[i/64] |= 1 << (i % 64)
}
