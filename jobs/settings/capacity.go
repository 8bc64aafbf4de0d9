package settings

import (
	"nines/internal/config"
	"nines/internal/itsm"
	"nines/reports"
)

// capacityRules says in the domain's terms which KPIs are fitted to which volumes.
func capacityRules(c *config.Config) reports.CapacityRules {
	set := c.Capacity
	rules := reports.CapacityRules{
		Step: set.Step, Window: set.Window, Growth: set.Growth, MinRSquared: set.MinRSquared, Base: string(set.Base),
	}
	for _, e := range set.Events {
		rules.Events = append(rules.Events, reports.CapacityEvent{
			Name: e.Name, At: itsm.Date(e.Date).Start(c.Timezone), Service: e.Service, Growth: e.Volume,
		})
	}
	for _, m := range set.Metrics {
		metric := reports.CapacityMetric{
			Service: m.Service, Metric: m.Metric, Drivers: m.Drivers, DriverAggregate: string(m.DriverAggregate), Aggregate: string(m.Aggregate),
			AtLeast: m.LimitIs == config.LimitIsMin, Unit: m.Unit,
		}
		if m.Limit != nil {
			metric.Limit = itsm.Known(*m.Limit)
		}
		rules.Metrics = append(rules.Metrics, metric)
	}
	return rules
}
