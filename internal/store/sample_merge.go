package store

import (
	"cmp"
	"context"
	"math"
	"slices"
)

// sampleMerger sets the rows of a buffer against the blocks of their series. A block of which nothing changes is not
// written again; one that grows beyond blockSamples is split evenly, so that all but the last are half full at least.
type sampleMerger struct {
	table    *sampleTable
	size     int  // of a block, at most
	snapshot bool // note which samples came
	effects  []effect
	order    []place
	in       samples
	rows     []int32 // of in
	old, out samples
	outCame  []bool
	content  []byte
}

// place is a row of a buffer, and its time.
type place struct {
	at  int64
	row int32
}

// begin puts the rows of a buffer in the order of their times, those of the same time in that of the file.
func (m *sampleMerger) begin(b *sampleBuffer) {
	m.effects = slices.Grow(m.effects[:0], len(b.at))[:len(b.at)]
	clear(m.effects)
	if !b.shuffled {
		return
	}
	m.order = slices.Grow(m.order[:0], len(b.at))
	for row, at := range b.at {
		m.order = append(m.order, place{at, int32(row)})
	}
	slices.SortFunc(m.order, func(a, b place) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.row, b.row)) })
}

// merge writes the buffer's values of one metric.
func (m *sampleMerger) merge(ctx context.Context, b *sampleBuffer, metric int, s *sampleSeries) error {
	m.take(b, metric)
	for from := 0; from < len(m.in.at); {
		at := s.blockOf(m.in.at[from])
		to := len(m.in.at)
		if at+1 < len(s.blocks) {
			next, _ := slices.BinarySearch(m.in.at[from:], s.blocks[at+1].first)
			to = from + next
		}
		if err := m.mergeInto(ctx, s, at, m.in.between(from, to), m.rows[from:to]); err != nil {
			return err
		}
		from = to
	}
	return nil
}

// take puts the values of one metric, and the rows that they are of, into in and rows.
func (m *sampleMerger) take(b *sampleBuffer, metric int) {
	m.in.empty(len(b.at))
	m.rows = slices.Grow(m.rows[:0], len(b.at))
	for i := range b.at {
		row := i
		if b.shuffled {
			row = int(m.order[i].row)
		}
		if v := b.values[row*len(b.series)+metric]; !math.IsNaN(v) {
			m.in.add(b.at[row], v)
			m.rows = append(m.rows, int32(row))
		}
	}
}

// blockOf is the block to which a time belongs: the last that does not begin after it, else the first; -1 where there is
// none.
func (s *sampleSeries) blockOf(at int64) int {
	i, found := slices.BinarySearchFunc(s.blocks, at, func(b blockSpan, at int64) int { return cmp.Compare(b.first, at) })
	if !found {
		i--
	}
	return max(i, min(0, len(s.blocks)-1))
}

// mergeInto merges samples that belong to one block, -1 for none.
func (m *sampleMerger) mergeInto(ctx context.Context, s *sampleSeries, at int, in samples, rows []int32) error {
	m.old.empty(m.size)
	if at < 0 {
		m.fold(nil, in, rows)
		return m.replace(ctx, s, 0, 0)
	}
	b := &s.blocks[at]
	half := m.size / 2
	if in.at[0] > b.last && b.samples >= half && (at == len(s.blocks)-1 || distinct(in.at) >= half) {
		m.fold(nil, in, rows)
		return m.replace(ctx, s, at+1, at+1)
	}
	if err := m.table.read(ctx, blockKey{s.id, b.first}, b.samples, &m.old); err != nil {
		return err
	}
	if !m.fold(b, in, rows) {
		return nil
	}
	return m.replace(ctx, s, at, at+1)
}

// distinct counts the different times.
func distinct(at []int64) int {
	n := 1
	for i := 1; i < len(at); i++ {
		if at[i] != at[i-1] {
			n++
		}
	}
	return n
}

