package changes

import (
	"cmp"
	"math"
	"slices"
	"time"
)

// busyShare is the part of a week's volume that the busy hours carry.
const busyShare = 0.2

// WeekVolume is the volume of a service by the hour of the week, in any unit. It is meant to add up whole weeks, so
// that no weekday has more of them than another.
type WeekVolume struct {
	zone  *time.Location
	hours [weekHours]float64
}

// NewWeekVolume starts a week by the clocks of the business time zone.
func NewWeekVolume(zone *time.Location) *WeekVolume { return &WeekVolume{zone: zone} }

// Add adds what was measured at the instant. A volume that is negative or no number adds nothing.
func (v *WeekVolume) Add(at time.Time, volume float64) {
	if volume > 0 && !math.IsInf(volume, 1) {
		v.hours[hourOfWeek(at, v.zone)] += volume
	}
}

// hourOfWeek is the hour from Monday 00:00 on, 0 to 167, that the wall clock shows.
func hourOfWeek(at time.Time, zone *time.Location) int {
	at = at.In(zone)
	return (int(at.Weekday())+6)%7*24 + at.Hour()
}

// Busy lists the hours of the week, 0 to 167 and ascending, that carry the top fifth of the volume: the busiest ones,
// until they carry that much. Hours of the same volume are busy together or not at all. It is not ok where there is no
// volume, or no hour has more of it than another.
func (v *WeekVolume) Busy() (hours []int, ok bool) {
	ranked := make([]int, weekHours)
	var total float64
	for h := range ranked {
		ranked[h] = h
		total += v.hours[h]
	}
	slices.SortStableFunc(ranked, func(a, b int) int { return cmp.Compare(v.hours[b], v.hours[a]) })
	highest, lowest := v.hours[ranked[0]], v.hours[ranked[len(ranked)-1]]
	if highest == lowest || math.IsInf(total, 1) {
		return nil, false
	}
	var carried float64
	for i, h := range ranked {
		if carried >= busyShare*total && v.hours[h] < v.hours[ranked[i-1]] {
			break
		}
		carried += v.hours[h]
		hours = append(hours, h)
	}
	slices.Sort(hours)
	return hours, true
}
