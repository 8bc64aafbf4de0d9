package store

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"nines/internal/itsm"
)

// day is the n-th day of October 2026.
func day(n int) time.Time { return time.Date(2026, 10, n, 0, 0, 0, 0, time.UTC) }

func TestStretch(t *testing.T) {
	type use struct{ from, to int64 }
	for name, c := range map[string]struct {
		at   []int64 // in the order of arrival
		want []use   // in the order of time
	}{
		"one stands for all time":            {[]int64{5}, []use{{always, forever}}},
		"each until the next":                {[]int64{5, 9}, []use{{always, 9}, {9, forever}}},
		"an older one arrived later":         {[]int64{9, 5}, []use{{always, 9}, {9, forever}}},
		"of equal instants the last arrival": {[]int64{5, 9, 9}, []use{{always, 9}, {9, 9}, {9, forever}}},
		"also for the time before":           {[]int64{5, 5, 9}, []use{{5, 5}, {always, 9}, {9, forever}}},
	} {
		var versions []version
		for i, at := range c.at {
			versions = append(versions, version{id: int64(i + 1), at: at})
		}
		stretch(versions)
		var got []use
		for _, v := range versions {
			got = append(got, use{v.from, v.to})
		}
		assert.Equal(t, c.want, got, name)
	}
}

// A record went at 10 and came back at 20: each life has its versions, and none holds beyond it.
func TestStretchOverLives(t *testing.T) {
	went := func(at, to int64) version {
		return version{at: at, life: life{began: forever, ended: always, to: to}}
	}
	type use struct{ from, to int64 }
	for name, c := range map[string]struct {
		versions []version // in the order of arrival
		want     []use
	}{
		"gone": {
			[]version{{at: 5}, {at: 7}, went(10, forever)}, []use{{always, 7}, {7, 10}, {10, forever}},
		},
		"back as it was": {
			[]version{{at: 5}, went(10, 20), {at: 5}}, []use{{always, 10}, {10, 20}, {20, forever}},
		},
		"back with what happened meanwhile": {
			[]version{{at: 5}, went(10, 20), {at: 12}, {at: 25}}, []use{{always, 10}, {10, 20}, {20, 25}, {25, forever}},
		},
		"two versions from before it came back": {
			[]version{{at: 5}, went(10, 20), {at: 12}, {at: 15}}, []use{{always, 10}, {10, 20}, {20, 20}, {20, forever}},
		},
		"a version of a later instant than the going": {
			[]version{{at: 5}, {at: 12}, went(10, forever)}, []use{{always, 10}, {10, 10}, {10, forever}},
		},
		"gone twice": {
			[]version{{at: 5}, went(10, 20), {at: 20}, went(30, 40), {at: 40}}, []use{{always, 10}, {10, 20}, {20, 30}, {30, 40}, {40, forever}},
		},
		"back and gone at one instant": {
			[]version{{at: 5}, went(10, 20), {at: 20}, went(20, forever)}, []use{{always, 10}, {10, 20}, {20, 20}, {20, forever}},
		},
		"a clock that was put back": {
			[]version{{at: 5}, went(10, 20), {at: 20}, went(15, forever)}, []use{{always, 10}, {10, 20}, {20, 20}, {20, forever}},
		},
	} {
		for i := range c.versions {
			c.versions[i].id = int64(i + 1)
		}
		stretch(c.versions)
		got := make([]use, len(c.versions))
		for _, v := range c.versions {
			got[v.id-1] = use{v.from, v.to}
		}
		assert.Equal(t, c.want, got, name)
	}
}

func TestLevel(t *testing.T) {
	for _, c := range []struct {
		name string
		l    life
		want int64
	}{
		{"a day", life{began: 0, ended: dayMs, to: forever}, 0},
		{"a day and a millisecond", life{began: 0, ended: dayMs + 1, to: forever}, 1},
		{"open", life{began: 0, ended: forever, to: forever}, 4},
		{"open, but taken over after an hour", life{began: 0, ended: forever, to: dayMs / 24}, 0},
		{"taken over before it began", life{began: dayMs, ended: forever, to: 0}, 0},
		{"a beginning that is not known", life{began: always, ended: dayMs, to: forever}, 4},
		{"a year", life{began: 0, ended: 365 * dayMs, to: forever}, 3},
		{"ten years", life{began: 0, ended: 3650 * dayMs, to: forever}, 4},
	} {
		assert.Equal(t, c.want, c.l.level(), c.name)
	}
}

