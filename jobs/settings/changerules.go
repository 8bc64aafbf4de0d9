package settings

import (
	"slices"

	"nines/internal/config"
	"nines/internal/itsm"
	"nines/reports"
)

// changeRules says in the domain's terms what the configuration says of changes.
func (b *builder) changeRules() reports.ChangeRules {
	c := b.config.Changes
	rules := reports.ChangeRules{
		LeadDays: perClass(c.LeadDays), LeadCalendar: b.calendars[c.LeadCalendar],
		Approvals: perClass(c.Approvals), Suspect: c.Suspect,
	}
	for _, f := range c.Freezes {
		rules.Freezes = append(rules.Freezes, reports.Freeze{
			From: itsm.Date(f.From), To: itsm.Date(f.To), Services: f.Services, Reason: f.Reason,
		})
	}
	return rules
}

func perClass(words map[string]int) map[itsm.ChangeClass]int {
	numbers := make(map[itsm.ChangeClass]int, len(words))
	for word, n := range words {
		var class itsm.ChangeClass
		class.Parse(word)
		numbers[class] = n
	}
	return numbers
}

// busyBy names the metrics that measure the volume of each service: those that drive its KPIs.
func busyBy(metrics []config.Metric) map[string][]string {
	drivers := map[string][]string{}
	for _, m := range metrics {
		for _, driver := range m.Drivers {
			if !slices.Contains(drivers[m.Service], driver) {
				drivers[m.Service] = append(drivers[m.Service], driver)
			}
		}
	}
	return drivers
}
