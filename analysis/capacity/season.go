package capacity

import "time"

// season is a pattern that comes back: each part of it has a mean of its own.
type season struct {
	length time.Duration // a week or a day; 0: none, all is one part
	part   time.Duration // an hour, or a day of the week
	parts  int
}

var noSeason = season{parts: 1}

// seasonsFor are the seasons that steps of a length can show, the simplest first: hours of the day and of the week; for
// steps above an hour parts are as long as the step, if it divides the day.
func seasonsFor(step time.Duration) []season {
	part := max(step, time.Hour)
	switch {
	case step <= 0 || part > day || day%part != 0:
		return nil
	case part == day:
		return []season{{week, day, 7}}
	}
	return []season{{day, part, int(day / part)}, {week, part, int(week / part)}}
}

// slots is the part of the season that each step lies in.
func (s season) slots(start []int64) []int {
	found := make([]int, len(start))
	if s.length == 0 {
		return found
	}
	part, parts := s.part.Milliseconds(), int64(s.parts)
	for i, at := range start {
		slot := at / part
		if at < 0 && at%part != 0 {
			slot--
		}
		if slot %= parts; slot < 0 {
			slot += parts
		}
		found[i] = int(slot)
	}
	return found
}

// seasonOf decides between no season, one of the day and one of the week by what each forecasts: the means of the parts
// are taken from the first two thirds of the values (their trend taken off), and must tell the last third better than
// the others do. A season that is only noise forecasts worse than none. The first two thirds must hold the season once.
func seasonOf(start []int64, values []float64, step time.Duration) season {
	best := noSeason
	split := 2 * len(values) / 3
	if split == 0 {
		return best
	}
	least := missedBy(noSeason, start, values, split)
	for _, s := range seasonsFor(step) {
		if start[split]-start[0] < s.length.Milliseconds() {
			continue
		}
		if missed := missedBy(s, start, values, split); missed < least {
			best, least = s, missed
		}
	}
	return best
}

// missedBy is the sum of squares that the parts' means up to the split leave of the values after it.
func missedBy(s season, start []int64, values []float64, split int) float64 {
	slots := s.slots(start)
	means := newMeans(s.parts)
	for i, v := range values[:split] {
		means.add(slots[i], v)
	}
	var missed float64
	for i, v := range values[split:] {
		e := v - means.of(slots[split+i])
		missed += e * e
	}
	return missed
}

// means are those of the parts of a season; of a part without a value 0.
type means struct {
	sums []float64
	n    []int
}

func newMeans(parts int) means { return means{make([]float64, parts), make([]int, parts)} }

func (m means) add(slot int, v float64) {
	m.sums[slot] += v
	m.n[slot]++
}

func (m means) of(slot int) float64 {
	if m.n[slot] == 0 {
		return 0
	}
	return m.sums[slot] / float64(m.n[slot])
}
