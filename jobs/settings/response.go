package settings

import (
	"time"

	"nines/internal/config"
	"nines/internal/itsm"
	"nines/reports"
)

// responseRules says in the domain's terms what the configuration says of the response to incidents.
func responseRules(c config.Response) reports.ResponseRules {
	r := reports.ResponseRules{
		Update: c.Update, ReviewDays: c.ReviewDays,
		MajorAfter: byCriticality(c.MajorAfter), ContinuityAfter: byCriticality(c.ContinuityAfter),
	}
	for impact, row := range c.Matrix {
		for urgency, word := range row {
			r.Matrix[impact][urgency].Parse(word)
		}
	}
	return r
}

func byCriticality(after map[config.Criticality]time.Duration) map[itsm.Criticality]time.Duration {
	rule := map[itsm.Criticality]time.Duration{}
	for word, length := range after {
		rule[criticalities[word]] = length
	}
	return rule
}
