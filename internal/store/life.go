package store

import (
	"cmp"
	"math"
	"slices"
	"time"
)

// Unknown and endless instants in the store's own columns.
const (
	always  = math.MinInt64 // an unknown beginning: before everything
	forever = math.MaxInt64 // an open end
)

const dayMs = 24 * 60 * 60 * 1000

// reaches are the levels: a version of level i mattered no longer than reaches[i] milliseconds. One that matters to a
// span therefore began no earlier than its level's reach before the span, so that a range of beginnings per level
// touches about the span, however long the history is.
var reaches = []int64{1 * dayMs, 8 * dayMs, 64 * dayMs, 512 * dayMs, forever}

// life is the time in which one version matters, and what queries tell records apart by.
type life struct {
	began, ended int64 // of the record, as the version tells it
	from, to     int64 // the as-of instants at which this version is the one to use
	class        int64
}

// gone tells whether the version says that its record went (see chain.go).
func (l life) gone() bool { return l.ended == always }

// place is v_place: the class, the level and the beginning in one number, which makes a small index that is made fast.
// Every combination of class and level has a range of its own, in which the beginning is the offset.
func (l life) place() int64 { return placeOf(l.class, l.level(), l.began) }

const (
	levelWidth = 1 << 46        // of a range: beginnings from 1412 to 2527, others stand at its ends
	classWidth = 5 * levelWidth // of the ranges of a class
	classShift = effectLast + 1 // makes the least class positive
)

func placeOf(class, level, began int64) int64 {
	const half = levelWidth / 2
	return (class+classShift)*classWidth + level*levelWidth + min(max(began, -half), half-1) + half
}

// keptLife is the life that the database tells of a version.
func keptLife(ended, from, to, place int64) life {
	began := place%levelWidth - levelWidth/2
	if began == -levelWidth/2 {
		began = always
	}
	return life{began: began, ended: ended, from: from, to: to, class: place/classWidth - classShift}
}

// level is the least level whose reach covers the life. It ends when the record did or when another version took over.
func (l life) level() int64 {
	until := min(l.ended, l.to)
	if l.began == always || until == forever {
		return int64(len(reaches) - 1)
	}
	for i, reach := range reaches {
		if until <= l.began || until-l.began <= reach {
			return int64(i)
		}
	}
	return int64(len(reaches) - 1)
}

// since is the earliest beginning of a version of the level that matters at or after the instant.
func since(level int, instant int64) int64 {
	if reach := reaches[level]; reach < forever && instant > always+reach {
		return instant - reach
	}
	return always
}

// stretch says at which as-of instants each version of a record is the one to use: from its own instant to that of
// the next; the oldest stands for the time before as well. Of several with the same instant the last arrival is used,
// the others never. A record that went and came back has several lives, which do not know of each other. It sorts the
// versions by instant and arrival.
func stretch(versions []version) {
	if slices.ContainsFunc(versions, func(v version) bool { return v.gone() }) {
		slices.SortFunc(versions, func(a, b version) int { return cmp.Compare(a.id, b.id) })
		stretchLives(versions)
		slices.SortFunc(versions, byInstant)
		return
	}
	slices.SortFunc(versions, byInstant)
	stretchLife(versions, always, forever)
}

// stretchLives stretches the versions, in the order of arrival, between the goings. A going holds until the record came
// back, if it did; nobody reads it.
func stretchLives(versions []version) {
	begin := int64(always)
	for {
		n := slices.IndexFunc(versions, func(v version) bool { return v.gone() })
		end := int64(forever)
		if n >= 0 {
			going := &versions[n]
			going.from = max(going.at, begin)
			going.to = max(going.to, going.from)
			end = going.from
		} else {
			n = len(versions)
		}
		slices.SortFunc(versions[:n], byInstant)
		stretchLife(versions[:n], begin, end)
		if n == len(versions) {
			return
		}
		begin, versions = versions[n].to, versions[n+1:]
	}
}

// stretchLife stretches versions, in the order of their instants, between the beginning and the end of a life.
func stretchLife(versions []version, begin, end int64) {
	for i := range versions {
		v := &versions[i]
		v.from, v.to = v.at, end
		if v.at == versions[0].at {
			v.from = begin
		}
		if i+1 < len(versions) {
			if v.to = versions[i+1].at; v.to == v.at { // taken over at once
				v.from = v.at
			}
		}
		v.from, v.to = min(max(v.from, begin), end), min(max(v.to, begin), end)
	}
}

// millis is the instant in milliseconds, or missing where it is not known.
func millis(t time.Time, missing int64) int64 {
	if t.IsZero() {
		return missing
	}
	return t.UnixMilli()
}

// instant is the reverse of millis.
func instant(ms int64) time.Time {
	if ms == always || ms == forever {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}
