package availability

import (
	"sort"
	"time"

	"nines/internal/itsm"
)

// agreed is the agreed service time of one region, T(r), within one stretch of its service's terms: a clock that
// runs inside it only. Instants are offsets from the start of the period. On that clock an outage is one interval,
// whatever hours, holidays and clock changes it spans, and lengths are exact.
type agreed struct {
	spans  []offsets
	before []time.Duration // agreed time before each span, and, last, all of it, |T(r)|
}

// offsets is the half open interval [from, to) since the start of the period.
type offsets struct {
	from, to time.Duration
}

func newAgreed(spans itsm.Spans, epoch time.Time) *agreed {
	a := &agreed{spans: make([]offsets, len(spans)), before: make([]time.Duration, len(spans)+1)}
	for i, s := range spans {
		a.spans[i] = offsets{s.From.Sub(epoch), s.To.Sub(epoch)}
		a.before[i+1] = a.before[i] + s.Length()
	}
	return a
}

// at is the agreed time that has passed at the offset.
func (a *agreed) at(t time.Duration) time.Duration {
	i := sort.Search(len(a.spans), func(i int) bool { return a.spans[i].to > t })
	if i == len(a.spans) || t <= a.spans[i].from {
		return a.before[i]
	}
	return a.before[i] + t - a.spans[i].from
}
