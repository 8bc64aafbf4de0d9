package discovery

import (
	"cmp"
	"fmt"
	"time"
)

// fit is one entry of `capacity.metrics`.
type fit struct {
	service, metric, driver string
	unit                    string
}

// fits proposes what to compute of a source of samples: the loads against the volume, and over time where there is
// none.
func (s *source) fits() []fit {
	service := cmp.Or(s.service, "*")
	volume, driven := driver(s.kpis)
	var all []fit
	for _, m := range s.kpis {
		unit := ""
		if m.isLoad() || len(s.kpis) == 1 && s.loadFile() && m.upTo(100) {
			unit = "%"
		}
		switch {
		case unit != "" && driven && !m.isDisk():
			all = append(all, fit{service, m.name, volume.name, unit})
		case unit != "" || len(s.kpis) == 1:
			all = append(all, fit{service, m.name, "time", unit})
		}
	}
	return all
}

// loadFile tells whether the file's name says that it holds loads.
func (s *source) loadFile() bool {
	m := measure{name: stem(s.paths[0]), column: s.kpis[0].column}
	return m.isLoad()
}

func writeCapacity(p *page, sources []*source) {
	var all []fit
	var step time.Duration
	for _, s := range sources {
		if s.record == "sample" && s.fault == "" {
			all = append(all, s.fits()...)
			step = max(step, s.step)
		}
	}
	if len(all) == 0 && step == 0 {
		return
	}
	p.head("Capacity")
	if len(all) == 0 {
		p.ask(0, "which metric is driven by which volume? Name them under `capacity.metrics`.")
		p.later(0, "capacity:", "")
		p.later(2, "metrics:", "")
		p.later(4, `- {service: "*", metric: cpu_util, driver: txn_rate, driver_aggregate: mean, limit: 80, unit: "%"}`, "")
		return
	}
	p.line(0, "capacity:", "")
	if step >= time.Second && step < 90*24*time.Hour {
		p.line(2, "step: "+stepText(step), "the usual distance between two samples")
	}
	p.ask(2, "which limit must a metric not pass? Add limit: 80 to its entry (and limit_is: min where it must not fall); without one there are no verdicts.")
	p.line(2, "metrics:", "")
	for _, f := range all {
		entry := fmt.Sprintf("- {%s, %s, %s", pair("service", f.service), pair("metric", f.metric), pair("driver", f.driver))
		why := "looks like a volume of the business"
		if f.driver == "time" {
			why = "what volume does not drive, or no column that looks like a volume"
		} else {
			entry += ", driver_aggregate: mean"
		}
		entry += ", aggregate: mean"
		if f.unit != "" {
			entry += ", unit: " + value(f.unit)
		}
		p.line(4, entry+"}", "driver: "+why)
	}
}

// stepText writes a duration in the largest unit that is whole.
func stepText(d time.Duration) string {
	for _, u := range []struct {
		unit string
		of   time.Duration
	}{{"d", 24 * time.Hour}, {"h", time.Hour}, {"m", time.Minute}} {
		if d >= u.of && d%u.of == 0 {
			return fmt.Sprintf("%d%s", d/u.of, u.unit)
		}
	}
	return fmt.Sprintf("%ds", d/time.Second)
}