// Whatever overlaps a span lies in the ranges that the query for the span reads: places are compared as numbers.
func TestPlacesFindEveryOverlap(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for range 20_000 {
		l := life{began: rng.Int64N(1000 * dayMs), from: always, to: forever, class: rng.Int64N(2*effectLast+1) - effectLast}
		l.ended = l.began + rng.Int64N(1<<rng.IntN(38)) - dayMs
		if rng.IntN(5) == 0 {
			l.to = rng.Int64N(1000 * dayMs)
		}
		if rng.IntN(5) == 0 {
			l.ended = forever
		}
		from, asOf := rng.Int64N(1000*dayMs), rng.Int64N(1100*dayMs)
		to := from + rng.Int64N(100*dayMs)
		if l.began >= to || l.ended < from || l.to <= asOf {
			continue
		}
		low := placeOf(l.class, l.level(), since(int(l.level()), min(from, asOf)))
		high := placeOf(l.class, l.level(), to)
		assert.True(t, low <= l.place() && l.place() < high, "%+v in [%d, %d) as of %d", l, from, to, asOf)
		assert.Equal(t, l, keptLife(l.ended, l.from, l.to, l.place()))
	}
}

func TestPlacesOfDifferentClassesAndLevelsAreApart(t *testing.T) {
	unknown := life{began: always, ended: 5, to: 7, class: -3}
	assert.Equal(t, unknown, keptLife(5, 0, 7, unknown.place()))
	last := int64(-1)
	for class := int64(-effectLast); class <= effectLast; class++ {
		for level := range int64(len(reaches)) {
			first, end := placeOf(class, level, always), placeOf(class, level, forever)
			assert.Less(t, last, first)
			assert.Less(t, first, end)
			last = end
		}
	}
}

func TestEffectOf(t *testing.T) {
	full, partial, none := itsm.OutageFull, itsm.OutagePartial, itsm.OutageNone
	for _, c := range []struct {
		name string
		r    itsm.Incident
		want int64
	}{
		{"a child", itsm.Incident{Parent: "1", Outage: full}, effectChild},
		{"a duplicate", itsm.Incident{DuplicateOf: "1", Status: itsm.StatusCancelled}, effectChild},
		{"none, whatever the loss", itsm.Incident{Outage: none, Lost: itsm.Known(1)}, effectNone},
		{"a loss of 0, whatever the word", itsm.Incident{Outage: full, Lost: itsm.Known(0)}, effectNone},
		{"a stated loss", itsm.Incident{Lost: itsm.Known(.2), Outage: partial}, effectStated},
		{"full", itsm.Incident{Outage: full, Priority: itsm.P3}, effectStated},
		{"partial without a share", itsm.Incident{Outage: partial, Priority: itsm.P2}, effectPartial + 2},
		{"nothing stated", itsm.Incident{Priority: itsm.P5}, effectUnstated + 5},
		{"nothing at all", itsm.Incident{}, effectUnstated},
		{"cancelled", itsm.Incident{Status: itsm.StatusCancelled, Priority: itsm.P1}, -(effectUnstated + 1)},
	} {
		assert.Equal(t, c.want, effectOf(&c.r), c.name)
	}
	assert.ElementsMatch(t, []int64{2, -2, 4, -4, 9, -9, 10, -10, 11, -11, 12, -12, 13, -13, 14, -14},
		effectsLosing([]itsm.Priority{itsm.P1, itsm.PriorityUnknown}))
}

// A filter that answers "no" for an id that it has seen would make an import store it twice.
func TestBloomForgetsNothing(t *testing.T) {
	b := newBloom()
	for i := range 10_000 {
		b.add(string(rune(i)))
	}
	wrong := 0
	for i := range 10_000 {
		assert.True(t, b.mayHave(string(rune(i))))
		if b.mayHave(string(rune(i + 20_000))) {
			wrong++
		}
	}
	assert.Less(t, wrong, 100)
}