// fold merges samples with those of old, which are the block's, into out: of several of the same time the last stands.
// It notes what each row did, and tells whether anything changed.
func (m *sampleMerger) fold(b *blockSpan, in samples, rows []int32) (changed bool) {
	m.out.empty(len(in.at) + len(m.old.at))
	m.outCame = m.outCame[:0]
	i := 0
	for j := 0; j < len(in.at); {
		at, value, known := in.at[j], 0.0, false
		i = m.keep(b, i, at)
		if i < len(m.old.at) && m.old.at[i] == at {
			value, known = m.old.values[i], true
			if m.snapshot {
				b.came.add(i, len(m.old.at))
			}
			i++
		}
		for ; j < len(in.at) && in.at[j] == at; j++ {
			did := unchanged
			switch {
			case !known:
				did = stored
			case value != in.values[j]:
				did = replaced
			}
			value, known = in.values[j], true
			changed = changed || did != unchanged
			if e := &m.effects[rows[j]]; did == stored || *e == unchanged {
				*e = did
			}
		}
		m.out.add(at, value)
		if m.snapshot {
			m.outCame = append(m.outCame, true)
		}
	}
	m.keep(b, i, math.MaxInt64)
	return changed
}

// keep puts the samples of old from one place on that come before a time into out, and returns the next place.
func (m *sampleMerger) keep(b *blockSpan, from int, before int64) (to int) {
	for to = from; to < len(m.old.at) && m.old.at[to] < before; to++ {
		if m.snapshot {
			m.outCame = append(m.outCame, b.came.has(to))
		}
	}
	m.out.at = append(m.out.at, m.old.at[from:to]...)
	m.out.values = append(m.out.values, m.old.values[from:to]...)
	return to
}

// replace writes out in the place of the blocks from one to another.
func (m *sampleMerger) replace(ctx context.Context, s *sampleSeries, from, to int) error {
	n := len(m.out.at)
	parts := (n + m.size - 1) / m.size
	fresh := make([]blockSpan, parts)
	for i := range fresh {
		low, high := n*i/parts, n*(i+1)/parts
		fresh[i] = blockSpan{first: m.out.at[low], last: m.out.at[high-1], samples: high - low}
		for j := low; m.snapshot && j < high; j++ {
			if m.outCame[j] {
				fresh[i].came.add(j-low, high-low)
			}
		}
		m.content = appendBlock(m.content[:0], m.out.between(low, high))
		if err := m.table.put(ctx, blockKey{s.id, fresh[i].first}, fresh[i].last, high-low, m.content); err != nil {
			return err
		}
	}
	for _, b := range s.blocks[from:to] {
		if !slices.ContainsFunc(fresh, func(f blockSpan) bool { return f.first == b.first }) {
			if err := m.table.drop(ctx, blockKey{s.id, b.first}); err != nil {
				return err
			}
		}
	}
	s.blocks = slices.Replace(s.blocks, from, to, fresh...)
	return nil
}

// leave removes the samples of a series that did not come, and tells how many they were.
func (m *sampleMerger) leave(ctx context.Context, s *sampleSeries) (gone int, err error) {
	for at := 0; at < len(s.blocks); {
		b := s.blocks[at]
		m.old.empty(blockSamples)
		m.out.empty(blockSamples)
		m.outCame = m.outCame[:0]
		if came := b.came.count(); came == b.samples {
			at++
			continue
		} else if came > 0 {
			if err := m.table.read(ctx, blockKey{s.id, b.first}, b.samples, &m.old); err != nil {
				return 0, err
			}
		}
		for i := range m.old.at {
			if b.came.has(i) {
				m.out.add(m.old.at[i], m.old.values[i])
				m.outCame = append(m.outCame, true)
			}
		}
		gone += b.samples - len(m.out.at)
		if err := m.replace(ctx, s, at, at+1); err != nil {
			return 0, err
		}
		at += min(1, len(m.out.at))
	}
	if len(s.blocks) > 0 {
		return gone, nil
	}
	return gone, m.table.dropSeries(ctx, s)
}
