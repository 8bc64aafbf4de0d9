package store

import (
	"encoding/binary"
	"fmt"
	"math"
)

// The strip of lives says of each version when it matters. It is there for all versions, and the only one that changes.

// lifeStrip is its field.
const lifeStrip = "v_life"

// lives are the lives of the versions of one strip, the opening of each, and the first version's number.
type lives struct {
	from, to, began, ended, opened, class []int64
	reader                                wholes
}

func (l *lives) len() int { return len(l.from) }

func (l *lives) add(v life, opened int64) {
	l.from, l.to = append(l.from, v.from), append(l.to, v.to)
	l.began, l.ended = append(l.began, placed(v.began)), append(l.ended, v.ended)
	l.opened, l.class = append(l.opened, opened), append(l.class, v.class)
}

// append writes the strip: how many versions there are, then six sequences; of the openings their distances from the
// beginnings, as most have none.
func (l *lives) append(content []byte) []byte {
	content = binary.AppendUvarint(content, uint64(l.len()))
	apart := make([]int64, l.len())
	for i := range apart {
		apart[i] = l.opened[i] - l.began[i]
	}
	for _, list := range [][]int64{l.from, l.to, l.began, l.ended, apart, l.class} {
		content = appendWholes(content, list)
	}
	return content
}

// read takes a strip; the room of the one before is used again.
func (l *lives) read(content []byte) error {
	n, rest, err := count(content, stripVersions)
	if err != nil {
		return err
	}
	for _, list := range []*[]int64{&l.from, &l.to, &l.began, &l.ended, &l.opened, &l.class} {
		if *list, rest, err = l.reader.read((*list)[:0], rest, int(n)); err != nil {
			return err
		}
	}
	if len(rest) > 0 {
		return fmt.Errorf("%w (%d bytes too many)", errStrip, len(rest))
	}
	for i := range l.opened {
		l.opened[i] += l.began[i]
	}
	return nil
}

// placed is a beginning as v_place has it.
func placed(began int64) int64 {
	const half = levelWidth / 2
	return min(max(began, -half), half-1)
}

// pick is what a filter asks of lives, as filter.query asks it of the columns.
type pick struct {
	asOf     int64
	within   bool // only lives that overlap the span of these instants, and are of the classes
	from, to int64
	classes  uint32 // a bit each, from the least
	standing bool   // only classes that are not cancelled
}

func newPick(f filter, asOf int64) pick {
	p := pick{asOf: asOf, standing: f.losing, from: math.MinInt64}
	if !f.span.From.IsZero() || !f.span.To.IsZero() {
		p.within, p.from, p.to = true, f.span.From.UnixMilli(), placed(f.span.To.UnixMilli())
	}
	classes := f.classes
	if classes == nil {
		classes = []int64{0}
	}
	for _, class := range classes {
		p.classes |= 1 << (class + classShift)
	}
	return p
}

// takes tells whether version i is one that is asked for.
func (p *pick) takes(l *lives, i int) bool {
	if l.from[i] > p.asOf || l.to[i] <= p.asOf || l.opened[i] > p.asOf || p.standing && l.class[i] < 0 {
		return false
	}
	return !p.within || l.began[i] < p.to && l.ended[i] >= p.from && p.classes>>(l.class[i]+classShift)&1 == 1
}
