package making

import (
	"context"
	"time"

	"nines/analysis/capacity"
	"nines/internal/itsm"
)

// CapacityRules say which KPIs are fitted to which volumes, and how.
type CapacityRules struct {
	Step, Window time.Duration // the window lies before the period's end
	Growth       []float64     // ratios above -1
	MinRSquared  float64       // 0..1
	Base         string        // p95, mean or max
	Events       []CapacityEvent
	Metrics      []CapacityMetric
}

// CapacityEvent is an announced volume of a service, which may be called by an alias.
type CapacityEvent = capacity.Event

// CapacityMetric is one entry: a fit for each series of its metric.
type CapacityMetric struct {
	Service         string // as in the configuration; "*": every one that has the metric
	Metric          string
	Drivers         []string // none: time
	DriverAggregate string   // sum, mean, min, max or p1 to p99
	Aggregate       string
	Limit           itsm.Number
	AtLeast         bool   // the KPI must not fall below the limit; else it must not rise above it
	Unit            string // for print
}

// Capacity is what became of the entries.
type Capacity struct {
	Window itsm.Span
	Rules  *capacity.Rules
	Fits   []*CapacityFit          // worst first: capacity.Compare, then by the entries' order
	done   map[string][]DoneChange // by service id
}

// DoneChange is a change that was done in the window.
type DoneChange struct {
	ID, Component string
	At            time.Time
}

// ChangeBefore is the last change of the fit's service, or of its component where the change names one, that was done
// in the 24 hours before the instant or in the step after it; nil where there is none.
func (c *Capacity) ChangeBefore(f *CapacityFit, at time.Time) *DoneChange {
	var last *DoneChange
	for i, change := range c.done[f.Series.Service] {
		other := change.Component != "" && f.Series.Component != "" && change.Component != f.Series.Component
		if other || change.At.Before(at.Add(-24*time.Hour)) || change.At.After(at.Add(c.Rules.Step)) {
			continue
		}
		if last == nil || change.At.After(last.At) || change.At.Equal(last.At) && change.ID < last.ID {
			last = &c.done[f.Series.Service][i]
		}
	}
	return last
}

// CapacityFit is the fit of one series. Only the first of all keep their points.
type CapacityFit struct {
	*capacity.Fit
	Unit    string
	place   int              // of its entry
	Outlook capacity.Outlook // for the next
}

// OverTime tells whether the driver is time.
func (f *CapacityFit) OverTime() bool { return len(f.Entry.Drivers) == 0 }

// everyService stands for all services that have a metric.
const everyService = "*"

// FitsWithPoints is how many fits keep their points, to be drawn.
const FitsWithPoints = 12

// Capacity reads the samples and fits them, once, one KPI series at a time.
func (m *Report) Capacity(ctx context.Context) (*Capacity, error) {
	if m.capacity != nil {
		return m.capacity, nil
	}
	l, err := m.newCapacityLoading()
	if err != nil {
		return nil, err
	}
	if err := l.load(ctx); err != nil {
		return nil, err
	}
	m.capacity = l.Capacity
	return m.capacity, nil
}
