package config

import (
	"regexp"
	"slices"
	"time"

	"go.yaml.in/yaml/v3"
)

// Capacity holds the rules of capacity planning.
type Capacity struct {
	Step        time.Duration // aligned to UTC
	Window      time.Duration // history used, before the period's end
	Growth      []float64     // ratios above -1, in the order of the file
	MinRSquared float64       // 0..1; a fit below is weak
	Base        Aggregate     // the volume that grows: p95, mean or max of the period's steps
	Events      []Event
	Metrics     []Metric
}

// Event is an announced volume.
type Event struct {
	Name    string
	Date    Date
	Service string
	Volume  float64 // growth as a ratio above -1: 0.18 is 18 % more
}

// Metric is one entry of fits: one for each series (service, component, metric) of it.
type Metric struct {
	Service         string // "*": every service that has the metric
	Metric          string
	Drivers         []string // names of metrics; none: time
	DriverAggregate Aggregate
	Aggregate       Aggregate
	Limit           *float64 // in the metric's own unit; nil: none
	LimitIs         LimitSide
	Unit            string // for print, "" if none
}

// Aggregate says how the values of a step become one: sum, mean, min, max, or a percentile p1 to p99.
type Aggregate string

// The aggregates that defaults use.
const (
	Sum  Aggregate = "sum"
	Mean Aggregate = "mean"
	Min  Aggregate = "min"
	Max  Aggregate = "max"
	P95  Aggregate = "p95"
)

// LimitSide says whether a metric must not rise above its limit, or fall below it.
type LimitSide string

// The sides of a limit.
const (
	LimitIsMax LimitSide = "max"
	LimitIsMin LimitSide = "min"
)

// Time is the word for a driver that is no metric: the days since the window's first sample.
const Time = "time"

func (d *decoder) capacity(n *yaml.Node) {
	c := &d.config.Capacity
	ratio := bounds{least: 0, most: 1, want: "a number from 0 to 1"}
	present := d.mapping(n, "capacity", keys{
		"step":          d.duration(&c.Step, time.Second),
		"window":        d.duration(&c.Window, time.Second),
		"growth":        d.growth(&c.Growth),
		"min_r_squared": d.number(&c.MinRSquared, ratio),
		"base":          oneOf(d, &c.Base, P95, Mean, Max),
		"events": func(n *yaml.Node) {
			d.list(n, "events as a list", func(item *yaml.Node) { c.Events = append(c.Events, d.event(item)) })
		},
		"metrics": func(n *yaml.Node) {
			d.list(n, "metrics as a list", func(item *yaml.Node) { c.Metrics = append(c.Metrics, d.metric(item)) })
		},
	})
	if c.Step > c.Window {
		at := present["step"]
		if at == nil {
			at = present["window"]
		}
		d.problem(at, "the step is longer than the window: expected a part of it")
	}
}

func (d *decoder) growth(into *[]float64) read {
	return func(n *yaml.Node) {
		*into = nil
		d.list(n, "growth as a list of per cent", func(item *yaml.Node) {
			var v float64
			d.ratio(&v, growthRate)(item)
			*into = append(*into, v)
		})
	}
}

func (d *decoder) event(n *yaml.Node) Event {
	const what = "an event"
	var e Event
	present := d.mapping(n, what, keys{
		"name": d.text(&e.Name), "date": d.date(&e.Date), "service": d.text(&e.Service), "volume": d.ratio(&e.Volume, growthRate),
	})
	d.require(n, present, what, "name", "date", "service", "volume")
	return e
}

func (d *decoder) metric(n *yaml.Node) Metric {
	const what = "a metric"
	m := Metric{DriverAggregate: Sum, Aggregate: Mean, LimitIs: LimitIsMax}
	present := d.mapping(n, what, keys{
		"service":          d.text(&m.Service),
		"metric":           d.text(&m.Metric),
		"driver":           d.drivers(&m.Drivers),
		"driver_aggregate": d.aggregate(&m.DriverAggregate),
		"aggregate":        d.aggregate(&m.Aggregate),
		"limit":            d.optionalNumber(&m.Limit, anyNumber),
		"limit_is":         oneOf(d, &m.LimitIs, LimitIsMax, LimitIsMin),
		"unit":             d.text(&m.Unit),
	})
	d.require(n, present, what, "service", "metric", "driver")
	if present["limit_is"] != nil && present["limit"] == nil {
		d.problem(present["limit_is"], "limit_is needs a limit beside it")
	}
	if slices.Contains(m.Drivers, m.Metric) && m.Metric != "" {
		d.problem(present["driver"], "the metric %q cannot drive itself", m.Metric)
	}
	return m
}

// drivers reads a metric, a list of them, or the word time, for which it leaves the list empty.
func (d *decoder) drivers(into *[]string) read {
	return func(n *yaml.Node) {
		var names []string
		d.oneOrMore(n, "a metric, a list of metrics, or the word time", d.appendText(&names))
		if v := resolve(n); v.Kind == yaml.SequenceNode && len(v.Content) == 0 {
			d.problem(n, "expected a metric, a list of metrics, or the word time, found an empty list")
		}
		if slices.Equal(names, []string{Time}) {
			return
		}
		if slices.Contains(names, Time) {
			d.problem(n, "time cannot be a driver beside metrics")
		}
		*into = names
	}
}

var percentile = regexp.MustCompile(`^p[1-9][0-9]?$`)

func (d *decoder) aggregate(into *Aggregate) read {
	return func(n *yaml.Node) {
		const want = "one of sum, mean, min, max, or a percentile from p1 to p99"
		text, ok := d.scalar(n, want)
		if !ok {
			return
		}
		if !slices.Contains([]Aggregate{Sum, Mean, Min, Max}, Aggregate(text)) && !percentile.MatchString(text) {
			d.problem(n, "expected %s, found %s", want, found(n))
			return
		}
		*into = Aggregate(text)
	}
}
