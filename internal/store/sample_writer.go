package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"nines/internal/itsm"
)

const (
	// heldBytes bounds the samples that wait to be written, whatever the order of the files.
	heldBytes = 30 << 20
	// maxSeries is more than any team measures. A column mapped as component that is none (a session, a time) makes
	// millions of series of one sample each.
	maxSeries = 250_000
	leastRows = 4 // of a buffer
)

// sampleWriter writes the samples of an import. Rows wait per set of series until there are enough for a block: in
// ascending order they are written then. Others wait until heldBytes are reached, the fullest buffers go first: where the
// order is random, each block is read and written again a few times and not for every row.
type sampleWriter struct {
	im      *Import
	table   sampleTable
	next    int64 // the number of the next series
	stood   int   // samples that stood before the import
	came    int   // rows that did
	all     []*sampleSeries
	series  map[itsm.Series]*sampleSeries
	buffers []*sampleBuffer
	bySet   map[*itsm.SampleSet]*sampleBuffer
	last    *sampleBuffer // of lastSet
	lastSet *itsm.SampleSet
	held    int
	merger  sampleMerger
}

// sampleBuffer holds rows of one set of series that wait to be written.
type sampleBuffer struct {
	set      *itsm.SampleSet
	series   []*sampleSeries // of the set's metrics
	at       []int64
	values   []float64 // of each row those of all metrics
	shuffled bool      // the times do not ascend
}

func newSampleWriter(ctx context.Context, im *Import) (w *sampleWriter, err error) {
	if err := im.wait(); err != nil {
		return nil, err
	}
	w = &sampleWriter{
		im: im, table: newSampleTable(im.tx, im.spec.Source),
		series: map[itsm.Series]*sampleSeries{}, bySet: map[*itsm.SampleSet]*sampleBuffer{},
	}
	if w.all, err = w.table.load(ctx); err != nil {
		return nil, err
	}
	for _, s := range w.all {
		w.series[s.Series] = s
		for _, b := range s.blocks {
			w.stood += b.samples
		}
	}
	w.merger = sampleMerger{table: &w.table, size: im.block, snapshot: im.spec.Snapshot}
	w.next, err = w.table.nextSeries(ctx)
	return w, err
}

// putSamples takes one row.
func (im *Import) putSamples(ctx context.Context, r *itsm.SampleRow) (err error) {
	if im.samples == nil {
		if im.samples, err = newSampleWriter(ctx, im); err != nil {
			return err
		}
	}
	w := im.samples
	b := w.last
	if b == nil || w.lastSet != r.Of {
		if b = w.bySet[r.Of]; b == nil {
			if b, err = w.bufferFor(ctx, r.Of); err != nil {
				return err
			}
		}
		w.last, w.lastSet = b, r.Of
	}
	if len(r.Values) != len(b.series) {
		return fmt.Errorf("import of %s: a row has %d values of %d metrics", im.spec.Source, len(r.Values), len(b.series))
	}
	if len(b.at) == cap(b.at) {
		if err := w.grow(ctx, b); err != nil {
			return err
		}
	}
	w.came++
	b.add(r)
	if !b.shuffled && len(b.at) >= w.im.block {
		return w.flush(ctx, b)
	}
	return nil
}

// grow makes room for twice as many rows, after it has made room for that.
func (w *sampleWriter) grow(ctx context.Context, b *sampleBuffer) error {
	if w.held+max(b.bytes(), b.bytesOf(leastRows)) > w.im.held {
		if err := w.spill(ctx); err != nil {
			return err
		}
	}
	w.held -= b.bytes()
	rows := max(leastRows, len(b.at))
	b.at, b.values = slices.Grow(b.at, rows), slices.Grow(b.values, rows*len(b.series))
	w.held += b.bytes()
	return nil
}

// add takes a row, for which there is room.
func (b *sampleBuffer) add(r *itsm.SampleRow) {
	n := len(b.at)
	b.shuffled = b.shuffled || n > 0 && r.At < b.at[n-1]
	b.at, b.values = append(b.at, r.At), append(b.values, r.Values...)
}

// bytes is what the buffer holds, bytesOf what so many rows take.
func (b *sampleBuffer) bytes() int           { return b.bytesOf(cap(b.at)) }
func (b *sampleBuffer) bytesOf(rows int) int { return 8 * rows * (1 + len(b.series)) }

