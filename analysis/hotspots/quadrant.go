package hotspots

import (
	"cmp"
	"slices"

	"nines/analysis/stats"
	"nines/internal/itsm"
)

// Place is where something stands with its effort and its downtime.
type Place uint8

// The places, each against the medians: above is greater than the median, anything else is below.
const (
	Neither Place = iota // little effort, little downtime
	Toil                 // much effort, little downtime: work to automate
	Pain                 // little effort, much downtime: pain without investment
	Both                 // much of both
)

// minPlaced is from how many things on a median tells anything.
const minPlaced = 4

// Spot is one thing by its effort and its weighted downtime, both in minutes of the period.
type Spot struct {
	Key      string
	Effort   float64
	Downtime itsm.Number // unknown: it cannot be placed
	Place    Place
}

// Quadrant sets effort against downtime.
type Quadrant struct {
	Spots    []Spot // that can be placed: most downtime first, then most effort, then by key
	Unknown  []Spot // whose downtime is not known, most effort first, then by key
	Effort   stats.Number
	Downtime stats.Number // the medians of the spots; unknown below four, and then all places are Neither
}

// PlaceSpots tells for each thing whether its effort and its downtime lie above the medians of them all.
func PlaceSpots(spots []Spot) Quadrant {
	var q Quadrant
	var effort, downtime []float64
	for _, s := range spots {
		if !s.Downtime.Known {
			q.Unknown = append(q.Unknown, s)
			continue
		}
		q.Spots = append(q.Spots, s)
		effort, downtime = append(effort, s.Effort), append(downtime, s.Downtime.Value)
	}
	byEffort := func(a, b Spot) int { return cmp.Or(cmp.Compare(b.Effort, a.Effort), cmp.Compare(a.Key, b.Key)) }
	slices.SortFunc(q.Unknown, byEffort)
	slices.SortFunc(q.Spots, func(a, b Spot) int {
		return cmp.Or(cmp.Compare(b.Downtime.Value, a.Downtime.Value), byEffort(a, b))
	})
	if len(q.Spots) < minPlaced {
		return q
	}
	q.Effort, q.Downtime = stats.Summarise(effort, 0).Median, stats.Summarise(downtime, 0).Median
	for i := range q.Spots {
		q.Spots[i].Place = q.placeOf(q.Spots[i])
	}
	return q
}

func (q *Quadrant) placeOf(s Spot) Place {
	switch much, down := s.Effort > q.Effort.Value, s.Downtime.Value > q.Downtime.Value; {
	case much && down:
		return Both
	case much:
		return Toil
	case down:
		return Pain
	}
	return Neither
}
