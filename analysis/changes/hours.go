package changes

import (
	"math"
	"time"

	"nines/internal/itsm"
)

// blockWeeks is how many weeks are compared with one another.
const blockWeeks = 4

// weekHours is how many hours a week has, counted from Monday 00:00 on the wall clock.
const weekHours = 7 * 24

const hourLength = int64(time.Hour / time.Microsecond)

// hours are the hours of a span of time, each with its place in the week.
type hours struct {
	first   int64     // when the first one begins, in Unix microseconds
	place   []int32   // by hour: block of weeks x hours of a week + hour of the week; -1: left out
	week    []int32   // by hour: the week, by the wall clock from Monday on, counted from 0
	members [][]int32 // the hours by place
}

// newHours divides the span. Hours of the days that are told to be unlike others are left out.
func newHours(span itsm.Span, zone *time.Location, unlike func(itsm.Date) bool) *hours {
	n := int(span.Length() / time.Hour)
	h := &hours{first: span.From.UnixMicro(), place: make([]int32, n), week: make([]int32, n)}
	week, before := int32(0), 0
	for i := range n {
		at := span.From.Add(time.Duration(i) * time.Hour).In(zone)
		place := hourOfWeek(at, zone)
		if place < before-weekHours/2 { // less than that is an hour that the clocks show twice
			week++
		}
		before = place
		h.place[i], h.week[i] = int32(place), week
		if unlike(itsm.DateOf(at)) {
			h.place[i] = -1
		}
	}
	h.block(week + 1)
	return h
}

// block puts hours together that are compared: of the same name in the same block of weeks. The last block takes the
// weeks that are left over.
func (h *hours) block(weeks int32) {
	blocks := max(weeks/blockWeeks, 1)
	h.members = make([][]int32, blocks*weekHours)
	for i := range h.place {
		if h.place[i] < 0 {
			continue
		}
		h.place[i] += min(h.week[i]/blockWeeks, blocks-1) * weekHours
		h.members[h.place[i]] = append(h.members[h.place[i]], int32(i))
	}
}

// at is the hour in which the instant (Unix microseconds) lies, -1 outside of the span.
func (h *hours) at(instant int64) int {
	if i := (instant - h.first) / hourLength; instant >= h.first && i < int64(len(h.place)) {
		return int(i)
	}
	return -1
}

// covered is the part of each hour, 0..1, that lies in the merged windows.
func (h *hours) covered(windows []window) []float64 {
	parts := make([]float64, len(h.place))
	end := h.first + hourLength*int64(len(h.place))
	for _, w := range windows {
		from, to := max(w.from, h.first), min(w.to, end)
		for from < to {
			i := (from - h.first) / hourLength
			next := min(h.first+hourLength*(i+1), to)
			parts[i] = math.Min(1, parts[i]+float64(next-from)/float64(hourLength))
			from = next
		}
	}
	return parts
}
