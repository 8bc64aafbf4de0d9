package capacity

import (
	"time"

	"nines/internal/itsm"
)

// Rules hold for all fits of a report.
type Rules struct {
	Step time.Duration // a second at least
	// Window is the history used. A step that is not wholly in it, or that the as-of instant cuts, is none: it would hold
	// a part of its values.
	Window      itsm.Span
	Period      itsm.Span // whose steps tell the base
	AsOf        time.Time
	Growth      []float64 // ratios above -1: scenarios, in this order
	Base        Aggregate // P95, Mean or Max of the period's steps: the volume that grows
	MinRSquared float64   // 0..1; a fit below is weak
	Events      []Event   // of all services
}

// Event is an announced volume.
type Event struct {
	Name    string
	At      time.Time // its day's begin in the business zone
	Service string
	Growth  float64 // a ratio above -1: 0.18 is 18 % more
}

// Entry is a KPI that is to be fitted, and what drives it.
type Entry struct {
	Metric          string
	Drivers         []string // metrics of the same service, each summed over its components; none: time
	DriverAggregate Aggregate
	Aggregate       Aggregate
	Limit           itsm.Number // in the metric's unit
	LimitIs         Side
}

// Side says on which side of its limit a KPI must stay.
type Side uint8

// The sides of a limit.
const (
	AtMost  Side = iota // the KPI must not rise above it
	AtLeast             // the KPI must not fall below it
)

// Resize is a change that resized a service or a component: what was measured before says nothing of after.
type Resize struct {
	At        time.Time
	Component string // empty: the whole service
}

// concerns tells whether a series of the component, or of the service where that is empty, is a new one since.
func (r Resize) concerns(component string) bool {
	return r.Component == "" || component == "" || r.Component == component
}

// Verdict is what a forecast says of the limit.
type Verdict uint8

// The verdicts. NoVerdict: there is no limit, or no forecast.
const (
	NoVerdict  Verdict = iota
	Within             // the whole prediction interval is on the right side of the limit
	AtRisk             // it crosses the limit
	Breached           // it lies wholly beyond
	Unreliable         // a grave warning stands against the fit
)

// String is the word of the JSON, empty for NoVerdict.
func (v Verdict) String() string {
	return [...]string{"", "within", "at_risk", "breached", "unreliable"}[v]
}
