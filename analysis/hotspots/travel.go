package hotspots

import (
	"cmp"
	"slices"

	"nines/analysis/stats"
	"nines/internal/itsm"
)

// manyHands is from how many reassignments on a ticket counts as passed around.
const manyHands = 3

// highest is the highest support level.
const highest itsm.Level = 3

// Share is how many of the tickets that tell have something, with its 95 % interval.
type Share struct {
	N, Of    int
	Ratio    itsm.Number    // unknown where Of is 0
	Interval stats.Interval // Wilson, 0..1; zero where the ratio is unknown
}

func shareOf(n, of int) Share {
	s := Share{N: n, Of: of}
	if in, ok := stats.Wilson(n, of); ok {
		s.Ratio, s.Interval = itsm.Known(float64(n)/float64(of)), in
	}
	return s
}

// LevelShare is the share of the tickets that a support level resolved.
type LevelShare struct {
	Level itsm.Level
	Share
}

// Passed is a ticket that changed hands three times or more, or was opened again.
type Passed struct {
	Ref
	Service string // as the report calls it
	Team    string // that has it now
	Times   int
}

// Travel is how the incidents that were resolved in the period travelled; an incident without a resolved time goes by
// its closing. Children, duplicates and cancelled ones are left out.
type Travel struct {
	Resolved int
	Levels   []LevelShare // 1 to 3, of those that state a level
	Hands    Share        // changed hands three times or more, of those that count it
	Reopened Share        // at least once, of those that count it
	Passed   []Passed     // behind Hands, most often first, then by id and source
	Again    []Passed     // behind Reopened, in the same order

	WithoutLevel, WithoutHands, WithoutReopenings int // resolved incidents that tell nothing of it
}

// travels counts while incidents pass.
type travels struct {
	resolved        int
	levels          [highest + 1]int // 0: not stated
	counted, opened int              // that state reassignments, reopenings
	passed, again   []Passed
}

// travelled notes how an incident that was resolved in the report's period got there.
func (c *Collector) travelled(r *itsm.Incident) {
	if !r.CountsOnce() || r.Open() || c.periodOf(itsm.FirstKnown(r.Resolved, r.Closed)) != c.last {
		return
	}
	t := &c.travels
	t.resolved++
	t.levels[r.Level]++
	passed := Passed{Ref: Ref{TypeIncident, r.Ref()}, Service: c.terms.Service(r.Service), Team: r.Team}
	if r.Reassignments.Known {
		t.counted++
		if passed.Times = int(r.Reassignments.Value); passed.Times >= manyHands {
			t.passed = append(t.passed, passed)
		}
	}
	if r.Reopenings.Known {
		t.opened++
		if passed.Times = int(r.Reopenings.Value); passed.Times >= 1 {
			t.again = append(t.again, passed)
		}
	}
}

func (t *travels) result() Travel {
	unstated := t.levels[0]
	out := Travel{
		Resolved: t.resolved, Hands: shareOf(len(t.passed), t.counted), Reopened: shareOf(len(t.again), t.opened),
		Passed: mostFirst(t.passed), Again: mostFirst(t.again),
		WithoutLevel: unstated, WithoutHands: t.resolved - t.counted, WithoutReopenings: t.resolved - t.opened,
	}
	for level := itsm.Level(1); level <= highest; level++ {
		out.Levels = append(out.Levels, LevelShare{level, shareOf(t.levels[level], t.resolved-unstated)})
	}
	return out
}

func mostFirst(list []Passed) []Passed {
	slices.SortFunc(list, func(a, b Passed) int { return cmp.Or(cmp.Compare(b.Times, a.Times), a.compare(b.Ref)) })
	return list
}
