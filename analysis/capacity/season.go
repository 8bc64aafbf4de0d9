package capacity

import "time"

// season is a pattern that comes back: each part of it has a mean of its own.
type season struct {
	length time.Duration // a week or a day; 0: none, all is one part
	part   time.Duration // an hour or longer, up to a day of the week
	parts  int           // 1 to 168
	slots  []uint8       // the part that each step lies in
}

// seasonsFor are the seasons that steps of a length can show, the simplest first: hours of the day and of the week; for
// steps above an hour parts are as long as the step, if it divides the day. Parts are counted from Thursday, 00:00 UTC,
// as 1970 began.
func seasonsFor(step time.Duration) []season {
	part := max(step, time.Hour)
	switch {
	case step <= 0 || part > day || day%part != 0:
		return nil
	case part == day:
		return []season{{length: week, part: day, parts: 7}}
	}
	return []season{{length: day, part: part, parts: int(day / part)}, {length: week, part: part, parts: int(week / part)}}
}

// slotsOf is the part of the season that each step lies in; without a season 0.
func (s season) slotsOf(start []int64) []uint8 {
	found := make([]uint8, len(start))
	if s.length == 0 {
		return found
	}
	part := s.part.Milliseconds()
	var next int64 // the end of the part that is being counted
	slot := 0
	for i, at := range start {
		if i == 0 || at-next >= part { // a gap: count anew
			begin := floor(at, part)
			slot, next = int(begin/part-floor(begin/part, int64(s.parts))), begin+part
		}
		if at >= next {
			next += part
			if slot++; slot == s.parts { // a remainder would take a third of all the season's time
				slot = 0
			}
		}
		found[i] = uint8(slot)
	}
	return found
}

// seasonOf decides between no season, one of the day and one of the week by what each forecasts: the means of the parts
// are taken from the first two thirds of the values (their trend taken off), and must tell the last third better than
// the others do. A season that is only noise forecasts worse than none. The first two thirds must hold the season once.
func seasonOf(start []int64, values []float64, step time.Duration) season {
	best := season{parts: 1}
	best.slots = best.slotsOf(start)
	split := 2 * len(values) / 3
	if split == 0 {
		return best
	}
	least := best.missed(values, split)
	for _, s := range seasonsFor(step) {
		if start[split]-start[0] < s.length.Milliseconds() {
			continue
		}
		s.slots = s.slotsOf(start)
		if missed := s.missed(values, split); missed < least {
			best, least = s, missed
		}
	}
	return best
}

// missed is the sum of squares that the parts' means up to the split leave of the values after it.
func (s season) missed(values []float64, split int) float64 {
	means := newMeans(s.parts)
	for i, v := range values[:split] {
		means.add(s.slots[i], v)
	}
	means.settle()
	var missed float64
	for i, v := range values[split:] {
		e := v - means.of[s.slots[split+i]]
		missed += e * e
	}
	return missed
}

// means are those of the parts of a season, of a part without a value 0.
type means struct{ sums, n, of []float64 }

func newMeans(parts int) means {
	return means{make([]float64, parts), make([]float64, parts), make([]float64, parts)}
}

func (m means) add(slot uint8, v float64) {
	m.sums[slot] += v
	m.n[slot]++
}

// settle sets the means, once all values are added.
func (m means) settle() {
	for slot, n := range m.n {
		if n > 0 {
			m.of[slot] = m.sums[slot] / n
		}
	}
}
