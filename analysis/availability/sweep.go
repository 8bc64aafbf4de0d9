package availability

import (
	"cmp"
	"slices"
	"time"

	"nines/internal/itsm"
)

// schedule is the outages of one service, ready for sweeping: every beginning and end in order, sorted once.
type schedule struct {
	outages []*Outage // in canonical order
	parts   []float64 // the distinct losses, ascending: the rank of a loss is its place
	scopes  []scope   // the distinct ones
	entries []entry   // of each outage
	edges   []edge
	pieces  int32
}

// entry is what the sweep needs of an outage.
type entry struct {
	rank, scope int
	units       int64
}

// edge is a beginning or an end of one piece (span) of an outage, at an offset from the start of the period.
type edge struct {
	at            time.Duration
	outage, piece int32
	begins        bool
}

// newSchedule takes the outages that touch the span, in canonical order, each clipped to it.
func newSchedule(outages []*Outage, within itsm.Span) *schedule {
	s := &schedule{outages: outages, entries: make([]entry, len(outages))}
	for _, o := range outages {
		s.parts = append(s.parts, o.Lost)
	}
	slices.Sort(s.parts)
	s.parts = slices.Compact(s.parts)
	places := map[string]int{}
	s.edges = make([]edge, 0, 2*len(outages))
	for i, o := range outages {
		rank, _ := slices.BinarySearch(s.parts, o.Lost)
		s.entries[i] = entry{rank: rank, scope: s.place(places, o), units: unitsOf(o.Lost)}
		for _, span := range o.Spans {
			if span = span.Intersect(within); !span.Empty() {
				s.edges = append(s.edges,
					edge{span.From.Sub(within.From), int32(i), s.pieces, true},
					edge{span.To.Sub(within.From), int32(i), s.pieces, false})
				s.pieces++
			}
		}
	}
	slices.SortFunc(s.edges, func(a, b edge) int { return cmp.Compare(a.at, b.at) })
	return s
}

// place returns the place of the outage's scope among the distinct ones.
func (s *schedule) place(places map[string]int, o *Outage) int {
	hit := scope{o.Regions, o.Functions}
	key := hit.key()
	place, ok := places[key]
	if !ok {
		place = len(s.scopes)
		places[key] = place
		s.scopes = append(s.scopes, hit)
	}
	return place
}

// passage is what a sweep over one block found.
type passage struct {
	held       []time.Duration // agreed time in which each rank was the greatest loss in force
	own        []time.Duration // agreed time of each outage
	attributed []float64       // agreed nanoseconds x loss that fall to each outage
	down       []offsets       // when anything was down, ascending, agreed or not
}

// sweep passes over the edges of the outages that hit the block and are wanted. Between two edges nothing changes.
// Where outages overlap, the greatest loss counts and is shared in proportion to the losses in force: an outage gets
// its loss times the integral of (greatest / sum of losses), read off one running integral at its beginning and end.
// So the cost is that of the sorting, n log n, however many overlap.
func (s *schedule) sweep(b *block, wanted func(*Outage) bool) *passage {
	p := &passage{held: make([]time.Duration, len(s.parts)), own: make([]time.Duration, len(s.outages)), attributed: make([]float64, len(s.outages))}
	type mark struct {
		at       time.Duration
		integral running
	}
	var (
		now      mark
		begun    = make([]mark, s.pieces)
		losses   = newActive(len(s.parts))
		inForce  int
		downFrom time.Duration
	)
	for _, e := range s.edges {
		entry := &s.entries[e.outage]
		if !b.hit[entry.scope] || !wanted(s.outages[e.outage]) {
			continue
		}
		if at := b.hours.at(e.at); at > now.at {
			if rank := losses.greatest(); rank >= 0 {
				p.held[rank] += at - now.at
				now.integral.add(float64(at-now.at) * s.parts[rank] / float64(losses.total))
			}
			now.at = at
		}
		if e.begins {
			if inForce == 0 {
				downFrom = e.at
			}
			inForce++
			losses.add(entry.rank, entry.units)
			begun[e.piece] = now
			continue
		}
		inForce--
		losses.remove(entry.rank, entry.units)
		p.own[e.outage] += now.at - begun[e.piece].at
		p.attributed[e.outage] += float64(entry.units) * now.integral.since(begun[e.piece].integral)
		if inForce == 0 {
			p.down = append(p.down, offsets{downFrom, e.at})
		}
	}
	return p
}
