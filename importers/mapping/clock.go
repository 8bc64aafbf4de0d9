package mapping

import (
	"math"
	"time"

	"nines/internal/itsm"
)

// clock reads times: by the source's formats, then by ISO 8601; times without an offset in the source's zone.
type clock struct {
	zone    *time.Location
	formats []format
	spans   []span
	last    int // the span that was used last

	// Two fields are often filled from one column: the last time read.
	text   string
	read   time.Time
	remark itsm.RemarkKind
}

// span is a stretch of local time, in seconds since 1970 by the local clock, all of which has the same offset and is
// far enough from changes of the clocks to be neither skipped nor shown twice.
type span struct {
	from, to, offset int64
}

const (
	maxSpans = 64
	// margin is more than any two offsets of a zone differ by.
	margin = 26 * 3600
)

func newClock(zone *time.Location, formats []string) (*clock, error) {
	if zone == nil {
		zone = time.UTC
	}
	c := &clock{zone: zone}
	for _, text := range formats {
		f, err := compile(text)
		if err != nil {
			return nil, err
		}
		c.formats = append(c.formats, f)
	}
	return c, nil
}

// parse reads a time as a UTC instant, whole milliseconds. The remark says why it cannot be read, or that its local
// time did not exist or existed twice.
func (c *clock) parse(text string) (time.Time, itsm.RemarkKind) {
	if text != c.text || text == "" {
		c.text = text
		c.read, c.remark = c.parseNew(text)
	}
	return c.read, c.remark
}

func (c *clock) parseNew(text string) (time.Time, itsm.RemarkKind) {
	var t civil
	for i := range c.formats {
		if c.formats[i].parse(text, &t) {
			return c.instant(&t)
		}
	}
	if parseISO(text, &t) {
		return c.instant(&t)
	}
	return time.Time{}, itsm.RemarkUnreadable
}

func (c *clock) instant(t *civil) (time.Time, itsm.RemarkKind) {
	if t.epoch {
		return time.UnixMilli(t.instant).UTC(), ""
	}
	seconds, remark := t.local(), itsm.RemarkKind("")
	if t.zoned {
		seconds -= int64(t.offset)
	} else {
		seconds, remark = c.fromLocal(seconds)
	}
	millis := seconds*1000 + int64(t.millis)
	if millis < earliestMillis || millis > latestMillis { // the first or last day, moved by its offset
		return time.Time{}, itsm.RemarkUnreadable
	}
	return time.UnixMilli(millis).UTC(), remark
}

// fromLocal turns seconds since 1970 by the zone's clock into seconds since 1970.
func (c *clock) fromLocal(local int64) (int64, itsm.RemarkKind) {
	if c.last < len(c.spans) {
		if s := c.spans[c.last]; local >= s.from && local < s.to {
			return local - s.offset, ""
		}
	}
	for i, s := range c.spans {
		if local >= s.from && local < s.to {
			c.last = i
			return local - s.offset, ""
		}
	}
	before, after := c.offsetAt(local-margin), c.offsetAt(local+margin)
	c.remember(local)
	if before == after {
		return local - before, ""
	}
	early, late := local-before, local-after // the same reading before and after the change
	switch isEarly, isLate := c.offsetAt(early) == before, c.offsetAt(late) == after; {
	case isEarly && isLate:
		return max(early, late), itsm.RemarkTwiceTime
	case isLate:
		return late, ""
	case isEarly:
		return early, ""
	}
	return early, itsm.RemarkGapTime // by the old clock: as much later as was skipped
}

func (c *clock) offsetAt(unix int64) int64 {
	_, offset := time.Unix(unix, 0).In(c.zone).Zone()
	return int64(offset)
}

// remember keeps the span around a local time, unless the clocks change nearby.
func (c *clock) remember(local int64) {
	t := time.Unix(local, 0).In(c.zone)
	_, offset := t.Zone()
	s := span{from: math.MinInt64, to: math.MaxInt64, offset: int64(offset)}
	start, end := t.ZoneBounds()
	if !start.IsZero() {
		s.from = start.Unix() + s.offset + margin
	}
	if !end.IsZero() {
		s.to = end.Unix() + s.offset - margin
	}
	if local < s.from || local >= s.to {
		return
	}
	if len(c.spans) == maxSpans {
		c.spans = c.spans[:0]
	}
	c.spans = append(c.spans, s)
	c.last = len(c.spans) - 1
}