// bufferFor makes the buffer of a set of series, or finds the one that another set of the same names has.
func (w *sampleWriter) bufferFor(ctx context.Context, set *itsm.SampleSet) (*sampleBuffer, error) {
	b := &sampleBuffer{set: set}
	for _, metric := range set.Metrics {
		s, err := w.seriesFor(ctx, itsm.Series{Service: clean(set.Service), Component: clean(set.Component), Metric: clean(metric)})
		if err != nil {
			return nil, err
		}
		b.series = append(b.series, s)
	}
	if len(b.series) == 0 {
		return nil, fmt.Errorf("import of %s: a row of samples without a metric cannot be kept", w.im.spec.Source)
	}
	if other := b.series[0].buffer; other != nil && slices.Equal(other.series, b.series) {
		w.bySet[set] = other
		return other, nil
	}
	for _, s := range b.series {
		if s.buffer != nil {
			return nil, fmt.Errorf("import of %s: metric %q of %q comes alone and with others", w.im.spec.Source, s.Metric, s.Component)
		}
		s.buffer = b
	}
	w.buffers, w.bySet[set] = append(w.buffers, b), b
	return b, nil
}

func (w *sampleWriter) seriesFor(ctx context.Context, name itsm.Series) (*sampleSeries, error) {
	if s := w.series[name]; s != nil {
		return s, nil
	}
	if len(w.series) == maxSeries {
		return nil, fmt.Errorf("import of %s: more than %d series, the last of metric %q, component %q, service %q: are the columns that are mapped as metric, component and service the right ones?",
			w.im.spec.Source, maxSeries, name.Metric, name.Component, name.Service)
	}
	s := &sampleSeries{Series: name, id: w.next}
	w.next++
	w.series[name] = s
	w.all = append(w.all, s)
	if err := w.im.wait(); err != nil {
		return nil, err
	}
	return s, w.table.add(ctx, s)
}

// spill writes the fullest buffers until half of what may be held is free.
func (w *sampleWriter) spill(ctx context.Context) error {
	full := make([]*sampleBuffer, 0, len(w.buffers))
	for _, b := range w.buffers {
		if cap(b.at) > 0 {
			full = append(full, b)
		}
	}
	slices.SortFunc(full, func(a, b *sampleBuffer) int {
		return cmp.Or(cmp.Compare(len(b.at), len(a.at)), cmp.Compare(a.series[0].id, b.series[0].id))
	})
	for _, b := range full {
		if w.held <= w.im.held/2 {
			break
		}
		if err := w.flush(ctx, b); err != nil {
			return err
		}
		w.held -= b.bytes()
		b.at, b.values = nil, nil
	}
	return nil
}

// flush writes what waits in a buffer, and counts the rows: a row of several samples once, as stored if any of them is,
// else as replaced if any is.
func (w *sampleWriter) flush(ctx context.Context, b *sampleBuffer) error {
	if len(b.at) == 0 {
		return nil
	}
	if err := w.im.wait(); err != nil {
		return err
	}
	m := &w.merger
	m.begin(b)
	for i, s := range b.series {
		if err := m.merge(ctx, b, i, s); err != nil {
			return err
		}
	}
	w.im.account.service(clean(b.set.Service), slices.Min(b.at))
	for _, e := range m.effects {
		w.im.count(e, 1)
	}
	b.at, b.values, b.shuffled = b.at[:0], b.values[:0], false
	return w.im.account.flushWhenLarge(ctx, w.im.tx)
}

// finish writes what waits, and removes what did not come where the import is all there is.
func (w *sampleWriter) finish(ctx context.Context) (Differences, error) {
	d := Differences{Record: "sample"}
	for _, b := range w.buffers {
		if err := w.flush(ctx, b); err != nil {
			return d, err
		}
	}
	if w.im.spec.Snapshot {
		d.Stood = w.stood
		for _, s := range w.all {
			gone, err := w.merger.leave(ctx, s)
			if err != nil {
				return d, err
			}
			d.Gone.Count += gone
		}
	}
	return d, w.table.flush(ctx)
}

// expectSamples makes a writer where the source has samples and none came, so that they are found to be gone.
func (im *Import) expectSamples(ctx context.Context) error {
	if im.samples != nil {
		return nil
	}
	w, err := newSampleWriter(ctx, im)
	if err == nil && len(w.all) > 0 {
		im.samples = w
	}
	return err
}
