package changes

import (
	"cmp"
	"slices"
	"time"

	"nines/internal/itsm"
)

// window is the time after a change in which an outage is suspected to come of it: [from, to) in Unix microseconds.
type window struct {
	from, to int64
	change   int // index
}

// suspects are the windows after the changes of one service, by their beginning.
type suspects struct {
	windows []window
	longest int64
}

// windowsOf is the time in which outages are suspected to come of a change: for so long after its beginning, and for so
// long after it was carried out. Of a change that takes longer than that, the two are apart: a ticket that somebody
// forgot to end does not explain a year's outages.
func (b *backward) windowsOf(i int) []window {
	c, suspect := &b.changes[i], b.Rules.Suspect.Microseconds()
	from, at := c.from.UnixMicro(), c.at.UnixMicro()
	if at-from <= suspect {
		return []window{{from, at + suspect, i}}
	}
	return []window{{from, from + suspect, i}, {at, at + suspect, i}}
}

// index puts the windows of all changes in order.
func (b *backward) index() {
	for i := range b.changes {
		c := &b.changes[i]
		if !c.done || c.of == nil || b.Rules.Suspect <= 0 {
			continue
		}
		s := b.suspects[c.of]
		if s == nil {
			s = &suspects{}
			b.suspects[c.of] = s
		}
		for _, w := range b.windowsOf(i) {
			s.windows = append(s.windows, w)
			s.longest = max(s.longest, w.to-w.from)
		}
	}
	for _, s := range b.suspects {
		slices.SortFunc(s.windows, func(a, c window) int { return cmp.Compare(a.from, c.from) })
	}
}

// at yields the changes in whose windows the instant lies.
func (s *suspects) at(t int64, yield func(change int)) {
	after, _ := slices.BinarySearchFunc(s.windows, t, func(w window, t int64) int {
		if w.from <= t {
			return -1
		}
		return 1
	})
	for i := after - 1; i >= 0 && s.windows[i].from > t-s.longest; i-- {
		if s.windows[i].to > t {
			yield(s.windows[i].change)
		}
	}
}

// before yields the changes that the outage may have come of: of the same service or of one that it depends on, in
// whose windows it began, but for those that mend it.
func (b *backward) before(o *Outage, yield func(change int)) {
	t := o.Start.UnixMicro()
	for _, s := range b.upstream(o.Service) {
		s.at(t, func(i int) {
			if !slices.Contains(b.changes[i].mends, o.ID) {
				yield(i)
			}
		})
	}
}

// upstream are the suspects of the service itself and of those that it depends on, each once.
func (b *backward) upstream(service *itsm.Service) []*suspects {
	list, known := b.upstreams[service]
	if known {
		return list
	}
	add := func(of *itsm.Service) {
		if s := b.suspects[of]; s != nil && !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	add(service)
	for _, name := range service.DependsOn {
		add(b.Catalogue.Lookup(name))
	}
	b.upstreams[service] = list
	return list
}

// gap is how long after the change the outage began: 0 while it was under way, negative before it.
func (c *carried) gap(start time.Time) itsm.Number {
	switch {
	case start.IsZero() || c.at.IsZero():
		return itsm.Number{}
	case start.Before(c.from):
		return itsm.Known(start.Sub(c.from).Minutes())
	}
	return itsm.Known(max(0, start.Sub(c.at).Minutes()))
}
