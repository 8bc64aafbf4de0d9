package changes

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"nines/analysis/stats"
	"nines/internal/itsm"
)

// The question is whether what is inferred is more than chance. Changes and outages both keep office hours, both grow
// with the business, and both rest over holidays, which are left out: so an hour is compared with the same hour of the week, on the wall
// clock, of the same service in the other weeks of the same four, in windows after changes and outside of them. What has
// an outage every hour has it inside and outside alike, and shows a ratio of 1. Outages come in bursts and changes in
// releases, over several services at once: weeks are independent of one another, hours and services need not be.

// ratio compares the outages that name no change.
func (b *backward) ratio() stats.ExposureEffect {
	watched := b.Watched
	if b.AsOf.Before(watched.To) {
		watched.To = b.AsOf
	}
	if watched.Length() < time.Hour {
		return stats.ExposureEffect{}
	}
	c := &comparison{hours: newHours(watched, b.Zone, b.unlike)}
	for _, service := range b.byID() {
		c.add(b.exposed(service), b.starts[service])
	}
	return stats.CompareExposure(c.watched)
}

// unlike tells whether the day is a holiday, or in a freeze of all services: neither is like the same day of other weeks,
// and in a freeze no change could have come before an outage.
func (b *backward) unlike(day itsm.Date) bool {
	return b.workdays.Holidays[day] || slices.ContainsFunc(b.Rules.Freezes, func(f Freeze) bool {
		return len(f.Services) == 0 && !day.Before(f.From) && !f.To.Before(day)
	})
}

// byID lists the services that had outages, by id.
func (b *backward) byID() []*itsm.Service {
	var list []*itsm.Service
	for s := range b.starts {
		list = append(list, s)
	}
	slices.SortFunc(list, func(x, y *itsm.Service) int { return cmp.Compare(x.ID, y.ID) })
	return list
}

// exposed is the time in which an outage of the service would follow a change: windows that overlap or touch as one.
func (b *backward) exposed(service *itsm.Service) []window {
	var all []window
	for _, s := range b.upstream(service) {
		all = append(all, s.windows...)
	}
	slices.SortFunc(all, func(x, y window) int { return cmp.Compare(x.from, y.from) })
	merged := all[:0]
	for _, w := range all {
		if n := len(merged); n > 0 && w.from <= merged[n-1].to {
			merged[n-1].to = max(merged[n-1].to, w.to)
			continue
		}
		merged = append(merged, w)
	}
	return merged
}

// comparison gathers what is watched, service by service.
type comparison struct {
	hours   *hours
	watched []stats.Watch
	strata  int
}

// tally counts the outages that began in an hour, inside and outside of windows.
type tally struct{ inside, outside int }

// add takes a service's windows, merged, and the starts of its outages. Strata without outages tell nothing.
func (c *comparison) add(windows []window, outages []int64) {
	if len(windows) == 0 || len(outages) == 0 {
		return
	}
	h := c.hours
	tallies, strata := map[int]*tally{}, map[int32]bool{}
	for _, at := range outages {
		i := h.at(at)
		if i < 0 || h.place[i] < 0 {
			continue
		}
		if tallies[i] == nil {
			tallies[i] = &tally{}
		}
		if covers(windows, at) {
			tallies[i].inside++
		} else {
			tallies[i].outside++
		}
		strata[h.place[i]] = true
	}
	exposed := h.covered(windows)
	for _, place := range slices.Sorted(maps.Keys(strata)) {
		for _, i := range h.members[place] {
			w := stats.Watch{Stratum: c.strata, Stretch: int(h.week[i]), Exposed: exposed[i], Free: 1 - exposed[i]}
			if n := tallies[int(i)]; n != nil {
				w.ExposedEvents, w.FreeEvents = n.inside, n.outside
			}
			c.watched = append(c.watched, w)
		}
		c.strata++
	}
}

// covers tells whether the instant lies in one of the merged windows.
func covers(merged []window, at int64) bool {
	after, _ := slices.BinarySearchFunc(merged, at, func(w window, at int64) int {
		if w.from <= at {
			return -1
		}
		return 1
	})
	return after > 0 && at < merged[after-1].to
}
