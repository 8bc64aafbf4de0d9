package capacity

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"

	"nines/internal/itsm"
)

// soon is how near the earliest date of a limit makes a KPI at risk: a quarter, as much as it takes to order and build.
const soon = 91 * day

// Standing is how a KPI stands to its limit, for the order in which it is read: breached where what was measured, or
// the fit at the base, lies beyond; unreliable where a grave warning stands against the fit (also where nothing was
// measured: that is no good sign); at risk where the
// prediction interval crosses the limit at the base or at the least growth above 0 that is asked for, or where the limit
// may be met within a quarter; else within. NoVerdict: there is no limit.
func (f *Fit) Standing() Verdict {
	limit := f.Entry.Limit
	switch {
	case !limit.Known:
		return NoVerdict
	case f.Entry.Beyond(f.Measured):
		return Breached
	case f.Unreliable:
		return Unreliable
	case f.Entry.Beyond(f.AtBase.Forecast):
		return Breached
	case f.AtBase.Verdict == AtRisk || f.leastGrowth().Verdict > Within || f.meetsSoon():
		return AtRisk
	}
	return Within
}

// Beyond tells whether a known figure lies on the wrong side of the limit.
func (e *Entry) Beyond(n itsm.Number) bool {
	return n.Known && e.Limit.Known && e.verdict(n.Value, n.Value) == Breached
}

// leastGrowth is the scenario of the least growth above 0, the zero value where there is none.
func (f *Fit) leastGrowth() Scenario {
	var least Scenario
	for _, s := range f.Scenarios {
		if s.Growth > 0 && (least.Growth == 0 || s.Growth < least.Growth) {
			least = s
		}
	}
	return least
}

func (f *Fit) meetsSoon() bool {
	return !f.Dates.Earliest.IsZero() && f.Dates.Earliest.Sub(f.asOf) < soon
}

// standings is the order in which verdicts are read: what must be acted on, then what is not known.
var standings = []Verdict{Breached, AtRisk, Unreliable, Within, NoVerdict}

// Compare orders fits for reading, the worst first: by standing, then the least safe headroom, the least headroom, the
// earliest likely date (unknown ones last), then by service, component, metric and drivers.
func Compare(a, b *Fit) int {
	return cmp.Or(
		cmp.Compare(slices.Index(standings, a.Standing()), slices.Index(standings, b.Standing())),
		cmp.Compare(orLast(a.HeadroomSafe), orLast(b.HeadroomSafe)), cmp.Compare(orLast(a.Headroom), orLast(b.Headroom)),
		cmp.Compare(dateOrLast(a.Dates.Likely), dateOrLast(b.Dates.Likely)),
		cmp.Compare(a.Series.Service, b.Series.Service), cmp.Compare(a.Series.Component, b.Series.Component),
		cmp.Compare(a.Series.Metric, b.Series.Metric), cmp.Compare(strings.Join(a.Drivers, "\x00"), strings.Join(b.Drivers, "\x00")))
}

func orLast(n itsm.Number) float64 {
	if !n.Known {
		return math.Inf(1)
	}
	return n.Value
}

func dateOrLast(t time.Time) int64 {
	if t.IsZero() {
		return math.MaxInt64
	}
	return t.Unix()
}
